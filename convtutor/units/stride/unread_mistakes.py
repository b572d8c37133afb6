"""What people get wrong about the pixels that no window reads."""

from convtutor.checks.exercise import mistake
from convtutor.units.stride.right import conv_output_size


@mistake(
    "padding zeros were counted as pixels",
    "Of what the last window leaves over, the padding comes last. How many of those are pixels?",
)
def padding_counted(input_size, kernel_size, stride=1, padding=0):
    """6 + 2·1 − 3 leaves 1 at stride 2, but that 1 is a zero of the padding, not a pixel."""
    return (input_size + 2 * padding - kernel_size) % stride


@mistake("the padding was left out", "With a border, the first window starts before pixel 0.")
def unread_padding_left_out(input_size, kernel_size, stride=1, padding=0):
    """Padding 1 moves all windows one pixel to the left, and with them the end of the last one."""
    return (input_size - kernel_size) % stride


@mistake(
    "the padding of both sides was taken off",
    "Only the padding at the far end lies behind the last pixel.",
)
def both_paddings_taken_off(input_size, kernel_size, stride=1, padding=0):
    """9 pixels, kernel 4, stride 4, padding 1 leave 3 over; one of these is a zero, not two."""
    return max(0, (input_size + 2 * padding - kernel_size) % stride - 2 * padding)


@mistake(
    "the result can fall below zero",
    "If the padding is more than what is left over, how many pixels are unread?",
)
def below_zero(input_size, kernel_size, stride=1, padding=0):
    """6 pixels, kernel 3, stride 2 and padding 2 make 1 − 2 = −1 pixels, and none is the least."""
    return (input_size + 2 * padding - kernel_size) % stride - padding


@mistake(
    "the kernel size was left out",
    "Where does the last window *end*? Start plus kernel size.",
)
def unread_kernel_left_out(input_size, kernel_size, stride=1, padding=0):
    """(32 % 2) is 0, but the window of 5 ends at pixel 30 and leaves pixel 31."""
    return max(0, (input_size + 2 * padding) % stride - padding)


@mistake(
    "the last pixel that is read was counted as unread",
    "The last window ends at start + kernel_size − 1, and that pixel is read.",
)
def last_read_pixel_counted(input_size, kernel_size, stride=1, padding=0):
    """A window of 3 from pixel 4 reads 4, 5 and 6; of 8 pixels only number 7 is unread."""
    return max(0, (input_size + 2 * padding - kernel_size) % stride - padding) + 1


@mistake(
    "every pixel was taken to be read",
    "32 pixels, kernel 5, stride 2: at which pixel does the last window end?",
)
def nothing_unread(input_size, kernel_size, stride=1, padding=0):
    """The last window of 5 at stride 2 ends at pixel 30 of 32, and pixel 31 is never read."""
    return 0


@mistake(
    "the padding was added instead of taken off",
    "Which come last behind the last window: the pixels or the zeros?",
)
def padding_added(input_size, kernel_size, stride=1, padding=0):
    """9 pixels, kernel 4, stride 4, padding 1 leave 3 over: 2 pixels and a zero, not 4."""
    return (input_size + 2 * padding - kernel_size) % stride + padding


@mistake(
    "the end of the last window was counted from the first zero, not from the first pixel",
    "With a padding of 1 the first window starts at −1. Where does the last one end?",
)
def end_in_padded_picture(input_size, kernel_size, stride=1, padding=0):
    """In the padded picture pixel 0 has number `padding`, so this end is as much too far."""
    end = (conv_output_size(input_size, kernel_size, stride, padding) - 1) * stride + kernel_size
    return input_size - end


@mistake(
    "only the remainder of the input by the stride was taken",
    "32 and stride 2 leave 0. Does a window of 5 end at the last pixel?",
)
def remainder_of_the_input(input_size, kernel_size, stride=1, padding=0):
    """Windows overlap where the kernel is larger than the stride, so 32 % 2 says nothing."""
    return input_size % stride


@mistake(
    "the places of the window were taken off the pixels",
    "A pixel inside the last window makes no place of its own. Is it unread?",
)
def pixels_without_a_place(input_size, kernel_size, stride=1, padding=0):
    """32 − 14 = 18 is how much smaller the map is; nearly all those pixels are read."""
    return input_size - conv_output_size(input_size, kernel_size, stride, padding)


@mistake(
    "each window was taken to read only as many pixels as the stride",
    "How many pixels does one window read: stride, or kernel_size?",
)
def windows_as_long_as_the_stride(input_size, kernel_size, stride=1, padding=0):
    """14 windows of 2 pixels would read 28 of 32; windows of 5 overlap and read 31."""
    places = conv_output_size(input_size, kernel_size, stride, padding)
    return min(input_size, max(0, input_size + padding - places * stride))


@mistake(
    "the part of a step that remains was given, not pixels",
    "Half a step of a stride of 2: how many pixels is that?",
)
def part_of_a_step(input_size, kernel_size, stride=1, padding=0):
    """(32 − 5)/2 is 13.5; the 0.5 is half a step, which is one pixel at stride 2."""
    return (input_size + 2 * padding - kernel_size) / stride % 1


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function use all of its arguments?",
)
def example_answer(input_size, kernel_size, stride=1, padding=0):
    """1 is right for 8 pixels, a kernel of 3 and stride 2; of 7 pixels none is left."""
    return 1
