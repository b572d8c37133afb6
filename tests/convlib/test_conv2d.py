"""conv2d by hand, its properties, and its dtype rules."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convlib import conv2d

# One image, one channel, 3 rows and 4 columns.
X = np.array([[[[1, 2, 0, -1], [3, -2, 1, 1], [0, 5, -3, 2]]]])
W = np.array([[[[1, 2, 0], [-1, 3, 1]]]])  # 2 rows, 3 columns, no symmetry


# ---------------------------------------------------------------- by hand


def test_window_slides_right_then_down():
    # top left:  1·1 + 2·2 + 0·0 + 3·(−1) + (−2)·3 + 1·1   = 5 − 9 + 1       = −3
    # top right: 2·1 + 0·2 + (−1)·0 + (−2)·(−1) + 1·3 + 1·1 = 2 + 2 + 3 + 1   =  8
    # bottom left:  3·1 + (−2)·2 + 1·0 + 0·(−1) + 5·3 + (−3)·1 = −1 + 15 − 3 = 11
    # bottom right: (−2)·1 + 1·2 + 1·0 + 5·(−1) + (−3)·3 + 2·1 = 0 − 5 − 9 + 2 = −12
    np.testing.assert_array_equal(conv2d(X, W), [[[[-3, 8], [11, -12]]]])


def test_channels_are_summed_and_the_bias_joins_once():
    x = np.concatenate([X, 10 * X], axis=1)
    weight = np.concatenate([W, W], axis=1)
    # The second channel gives ten times the first: −3 − 30 + 7, not + 2·7.
    assert conv2d(x, weight, [7])[0, 0, 0, 0] == -26


def test_stride_moves_the_window_down_and_right():
    # Rows start at 0 only (3 − 2 = 1 < 2), columns at 0 only (4 − 3 = 1 < 2).
    np.testing.assert_array_equal(conv2d(X, W, stride=2), [[[[-3]]]])
    # (down, right) = (2, 1): row 0, columns 0 and 1.
    np.testing.assert_array_equal(conv2d(X, W, stride=(2, 1)), [[[[-3, 8]]]])


def test_padding_pair_is_rows_then_columns():
    # One zero row above and below: the first window reads only row 0, with the lower weights:
    # 1·(−1) + 2·3 + 0·1 = 5, then 2·(−1) + 0·3 + (−1)·1 = −3.
    maps = conv2d(X, W, padding=(1, 0))
    assert maps.shape == (1, 1, 4, 2)
    np.testing.assert_array_equal(maps[0, 0, 0], [5, -3])


def test_padding_pair_of_pairs_names_the_four_sides():
    # Only a column of zeros on the right: one more window, which reads columns 2, 3 and the zeros:
    # 0·1 + (−1)·2 + 1·(−1) + 1·3 = 0 and 1·1 + 1·2 + (−3)·(−1) + 2·3 = 12.
    maps = conv2d(X, W, padding=((0, 0), (0, 1)))
    np.testing.assert_array_equal(maps[0, 0], [[-3, 8, 0], [11, -12, 12]])


def test_extra_zero_of_same_goes_to_the_bottom_right():
    # A kernel of 2: one zero in all. [1, 2, 3] with weights [1, 10] gives 1 + 20, 2 + 30, 3 + 0.
    x, weight = np.array([[[[1, 2, 3]]]]), np.array([[[[1, 10]]]])
    np.testing.assert_array_equal(conv2d(x, weight, padding="same"), [[[[21, 32, 3]]]])


def test_dilation_spreads_the_weights():
    # [1, 10] two pixels apart on 1, 2, 3, 4: 1 + 30 and 2 + 40.
    x, weight = np.array([[[[1, 2, 3, 4]]]]), np.array([[[[1, 10]]]])
    np.testing.assert_array_equal(conv2d(x, weight, dilation=(1, 2)), [[[[31, 42]]]])


def test_groups_keep_blocks_of_channels_apart():
    # Two groups of one channel: filter 0 reads channel 0 only, filter 1 channel 1 only.
    x = np.array([[[[1, 2]], [[30, 40]]]])
    weight = np.array([[[[5]]], [[[7]]]])
    np.testing.assert_array_equal(conv2d(x, weight, groups=2), [[[[5, 10]], [[210, 280]]]])


def test_six_filters_make_six_maps_of_28():
    assert conv2d(np.ones((1, 3, 32, 32)), np.ones((6, 3, 5, 5))).shape == (1, 6, 28, 28)
    # 3·5·5 = 75 products of 1, plus the bias.
    assert conv2d(np.ones((1, 3, 32, 32)), np.ones((1, 3, 5, 5)), [1.0])[0, 0, 0, 0] == 76


def test_empty_batch_gives_an_empty_batch_of_the_right_shape():
    assert conv2d(np.ones((0, 3, 8, 9)), np.ones((6, 3, 5, 5))).shape == (0, 6, 4, 5)
    grouped = conv2d(np.ones((0, 4, 8, 9), np.uint8), np.ones((4, 1, 3, 3), np.uint8), groups=4)
    assert grouped.shape == (0, 4, 6, 7)
    assert grouped.dtype == np.int64


def test_nested_lists_are_taken():
    assert conv2d([[[[1, 2, 3]]]], [[[[1, 1]]]], [0.5]).tolist() == [[[[3.5, 5.5]]]]


# ---------------------------------------------------------------- properties

seeds = st.integers(0, 10**6)
settings = st.fixed_dictionaries(
    {
        "stride": st.integers(1, 3),
        "padding": st.integers(0, 2),
        "dilation": st.integers(1, 2),
    }
)


def whole_numbers(seed, *shapes):
    """Arrays of small whole numbers: sums are exact, so that equal means equal."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-9, 10, shape) for shape in shapes]


