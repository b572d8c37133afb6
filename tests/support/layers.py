"""Random layers for Hypothesis, and the comparison of `conv2d` with the six plain loops."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from support.reference import conv2d_loops, sides

from convlib import conv2d, conv2d_output_shape


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
