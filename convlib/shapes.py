"""Sizes and counts: how big a feature map is, and what a layer costs.

Plain integers in, plain integers out; nothing here looks at a pixel. The names are PyTorch's
(``input_size``, ``kernel_size``, ``stride``, ``padding``, ``dilation``, ``groups``).

The one law behind all of it is the number of places where a window fits:

    output_size = floor((input_size + padding_before + padding_after
                         - dilation * (kernel_size - 1) - 1) / stride) + 1

References
----------
Dumoulin, V. and Visin, F. (2016). A guide to convolution arithmetic for deep learning.
arXiv:1603.07285. The section "Convolution arithmetic" derives the law step by step.

PyTorch, ``torch.nn.Conv2d``: the section "Shape" states it with dilation.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

Pair = int | tuple[int, int]
AxisPadding = int | tuple[int, int]
Padding = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | str

__all__ = [
    "conv2d_multiply_count",
    "conv2d_output_shape",
    "conv2d_parameter_count",
    "conv_output_size",
    "linear_parameter_count",
    "receptive_field",
    "resolve_padding",
    "same_padding",
    "unread_pixels",
]


def conv_output_size(
    input_size: int,
    kernel_size: int,
    stride: int = 1,
    padding: AxisPadding = 0,
    dilation: int = 1,
) -> int:
    """Count the positions of a window along one axis: the side of the feature map.

    Parameters
    ----------
    input_size : int
        Pixels along the axis.
    kernel_size : int
        Weights along the axis.
    stride : int
        Pixels that the window moves at each step.
    padding : int or (int, int)
        Zero pixels added to *each* side, or (before, after).
    dilation : int
        Distance in pixels between neighbouring weights; 1 means side by side.

    Returns
    -------
    int
        ``floor((input_size + before + after - dilation*(kernel_size - 1) - 1) / stride) + 1``

    Raises
    ------
    TypeError
        If a size is not a whole number.
    ValueError
        If a size is out of range, or the kernel is larger than the padded input.

    Notes
    -----
    The division is floored, as in PyTorch, ONNX and Caffe's convolution: a window that would
    hang over the edge is left out. Some texts call a stride that leaves a remainder invalid.

    References
    ----------
    Dumoulin and Visin (2016), relationship 6; ``torch.nn.Conv2d``, "Shape".

    Examples
    --------
    >>> conv_output_size(32, 5)
    28
    >>> conv_output_size(32, 5, padding=2)
    32
    >>> conv_output_size(32, 5, stride=2)  # (32 - 5)/2 + 1 = 14.5, floored
    14
    """
    input_size = _whole("input_size", input_size, at_least=1)
    kernel_size = _whole("kernel_size", kernel_size, at_least=1)
    stride = _whole("stride", stride, at_least=1)
    dilation = _whole("dilation", dilation, at_least=1)
    before, after = _pair("padding", padding, at_least=0, meaning="(before, after)")

    covered = dilation * (kernel_size - 1) + 1
    padded = input_size + before + after
    if covered > padded:
        enough = -(-(covered - input_size) // 2)
        spread = f", dilation={dilation}" if dilation > 1 else ""
        remedy = f"use padding >= {enough} or a smaller kernel"
        if dilation > 1:
            remedy += " or dilation"
        raise ValueError(
            f"kernel covers {covered} pixels (kernel_size={kernel_size}{spread}) but the padded "
            f"input has only {padded} (input_size={input_size}, padding={before} + {after}); "
            f"{remedy}"
        )
    return (padded - covered) // stride + 1


def conv2d_output_shape(
    input_shape: Sequence[int],
    weight_shape: Sequence[int],
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> tuple[int, int, int, int]:
    """Give the shape of the feature maps that a layer makes.

    Parameters
    ----------
    input_shape : (int, int, int, int)
        (N, C_in, H, W). N may be 0: an empty batch.
    weight_shape : (int, int, int, int)
        (C_out, C_in / groups, K_h, K_w).
    stride, dilation : int or (int, int)
        In pixels; a pair is (rows, columns).
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        See `resolve_padding`.
    groups : int
        Into how many blocks, independent of each other, the channels are split.

    Returns
    -------
    (int, int, int, int)
        (N, C_out, H_out, W_out), where each side follows `conv_output_size`.

    Raises
    ------
    TypeError
        If a size is not a whole number.
    ValueError
        If a size is out of range, or the channels, filters and groups do not fit together.

    References
    ----------
    ``torch.nn.Conv2d``, "Shape".

    Examples
    --------
    >>> conv2d_output_shape((1, 3, 32, 32), (6, 3, 5, 5))
    (1, 6, 28, 28)
    >>> conv2d_output_shape((1, 3, 32, 32), (6, 3, 5, 5), stride=2, padding="same")
    (1, 6, 16, 16)
    """
    batch, in_channels, height, width = _shape4("input_shape", input_shape, "(N, C_in, H, W)")
    out_channels, slices, kernel_height, kernel_width = _shape4(
        "weight_shape", weight_shape, "(C_out, C_in / groups, K_h, K_w)"
    )
    groups = _whole("groups", groups, at_least=1)
    for name, size in (
        ("channel", in_channels),
        ("filter", out_channels),
        ("kernel row", kernel_height),
        ("kernel column", kernel_width),
    ):
        if size == 0:
            raise ValueError(
                f"a layer needs at least one {name}, but input_shape={tuple(input_shape)} and "
                f"weight_shape={tuple(weight_shape)} have none; only N, the number of images, "
                "may be 0"
            )
    _check_groups(in_channels, out_channels, groups)
    if slices != in_channels // groups:
        split = f" in {groups} groups" if groups > 1 else ""
        raise ValueError(
            f"each filter has {slices} kernel slices (weight_shape={tuple(weight_shape)}) but the "
            f"input has {in_channels} channels{split}; a filter needs one slice for each channel "
            f"it reads: weight_shape[1] = {in_channels // groups}"
        )
    stride_hw = _pair("stride", stride, at_least=1)
    dilation_hw = _pair("dilation", dilation, at_least=1)
    kernel_hw = (kernel_height, kernel_width)
    pads = resolve_padding(padding, (height, width), kernel_hw, stride_hw, dilation_hw)
    sides = []
    for axis, size in enumerate((height, width)):
        try:
            side = conv_output_size(
                size, kernel_hw[axis], stride_hw[axis], pads[axis], dilation_hw[axis]
            )
        except ValueError as error:
            raise ValueError(f"{('height', 'width')[axis]}: {error}") from None
        sides.append(side)
    return batch, out_channels, sides[0], sides[1]


def resolve_padding(
    padding: Padding,
    input_size: Pair,
    kernel_size: Pair,
    stride: Pair = 1,
    dilation: Pair = 1,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Say how many zeros each way of writing a padding adds to the four sides.

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        An int: zeros on *each* side. A pair: (rows above and below, columns left and right).
        A pair of pairs: ((top, bottom), (left, right)). "valid": none. "same": as many as make
        the output's side ``ceil(input_size / stride)``; where their number is odd, the extra
        zero goes at the bottom or right.
    input_size, kernel_size, stride, dilation : int or (int, int)
        In pixels; a pair is (rows, columns). Only "same" needs them.

    Returns
    -------
    ((int, int), (int, int))
        ((top, bottom), (left, right)), in pixels.

    Raises
    ------
    TypeError
        If the padding is none of these kinds.
    ValueError
        If it is negative or an unknown word.

    Examples
    --------
    >>> resolve_padding((1, 2), 32, 5)
    ((1, 1), (2, 2))
    >>> resolve_padding("same", 32, 4)
    ((1, 2), (1, 2))
    """
    if isinstance(padding, str):
        if padding == "valid":
            return (0, 0), (0, 0)
        if padding == "same":
            sizes = _pair("input_size", input_size, at_least=1)
            kernels = _pair("kernel_size", kernel_size, at_least=1)
            strides = _pair("stride", stride, at_least=1)
            dilations = _pair("dilation", dilation, at_least=1)
            rows, columns = map(_same_sides, sizes, kernels, strides, dilations)
            return rows, columns
        raise ValueError(
            f"padding={padding!r} is not a known word; use 'valid', 'same' or numbers of pixels"
        )
    entries = _entries(padding)
    if entries is None:
        each = _whole("padding", padding, at_least=0)
        return (each, each), (each, each)
    if len(entries) != 2:
        raise ValueError(
            f"padding={padding!r} has {len(entries)} entries; use one number, (rows, columns) or "
            "((top, bottom), (left, right))"
        )
    if (_entries(entries[0]) is None) != (_entries(entries[1]) is None):
        raise TypeError(
            f"padding={padding!r} mixes a number with a pair; use (rows, columns) or "
            "((top, bottom), (left, right))"
        )
    rows, columns = (
        _pair("padding", entry, at_least=0, meaning="(before, after)") for entry in entries
    )
    return rows, columns


