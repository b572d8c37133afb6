"""conv2d gives what PyTorch gives, with the same names for the same settings."""

from itertools import product

import numpy as np
import pytest

from convlib import conv2d

torch = pytest.importorskip(
    "torch", reason="PyTorch is not installed; to compare with it: pip install -e .[torch]"
)


def torch_conv2d(x, weight, bias=None, padding=0, **options):
    x, weight = torch.from_numpy(x), torch.from_numpy(weight)
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        (top, bottom), (left, right) = padding
        # PyTorch's order: the last axis first.
        x, padding = torch.nn.functional.pad(x, (left, right, top, bottom)), 0
    bias = None if bias is None else torch.from_numpy(bias)
    return torch.nn.functional.conv2d(x, weight, bias, padding=padding, **options).numpy()


def assert_agrees(x, weight, bias=None, **options):
    theirs = torch_conv2d(x, weight, bias, **options)
    ours = conv2d(x, weight, bias, **options)
    assert ours.dtype == theirs.dtype
    assert ours.shape == theirs.shape
    size = conv2d(abs(x), abs(weight), None if bias is None else abs(bias), **options)
    close = 1e-5 if ours.dtype == np.float32 else 1e-13
    assert (abs(ours - theirs) <= close * size).all()


def arrays(kind, *shapes):
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape).astype(kind) for shape in shapes]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("padding", [0, 2, (1, 2), ((0, 1), (2, 3)), "valid"])
def test_strides_paddings_and_dilations_agree(padding, kind):
    x, weight, bias = arrays(kind, (2, 3, 11, 14), (4, 3, 3, 2), (4,))
    for stride, dilation in product([1, 2, 3, (2, 1), (1, 4)], [1, 2, (3, 1)]):
        assert_agrees(x, weight, bias, padding=padding, stride=stride, dilation=dilation)


@pytest.mark.parametrize("kernel", [(1, 1), (3, 5), (2, 3), (4, 4), (6, 1)])
@pytest.mark.parametrize("dilation", [1, 2, 3])
# torch warns that an uneven "same" copies the input: it puts the extra zero where we do.
@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")
def test_same_padding_agrees_at_stride_1(kernel, dilation):
    # PyTorch refuses padding="same" with a larger stride.
    x, weight = arrays(np.float64, (2, 3, 9, 12), (4, 3, *kernel))
    assert_agrees(x, weight, padding="same", dilation=dilation)


@pytest.mark.parametrize(
    ("channels", "filters", "groups"), [(4, 6, 2), (3, 3, 3), (3, 6, 3), (4, 4, 1)]
)
@pytest.mark.parametrize("batch", [0, 1, 3])
def test_groups_and_batches_agree(channels, filters, groups, batch):
    x, weight, bias = arrays(
        np.float64, (batch, channels, 8, 9), (filters, channels // groups, 3, 2), (filters,)
    )
    assert_agrees(x, weight, bias, groups=groups, padding=1, stride=(2, 1))


def test_size_that_is_not_whole_is_floored_there_too():
    # (32 − 5)/2 + 1 = 14.5: PyTorch gives 14 as well.
    x, weight = arrays(np.float32, (1, 3, 32, 32), (6, 3, 5, 5))
    assert torch_conv2d(x, weight, stride=2).shape == (1, 6, 14, 14)
    assert_agrees(x, weight, stride=2)


def test_parameter_counts_are_those_of_its_layers():
    from convlib import conv2d_parameter_count, linear_parameter_count

    def count(layer):
        return sum(parameter.numel() for parameter in layer.parameters())

    assert count(torch.nn.Conv2d(3, 6, 5)) == conv2d_parameter_count(3, 6, 5) == 456
    grouped = torch.nn.Conv2d(4, 6, (3, 2), groups=2, bias=False)
    assert count(grouped) == conv2d_parameter_count(4, 6, (3, 2), groups=2, bias=False)
    assert count(torch.nn.Linear(3072, 10)) == linear_parameter_count(3072, 10)


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options"),
    [
        ((4, 3, 32, 32), (6, 3, 5, 5), {}),
        ((1, 64, 40, 40), (64, 64, 3, 3), {"padding": 1}),
        ((1, 256, 12, 12), (64, 256, 3, 3), {"padding": 2, "dilation": 2}),
        ((2, 3, 60, 60), (16, 3, 7, 7), {"stride": 2, "padding": 3}),
        ((2, 64, 20, 20), (32, 64, 1, 1), {}),
        ((2, 48, 30, 30), (48, 1, 3, 3), {"groups": 48}),
        ((1, 3, 90, 90), (8, 3, 21, 21), {}),
        # Few filters, long sums: BLAS would add such products up one by one.
        ((2, 387, 38, 38), (1, 387, 7, 7), {}),
        ((2, 404, 15, 15), (2, 404, 7, 7), {}),
        ((2, 1500, 20, 20), (1, 1500, 1, 1), {}),
    ],
    ids=str,
)
def test_float32_rounds_no_worse_than_twice_as_much(input_shape, weight_shape, options):
    x, weight = arrays(np.float32, input_shape, weight_shape)
    # PyTorch's own in float64, so that what is measured is not its own judge.
    exact = torch_conv2d(x.astype(np.float64), weight.astype(np.float64), **options)
    # Root mean squares: the largest of many errors is a matter of luck.
    ours = np.square(conv2d(x, weight, **options) - exact).mean() ** 0.5
    theirs = np.square(torch_conv2d(x, weight, **options) - exact).mean() ** 0.5
    assert ours <= 2 * theirs
