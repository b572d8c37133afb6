"""What conv2d refuses: each sentence gives the value, the rule and a remedy that works."""

import numpy as np
import pytest

from convlib import conv2d

X = np.ones((2, 3, 6, 7))
W = np.ones((4, 3, 5, 2))


def refuse(error, words, x=X, weight=W, bias=None, **options):
    with pytest.raises(error, match=words):
        conv2d(x, weight, bias, **options)


# ---------------------------------------------------------------- arrays


@pytest.mark.parametrize(
    ("x", "weight", "words"),
    [
        (X[0], W, r"input_shape=\(3, 6, 7\) has 3 axes .* \(N, C_in, H, W\); .*\(1, 3, 6, 7\)"),
        (X, W[0], r"weight_shape=\(3, 5, 2\) has 3 axes .* \(1, 3, 5, 2\)"),
        (X[0, 0], W, r"input_shape=\(6, 7\) has 2 axes .*the first two axes: \(1, 1, 6, 7\)"),
        (np.ones((6, 7, 3)), W, r"3 axes .*np\.moveaxis\(picture, -1, 0\)\[np\.newaxis\]"),
        (5.0, W, r"input_shape=\(\) has 0 axes but needs four"),
    ],
)
def test_wrong_number_of_axes_says_which_are_needed(x, weight, words):
    refuse(ValueError, words, x, weight)


def test_remedy_for_a_single_picture_works():
    picture = X[0]
    with pytest.raises(ValueError, match=r"add the first axis: \(1, 3, 6, 7\)"):
        conv2d(picture, W)
    assert conv2d(picture.reshape(1, 3, 6, 7), W).shape == (1, 4, 2, 6)


def test_filter_without_its_first_axis_is_named_even_when_a_bias_is_given():
    # Not "3 filters": the missing axis is the fault.
    refuse(ValueError, r"weight_shape=\(3, 5, 2\) has 3 axes", weight=W[0], bias=[1.0])


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (np.ones((2, 3, 6, 7), complex), "complex128"),
        (np.ones((2, 3, 6, 7), object), "object"),
        (np.full((2, 3, 6, 7), "1"), "<U1"),
        (np.zeros((2, 3, 6, 7), "m8[s]"), "timedelta64"),
        ("picture.png", "<U11"),
    ],
)
def test_arrays_of_other_things_than_real_numbers_are_refused(value, dtype):
    refuse(TypeError, rf"x has dtype {dtype}.*real numbers.*x\.astype\(np\.float64\)", x=value)
    refuse(TypeError, f"weight has dtype {dtype}", weight=value)
    refuse(TypeError, f"bias has dtype {dtype}", bias=value)


def test_none_and_masked_arrays_are_refused_for_what_they_are():
    refuse(TypeError, "x is None; give an array of real numbers", x=None)
    masked = np.ma.masked_greater(X, 0.5)
    refuse(TypeError, r"x is a masked array.*x\.filled\(0\)", x=masked)
    assert conv2d(masked.filled(0), W).sum() == 0


def test_remedy_for_an_object_array_works():
    x = X.astype(object)
    refuse(TypeError, "x.astype", x=x)
    assert conv2d(x.astype(np.float64), W).dtype == np.float64


def test_ragged_list_is_refused():
    refuse(ValueError, "x is a list whose rows differ in length", x=[[[[1, 2], [3]]]])


@pytest.mark.parametrize("axis", [1, 2, 3])
def test_only_the_batch_may_be_empty(axis):
    shape = list(X.shape)
    shape[axis] = 0
    refuse(ValueError, "only N, the number of images, may be 0|at least 1|>= 1", x=np.ones(shape))


@pytest.mark.parametrize(("axis", "name"), [(0, "filter"), (2, "kernel row"), (3, "kernel column")])
def test_empty_weight_is_refused(axis, name):
    shape = list(W.shape)
    shape[axis] = 0
    refuse(ValueError, f"at least one {name}", weight=np.ones(shape))


# ---------------------------------------------------------------- channels, filters, groups, bias