def same_padding(kernel_size: int, dilation: int = 1) -> int:
    """Give the padding that keeps the size at stride 1.

    Parameters
    ----------
    kernel_size : int
        Weights along the axis; odd (or spread out by an even dilation).
    dilation : int
        Distance in pixels between neighbouring weights.

    Returns
    -------
    int
        Zero pixels on *each* side: ``dilation * (kernel_size - 1) / 2``.

    Raises
    ------
    TypeError
        If a size is not a whole number.
    ValueError
        If ``dilation * (kernel_size - 1)`` is odd: no equal padding keeps the size.

    References
    ----------
    Dumoulin and Visin (2016), relationship 3, "Half (same) padding".

    Examples
    --------
    >>> same_padding(3), same_padding(5)
    (1, 2)
    """
    kernel_size = _whole("kernel_size", kernel_size, at_least=1)
    dilation = _whole("dilation", dilation, at_least=1)
    total = dilation * (kernel_size - 1)
    if total % 2:
        raise ValueError(
            f"kernel_size={kernel_size} needs {total} zeros in all to keep the size, and an odd "
            f"number cannot be shared equally by two sides; use an odd kernel_size, or "
            f"padding='same', which puts the extra zero at the bottom and right"
        )
    return total // 2


def unread_pixels(
    input_size: int,
    kernel_size: int,
    stride: int = 1,
    padding: AxisPadding = 0,
    dilation: int = 1,
) -> int:
    """Count the pixels at the far end of an axis that no window ever reads.

    Parameters
    ----------
    input_size, kernel_size, stride, padding, dilation
        As in `conv_output_size`.

    Returns
    -------
    int
        Pixels *of the image* (padding zeros are not pixels) after the last one that is read.
        Where ``stride <= kernel_size`` and the padding p is equal on both sides this is
        ``max(0, r - p)`` with ``r = (input_size + 2*p - kernel_size) mod stride``.

    Raises
    ------
    TypeError, ValueError
        As `conv_output_size`.

    Notes
    -----
    Only the pixels at the end count, not gaps between windows when the stride or the dilation
    is larger than the kernel.

    References
    ----------
    Dumoulin and Visin (2016), the text after relationship 6, on inputs that share an output size.

    Examples
    --------
    >>> unread_pixels(32, 5, stride=2)  # the last window starts at 26 and ends at 30
    1
    >>> unread_pixels(32, 5, stride=2, padding=2)
    0
    """
    positions = conv_output_size(input_size, kernel_size, stride, padding, dilation)
    before, _ = _pair("padding", padding, at_least=0)
    # Plain integers from here on: NumPy's narrow ones would wrap round.
    input_size, kernel_size, stride, dilation = map(
        operator.index, (input_size, kernel_size, stride, dilation)
    )
    last_read = -1
    for tap in range(kernel_size):
        # The weight at `tap` reads the pixel window * stride + offset; take its last window
        # that is inside the image, since later ones read padding there.
        offset = tap * dilation - before
        window = min(positions - 1, (input_size - 1 - offset) // stride)
        if window >= 0:
            last_read = max(last_read, window * stride + offset)
    return input_size - 1 - last_read


def receptive_field(layers: Iterable[Sequence[int]]) -> int:
    """Count the input pixels, along one axis, that one output of a stack of layers depends on.

    Parameters
    ----------
    layers : iterable of (kernel_size, stride) or (kernel_size, stride, dilation)
        From the first layer to the last.

    Returns
    -------
    int
        ``1 + sum(dilation_i * (kernel_size_i - 1) * product of the strides before i)``; 1 for no
        layers.

    Raises
    ------
    TypeError
        If a size is not a whole number.
    ValueError
        If a size is below 1, or a layer has not two or three numbers.

    References
    ----------
    Araujo, A., Norris, W. and Sim, J. (2019). Computing receptive fields of convolutional neural
    networks. Distill, doi:10.23915/distill.00021.

    Examples
    --------
    >>> receptive_field([(3, 1), (3, 1)])  # two 3x3 layers see as far as one 5x5
    5
    >>> receptive_field([(5, 2), (3, 1)])  # 5, then 2 steps of 2 pixels more
    9
    """
    field, step = 1, 1
    for layer in layers:
        entries = _entries(layer)
        if entries is None:
            raise TypeError(
                f"layer {layer!r} is not a pair; write a list of pairs, such as "
                "[(kernel_size, stride)]"
            )
        if len(entries) not in (2, 3):
            raise ValueError(
                f"layer {entries} has {len(entries)} numbers; write (kernel_size, stride) or "
                "(kernel_size, stride, dilation)"
            )
        names = ("kernel_size", "stride", "dilation")
        sizes = [_whole(name, size, at_least=1) for name, size in zip(names, entries, strict=False)]
        kernel_size, stride, *rest = sizes
        dilation = rest[0] if rest else 1
        field += dilation * (kernel_size - 1) * step
        step *= stride
    return field


def conv2d_parameter_count(
    in_channels: int,
    out_channels: int,
    kernel_size: Pair,
    groups: int = 1,
    bias: bool = True,
) -> int:
    """Count the numbers that a convolution layer learns.

    Parameters
    ----------
    in_channels, out_channels : int
        Channels of the input; filters, which is to say channels of the output.
    kernel_size : int or (int, int)
        Weights along (rows, columns) of one kernel slice.
    groups : int
        Blocks into which the channels are split.
    bias : bool
        Whether each *filter* (not each slice) has a bias.

    Returns
    -------
    int
        ``out_channels * (in_channels / groups * K_h * K_w + 1)``, without the 1 if no bias. The
        size of the image does not enter: the weights are shared by all positions.

    Raises
    ------
    TypeError
        If a count is not a whole number.
    ValueError
        If a count is below 1, or the groups do not divide the channels and the filters.

    References
    ----------
    ``torch.nn.Conv2d``, "Variables": the shapes of ``weight`` and ``bias``.

    Examples
    --------
    >>> conv2d_parameter_count(3, 1, 5)
    76
    >>> conv2d_parameter_count(3, 6, 5)
    456
    """
    in_channels = _whole("in_channels", in_channels, at_least=1)
    out_channels = _whole("out_channels", out_channels, at_least=1)
    groups = _whole("groups", groups, at_least=1)
    _check_groups(in_channels, out_channels, groups)
    weights = prod(_pair("kernel_size", kernel_size, at_least=1)) * (in_channels // groups)
    return out_channels * (weights + bool(bias))


def linear_parameter_count(in_features: int, out_features: int, bias: bool = True) -> int:
    """Count the numbers that a fully connected layer learns.

    Parameters
    ----------
    in_features, out_features : int
        Numbers that go in; units, which is to say numbers that come out.
    bias : bool
        Whether each unit has a bias.

    Returns
    -------
    int
        ``out_features * (in_features + 1)``, without the 1 if no bias.

    Raises
    ------
    TypeError
        If a count is not a whole number.
    ValueError
        If a count is below 1.

    References
    ----------
    ``torch.nn.Linear``, "Variables".

    Examples
    --------
    >>> linear_parameter_count(3 * 32 * 32, 1)
    3073
    >>> linear_parameter_count(3 * 32 * 32, 6 * 28 * 28)
    14455392
    """
    in_features = _whole("in_features", in_features, at_least=1)
    out_features = _whole("out_features", out_features, at_least=1)
    return out_features * (in_features + bool(bias))


def conv2d_multiply_count(
    input_shape: Sequence[int],
    weight_shape: Sequence[int],
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> int:
    """Count the multiplications that a layer does.

    Parameters
    ----------
    input_shape, weight_shape, stride, padding, dilation, groups
        As in `conv2d_output_shape`.

    Returns
    -------
    int
        ``N * C_out * H_out * W_out * (C_in / groups) * K_h * K_w``. Products with padding zeros
        count, the bias does not.

    Raises
    ------
    TypeError, ValueError
        As `conv2d_output_shape`.

    References
    ----------
    He, K. and Sun, J. (2015). Convolutional neural networks at constrained time cost. CVPR.
    Equation 1 counts in this way.

    Examples
    --------
    >>> conv2d_multiply_count((1, 3, 32, 32), (1, 3, 5, 5))  # 28*28 positions, 75 products each
    58800
    """
    shape = conv2d_output_shape(input_shape, weight_shape, stride, padding, dilation, groups)
    _, slices, kernel_height, kernel_width = (operator.index(size) for size in weight_shape)
    return prod(shape) * slices * kernel_height * kernel_width


def _same_sides(input_size: int, kernel_size: int, stride: int, dilation: int) -> tuple[int, int]:
    """Zeros (before, after) that make the output's side ceil(input_size / stride)."""
    output_size = -(-input_size // stride)
    covered = dilation * (kernel_size - 1) + 1
    total = max(0, (output_size - 1) * stride + covered - input_size)
    return total // 2, total - total // 2


def _check_groups(in_channels: int, out_channels: int, groups: int) -> None:
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(
                f"groups={groups} does not divide {name}={channels}; use a number of groups that "
                "divides both in_channels and out_channels"
            )


def _shape4(name: str, shape: Sequence[int], axes: str) -> tuple[int, ...]:
    sizes = _entries(shape)
    if sizes is None:
        raise TypeError(f"{name}={shape!r} is not a shape; write four whole numbers, {axes}")
    if len(sizes) != 4:
        remedy = ""
        if len(sizes) == 3:
            remedy = f"; add the first axis: {(1, *sizes)}"
        raise ValueError(f"{name}={sizes} has {len(sizes)} axes but needs four, {axes}{remedy}")
    return tuple(_whole(f"{name}[{axis}]", size, at_least=0) for axis, size in enumerate(sizes))


def _entries(value: Any) -> tuple[Any, ...] | None:
    """What a tuple, list or array holds; None for a single thing, such as a number or a word."""
    # Not by isinstance: an array without axes claims to be iterable.
    try:
        return None if isinstance(value, str) else tuple(value)
    except TypeError:
        return None


def _pair(
    name: str, value: Pair, at_least: int, meaning: str = "(rows, columns)"
) -> tuple[int, int]:
    entries = _entries(value)
    if entries is None:
        each = _whole(name, value, at_least)
        return each, each
    if len(entries) != 2:
        raise ValueError(
            f"{name}={value!r} has {len(entries)} entries; use one number or a pair {meaning}"
        )
    return _whole(name, entries[0], at_least), _whole(name, entries[1], at_least)


def _whole(name: str, value: int, at_least: int) -> int:
    kind = type(value).__name__
    try:
        # A bool is an int to Python, but True as a size is always a slip.
        if kind in ("bool", "bool_"):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{name}={value!r} is a {kind}; use a whole number, such as {name}={max(at_least, 1)}"
        ) from None
    if number < at_least:
        hint = " (1 means no gaps)" if name == "dilation" else ""
        raise ValueError(f"{name}={number} is too small; use {name} >= {at_least}{hint}")
    return number
