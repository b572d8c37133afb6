"""Right answers to the exercises on a whole network, each written in another way."""

from itertools import product

import numpy as np


def law(size, kernel_size, stride, padding):
    return (size + 2 * padding - kernel_size) // stride + 1


def paddings_first(in_size, out_size, kernel_size):
    for padding in range(kernel_size):
        for stride in range(1, in_size + 1):
            if law(in_size, kernel_size, stride, padding) == out_size:
                return stride, padding
    return None


def widest_stride_first(in_size, out_size, kernel_size):
    # The largest of all first: other settings than the reference's.
    for stride in range(2 * in_size, 0, -1):
        for padding in reversed(range(kernel_size)):
            if len(range(0, in_size + 2 * padding - kernel_size + 1, stride)) == out_size:
                return stride, padding


def solved_for_the_stride(in_size, out_size, kernel_size):
    # With `steps` whole steps the stride is at most room // steps, and that one is enough.
    steps = out_size - 1
    for padding in range(kernel_size):
        room = in_size + 2 * padding - kernel_size
        if steps == 0:
            return room + 1, padding
        if room >= steps and room // (room // steps) == steps:
            return room // steps, padding
    return None


def all_at_once(in_size, out_size, kernel_size):
    strides, paddings = np.mgrid[1 : in_size + 1, :kernel_size].reshape(2, -1)
    fits = law(in_size, kernel_size, strides, paddings) == out_size
    return (strides[fits][0], paddings[fits][0]) if fits.any() else None


def next_of_a_generator(in_size, out_size, kernel_size):
    every = product(range(1, in_size + 1), range(kernel_size))
    return next((one for one in every if law(in_size, kernel_size, *one) == out_size), None)


def one_more_each_time(in_size, out_size, kernel_size, stride=1, padding=0):
    if padding == kernel_size:
        return one_more_each_time(in_size, out_size, kernel_size, stride + 1)
    if stride > in_size:
        return None
    if law(in_size, kernel_size, stride, padding) == out_size:
        return stride, padding
    return one_more_each_time(in_size, out_size, kernel_size, stride, padding + 1)


def kept_in_a_list(in_size, out_size, kernel_size):
    found = [None]
    for stride in range(in_size, 0, -1):
        for padding in range(kernel_size):
            if law(in_size, kernel_size, stride, padding) == out_size:
                found.append([stride, padding])
    return found[-1]


SETTINGS = {
    "paddings first": paddings_first,
    "widest stride first": widest_stride_first,
    "solved for the stride": solved_for_the_stride,
    "all at once": all_at_once,
    "next of a generator": next_of_a_generator,
    "one more each time": lambda n, m, k: one_more_each_time(n, m, k),
    "positional extras": one_more_each_time,
    "kept in a list": kept_in_a_list,
    "narrow array": lambda *a: (found := paddings_first(*a)) and np.array(found, dtype=np.uint8),
    "NumPy ints": lambda *a: (found := paddings_first(*a)) and tuple(map(np.int64, found)),
}


def counted(input_shape, layers):
    shapes, shape = [], input_shape
    for filters, size, stride, padding in layers:
        sides = [len(range(0, side + 2 * padding - size + 1, stride)) for side in shape[1:]]
        shape = (filters or shape[0], *sides)
        shapes.append(shape)
    return shapes


def recursive(input_shape, layers):
    if not layers:
        return []
    shape = counted(input_shape, layers[:1])[0]
    return [shape, *recursive(shape, layers[1:])]


def law_with_a_helper(input_shape, layers):
    shapes = [input_shape]
    for filters, *settings in layers:
        channels, *sides = shapes[-1]
        shapes.append((filters or channels, *(law(side, *settings) for side in sides)))
    return shapes[1:]


def channels_and_sides_apart(input_shape, layers):
    channels, heights, widths = ([start] for start in input_shape)
    for filters, size, stride, padding in layers:
        channels.append(channels[-1] if filters is None else filters)
        heights.append(law(heights[-1], size, stride, padding))
        widths.append(law(widths[-1], size, stride, padding))
    return list(zip(channels[1:], heights[1:], widths[1:], strict=True))


def generated(input_shape, layers):
    channels, *sides = input_shape
    sides = np.array(sides)
    for filters, size, stride, padding in layers:
        channels, sides = filters or channels, (sides + 2 * padding - size) // stride + 1
        yield channels, *sides.tolist()


SHAPES = {
    "law with a helper": law_with_a_helper,
    "channels and sides apart": channels_and_sides_apart,
    "list of a generator": lambda *a: list(generated(*a)),
    "narrow array": lambda *a: np.array(counted(*a), dtype=np.uint8),
    "Fortran order": lambda *a: np.asfortranarray(counted(*a)),
    "keyword extra": lambda shape, layers, verbose=False: counted(shape, layers),
    "counted": counted,
    "recursive": recursive,
    "lists": lambda *a: [list(shape) for shape in counted(*a)],
    "tuple": lambda *a: tuple(counted(*a)),
    "array": lambda *a: np.array(counted(*a)),
    "NumPy ints": lambda *a: [tuple(map(np.int32, shape)) for shape in counted(*a)],
}
