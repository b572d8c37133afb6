"""The ways in which conv2d computes: each agrees with the loops, at every border of its pieces."""

import itertools
import tracemalloc
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.layers import assert_agrees, layers
from support.reference import conv2d_loops

from convlib import conv2d
from convlib.conv2d import depthwise, fourier, layer, product
from convlib.conv2d.region import pad2d
from convlib.geometry import conv2d_geometry

MIB = 2**20


@contextmanager
def pieces_of(columns, room):
    """Cut so small that a few pixels already make many pieces."""
    planners = (product.plan, depthwise.plan)
    for plan in planners:
        plan.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product, "COLUMNS", columns)
        for module in (product, depthwise):
            patch.setattr(module, "ROOM", room)
        yield
    for plan in planners:
        plan.cache_clear()


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize(("columns", "room"), [(1, 1), (3, 200), (7, 900), (20, 3000), (64, 20000)])
@given(layer=layers())
def test_borders_of_the_pieces_do_not_show(columns, room, layer):
    with pieces_of(columns, room):
        assert_agrees(layer, *layer.arrays(np.int64), close=0)


@given(st.integers(1, 40), st.integers(1, 40))
def test_pieces_cover_everything_with_equal_sizes(total, most):
    size = product.even(total, most)
    assert size <= most
    found = product.pieces(total, size)
    assert {one.stop - one.start for one in found} == {size}
    assert set().union(*(range(one.start, one.stop) for one in found)) == set(range(total))
    assert len(found) == -(-total // most)  # as few as possible


def ways(monkeypatch, x, weight, **options):
    """Names of the functions that a call goes through."""
    called = []
    for name in ("multiply_windows", "multiply_pixels", "convolve_channels", "convolve_spectra"):
        function = getattr(layer, name)

        def note(*arguments, name=name, function=function):
            called.append(name)
            return function(*arguments)

        monkeypatch.setattr(layer, name, note)
    conv2d(x, weight, **options)
    return set(called)


RNG = np.random.default_rng(0)
LAYERS = {
    "multiply_windows": ((2, 3, 20, 21), (4, 3, 5, 5), {"padding": 2}),
    "multiply_pixels": ((2, 3, 20, 21), (4, 3, 1, 1), {}),
    "convolve_channels": ((2, 4, 20, 21), (8, 1, 3, 3), {"groups": 4}),
    "convolve_spectra": ((2, 3, 90, 91), (4, 3, 31, 33), {"padding": 4}),
}


@pytest.mark.parametrize("way", LAYERS)
def test_each_way_is_taken_and_agrees(monkeypatch, way):
    input_shape, weight_shape, options = LAYERS[way]
    x, weight = RNG.normal(size=input_shape), RNG.normal(size=weight_shape)
    assert ways(monkeypatch, x, weight, **options) == {way}
    pads = ((options.get("padding", 0),) * 2,) * 2
    groups = options.get("groups", 1)
    some = x[:1, :, :40, :40]  # the loops are slow
    expected = conv2d_loops(some, weight, None, (1, 1), pads, (1, 1), groups)
    np.testing.assert_allclose(conv2d(some, weight, **options), expected, atol=1e-10)
    # The whole picture agrees where windows do not reach past the part that was cut out.
    sides = [min(40, x.shape[2 + i]) + pads[0][0] - weight.shape[2 + i] + 1 for i in (0, 1)]
    inner = (slice(None), slice(None), slice(0, sides[0]), slice(0, sides[1]))
    whole = conv2d(x, weight, **options)[:1]
    np.testing.assert_allclose(whole[inner], expected[inner], atol=1e-10)


# ---------------------------------------------------------------- very large kernels


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize(("kernel", "padding"), [((15, 17), 0), ((31, 16), ((3, 9), (0, 20)))])
def test_spectra_agree_with_the_matrix_product(monkeypatch, kernel, padding, groups):
    x = RNG.normal(size=(2, 4, 130, 77))
    weight, bias = RNG.normal(size=(6, 4 // groups, *kernel)), RNG.normal(size=6)
    by_spectra = conv2d(x, weight, bias, padding=padding, groups=groups)
    geometry = conv2d_geometry(x.shape, weight.shape, padding=padding, groups=groups)
    assert fourier.suits_spectra(x, weight, geometry, x.dtype)
    monkeypatch.setattr(fourier, "SMALLEST", 10**9)
    by_matrix = conv2d(x, weight, bias, padding=padding, groups=groups)
    np.testing.assert_allclose(by_spectra, by_matrix, atol=1e-11)


@pytest.mark.parametrize(("room", "largest"), [(20_000, 6), (400_000, 11), (2 * MIB, 128)])
def test_blocks_of_channels_filters_and_kernels_add_up(monkeypatch, room, largest):
    x, weight = RNG.normal(size=(1, 5, 60, 70)), RNG.normal(size=(7, 5, 16, 19))
    expected = conv2d(x, weight, np.arange(7.0))
    monkeypatch.setattr(fourier, "ROOM", room)
    monkeypatch.setattr(fourier, "LARGEST", largest)
    monkeypatch.setattr(fourier, "LAYING", 1e9)  # so dear that spectra are always taken
    assert "convolve_spectra" in ways(monkeypatch, x, weight)
    np.testing.assert_allclose(conv2d(x, weight, np.arange(7.0)), expected, atol=1e-11)


@pytest.mark.parametrize(("channels", "at_a_time"), [(96, 48), (97, 97)])
def test_windows_of_many_weights_are_summed_a_part_of_the_channels_at_a_time(channels, at_a_time):
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=(2, channels, 14, 13)), rng.normal(size=(60, channels, 5, 5))
    maps = conv2d(x, weight, np.arange(60.0), padding=2)
    strip = product.plan(weight.shape, conv2d_geometry(x.shape, weight.shape, 1, 2), 8, True)
    assert strip.channels == at_a_time  # 97 has no part that is large enough
    windows = np.lib.stride_tricks.sliding_window_view(pad2d(x, ((2, 2), (2, 2))), (5, 5), (2, 3))
    expected = np.einsum("ncyxij,fcij->nfyx", windows, weight, optimize=True)
    np.testing.assert_allclose(maps, expected + np.arange(60.0)[:, None, None], atol=1e-11)


@pytest.mark.parametrize("filters", [1, 3])
def test_long_sums_of_few_filters_are_made_in_parts(filters):
    # Added one by one in float32, 60,000 of them come to 6003.5.
    x, weight = np.full((1, 60_000, 1, 2), 0.1, np.float32), np.ones((filters, 60_000, 1, 1))
    maps = conv2d(x, weight.astype(np.float32))
    np.testing.assert_allclose(maps, 6000, rtol=1e-5)


@pytest.mark.parametrize("dilation", [(1, 9), (9, 1), (9, 9)])
@pytest.mark.parametrize("groups", [1, 4])
def test_far_apart_weights_take_their_own_pixels(dilation, groups):
    x, weight = RNG.normal(size=(2, 4, 30, 33)), RNG.normal(size=(4, 4 // groups, 3, 3))
    expected = conv2d_loops(x, weight, None, (1, 1), ((2, 2), (2, 2)), dilation, groups)
    for columns, room in ((512, 2**21), (5, 900)):
        with pieces_of(columns, room):
            maps = conv2d(x, weight, padding=2, dilation=dilation, groups=groups)
        np.testing.assert_allclose(maps, expected, atol=1e-12)


def test_whole_numbers_stay_exact_with_large_kernels():
    x = RNG.integers(0, 256, (1, 1, 80, 80), np.uint8)
    weight = RNG.integers(-128, 128, (1, 1, 40, 40), np.int8)
    maps = conv2d(x, weight)
    # One value by hand: the window at row 7, column 9.
    window = x[0, 0, 7:47, 9:49].astype(int)
    assert maps[0, 0, 7, 9] == (window * weight[0, 0].astype(int)).sum()


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_stays_in_its_windows_with_large_kernels(odd):
    x, weight = np.ones((1, 1, 100, 100)), np.ones((1, 1, 20, 20))
    x[0, 0, 50, 60] = odd
    expected = np.full((81, 81), 400.0)
    expected[31:51, 41:61] = odd  # windows that start up to 19 rows and columns before it
    np.testing.assert_array_equal(conv2d(x, weight)[0, 0], expected)


# ---------------------------------------------------------------- numbers that are not finite


@pytest.mark.parametrize("way", ["multiply_windows", "multiply_pixels", "convolve_channels"])
@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_what_is_not_finite_stays_in_its_windows(way, odd):
    input_shape, weight_shape, options = LAYERS[way]
    x, weight = np.zeros(input_shape), np.ones(weight_shape)
    x[1, 2, 8, 9] = odd
    touched = x.copy()
    touched[1, 2, 8, 9] = 1
    expected = np.where(conv2d(touched, weight, **options) == 1, odd, 0)
    np.testing.assert_array_equal(conv2d(x, weight, **options), expected)


def test_infinities_that_cancel_give_nan_without_a_warning():
    # Warnings are errors in these tests.
    x = np.array([[[[np.inf, -np.inf, 1.0]]]])
    maps = conv2d(x, np.ones((1, 1, 1, 2)), [-np.inf])
    assert np.isnan(maps[0, 0, 0, 0])
    assert maps[0, 0, 0, 1] == -np.inf
    huge = np.full((1, 2, 3, 3), 3e38, np.float32)
    assert (conv2d(huge, np.ones((2, 1, 2, 2), np.float32), groups=2) == np.inf).all()


def test_denormals_are_numbers_like_others():
    # 5e-324 is the smallest: twice it plus once it is three times it.
    x, weight = np.full((1, 1, 2, 2), 5e-324), np.array([[[[2.0, 1.0]]]])
    assert (conv2d(x, weight) == 1.5e-323).all()


# ---------------------------------------------------------------- memory


def held(x, weight, **options):
    """MiB that a call holds at most, beside the input and the maps."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        maps = conv2d(x, weight, **options)
        return (tracemalloc.get_traced_memory()[1] - before - maps.nbytes) / MIB
    finally:
        tracemalloc.stop()


LARGE = {
    "a large picture": ((1, 3, 1500, 1500), (16, 3, 3, 3), {}),
    "many pictures": ((1000, 3, 32, 32), (6, 3, 5, 5), {"padding": 2}),
    "many channels": ((1, 512, 14, 14), (512, 512, 3, 3), {"padding": 1}),
    "many channels, many filters": ((1, 1024, 14, 14), (1024, 1024, 3, 3), {"padding": 1}),
    "very many channels": ((1, 2000, 16, 16), (8, 2000, 7, 7), {"padding": 3}),
    "many filters": ((1, 8, 40, 40), (2048, 8, 3, 3), {}),
    "a long row": ((1, 4, 4, 100_000), (4, 4, 3, 3), {"padding": 1}),
    "a long column": ((1, 4, 100_000, 4), (4, 4, 3, 3), {"padding": 1}),
    "one channel a filter": ((2, 256, 112, 112), (256, 1, 3, 3), {"groups": 256, "padding": 1}),
    "a large stride": ((1, 64, 300, 300), (8, 64, 5, 1), {"stride": (1, 8), "padding": 3}),
    "a large stride, one channel": ((1, 4, 999, 999), (4, 1, 3, 3), {"stride": 9, "groups": 4}),
    "dilation": ((1, 64, 112, 112), (64, 64, 3, 3), {"dilation": 2, "padding": 2}),
    "wide dilation": ((1, 2048, 33, 33), (2, 2048, 3, 3), {"dilation": 12, "padding": 12}),
    "wide dilation, one channel": (
        (1, 512, 65, 65),
        (512, 1, 3, 3),
        {"dilation": 18, "padding": 18, "groups": 512},
    ),
    "huge dilation": ((1, 1, 1500, 1500), (1, 1, 3, 3), {"dilation": 500, "padding": 1}),
    "huge dilation, one channel": (
        (1, 2, 1500, 1500),
        (2, 1, 3, 3),
        {"dilation": 500, "padding": 1, "groups": 2},
    ),
    "a large kernel, one channel": ((1, 4, 300, 300), (4, 1, 13, 13), {"groups": 4, "padding": 6}),
    "a large kernel": ((1, 3, 200, 200), (4, 3, 31, 31), {"padding": 15}),
    "large kernels": ((1, 24, 48, 48), (24, 24, 15, 15), {"padding": 7}),
    "large kernels, many filters": ((1, 2, 99, 99), (200, 2, 15, 15), {}),
    "a huge kernel": ((1, 1, 400, 400), (1, 1, 260, 260), {}),
}
KINDS = {
    "float32": (np.float32, np.float32),
    "float64": (np.float64, np.float64),
    "pictures of bytes": (np.uint8, np.float32),
    "whole numbers": (np.uint8, np.int8),
    "float16": (np.float16, np.float16),
}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("case", "kinds"),
    # Whole numbers do not go through spectra: a huge kernel would take minutes.
    [
        both
        for both in itertools.product(LARGE, KINDS)
        if both != ("a huge kernel", "whole numbers")
    ],
)
def test_no_call_holds_more_than_4_mib_or_6_where_weights_are_converted(case, kinds):
    (input_shape, weight_shape, options), (of_x, of_weight) = LARGE[case], KINDS[kinds]
    x, weight = np.ones(input_shape, of_x), np.ones(weight_shape, of_weight)
    most = 4 if kinds in ("float32", "float64") else 6
    # A second time, in case that another thread of the tests held something meanwhile.
    assert held(x, weight, **options) <= most or held(x, weight, **options) <= most


# ---------------------------------------------------------------- rounding


@pytest.mark.parametrize("way", LAYERS)
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_picture_gives_the_same_alone_and_in_a_batch(way, kind):
    input_shape, weight_shape, options = LAYERS[way]
    x = RNG.normal(size=(9, *input_shape[1:])).astype(kind)
    weight = RNG.normal(size=weight_shape).astype(kind)
    together = conv2d(x, weight, **options)
    size = np.sqrt(weight[0].size) * np.finfo(kind).eps * 20
    for index in range(9):
        alone = conv2d(x[index : index + 1], weight, **options)[0]
        np.testing.assert_allclose(alone, together[index], atol=size)
