"""The specification of a convolution: six plain loops an image, in plain Python numbers.

It shares nothing with `convlib`. Every setting is written in full, a number for each axis or side,
so that there is nothing to get wrong here: `sides` spells out the shorter ways to write a padding.
"""

import numpy as np


def count_positions(padded_size, kernel_size, stride=1, dilation=1):
    """Push the window along an axis of `padded_size` pixels for as long as it fits."""
    count, start = 0, 0
    while start + dilation * (kernel_size - 1) < padded_size:  # the last pixel it reads
        count += 1
        start += stride
    return count


def pixels_read(input_size, kernel_size, stride=1, before=0, after=0, dilation=1):
    """The set of pixels, along an axis, that some window reads; padding is no pixel."""
    positions = count_positions(before + input_size + after, kernel_size, stride, dilation)
    reads = {
        position * stride + tap * dilation - before
        for position in range(positions)
        for tap in range(kernel_size)
    }
    return {pixel for pixel in reads if 0 <= pixel < input_size}


def sides(padding, input_size, kernel_size, stride=(1, 1), dilation=(1, 1)):
    """Spell a padding out as ((top, bottom), (left, right)); the other settings are pairs."""
    if padding == "valid":
        return (0, 0), (0, 0)
    if padding == "same":
        return tuple(map(_same, input_size, kernel_size, stride, dilation))
    if isinstance(padding, int):
        return (padding, padding), (padding, padding)
    return tuple((side, side) if isinstance(side, int) else side for side in padding)


def _same(input_size, kernel_size, stride, dilation):
    # Add one zero at a time until the side is right; the odd one goes to the end.
    wanted, total = -(-input_size // stride), 0
    while count_positions(input_size + total, kernel_size, stride, dilation) < wanted:
        total += 1
    return total // 2, total - total // 2


def conv2d_loops(x, weight, bias, stride, padding, dilation, groups):
    """Convolve; settings are pairs, padding is ((top, bottom), (left, right))."""
    (top, bottom), (left, right) = padding
    out_channels, slices, kernel_height, kernel_width = weight.shape
    batch, _, height, width = x.shape
    out_height = count_positions(top + height + bottom, kernel_height, stride[0], dilation[0])
    out_width = count_positions(left + width + right, kernel_width, stride[1], dilation[1])
    pixels, weights = x.tolist(), weight.tolist()  # plain numbers: no wrap-round, no rounding
    biases = [0] * out_channels if bias is None else bias.tolist()

    maps = [
        [[[0] * out_width for _ in range(out_height)] for _ in range(out_channels)]
        for _ in range(batch)
    ]
    for image in range(batch):
        for filter_ in range(out_channels):
            first_channel = filter_ // (out_channels // groups) * slices
            for i in range(out_height):
                for j in range(out_width):
                    total = biases[filter_]
                    for slice_ in range(slices):
                        for kernel_row in range(kernel_height):
                            for kernel_column in range(kernel_width):
                                row = i * stride[0] + kernel_row * dilation[0] - top
                                column = j * stride[1] + kernel_column * dilation[1] - left
                                if 0 <= row < height and 0 <= column < width:  # else a zero
                                    total += (
                                        pixels[image][first_channel + slice_][row][column]
                                        * weights[filter_][slice_][kernel_row][kernel_column]
                                    )
                    maps[image][filter_][i][j] = total
    return np.array(maps).reshape(batch, out_channels, out_height, out_width)
