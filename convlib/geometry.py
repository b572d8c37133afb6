"""The geometry of a layer: from shapes and settings to the shape of its feature maps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convlib.settings import (
    Padding,
    Pair,
    check_groups,
    pair_of,
    resolve_padding,
    shape_of_four,
    whole_number,
)
from convlib.sizes import conv_output_size


class Geometry(NamedTuple):
    """A layer's settings, checked and written out in full, in plain integers.

    Attributes
    ----------
    output_shape : (int, int, int, int)
        (N, C_out, H_out, W_out).
    stride, dilation : (int, int)
        In pixels: (rows, columns).
    pads : ((int, int), (int, int))
        Zero pixels at the ((top, bottom), (left, right)).
    groups : int
    """

    output_shape: tuple[int, int, int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    pads: tuple[tuple[int, int], tuple[int, int]]
    groups: int


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
    return conv2d_geometry(
        input_shape, weight_shape, stride, padding, dilation, groups
    ).output_shape


def conv2d_geometry(
    input_shape: Sequence[int],
    weight_shape: Sequence[int],
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> Geometry:
    """Check a layer's settings and work out where its windows lie.

    Parameters
    ----------
    input_shape, weight_shape, stride, padding, dilation, groups
        As in `conv2d_output_shape`.

    Returns
    -------
    Geometry

    Raises
    ------
    TypeError, ValueError
        As in `conv2d_output_shape`.
    """
    x_shape = shape_of_four("input_shape", input_shape, "(N, C_in, H, W)")
    w_shape = shape_of_four("weight_shape", weight_shape, "(C_out, C_in / groups, K_h, K_w)")
    batch, in_channels, height, width = x_shape
    out_channels, slices, kernel_height, kernel_width = w_shape
    groups = whole_number("groups", groups, at_least=1)
    needed = in_channels, out_channels, kernel_height, kernel_width
    if 0 in needed:
        name = ("channel", "filter", "kernel row", "kernel column")[needed.index(0)]
        raise ValueError(
            f"a layer needs at least one {name}, but input_shape={tuple(input_shape)} and "
            f"weight_shape={tuple(weight_shape)} have none; only N, the number of images, "
            "may be 0"
        )
    fits = slices * groups == in_channels
    if not fits:
        _refuse_axes_in_another_order(x_shape, w_shape, groups)
    check_groups(in_channels, out_channels, groups)
    if not fits:
        split = f" in {groups} groups" if groups > 1 else ""
        kernels = "kernel" if slices == 1 else "kernels"
        channels = "channel" if in_channels == 1 else "channels"
        raise ValueError(
            f"each filter has {slices} {kernels} (weight_shape={w_shape}) but the input has "
            f"{in_channels} {channels}{split}; a filter needs one kernel for each channel it "
            f"reads: weight_shape[1] = {in_channels // groups}"
        )
    stride_hw = pair_of("stride", stride, at_least=1)
    dilation_hw = pair_of("dilation", dilation, at_least=1)
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
    output_shape = (batch, out_channels, sides[0], sides[1])
    return Geometry(output_shape, stride_hw, dilation_hw, pads, groups)


def _refuse_axes_in_another_order(
    x_shape: tuple[int, ...], w_shape: tuple[int, ...], groups: int
) -> None:
    """Say how the axes move where they fit together in the order that other libraries have."""
    last, slices = x_shape[3], w_shape[2]  # of (N, H, W, C) and (K_h, K_w, C, F)
    moved = []
    if last in (w_shape[1] * groups, slices * groups) and last < min(x_shape[1:3]):
        moved.append(f"x with the channels last, {x_shape}: use np.moveaxis(x, -1, 1)")
    channels = last if moved else x_shape[1]
    square = w_shape[0] == w_shape[1] > 1 and w_shape[2] != w_shape[3]  # kernels in front
    if square and w_shape[1] * groups != channels == slices * groups:
        moved.append(f"weight with the filters last, {w_shape}: use weight.transpose(3, 2, 0, 1)")
    if moved:
        raise ValueError(
            f"this looks like {'; and '.join(moved)} (axes are (N, C, H, W) and "
            "(C_out, C_in, K_h, K_w))"
        )
