"""What people get wrong when they choose settings for a wanted size.

The numbers are those of 12 pixels that should become 6, for which (2, 2, 0) and (7, 1, 0) are
right.
"""

from convtutor.checks.exercise import mistake
from convtutor.units.clinic import example_mistakes

# ---------------------------------------------------------------- stride 1, and a large kernel


@mistake(
    "the + 1 of the size was forgotten",
    "Put your numbers into the law of the size: is the first position in it?",
)
def settings_without_plus_one(in_size, out_size):
    """The law without its + 1 asks for a kernel of 12 − 6 = 6, and 7 values come out."""
    return in_size - out_size, 1, 0


@mistake(
    "the padding was counted on one side only",
    "Each unit of padding adds two zeros to the axis, one at each end.",
)
def settings_with_padding_once(in_size, out_size):
    """Padding 1 makes 14 pixels of 12, not 13: a kernel of 8 leaves 7 values."""
    return in_size - out_size + 2, 1, 1


@mistake(
    "in_size and out_size were swapped",
    "The larger number comes in, the smaller one comes out.",
)
def sizes_swapped(in_size, out_size):
    """The difference has the wrong sign: 6 − 12 + 1 is a kernel of −5."""
    return out_size - in_size + 1, 1, 0


@mistake("the kernel is as large as the input", "How many positions does such a window have?")
def whole_input_as_kernel(in_size, out_size):
    """A window of 12 on 12 pixels stands in one place, whatever size is wanted."""
    return in_size, 1, 0


# ---------------------------------------------------------------- a stride, and what it leaves


@mistake(
    "the kernel and the stride are in_size / out_size, which is a float",
    "A stride is a whole number of pixels. And what if out_size does not divide in_size?",
)
def settings_with_floats(in_size, out_size):
    """The stroke / makes 2.0 of 12 and 6, and 2.29 of 32 and 14: no number of pixels."""
    return in_size / out_size, in_size / out_size, 0


@mistake(
    "the windows were laid edge to edge, even where they do not fit so",
    "in_size // out_size drops the rest. Try 7 and 4 on paper.",
)
def settings_as_tiles(in_size, out_size):
    """Tiles of 12 // 6 = 2 are right; for 7 and 4 they are tiles of 1, and 7 values come out."""
    return in_size // out_size, in_size // out_size, 0


@mistake(
    "the size was taken to be in_size // stride, whatever the rest",
    "A kernel of 3 with padding 1 keeps the size at stride 1. At stride 2, what does 7 become?",
)
def settings_of_same_padding(in_size, out_size):
    """A kernel of 3 with padding 1 makes 6 of 12 at stride 2, but of 7 it keeps 7 for 4."""
    return 3, in_size // out_size, 1


@mistake(
    "the law was solved for the stride of a kernel of 3, and its fraction dropped",
    "Put your stride back into the law. Does the wanted size come out?",
)
def solved_for_the_stride(in_size, out_size):
    """A stride of (12 − 3)/(6 − 1) = 1.8 is none, and the 1 that is left of it gives 10 values."""
    return 3, (in_size - 3) // max(out_size - 1, 1), 0


@mistake(
    "the law was solved for the padding of a kernel of 3, which is then no whole number above 0",
    "Padding can only make a map larger. How large is yours without any?",
)
def solved_for_the_padding(in_size, out_size):
    """With stride 1 the padding would be (6 − 1 − 12 + 3)/2 = −2: there is nothing to take off."""
    return 3, 1, (out_size - 1 - in_size + 3) / 2


# ---------------------------------------------------------------- one setting for all sizes


@mistake(
    "the size was kept, whatever was wanted",
    "With these three numbers, which size comes out?",
)
def size_kept(in_size, out_size):
    """A kernel of 3 with stride 1 and padding 1 is right where both sizes agree: 12, not 6."""
    return 3, 1, 1


@mistake(
    "the size was halved, whatever was wanted",
    "With these three numbers, which size comes out?",
)
def size_halved(in_size, out_size):
    """A kernel of 3 with stride 2 and padding 1 makes 6 of 12, but of 9 it does not make 3."""
    return 3, 2, 1


# ---------------------------------------------------------------- what is returned


@mistake(
    "kernel_size and stride came in the wrong order",
    "Three numbers, in this order: kernel_size, stride, padding.",
)
def settings_in_wrong_order(in_size, out_size):
    """The 7 of (7, 1, 0) stands where the stride belongs: two values come out, not 6."""
    return 1, in_size - out_size + 1, 0


@mistake(
    "the three numbers came in reverse order",
    "Three numbers, in this order: kernel_size, stride, padding.",
)
def settings_reversed(in_size, out_size):
    """Written as (0, 1, 7), good settings ask for a kernel of 0 pixels."""
    return 0, 1, in_size - out_size + 1


@mistake("only the kernel size was returned", "How many numbers does the caller expect?")
def kernel_alone(in_size, out_size):
    """The 7 is right for stride 1 and padding 0, but the caller cannot know those."""
    return in_size - out_size + 1


MISTAKES = (
    settings_without_plus_one,
    settings_with_padding_once,
    sizes_swapped,
    whole_input_as_kernel,
    settings_with_floats,
    settings_as_tiles,
    settings_of_same_padding,
    solved_for_the_stride,
    solved_for_the_padding,
    size_kept,
    size_halved,
    settings_in_wrong_order,
    settings_reversed,
    kernel_alone,
    *example_mistakes.SETTINGS,
)
