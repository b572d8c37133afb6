"""What people get wrong about the size of a map."""

from math import ceil

from convtutor.checks.exercise import mistake
from convtutor.units.stride.right import conv_output_size


def _steps(input_size: int, kernel_size: int, stride: int, padding: int) -> float:
    """How many steps the window could take if half steps counted: 13.5 for 32, 5, 2, 0."""
    return (input_size + 2 * padding - kernel_size) / stride


@mistake(
    "the + 1 is missing",
    "A kernel as large as the input takes no step at all. In how many positions was it?",
)
def missing_plus_one(input_size, kernel_size, stride=1, padding=0):
    """From 32 pixels a kernel of 5 leaves room for 27 steps, and 27 steps have 28 places."""
    return int(_steps(input_size, kernel_size, stride, padding))


# Seen at https://github.com/ahmedfgad/NumPyCNN/issues/5
@mistake(
    "the 1 was added before dividing",
    "Count the steps first, all the way to division; then add the position it started from.",
)
def plus_one_inside(input_size, kernel_size, stride=1, padding=0):
    """(6 − 3 + 1)/2 is 2, the right size by chance; (7 − 3 + 1)/2 is 2.5 where 3 is right."""
    return (input_size + 2 * padding - kernel_size + 1) // stride


@mistake(
    "the size was rounded up (ceil)",
    "A window that hangs over the edge does not count. Which way does 14.5 have to go?",
)
def rounded_up(input_size, kernel_size, stride=1, padding=0):
    """A 15th window of 5 at stride 2 would start at pixel 28 and want pixel 32; the last is 31."""
    return ceil(_steps(input_size, kernel_size, stride, padding)) + 1


@mistake(
    "the size was rounded to the nearest whole number",
    "Half a window is no window, and nine tenths of one are none either.",
)
def rounded_to_nearest(input_size, kernel_size, stride=1, padding=0):
    """6 pixels, a kernel of 4 and stride 3 leave 0.67 steps, which is none, not 1."""
    return round(_steps(input_size, kernel_size, stride, padding)) + 1


@mistake(
    "the division was not floored, so the size is not a whole number",
    "/ makes a float, even of 6/2. Which division leaves a whole number?",
)
def not_floored(input_size, kernel_size, stride=1, padding=0):
    """(32 − 5)/2 + 1 is 14.5, and a map cannot have half a row."""
    return _steps(input_size, kernel_size, stride, padding) + 1


# Seen at https://stats.stackexchange.com/questions/650777
@mistake(
    "the padding was counted on one side only",
    "Padding is added on each side. How many sides has an axis?",
)
def padding_once(input_size, kernel_size, stride=1, padding=0):
    """32 + 2 − 5 + 1 is 30; with 2 zeros on *each* side the map keeps its 32."""
    return (input_size + padding - kernel_size) // stride + 1


@mistake("the padding was left out", "How long is the axis once the zeros are there?")
def padding_left_out(input_size, kernel_size, stride=1, padding=0):
    """The window moves over the zeros, too: 6 pixels and a padding of 1 are 8 to move over."""
    return (input_size - kernel_size) // stride + 1


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def stride_left_out(input_size, kernel_size, stride=1, padding=0):
    """32 − 5 + 1 counts all 28 places; with stride 2 every second one is skipped."""
    return input_size + 2 * padding - kernel_size + 1


@mistake(
    "the kernel size was not subtracted",
    "Where does the *last* window start? It still has to fit.",
)
def kernel_left_out(input_size, kernel_size, stride=1, padding=0):
    """32/2 is 16, as if a window could start at the last pixel and hang over the edge."""
    return (input_size + 2 * padding) // stride


@mistake(
    "the + 1 went into what is divided by",
    "What do you divide by? Put brackets around it, and read it aloud.",
)
def plus_one_in_divisor(input_size, kernel_size, stride=1, padding=0):
    """27/(2 + 1) is 9; the 1 belongs to 27/2, as the place before the first step."""
    return (input_size + 2 * padding - kernel_size) // (stride + 1)


@mistake(
    "only the kernel size was divided by the stride, for want of brackets",
    "Python divides before it adds. What should be divided, and do brackets hold it together?",
)
def brackets_missing(input_size, kernel_size, stride=1, padding=0):
    """32 - 5 // 2 + 1 is 32 − 2 + 1 = 31; (32 - 5) // 2 + 1 is 14."""
    return input_size + 2 * padding - kernel_size // stride + 1


@mistake(
    "a kernel of k took off k − 1, and 1 was added as well",
    "A kernel as large as the input has one place. How many does yours have?",
)
def one_taken_for_two(input_size, kernel_size, stride=1, padding=0):
    """The long formula takes off kernel_size − 1 *and* 1 before it divides; here that 1 is lost."""
    return (input_size + 2 * padding - (kernel_size - 1)) // stride + 1


@mistake(
    "the kernel counted as one single pixel, as with dilation 0",
    "Where does the *last* window start? It still has to fit.",
)
def dilation_zero(input_size, kernel_size, stride=1, padding=0):
    """Dilation 1 means no gaps; with 0 all weights read the same pixel, and 32 stays 32."""
    return (input_size + 2 * padding - 0 * (kernel_size - 1) - 1) // stride + 1


@mistake(
    "the zeros were taken off instead of added",
    "Does the picture grow or shrink when zeros are put around it?",
)
def padding_taken_off(input_size, kernel_size, stride=1, padding=0):
    """6 pixels with 1 zero on each side are 8 to move over, not 4."""
    return (input_size - 2 * padding - kernel_size) // stride + 1


@mistake(
    "the padding was counted twice on each side",
    "How many zeros are there on one side, and how many in all?",
)
def padding_twice(input_size, kernel_size, stride=1, padding=0):
    """If input_size holds the zeros already, adding 2 * padding counts them again."""
    return conv_output_size(input_size, kernel_size, stride, 2 * padding)


@mistake(
    'the rule of "same" was used: the input divided by the stride, rounded up',
    "Here the padding is a number. Do the kernel and the padding come into your formula?",
)
def same_rule(input_size, kernel_size, stride=1, padding=0):
    """32/2 = 16 holds where the zeros are chosen to make it hold; without any it is 14."""
    return ceil(input_size / stride)


@mistake(
    "the formula of the opposite layer was used, which makes maps larger",
    "With a stride of 2, should the map be larger or smaller than the picture?",
)
def transposed_formula(input_size, kernel_size, stride=1, padding=0):
    """(n − 1)·stride − 2·padding + kernel belongs to transposed convolution: 67 of 32."""
    return (input_size - 1) * stride - 2 * padding + kernel_size


@mistake(
    "the start of the last window was given, not the number of windows",
    "Windows that start at 0, 2 and 4: how many are they?",
)
def last_start(input_size, kernel_size, stride=1, padding=0):
    """Of 14 places at stride 2 the last starts at pixel 26."""
    return (input_size + 2 * padding - kernel_size) // stride * stride


@mistake(
    "all values of a square map were counted, not those along one side",
    "One axis only: how long is the map?",
)
def area_for_side(input_size, kernel_size, stride=1, padding=0):
    """A side of 14 makes 196 values; the question is about the 14."""
    return conv_output_size(input_size, kernel_size, stride, padding) ** 2


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function use all of its arguments?",
)
def example_answer(input_size, kernel_size, stride=1, padding=0):
    """3 is the size for 8 pixels, a kernel of 3 and stride 2; 32 pixels make more."""
    return 3