@given(seeds, settings)
def test_linear_in_the_image(seed, options):
    one, other, weight = whole_numbers(seed, (2, 3, 6, 7), (2, 3, 6, 7), (4, 3, 2, 3))
    together = conv2d(2 * one - 3 * other, weight, **options)
    apart = 2 * conv2d(one, weight, **options) - 3 * conv2d(other, weight, **options)
    np.testing.assert_array_equal(together, apart)


@given(seeds, settings)
def test_linear_in_the_weights(seed, options):
    x, one, other = whole_numbers(seed, (2, 3, 6, 7), (4, 3, 2, 3), (4, 3, 2, 3))
    together = conv2d(x, 2 * one - 3 * other, **options)
    apart = 2 * conv2d(x, one, **options) - 3 * conv2d(x, other, **options)
    np.testing.assert_array_equal(together, apart)


@given(seeds)
def test_identity_kernel_gives_the_image_back(seed):
    (x,) = whole_numbers(seed, (2, 3, 5, 6))
    weight = np.zeros((3, 3, 3, 3), int)
    weight[range(3), range(3), 1, 1] = 1  # filter c is 1 in the middle of channel c
    np.testing.assert_array_equal(conv2d(x, weight, padding="same"), x)


@given(seeds, st.integers(1, 2), st.integers(1, 3))
def test_moving_the_image_moves_the_map(seed, down, right):
    x, weight = whole_numbers(seed, (1, 2, 9, 10), (3, 2, 2, 3))
    moved = conv2d(x[:, :, down:, right:], weight)
    np.testing.assert_array_equal(moved, conv2d(x, weight)[:, :, down:, right:])


@given(seeds)
def test_stride_keeps_every_third_value_of_the_map(seed):
    x, weight = whole_numbers(seed, (1, 2, 9, 10), (3, 2, 2, 3))
    np.testing.assert_array_equal(conv2d(x, weight, stride=3), conv2d(x, weight)[:, :, ::3, ::3])


@given(seeds)
def test_flipped_kernel_gives_true_convolution(seed):
    line, kernel = whole_numbers(seed, (9,), (4,))
    maps = conv2d(line.reshape(1, 1, 1, 9), kernel[::-1].reshape(1, 1, 1, 4))
    np.testing.assert_array_equal(maps.ravel(), np.convolve(line, kernel, mode="valid"))


def test_kernel_is_not_flipped():
    # Right minus left on a picture that gets brighter to the right: positive.
    assert (conv2d(np.arange(5).reshape(1, 1, 1, 5), [[[[-1, 1]]]]) == 1).all()


# ---------------------------------------------------------------- numbers and memory


@pytest.mark.parametrize("kind", [bool, np.int8, np.uint8, np.int16, np.uint32, np.int64])
def test_whole_numbers_of_any_width_give_int64(kind):
    maps = conv2d(np.ones((1, 1, 2, 2), kind), np.ones((1, 1, 2, 2), kind))
    assert maps.dtype == np.int64
    assert maps.item() == 4  # of booleans too: 1 + 1 + 1 + 1, not `or`


