"""Counts: parameters, multiplications, receptive fields."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convlib import (
    conv2d,
    conv2d_multiply_count,
    conv2d_parameter_count,
    linear_parameter_count,
    receptive_field,
)

# ---------------------------------------------------------------- the facts of the course


def test_one_filter_is_75_weights_and_a_bias_whatever_the_size_of_the_image():
    assert 3 * 5 * 5 == 75
    assert conv2d_parameter_count(3, 1, 5) == 76
    assert conv2d_parameter_count(3, 1, 5, bias=False) == 75


def test_six_filters_are_18_kernels_and_456_parameters():
    assert np.empty((6, 3, 5, 5))[:, :, 0, 0].size == 18
    assert conv2d_parameter_count(3, 6, 5) == 456  # 6·(75 + 1): 6 biases, not 18


def test_one_fully_connected_unit_has_3073_parameters():
    assert linear_parameter_count(3 * 32 * 32, 1) == 3073  # 3,072 + 1
    assert linear_parameter_count(3 * 32 * 32, 1, bias=False) == 3072
    assert linear_parameter_count(3 * 256 * 256, 1) == 196_609  # 196,608 + 1


def test_fully_connected_layer_with_the_same_outputs_has_14_million():
    outputs = 6 * 28 * 28
    assert outputs == 4704
    assert linear_parameter_count(3 * 32 * 32, outputs) == 4704 * 3073 == 14_455_392


def test_one_value_takes_75_multiplications_and_one_map_784_times_as_many():
    assert conv2d_multiply_count((1, 3, 5, 5), (1, 3, 5, 5)) == 75
    assert conv2d_multiply_count((1, 3, 32, 32), (1, 3, 5, 5)) == 784 * 75 == 58_800
    assert conv2d_multiply_count((1, 3, 32, 32), (6, 3, 5, 5)) == 6 * 58_800


def test_halving_the_side_makes_the_next_layer_four_times_cheaper():
    wide = conv2d_multiply_count((1, 6, 28, 28), (16, 6, 3, 3), padding="same")
    narrow = conv2d_multiply_count((1, 6, 14, 14), (16, 6, 3, 3), padding="same")
    assert wide == 4 * narrow


# ---------------------------------------------------------------- against real arrays

groupings = st.tuples(*[st.integers(1, 4)] * 3, st.integers(1, 5), st.integers(1, 5))


@given(groupings)
def test_parameters_are_the_sizes_of_the_arrays(settings):
    groups, slices, filters, kernel_height, kernel_width = settings
    weight = np.empty((groups * filters, slices, kernel_height, kernel_width))
    bias = np.empty(groups * filters)
    count = conv2d_parameter_count(
        groups * slices, groups * filters, (kernel_height, kernel_width), groups
    )
    assert count == weight.size + bias.size
    assert type(count) is int


@given(st.integers(1, 50), st.integers(1, 50))
def test_linear_parameters_are_the_sizes_of_the_arrays(in_features, out_features):
    count = linear_parameter_count(in_features, out_features)
    assert count == np.empty((out_features, in_features)).size + out_features


def test_products_with_zeros_and_each_image_count_and_the_bias_does_not():
    # Padding 1 keeps the 4 × 5 positions of a 3 × 3 kernel: 2 images, 20·9 products each.
    assert conv2d_multiply_count((2, 1, 4, 5), (1, 1, 3, 3), padding=1) == 2 * 20 * 9
    assert conv2d_multiply_count((0, 1, 4, 5), (1, 1, 3, 3)) == 0


def test_depthwise_filters_read_one_channel_each():
    # 8 maps of 4·4 values, 9 products a value.
    assert conv2d_multiply_count((1, 8, 6, 6), (8, 1, 3, 3), groups=8) == 8 * 16 * 9
    assert conv2d_parameter_count(8, 8, 3, groups=8) == 8 * 10


def test_counts_are_exact_above_2_to_the_31():
    # 64 images, 512 filters, 224·224 positions (padding 1), 512·3·3 products each.
    count = 64 * 512 * 224**2 * 512 * 9
    assert count > 2**31
    shapes = np.array([64, 512, 224, 224], np.int32), np.array([512, 512, 3, 3], np.int32)
    assert conv2d_multiply_count(*shapes, padding=1) == count
    assert type(conv2d_multiply_count(*shapes, padding=1)) is int
    assert conv2d_parameter_count(np.int16(30_000), np.int16(30_000), np.int16(3)) == (
        30_000 * (270_000 + 1)
    )
    assert linear_parameter_count(np.int32(2**30), np.int32(2**30)) == 2**60 + 2**30


# ---------------------------------------------------------------- receptive field


@pytest.mark.parametrize(
    ("layers", "field"),
    [
        ([], 1),
        ([(1, 5)], 1),
        ([(5, 1)], 5),
        ([(3, 1), (3, 1)], 5),  # 3, and one more on each side
        ([(3, 1)] * 3, 7),
        ([(3, 2), (3, 1)], 7),  # three values 2 apart, 3 pixels each: 0 to 6
        ([(2, 2), (2, 2), (2, 2)], 8),
        ([(3, 1, 2)], 5),
        ([(3, 1, 2), (3, 1, 4)], 13),  # 1 + 2·2 + 4·2
    ],
)
def test_receptive_field_by_hand(layers, field):
    assert receptive_field(layers) == field


@given(
    st.lists(st.tuples(*[st.integers(1, 3)] * 3), max_size=3)
    | st.lists(st.tuples(*[st.integers(1, 4)] * 2), max_size=3)
)
def test_receptive_field_is_as_far_as_a_changed_pixel_is_felt(layers):
    field = receptive_field(layers)
    margin = 3

    def first_output(pixels):
        maps = pixels
        for kernel_size, stride, *rest in layers:
            weight = np.ones((1, 1, 1, kernel_size), int)
            maps = conv2d(maps, weight, stride=(1, stride), dilation=(1, *rest) if rest else 1)
        return maps[:, 0, 0, 0]

    # One image for each pixel: all zeros but for that pixel. All weights are positive.
    images = np.eye(field + margin, dtype=int).reshape(-1, 1, 1, field + margin)
    felt = np.flatnonzero(first_output(images))
    assert felt.min() == 0
    assert felt.max() == field - 1


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: receptive_field([(3,)]), ValueError, r"layer \(3,\) has 1 numbers; write \(ker"),
        (lambda: receptive_field([(3, 1, 1, 1)]), ValueError, "has 4 numbers"),
        (lambda: receptive_field([(3, 0)]), ValueError, "stride=0 is too small; use stride >= 1"),
        (lambda: receptive_field([(3, 1, 0)]), ValueError, "1 means no gaps"),
        (lambda: receptive_field([(3.0, 1)]), TypeError, "kernel_size=3.0 is a float"),
        (
            lambda: receptive_field((3, 1)),
            TypeError,
            "layer 3 is not a pair; write a list of pairs",
        ),
        (lambda: conv2d_parameter_count(3, 6.0, 5), TypeError, "out_channels=6.0 is a float"),
        (lambda: conv2d_parameter_count(True, 6, 5), TypeError, "in_channels=True is a bool"),
        (lambda: conv2d_parameter_count(0, 6, 5), ValueError, "use in_channels >= 1"),
        (lambda: conv2d_parameter_count(3, 6, (5, 0)), ValueError, "use kernel_size >= 1"),
        (lambda: conv2d_parameter_count(3, 6, 5, 2), ValueError, "groups=2 does not divide in_ch"),
        (lambda: conv2d_parameter_count(4, 5, 5, 2), ValueError, "does not divide out_channels=5"),
        (lambda: linear_parameter_count(3072.0, 1), TypeError, "in_features=3072.0 is a float"),
        (lambda: linear_parameter_count(5, 0), ValueError, "use out_features >= 1"),
        (
            lambda: conv2d_multiply_count((3, 32, 32), (6, 3, 5, 5)),
            ValueError,
            r"input_shape=\(3, 32, 32\) has 3 axes .* add the first axis: \(1, 3, 32, 32\)",
        ),
        (
            lambda: conv2d_multiply_count((1, 3, 32, 32.0), (6, 3, 5, 5)),
            TypeError,
            r"input_shape\[3\]=32.0 is a float",
        ),
        (
            lambda: conv2d_multiply_count(32, (6, 3, 5, 5)),
            TypeError,
            "input_shape=32 is not a shape; write four whole numbers",
        ),
        (
            lambda: conv2d_multiply_count((1, 3, -32, 32), (6, 3, 5, 5)),
            ValueError,
            r"input_shape\[2\]=-32 is too small",
        ),
    ],
)
def test_counts_refuse_what_cannot_be_counted(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_range_errors_of_a_size_are_sentences_whose_remedy_works():
    from convlib import conv_output_size

    words = (
        r"kernel covers 5 pixels \(kernel_size=3, dilation=2\) but the padded input has only 4 "
        r".*; use padding >= 1 or a smaller kernel or dilation"
    )
    with pytest.raises(ValueError, match=words):
        conv_output_size(4, 3, dilation=2)
    assert conv_output_size(4, 3, padding=1, dilation=2) == 2  # 6 pixels, 2 places
    with pytest.raises(ValueError, match=r"use padding >= 3 or a smaller kernel$"):
        conv_output_size(2, 7)
    assert conv_output_size(2, 7, padding=3) == 2  # 8 pixels
