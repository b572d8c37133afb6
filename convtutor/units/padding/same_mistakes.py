"""What people get wrong about the padding that keeps the size."""

from dataclasses import replace

from convtutor.checks.exercise import Mistake, mistake
from convtutor.units.padding.right import same_padding


def refusing_even(found: Mistake) -> Mistake:
    """The same mistake by somebody who refuses even kernels, as is right."""

    def function(kernel_size):
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel")
        return found.function(kernel_size)

    return replace(found, id=f"{found.id}-for-odd-kernels", function=function)


@mistake(
    "the zeros of both sides were put on each side",
    "The window loses kernel_size − 1 places in all. How many of them does each side give back?",
)
def both_sides_counted(kernel_size):
    """A kernel of 3 loses 2 places in all; with 2 zeros on *each* side the map grows by 2."""
    return kernel_size - 1


@mistake(
    "the whole kernel was put on each side",
    "Try it: a kernel of 3 with that many zeros. How large does the map become?",
)
def whole_kernel(kernel_size):
    """With 3 zeros on each side, 6 pixels and a kernel of 3 make a map of 10."""
    return kernel_size


@mistake(
    "1 was added where it should be taken off",
    "A kernel of 1 loses nothing, so it needs no padding. What does yours give?",
)
def one_added(kernel_size):
    """(3 + 1)/2 is 2, but in a window of 3 only 1 pixel lies on each side of the middle."""
    return (kernel_size + 1) // 2


@mistake(
    "half the kernel was taken, middle pixel and all",
    "The middle of the window stands on the pixel itself. How many weights lie on each side of it?",
)
def half_the_kernel(kernel_size):
    """3/2 is 1.5, and half a zero cannot be put anywhere."""
    return kernel_size / 2


@mistake(
    "the division was not one of whole numbers, so the padding is a float",
    "/ makes a float, even of 2/2. Which division leaves a whole number?",
)
def float_padding(kernel_size):
    """(3 − 1)/2 is 1.0, which np.pad and range refuse though its value is right."""
    return (kernel_size - 1) / 2


@mistake(
    "even kernels got a padding, too, rounded up",
    "Try it: 6 pixels, a kernel of 4 and your padding. How large is the map?",
)
def even_rounded_up(kernel_size):
    """With a kernel of 4 and 2 zeros on each side, 6 pixels make a map of 7."""
    return kernel_size // 2


@mistake(
    "even kernels got a padding, too, rounded down",
    "Try it: 6 pixels, a kernel of 4 and your padding. How large is the map?",
)
def even_rounded_down(kernel_size):
    """With a kernel of 4 and 1 zero on each side, 6 pixels make a map of 5."""
    return (kernel_size - 1) // 2


@mistake(
    "nothing was said about even kernels, and None came back",
    "A quiet None is found much later. Which word makes Python stop with a ValueError?",
)
def even_gives_none(kernel_size):
    """A function that ends without a return gives None, and nobody learns what is wrong with 4."""
    return same_padding(kernel_size) if kernel_size % 2 else None


@mistake(
    "odd and even were confused: odd kernels are refused",
    "What is 3 % 2, and what is 4 % 2?",
)
def odd_refused(kernel_size):
    """3 % 2 is 1, which counts as true, so `if kernel_size % 2` finds the odd ones."""
    if kernel_size % 2:
        raise ValueError("an odd kernel")
    return (kernel_size - 1) // 2


@mistake(
    "even kernels got the padding 0",
    "A kernel of 4 and no zeros: is the map as large as the picture?",
)
def even_gives_zero(kernel_size):
    """0 is a padding like any other: 6 pixels and a kernel of 4 then make a map of 3."""
    return same_padding(kernel_size) if kernel_size % 2 else 0


@mistake(
    "even kernels got the padding −1",
    "Which word makes Python stop with a ValueError?",
)
def even_gives_minus_one(kernel_size):
    """A number that means an error, as in C, goes on quietly into the next sum."""
    return same_padding(kernel_size) if kernel_size % 2 else -1


@mistake(
    "the answer of the example was returned, whatever the kernel",
    "With 1 zero on each side, what size has the map of a kernel of 5?",
)
def example_answer(kernel_size):
    """1 is right for a kernel of 3; one of 5 loses 4 places and needs 2 zeros on each side."""
    return 1