def test_uint8_does_not_wrap_round():
    # 255·255·4 = 260,100, far above 255; 255·(−1)·4 = −1,020, below 0.
    x = np.full((1, 1, 2, 2), 255, np.uint8)
    assert conv2d(x, x).item() == 260_100
    assert conv2d(x, np.full((1, 1, 2, 2), -1, np.int8)).item() == -1020


def test_integer_picture_takes_a_fractional_bias():
    maps = conv2d(np.ones((1, 1, 1, 1), np.uint8), np.ones((1, 1, 1, 1), np.uint8), [0.25])
    assert maps.dtype == np.float64
    assert maps.item() == 1.25


@pytest.mark.parametrize(
    ("of_x", "of_weight", "of_result"),
    [
        (np.float32, np.float32, np.float32),
        (np.float64, np.float64, np.float64),
        (np.float32, np.float64, np.float64),
        (np.float16, np.float16, np.float32),
        (np.uint8, np.float32, np.float32),
        (np.uint8, np.float16, np.float32),
        (np.bool_, np.float32, np.float32),
        (np.int64, np.float32, np.float64),  # NumPy's promotion
        (">f8", ">f8", np.float64),
        (">f4", "<f4", np.float32),
    ],
)
def test_kinds_of_floats_are_kept_and_mixed_by_promotion(of_x, of_weight, of_result):
    x, weight = np.ones((2, 1, 3, 3), of_x), np.ones((1, 1, 2, 2), of_weight)
    assert conv2d(x, weight).dtype == of_result
    assert conv2d(x, weight, [1]).dtype == np.result_type(of_result, np.int64)  # a list is int64
    assert conv2d(x, weight, np.ones(1, np.float16)).dtype == of_result


def test_float16_sums_do_not_overflow():
    # 300·300 = 90,000, above float16's largest number, 65,504.
    x = np.full((1, 1, 1, 1), 300, np.float16)
    assert conv2d(x, x).item() == 90_000


def test_whole_numbers_too_large_for_int64_are_refused():
    x = np.full((1, 1, 2, 2), 2**40)
    # 4 products of 2⁴⁰·2⁴⁰ = 2⁸⁰ each.
    with pytest.raises(ValueError, match=r"sum to 4835703278458516698824704, more than int64") as e:
        conv2d(x, x)
    assert "use x.astype(np.float64)" in str(e.value)
    assert conv2d(x.astype(np.float64), x).item() == 2.0**82


def test_largest_whole_numbers_that_fit_are_taken():
    x = np.full((1, 1, 1, 2), 2**31)
    # 2·2³¹·2³⁰ = 2⁶² fits; one bias more than 2⁶³ − 1 − 2⁶² does not.
    weight, room = np.full((1, 1, 1, 2), 2**30), 2**63 - 1 - 2**62
    assert conv2d(x, weight, [room]).item() == 2**63 - 1
    with pytest.raises(ValueError, match="more than int64 holds"):
        conv2d(x, weight, [room + 1])
    with pytest.raises(ValueError, match="more than int64 holds"):
        conv2d(np.full((1, 1, 1, 1), 2**63, np.uint64), np.ones((1, 1, 1, 1), int))


@pytest.mark.parametrize("options", [{}, {"padding": 1}, {"stride": 2}, {"padding": "same"}])
def test_result_is_new_and_the_input_as_before(options):
    x, weight, bias = np.ones((1, 1, 4, 4)), np.ones((1, 1, 1, 1)), np.zeros(1)
    maps = conv2d(x, weight, bias, **options)
    maps += 5  # writable, and nobody else's
    assert not any(np.shares_memory(maps, given) for given in (x, weight, bias))
    assert (x == 1).all()
    assert (weight == 1).all()
    assert (bias == 0).all()


def test_nan_stays_in_the_windows_that_read_it():
    x = np.ones((2, 1, 5, 6))
    x[1, 0, 2, 3] = np.nan
    missing = np.isnan(conv2d(x, np.ones((2, 1, 2, 2))))
    expected = np.zeros((2, 2, 4, 5), bool)
    expected[1, :, 1:3, 2:4] = True  # windows that start one row or column before, or on it
    np.testing.assert_array_equal(missing, expected)
