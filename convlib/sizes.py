"""How long a row of a feature map is, and which padding keeps it as long as the picture's."""

from __future__ import annotations

from convlib.settings import AxisPadding, axis_padding, whole_number


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
    padding : int, (int, int), "valid" or "same"
        Zero pixels added to *each* side, or (before, after). "valid": none. "same": as many as
        make the output ``ceil(input_size / stride)``, an odd one after.
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
        If a size is out of range, a word is unknown, or the kernel is larger than the padded
        input.

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
    >>> conv_output_size(32, 5, padding=2), conv_output_size(32, 5, padding="same")
    (32, 32)
    >>> conv_output_size(32, 5, stride=2)  # (32 - 5)/2 + 1 = 14.5, floored
    14
    """
    input_size = whole_number("input_size", input_size, at_least=1)
    kernel_size = whole_number("kernel_size", kernel_size, at_least=1)
    stride = whole_number("stride", stride, at_least=1)
    dilation = whole_number("dilation", dilation, at_least=1)
    before, after = axis_padding(padding, input_size, kernel_size, stride, dilation)

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
    kernel_size = whole_number("kernel_size", kernel_size, at_least=1)
    dilation = whole_number("dilation", dilation, at_least=1)
    total = dilation * (kernel_size - 1)
    if total % 2:
        raise ValueError(
            f"kernel_size={kernel_size} needs {total} zeros in all to keep the size, and an odd "
            f"number cannot be shared equally by two sides; use an odd kernel_size, or "
            f"padding='same', which puts the extra zero at the bottom and right"
        )
    return total // 2