def test_filter_with_too_few_slices_says_how_many_it_needs():
    words = r"each filter has 2 kernels .*3 channels; .* weight_shape\[1\] = 3"
    refuse(ValueError, words, weight=np.ones((4, 2, 5, 2)))
    refuse(ValueError, "2 kernels", weight=np.ones((2, 2, 3, 3)))  # 3 × 3, not 3 channels


def test_slices_of_a_grouped_filter_are_those_of_its_group():
    x = np.ones((1, 4, 6, 7))
    words = r"4 kernels .*4 channels in 2 groups; .*weight_shape\[1\] = 2"
    refuse(ValueError, words, x=x, weight=np.ones((6, 4, 5, 2)), groups=2)
    assert conv2d(x, np.ones((6, 2, 5, 2)), groups=2).shape == (1, 6, 2, 6)


def test_groups_must_divide_channels_and_filters():
    refuse(ValueError, r"groups=2 does not divide in_channels=3; .*divides both", groups=2)
    refuse(ValueError, "groups=3 does not divide out_channels=4", groups=3)


@pytest.mark.parametrize("shape", [(2,), (4, 1), (), (1, 4), (0,)], ids=str)
def test_bias_is_one_number_a_filter(shape):
    words = r"bias has shape \(.*\) but weight has 4 filters; .*shape \(4,\)"
    refuse(ValueError, words, bias=np.ones(shape))
    assert conv2d(X, W, np.ones(4)).shape == (2, 4, 2, 6)


# ---------------------------------------------------------------- axes in another order

LAST = np.moveaxis(X, 1, -1)  # (N, H, W, C)
SQUARE = np.ones((4, 3, 5, 5))
HWIO = SQUARE.transpose(2, 3, 1, 0)  # (K_h, K_w, C, F)


@pytest.mark.parametrize(("x", "weight"), [(LAST, SQUARE), (X, HWIO), (LAST, HWIO)])
def test_axes_in_the_order_of_other_libraries_are_told_how_to_move(x, weight):
    with pytest.raises(ValueError, match="this looks like") as refused:
        conv2d(x, weight)
    told = str(refused.value)
    assert ("channels last" in told) is (x is LAST)
    assert ("filters last" in told) is (weight is HWIO)
    if "np.moveaxis(x, -1, 1)" in told:
        x = np.moveaxis(x, -1, 1)
    if "weight.transpose(3, 2, 0, 1)" in told:
        weight = weight.transpose(3, 2, 0, 1)
    np.testing.assert_array_equal(conv2d(x, weight), conv2d(X, SQUARE))


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize("setting", ["stride", "padding", "dilation", "groups"])
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        *((1.5, "a float"), (np.inf, "a float"), (-2.0, "a float"), (1j, "a complex")),
        *((True, "a bool"), (np.True_, "a bool"), (None, "no number"), (object(), "an object")),
    ],
)
def test_settings_are_whole_numbers(setting, value, kind):
    conv2d(X, W)  # what is remembered of whole numbers serves those alone
    words = rf"{setting}=.* is {kind}.*; use a whole number, such as {setting}=1"
    refuse(TypeError, words, **{setting: value})


@pytest.mark.parametrize("setting", ["stride", "dilation", "groups"])
@pytest.mark.parametrize("value", [3.0, np.float32(3), "3"], ids=repr)
def test_remedy_for_a_setting_is_the_number_that_was_meant(setting, value):
    refuse(TypeError, rf"{setting}=.* is a .*; use {setting}=3$", **{setting: value})


@pytest.mark.parametrize("padding", ["SAME", "Valid", " same", "2"])
def test_remedy_for_a_padding_is_the_one_that_was_meant(padding):
    with pytest.raises(ValueError, match="is not a known word; write padding=") as refused:
        conv2d(X, W, padding=padding)
    written = str(refused.value).rsplit("padding=", 1)[1].split(",")[0]
    assert written.strip("'") == padding.strip().lower()


@pytest.mark.parametrize("padding", [10**7, 10**12, 10**30])
def test_maps_that_no_memory_holds_are_refused(padding):
    words = rf"maps would have shape \(2, 4, .*padding={padding}.*use a smaller padding"
    refuse(MemoryError, words, padding=padding)


