"""Mutants that are still right: within the contract they do what the right answer does.

Each was looked at by hand. `make strength` lists them, with the reason, under its table; one that
is listed here and yet caught, or that differs from the right answer in some call, is a fault.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class StillRight:
    """A reason, and where it holds: exercises, and pieces of a line that become others."""

    reason: str
    exercises: tuple
    changes: tuple

    def explains(self, id, before, after):
        return id in self.exercises and any(
            after in _replaced_once(before, old, new) for old, new in self.changes
        )


def reason(id, before, after):
    """Why a mutant is still right, or "" where nothing is known to make it so."""
    return next((one.reason for one in STILL_RIGHT if one.explains(id, before, after)), "")


def _replaced_once(text, old, new):
    """All texts with one of the places of `old` replaced."""
    pieces = text.split(old)
    for place in range(1, len(pieces)):
        yield old.join(pieces[:place]) + new + old.join(pieces[place:])


MAPS = ("apply_filter", "apply_filter_strided", "conv2d", *(f"mended_{n}" for n in range(1, 7)))

STILL_RIGHT = (
    # ------------------------------------------------------------ arrays
    StillRight(
        "Every cell is written afterwards, whatever it held.",
        (*MAPS, "gradient_step"),
        (
            ("feature_map = np.zeros(", "feature_map = np.ones("),
            ("maps = np.zeros(", "maps = np.ones("),
            ("slope = np.zeros(", "slope = np.ones("),
        ),
    ),
    StillRight(
        "A nested list is as right as an array.",
        MAPS,
        (
            ("return np.array(rows)", "return rows"),
            ("return np.array(maps)", "return maps"),
            (
                "np.array([[np.sum(x[:, top:top + kernel_height, left:left + kernel_width] * "
                "weight) for left in lefts] for top in tops])",
                "[[np.sum(x[:, top:top + kernel_height, left:left + kernel_width] * "
                "weight) for left in lefts] for top in tops]",
            ),
            (
                "np.array([np.tensordot(windows, one, 3) for one in weight])",
                "[np.tensordot(windows, one, 3) for one in weight]",
            ),
        ),
    ),
    StillRight(
        "One number is its own transpose.",
        ("window_response",),
        (
            ("return (window * weight).sum() + bias", "return ((window * weight).sum() + bias).T"),
            ("return total", "return total.T"),
            (
                "return np.einsum('cij,cij', window, weight) + bias",
                "return (np.einsum('cij,cij', window, weight) + bias).T",
            ),
        ),
    ),
    StillRight(
        "A product is the same in either order.",
        ("window_response",),
        (("np.einsum('cij,cij', window, weight)", "np.einsum('cij,cij', weight, window)"),),
    ),
    StillRight(
        "A picture has as many channels as the filter.",
        ("window_response",),
        (("range(weight.shape[0])", "range(x.shape[0])"),),
    ),
    StillRight(
        "Zeros of float64 hold what zeros of the picture's kind hold.",
        ("zero_pad",),
        (("x.shape[2] + 2 * padding), x.dtype)", "x.shape[2] + 2 * padding))"),),
    ),
    StillRight(
        "What lies after the last picture or channel is never read.",
        ("conv2d", "conv2d_vectorised"),
        (("((0, 0), (0, 0), ", "((0, 1), (0, 0), "), ("((0, 0), (0, 0), ", "((0, 0), (0, 1), ")),
    ),
    StillRight(
        "More zeros than are needed below or to the right are never read.",
        ("mended_4",),
        (
            ("height + 2 * padding", "height + 3 * padding"),
            ("width + 2 * padding", "width + 3 * padding"),
        ),
    ),
    StillRight(
        "Both shapes have two sides, so that `strict` finds nothing to refuse.",
        ("conv2d", "conv2d_vectorised"),
        ((", strict=True)", ")"), ("strict=True", "strict=False")),
    ),
    StillRight(
        "The other array is as long: padding adds no pictures, and a matrix of filters has as many "
        "rows as there are filters.",
        ("conv2d", "conv2d_vectorised"),
        (
            ("len(x)", "len(padded)"),
            ("len(x)", "len(shifted)"),
            ("len(weight)", "len(filters)"),
            ("len(weight)", "len(maps)"),
        ),
    ),
    StillRight(
        "All filters have the same size.",
        ("conv2d_vectorised",),
        (("weight[0].size", "weight[-1].size"),),
    ),
    StillRight(
        "NumPy takes any negative side for the one to be found out.",
        ("conv2d", "conv2d_vectorised", "gradient_step"),
        (
            ("(-1, 1, 1)", "(-2, 1, 1)"),
            ("reshape(-1, ", "reshape(-2, "),
            (", -1)", ", -2)"),
            ("rows * columns)", "-rows * columns)"),
            ("rows * columns)", "rows * -columns)"),
        ),
    ),
    StillRight(
        "Adding a bias of 0 is adding none.",
        ("conv2d_vectorised",),
        (("bias=None", "bias=0"),),
    ),
    StillRight(
        "The order in which axes are swapped or summed makes no difference.",
        ("conv2d_vectorised", "mended_5"),
        (
            ("swapaxes(0, 1)", "swapaxes(1, 0)"),
            ("axis=(2, 5, 6)", "axis=(5, 2, 6)"),
            ("axis=(2, 5, 6)", "axis=(2, 6, 5)"),
            ("axis=(2, 3, 4)", "axis=(3, 2, 4)"),
            ("axis=(2, 3, 4)", "axis=(2, 4, 3)"),
        ),
    ),
    StillRight(
        "The first axis of the windows has length 1: its first entry is its last.",
        ("mended_5", "mended_6"),
        (("[0]", "[-1]"),),
    ),
    StillRight(
        "Bytes times int64 weights are int64 already.",
        ("mended_5",),
        (("numbers = x.astype(np.int64)", "numbers = x"), ("view(numbers, ", "view(x, ")),
    ),
    StillRight(
        "This exercise has no bias: it is always 0.",
        ("mended_5",),
        (
            ("np.zeros((height, width)) + bias", "np.zeros((height, width)) - bias"),
            ("np.zeros((height, width)) + bias", "np.zeros((height, width)) * bias"),
            ("np.zeros((height, width)) + bias", "np.zeros((height, width)) + -bias"),
            ("np.zeros((height, width)) + bias", "np.zeros((height, width))"),
            ("np.zeros((height, width)) + bias", "bias"),
        ),
    ),
    StillRight(
        "Python's own numbers add up as floats do.",
        ("apply_filter_strided",),
        (("[[float(bias)]", "[[bias]"),),
    ),
    StillRight(
        "The slopes have the shape of the weights, and the errors that of the target.",
        ("gradient_step",),
        (
            ("weight.shape[0]", "slope.shape[0]"),
            ("weight.shape[1]", "slope.shape[1]"),
            ("error.size", "target.size"),
        ),
    ),
    # ------------------------------------------------------------ sizes and counts
    StillRight(
        "A remainder of 2 is 0 or 1, also for a negative number.",
        ("same_padding",),
        (("kernel_size % 2 == 0", "kernel_size % 2 <= 0"), ("if kernel_size", "if -kernel_size")),
    ),
    StillRight(
        "For an odd size, half of it rounded down is half of one less.",
        ("same_padding",),
        (
            ("(kernel_size - 1) // 2", "kernel_size * 1 // 2"),
            ("(kernel_size - 1) // 2", "kernel_size // 2"),
            ("(kernel_size - 1) // 2", "(kernel_size - 0) // 2"),
        ),
    ),
    StillRight(
        "The loop ends at (kernel_size − 1) / 2, or finds nothing for an even size.",
        ("same_padding",),
        (("range(kernel_size)", "range(kernel_size + 1)"),),
    ),
    StillRight(
        "A kernel that fits leaves room of 0 or more, where to cut off is to round down.",
        ("conv_output_size",),
        (("math.floor", "math.trunc"), ("/ stride", "// stride")),
    ),
    StillRight(
        "The largest of two numbers is the same in either order.",
        ("unread_pixels",),
        (
            ("max(0, left_over - padding)", "max(left_over - padding, 0)"),
            ("max(0, input_size - end)", "max(input_size - end, 0)"),
            ("max(last, index)", "max(index, last)"),
        ),
    ),
    StillRight(
        "The first window always reads pixel 0, and later pixels lie further on.",
        ("unread_pixels",),
        (
            ("last = -1", "last = -0"),
            ("last = -1", "last = -2"),
            ("max(last, index)", "max(index, index)"),
            ("if 0 <= index", "if -1 <= index"),
        ),
    ),
    StillRight(
        "A square has no sign.",
        ("conv2d_parameter_count",),
        (("kernel_size ** 2", "(-kernel_size) ** 2"),),
    ),
    StillRight(
        "All sizes are multiplied, in whatever order they are named.",
        ("conv2d_multiply_count",),
        (
            ("batch, in_channels,", "in_channels, batch,"),
            ("filters, channels,", "channels, filters,"),
        ),
    ),
    # ------------------------------------------------------------ any setting that fits is right
    StillRight(
        "A function that ends gives None.",
        ("find_settings",),
        (("return None", "pass"),),
    ),
    StillRight(
        "Where a stride beyond the picture fits, one within it does.",
        ("find_settings",),
        (
            ("range(1, in_size + 1)", "range(1, in_size + 1 + 1)"),
            ("range(1, in_size + 1)", "range(1, in_size + 2)"),
        ),
    ),
)
