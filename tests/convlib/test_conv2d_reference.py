"""conv2d agrees with the six plain loops over a wide grid of settings, kinds and layouts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import as_strided
from support.layers import assert_agrees, layers
from support.reference import conv2d_loops

from convlib import conv2d, conv2d_multiply_count


@given(layers())
def test_whole_numbers_agree_exactly(layer):
    assert assert_agrees(layer, *layer.arrays(np.int64), close=0).dtype == np.int64


@given(layers(), st.sampled_from([np.uint8, np.int8, np.int16, np.int32, np.uint32]))
def test_narrow_whole_numbers_agree_exactly(layer, kind):
    x, weight, bias = layer.arrays(kind)
    settings = layer.full_options()
    expected = conv2d_loops(x, weight, bias, *settings)  # in Python's numbers, which never wrap
    maps = conv2d(x, weight, bias, **layer.options)
    assert maps.dtype == np.int64
    np.testing.assert_array_equal(maps, expected)


@given(layers())
def test_float64_agrees(layer):
    assert assert_agrees(layer, *layer.arrays(np.float64), close=1e-13).dtype == np.float64


@given(layers())
def test_float32_agrees(layer):
    assert assert_agrees(layer, *layer.arrays(np.float32), close=1e-5).dtype == np.float32


@given(layers())
def test_multiplications_are_what_the_loops_would_do(layer):
    # Each value of each map takes one product for each weight of its filter.
    x, weight, bias = layer.arrays(np.float64)
    values = conv2d(x, weight, bias, **layer.options).size
    count = conv2d_multiply_count(x.shape, weight.shape, **layer.options)
    assert count == values * weight[0].size


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


def with_strides(array, strides):
    return as_strided(array, array.shape, strides, writeable=False)


LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "reversed rows": lambda array: array[:, :, ::-1],
    "reversed in every axis": lambda array: array[::-1, ::-1, ::-1, ::-1],
    "read-only": read_only,
    "transposed": lambda array: np.ascontiguousarray(array.transpose(3, 2, 1, 0)).T,
    "channels last": lambda array: np.moveaxis(np.moveaxis(array, 1, -1).copy(), -1, 1),
    "every second": lambda array: array.repeat(2, axis=2).repeat(2, axis=3)[:, :, ::2, 1::2],
    "one picture for all": lambda array: (
        np.broadcast_to(array[:1], array.shape) if len(array) else array
    ),
    "one channel for all": lambda array: np.broadcast_to(array[:, :1], array.shape),
    "one row for all": lambda array: np.broadcast_to(array[:, :, :1], array.shape),
    "one column for all": lambda array: np.broadcast_to(array[..., :1], array.shape),
    "one number for all": lambda array: np.broadcast_to(array.dtype.type(3), array.shape),
    # Each axis goes on by one element, so that all overlap.
    "strides of one element": lambda array: with_strides(array, (array.itemsize,) * 4),
    # An axis of one element is never stepped along: its stride may be anything.
    "wild strides where nothing follows": lambda array: with_strides(
        array,
        [
            8_000_008 if size == 1 else stride
            for size, stride in zip(array.shape, array.strides, strict=True)
        ],
    ),
    "other byte order": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "a subclass": lambda array: array.view(type("Named", (np.ndarray,), {})),
}


# Whole numbers are copied on the way to BLAS; floats may be given to it as they lie.
@pytest.mark.parametrize(("kind", "close"), [(np.int64, 0), (np.float32, 1e-5)])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@given(layer=layers())
def test_any_memory_layout_agrees_and_is_left_as_it_was(layout, kind, close, layer):
    x, weight, bias = layer.arrays(kind)
    x, weight = layout(x), layout(weight)
    before = x.copy(), weight.copy()
    maps = assert_agrees(layer, x, weight, bias, close)
    assert type(maps) is np.ndarray
    assert maps.flags.writeable
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(weight, before[1])
