"""Sizes along one axis: by hand, and against pushing a window along."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reference import count_positions, pixels_read, sides

from convlib import conv2d_output_shape, conv_output_size, same_padding, unread_pixels
from convlib.settings import resolve_padding

# ---------------------------------------------------------------- the facts of the course


def test_kernel_of_5_slides_over_32_pixels_to_28():
    assert conv_output_size(32, 5) == 28  # starts at 0, 1, …, 27: the last reads 27 to 31


def test_3_wants_padding_1_and_5_wants_padding_2_to_keep_the_size():
    assert same_padding(3) == 1  # (3 − 1)/2
    assert same_padding(5) == 2  # (5 − 1)/2
    assert conv_output_size(32, 3, padding=1) == 32  # 32 + 2 − 3 + 1
    assert conv_output_size(32, 5, padding=2) == 32  # 32 + 4 − 5 + 1


def test_stride_2_is_floored_to_14_and_leaves_a_pixel_unread():
    assert (32 - 5) / 2 + 1 == 14.5
    assert conv_output_size(32, 5, stride=2) == 14  # starts at 0, 2, …, 26
    assert unread_pixels(32, 5, stride=2) == 1  # the last window reads 26 to 30, not 31
    assert conv2d_output_shape((1, 3, 32, 32), (6, 3, 5, 5), stride=2) == (1, 6, 14, 14)


def test_six_filters_make_a_volume_of_6_28_28():
    assert conv2d_output_shape((1, 3, 32, 32), (6, 3, 5, 5)) == (1, 6, 28, 28)


# ---------------------------------------------------------------- conv_output_size by hand


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        ((7, 7), 1),  # it fits once
        ((7, 1), 7),
        ((1, 1, 9), 1),
        ((7, 3, 2), 3),  # starts at 0, 2, 4
        ((8, 3, 2), 3),  # at 6 it would need pixels 6, 7, 8
        ((7, 3, 3), 2),  # 0, 3
        ((5, 1, 7), 1),  # the next start, 7, is beyond the image
        ((6, 3, 1, (0, 1)), 5),  # 6 + 1 − 3 + 1
        ((6, 3, 2, (2, 1)), 4),  # 9 pixels: 0, 2, 4, 6
        ((7, 3, 1, 0, 2), 3),  # covers 5
        ((7, 3, 2, 1, 3), 2),  # covers 7 of 9: 0, 2
    ],
)
def test_output_size_by_hand(settings, size):
    assert conv_output_size(*settings) == size


axis_settings = st.tuples(
    st.integers(1, 25),  # input
    st.integers(1, 7),  # kernel
    st.integers(1, 9),  # stride, also larger than the kernel
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    st.integers(1, 4),  # dilation
).filter(lambda s: s[4] * (s[1] - 1) + 1 <= s[0] + sum(s[3]))


@given(axis_settings)
def test_output_size_is_the_number_of_places_where_the_window_fits(settings):
    input_size, kernel_size, stride, padding, dilation = settings
    counted = count_positions(input_size + sum(padding), kernel_size, stride, dilation)
    assert conv_output_size(*settings) == counted


@given(axis_settings)
def test_unread_pixels_are_those_behind_the_last_one_marked_as_read(settings):
    input_size, kernel_size, stride, (before, after), dilation = settings
    read = pixels_read(input_size, kernel_size, stride, before, after, dilation)
    assert unread_pixels(*settings) == input_size - 1 - max(read, default=-1)


def test_short_formula_for_unread_pixels_holds_while_the_stride_is_at_most_the_kernel():
    for kernel_size in range(1, 8):
        for stride in range(1, kernel_size + 1):
            for padding in range(kernel_size):
                for input_size in range(kernel_size, 20):
                    remainder = (input_size + 2 * padding - kernel_size) % stride
                    unread = unread_pixels(input_size, kernel_size, stride, padding)
                    assert unread == max(0, remainder - padding)


@pytest.mark.parametrize(
    ("settings", "unread"),
    [
        ((6, 3, 2), 1),  # windows 0–2 and 2–4; 5 is left
        ((6, 3, 2, 1), 0),  # padded −1..6: windows −1–1, 1–3, 3–5
        ((10, 2, 5), 3),  # windows 0–1 and 5–6; 7, 8, 9 are left, the gap 2–4 is not at the end
        ((1, 1, 6, 5), 1),  # windows at −5 and 1, both outside the image
        ((5, 2, 1, 0, 3), 0),  # taps 3 apart: 0 and 3, 1 and 4
        ((5, 2, 2, 0, 3), 1),  # only 0 and 3 fit; 4 is left
    ],
)
def test_unread_pixels_by_hand(settings, unread):
    assert unread_pixels(*settings) == unread


# ---------------------------------------------------------------- padding


@given(st.integers(0, 6).map(lambda k: 2 * k + 1), st.integers(1, 4), st.integers(1, 30))
def test_same_padding_keeps_the_size(kernel_size, dilation, input_size):
    padding = same_padding(kernel_size, dilation)
    assert conv_output_size(input_size, kernel_size, 1, padding, dilation) == input_size


def test_even_kernel_has_a_same_padding_where_the_dilation_is_even():
    assert same_padding(4, dilation=2) == 3  # covers 7 pixels
    with pytest.raises(ValueError, match=r"kernel_size=4 needs 3 zeros in all .* an odd number"):
        same_padding(4)
    assert conv_output_size(9, 4, padding="same") == 9  # the remedy


sizes = st.tuples(st.integers(1, 20), st.integers(1, 20))
kernels = st.tuples(st.integers(1, 6), st.integers(1, 6))
steps = st.tuples(st.integers(1, 5), st.integers(1, 5))


@given(sizes, kernels, steps, steps)
def test_same_adds_as_few_zeros_as_make_the_side_the_input_over_the_stride(
    input_size, kernel_size, stride, dilation
):
    pads = resolve_padding("same", input_size, kernel_size, stride, dilation)
    assert pads == sides("same", input_size, kernel_size, stride, dilation)
    for axis in (0, 1):
        size = conv_output_size(
            input_size[axis], kernel_size[axis], stride[axis], pads[axis], dilation[axis]
        )
        assert size == -(-input_size[axis] // stride[axis])  # ceil


@pytest.mark.parametrize(
    ("padding", "pads"),
    [
        (2, ((2, 2), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        ([1, 2], ((1, 1), (2, 2))),
        (((1, 2), (3, 4)), ((1, 2), (3, 4))),
        ("valid", ((0, 0), (0, 0))),
        (np.int64(2), ((2, 2), (2, 2))),
        (np.array(2), ((2, 2), (2, 2))),
        (np.array([[1, 2], [3, 4]]), ((1, 2), (3, 4))),
    ],
)
def test_each_way_to_write_a_padding(padding, pads):
    assert resolve_padding(padding, 32, 5) == pads


@given(st.integers(1, 20), st.integers(1, 6), st.integers(1, 5), st.integers(1, 3))
def test_one_axis_takes_the_words_that_a_layer_takes(input_size, kernel_size, stride, dilation):
    settings = input_size, kernel_size, stride
    same, _ = resolve_padding("same", *settings, dilation)
    for function in (conv_output_size, unread_pixels):
        assert function(*settings, "same", dilation) == function(*settings, same, dilation)
    assert conv_output_size(input_size + 20, kernel_size, padding="valid") == conv_output_size(
        input_size + 20, kernel_size
    )
    with pytest.raises(ValueError, match=r"padding='SAME' .* write padding='same'"):
        conv_output_size(*settings, "SAME")


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int64, np.array])
def test_numpy_integers_are_taken_and_plain_ints_come_back(kind):
    # 100 + 2·60 = 220 is more than int8 holds, and 0 − 60 less than uint8 does.
    settings = [kind(value) for value in (100, 3, 7, 60, 30)]
    assert conv_output_size(*settings) == 23  # (220 − 61)/7 = 22.7
    assert type(conv_output_size(*settings)) is int
    read = pixels_read(100, 3, 7, 60, 60, 30)
    assert unread_pixels(*settings) == 99 - max(read)
    assert type(unread_pixels(*settings)) is int
    assert type(same_padding(kind(5), kind(3))) is int


@pytest.mark.parametrize("value", [5.0, np.float64(5), True, np.True_, "5", None, [[5]], 5 + 0j])
@pytest.mark.parametrize("place", range(5))
def test_sizes_of_another_kind_are_refused(value, place):
    names = ["input_size", "kernel_size", "stride", "padding", "dilation"]
    settings = [32, 5, 2, 0, 1]
    settings[place] = value
    for function in (conv_output_size, unread_pixels):
        with pytest.raises((TypeError, ValueError), match=names[place]) as refused:
            function(*settings)
        word = isinstance(value, str) and names[place] == "padding"
        if not isinstance(value, list) and not word:
            assert refused.type is TypeError
            assert "; use " in str(refused.value)