def test_numbers_so_small_that_products_vanish_are_no_error():
    with np.errstate(all="raise"):
        assert (conv2d(X * 1e-300, W * 1e-300) == 0).all()
        assert (conv2d(X * 1e-300, W[:3, :1] * 1e-300, groups=3) == 0).all()


@pytest.mark.parametrize("setting", ["stride", "dilation"])
def test_pairs_of_floats_and_triples_are_refused(setting):
    refuse(TypeError, f"{setting}=1.5 is a float", **{setting: (1, 1.5)})
    refuse(ValueError, rf"{setting}=\(1, 2, 3\) has 3 entries", **{setting: (1, 2, 3)})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"stride": 0}, "stride=0 is too small; use stride >= 1"),
        ({"stride": (1, -2)}, "stride=-2 is too small"),
        ({"dilation": 0}, r"dilation=0 is too small; use dilation >= 1 \(1 means no gaps\)"),
        ({"dilation": (1, 0)}, "1 means no gaps"),
        ({"groups": 0}, "groups=0 is too small; use groups >= 1"),
        ({"padding": -1}, "padding=-1 is too small; use padding >= 0"),
        ({"padding": ((0, 0), (0, -1))}, "padding=-1 is too small"),
        ({"padding": "full"}, "padding='full' is not a known word; use 'valid', 'same' or numbers"),
        ({"padding": (1, 2, 3)}, r"padding=\(1, 2, 3\) has 3 entries; use one number, \(rows"),
        ({"padding": (1, 1, 1, 1)}, r"\(\(top, bottom\), \(left, right\)\)"),
        ({"padding": ((1,), (2, 3))}, r"has 1 entries"),
    ],
)
def test_settings_out_of_range_are_refused(options, words):
    refuse(ValueError, words, **options)


def test_padding_that_mixes_a_number_with_a_pair_is_refused():
    refuse(TypeError, r"padding=\(1, \(2, 3\)\) mixes a number with a pair", padding=(1, (2, 3)))
    refuse(TypeError, "padding=0.5 is a float", padding=((0, 0), (0, 0.5)))


# ---------------------------------------------------------------- a kernel that does not fit


def test_kernel_larger_than_the_padded_input_says_how_much_padding_helps():
    # 5 weights 3 pixels apart cover 3·4 + 1 = 13 pixels; the height is 6: 7 more, 4 on each side.
    words = (
        r"height: kernel covers 13 pixels \(kernel_size=5, dilation=3\) but the padded input has "
        r"only 6 .*; use padding >= 4 or a smaller kernel or dilation"
    )
    refuse(ValueError, words, dilation=3)
    assert conv2d(X, W, dilation=3, padding=4).shape[2] == 2  # 14 pixels, 2 places
    refuse(ValueError, "only 12", dilation=3, padding=3)  # one less does not do


def test_axis_that_is_too_short_is_named():
    refuse(ValueError, "width: kernel covers 9 pixels", weight=np.ones((4, 3, 5, 9)))


def test_setting_by_position_is_refused():
    with pytest.raises(TypeError, match="positional"):
        conv2d(X, W, None, 2)


def test_narrow_numpy_integers_do_not_wrap_round():
    # 100·2 + 1 = 201 pixels are covered, more than int8 holds.
    x, weight = np.ones((1, 1, 201, 203)), np.ones((1, 1, 3, 3))
    assert conv2d(x, weight, dilation=np.int8(100)).shape == (1, 1, 1, 3)
    assert conv2d(x, weight, dilation=(np.int8(100), np.int8(100))).shape == (1, 1, 1, 3)


def test_settings_may_be_numpy_integers_and_arrays():
    expected = conv2d(X, W, stride=(2, 1), padding=(1, 2))
    maps = conv2d(X, W, stride=np.array([2, 1]), padding=np.array([1, 2]), groups=np.int64(1))
    np.testing.assert_array_equal(maps, expected)
    np.testing.assert_array_equal(conv2d(X, W, stride=np.array(2)), conv2d(X, W, stride=2))
