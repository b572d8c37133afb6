"""conv2d agrees with the six plain loops over a wide grid of settings, kinds and layouts."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import conv2d_loops, sides

from convlib import conv2d, conv2d_multiply_count, conv2d_output_shape


@dataclass
class Layer:
    """What to convolve: shapes, and settings as they are passed."""

    input_shape: tuple
    weight_shape: tuple
    bias: bool
    options: dict
    seed: int

    def arrays(self, kind):
        rng = np.random.default_rng(self.seed)
        shapes = [self.input_shape, self.weight_shape, self.weight_shape[:1]]
        if np.dtype(kind).kind == "f":
            x, weight, bias = (rng.normal(size=shape).astype(kind) for shape in shapes)
        else:
            low = 0 if np.dtype(kind).kind == "u" else -9
            x, weight, bias = (rng.integers(low, 10, shape).astype(kind) for shape in shapes)
        return x, weight, bias if self.bias else None

    def full_options(self):
        """Each setting as pairs, for the loops."""
        stride, dilation = map(pair, (self.options["stride"], self.options["dilation"]))
        padding = sides(
            self.options["padding"], self.input_shape[2:], self.weight_shape[2:], stride, dilation
        )
        return stride, padding, dilation, self.options["groups"]


def pair(value):
    return (value, value) if isinstance(value, int) else value


def one_or_two(smallest, largest):
    number = st.integers(smallest, largest)
    return st.one_of(number, st.tuples(number, number))


side = st.integers(0, 3)
paddings = st.one_of(
    side,
    st.tuples(side, side),
    st.tuples(st.tuples(side, side), st.tuples(side, side)),
    st.sampled_from(["same", "valid"]),
)


@st.composite
def layers(draw):
    groups, slices, filters = (draw(st.integers(1, 3)) for _ in range(3))
    if draw(st.booleans()):
        slices = 1  # depthwise: each filter reads one channel
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 3)))
    padding = draw(paddings)
    dilation = draw(one_or_two(1, 3))
    input_size = []
    for axis in (0, 1):
        covered = pair(dilation)[axis] * (kernel[axis] - 1) + 1
        if padding != "same":
            covered -= sum(sides(padding, (0, 0), kernel)[axis])
        smallest = 1 if padding == "same" else max(1, covered)
        input_size.append(smallest + draw(st.integers(0, 4)))
    options = {
        "stride": draw(one_or_two(1, 4)),
        "padding": padding,
        "dilation": dilation,
        "groups": groups,
    }
    batch = draw(st.integers(0, 3))
    return Layer(
        (batch, groups * slices, *input_size),
        (groups * filters, slices, *kernel),
        draw(st.booleans()),
        options,
        draw(st.integers(0, 10**6)),
    )


def assert_agrees(layer, x, weight, bias, close):
    settings = layer.full_options()
    expected = conv2d_loops(x, weight, bias, *settings)
    maps = conv2d(x, weight, bias, **layer.options)
    assert maps.shape == expected.shape
    assert maps.shape == conv2d_output_shape(x.shape, weight.shape, **layer.options)
    # The slack grows with the sum of the sizes of the products, not with the result.
    size = conv2d_loops(abs(x), abs(weight), None if bias is None else abs(bias), *settings)
    assert (abs(maps - expected) <= close * size).all()
    return maps


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


LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "negative strides": lambda array: array[:, ::-1, ::-1, ::-1],
    "read-only": read_only,
    "transposed": lambda array: np.ascontiguousarray(array.transpose(3, 2, 1, 0)).T,
    "channels last": lambda array: np.moveaxis(np.moveaxis(array, 1, -1).copy(), -1, 1),
    "every second": lambda array: array.repeat(2, axis=2).repeat(2, axis=3)[:, :, ::2, 1::2],
    "broadcast": lambda array: np.broadcast_to(array[:1], array.shape) if len(array) else array,
    "other byte order": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "a subclass": lambda array: array.view(type("Named", (np.ndarray,), {})),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@given(layer=layers())
def test_any_memory_layout_agrees_and_is_left_as_it_was(layout, layer):
    x, weight, bias = layer.arrays(np.int64)
    x, weight = layout(x), layout(weight)
    before = x.copy(), weight.copy()
    maps = assert_agrees(layer, x, weight, bias, close=0)
    assert type(maps) is np.ndarray
    assert maps.flags.writeable
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(weight, before[1])
