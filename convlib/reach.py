"""Which pixels are read: those that no window reaches, and those that one value depends on."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence

from convlib.settings import AxisPadding, axis_padding, entries_of, whole_number
from convlib.sizes import conv_output_size


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
    # Plain integers from here on: NumPy's narrow ones would wrap round.
    input_size, kernel_size, stride, dilation = map(
        operator.index, (input_size, kernel_size, stride, dilation)
    )
    before, _ = axis_padding(padding, input_size, kernel_size, stride, dilation)
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
        entries = entries_of(layer)
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
        sizes = [
            whole_number(name, size, at_least=1) for name, size in zip(names, entries, strict=False)
        ]
        kernel_size, stride, *rest = sizes
        dilation = rest[0] if rest else 1
        field += dilation * (kernel_size - 1) * step
        step *= stride
    return field
