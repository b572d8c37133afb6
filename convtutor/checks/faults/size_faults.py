"""What goes wrong in sizes: of a map, of what is left unread, of the padding that keeps them."""

from math import ceil

from convtutor.checks.faults.families import LITERAL, number, typed_in
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ the law of the size

_BRACKETS = "Python divides before it adds. What should be divided, and do brackets hold it?"
_WHOLE = "Half a step is no step. Which division says how many whole steps fit?"
_GROWS = "Does the picture grow or shrink when zeros are put around it?"
_ONCE = "The stride comes in once. Where does yours?"
_WINDOWS = "Windows that start at 0, 2 and 4: how many are they?"
_FORMULA = "Here the padding is a number. Do the kernel and the padding come into your formula?"
LAW = (
    Fault("missing-plus-one", "the + 1 is missing", places=lambda steps: steps),
    Fault("plus-one-inside", "the 1 was added before dividing",
          "Count the whole steps first; then add the place before the first one.",
          places=lambda room, divisor: (room + 1) // divisor),
    Fault("rounded-up", "the size was rounded up (ceil)",
          "Half a step is no step: would the window still fit?",
          steps=lambda room, divisor: ceil(room / divisor)),
    Fault("last-start-left-out",
          "the last start was left out: range(0, room, stride) ends before it, as does rounding up "
          "(ceil) with no + 1", places=lambda room, divisor: -(-room // divisor)),
    Fault("rounded-to-nearest", "the size was rounded to the nearest whole number", _WHOLE,
          steps=lambda room, divisor: round(room / divisor)),
    Fault("not-floored", "the division was not floored, so the size is not a whole number", _WHOLE,
          steps=lambda room, divisor: room / divisor),
    *number("zeros", halved="padding-once: the padding was counted on one side only",
            none="padding-left-out-of-size: the padding was left out of the size",
            twice="zeros-counted-twice: the padding was counted twice on each side"),
    *number("zeros", _GROWS, negative="padding-taken-off: the zeros were taken off, not added"),
    Fault("zeros-counted-three-times", "the padding was counted three times", cost=2,
          zeros=lambda p: 3 * p),
    *number("taken", none="kernel-left-out: the kernel size was not subtracted",
            one="dilation-zero: the kernel counted as one single pixel, as with dilation 0",
            twice="kernel-taken-twice: the kernel was taken off twice",
            negative="kernel-added: the kernel size was added instead of taken off",
            squared="kernel-area-taken: the area of the kernel was taken off, not its side"),
    Fault("one-taken-for-two", "a kernel of k took off k − 1, and 1 was added as well",
          "A kernel as large as the input has one place. How many does yours have?",
          taken=lambda right: right - 1),
    *number("taken", cost=2, halved="half-kernel-taken: half the kernel was taken off"),
    Fault("kernel-left-out-and-plus-one", "the kernel size was not subtracted, nor the 1 added",
          cost=2, taken=lambda: 0, places=lambda steps: steps),
    *number("places", more="plus-two: 2 was added where 1 belongs",
            squared="area-for-side: all values of a square map were counted, not those of a side"),
    Fault("one-taken-off", "1 was taken off where it should be added",
          places=lambda steps: steps - 1),
    Fault("plus-one-in-divisor", "the + 1 went into what is divided by",
          "What do you divide by? Put brackets around it, and read it aloud.",
          places=lambda room, divisor: room // (divisor + 1)),
    *number("divisor", one="stride-left-out-of-size: the stride was left out of the size"),
    *number("divisor", cost=2, two="divided-by-two: it was divided by 2, whatever the stride",
            more="divided-by-stride-and-one: it was divided by the stride and 1"),
    Fault("divided-by-kernel", "it was divided by the kernel size, not the stride", cost=2,
          divisor=lambda k: k),
    Fault("stride-twice", "the size was divided by the stride once more at the end", _ONCE,
          places=lambda right, divisor: right // divisor),
    Fault("steps-multiplied", "the room was multiplied by the stride",
          steps=lambda room, divisor: room * divisor),
    Fault("last-start", "the start of the last window was given, not the number of windows",
          _WINDOWS, places=lambda steps, divisor: steps * divisor),
    Fault("last-end", "the end of the last window was given, not the number of windows", _WINDOWS,
          places=lambda steps, divisor, k: steps * divisor + k),
    Fault("brackets-missing",
          "only the kernel size was divided by the stride, for want of brackets", _BRACKETS,
          steps=lambda n, zeros, taken, divisor: n + zeros - taken // divisor),
    Fault("brackets-around-input",
          "only the input size was divided by the stride, for want of brackets", _BRACKETS,
          steps=lambda n, zeros, taken, divisor: n // divisor + zeros - taken),
    Fault("kernel-after-dividing", "the kernel size was taken off after dividing by the stride",
          steps=lambda n, zeros, taken, divisor: (n + zeros) // divisor - taken),
    Fault("padding-after-dividing", "the padding was added after dividing by the stride",
          steps=lambda n, zeros, taken, divisor: (n - taken) // divisor + zeros),
    Fault("same-rule", 'the rule of "same" was used: the input divided by the stride, rounded up',
          _FORMULA, 2, places=lambda n, s: ceil(n / s)),
    Fault("input-size-for-output", "the size of the input was taken for that of the map",
          "With no padding, in how many places does the window fit?", 2, places=lambda n: n),
    Fault("transposed-formula",
          "the formula of the opposite layer was used, which makes maps larger",
          "With a stride of 2, should the map be larger or smaller than the picture?", 2,
          places=lambda n, s, p, k: (n - 1) * s - 2 * p + k),
    Fault("never-below-two", "a size of 1 was not allowed", cost=3,
          places=lambda right: max(2, right)),
)

# ================================================================ what an axis is asked

ASKED = (
    Fault("stride-left-out", "the stride was left out", s=lambda: 1).per_axis(
        ("stride-on-columns-only", "the stride was applied to columns only"),
        ("stride-on-rows-only", "the stride was applied to rows only"),
    ),
    Fault("padding-left-out", "the padding was left out", "Where does the border of zeros get in?",
          0, p=lambda: 0).per_axis(
        ("border-of-columns-only", "zeros were put at the left and right, but not above and below"),
        ("border-of-rows-only", "zeros were put above and below, but not at the left and right"),
    ),
    *number("p", twice="padding-twice: the padding was added twice",
            halved="padding-halved: half the padding was put on each side"),
    *number("p", cost=2, one="padding-always-one: a padding of 1 was used, whatever the padding",
            more="padding-and-one: one more than the padding was put on each side"),
    Fault("padding-and-one-if-any",
          "one more than the padding was put on each side, where there is any", cost=3,
          p=lambda right: right + (right > 0)),
    *number("s", cost=2, squared="stride-squared: the stride was used twice, as stride · stride",
            two="stride-always-two: a stride of 2 was used, whatever the stride"),
    *number("s", "A stride of 1 leaves nothing out. How many pixels does the window move?",
            more="stride-left-between: the window moves by stride + 1 pixels"),
    Fault("stride-and-padding-swapped", "stride and padding were swapped",
          "Which of the arguments is the stride?", 2, s=lambda given_p: given_p,
          p=lambda given_s: given_s),
    Fault("moved-by-its-own-size", "the window moves by its own size, as in pooling",
          s=lambda k: k),
    Fault("input-and-kernel-swapped", "input size and kernel size were swapped",
          "Which of them is the larger one, and which does the formula begin with?", 2,
          room=lambda n, zeros, taken: taken + zeros - n),
)
_UNASKED = "With no padding, in how many places does the window fit?"
UNASKED = (
    Fault("padded-unasked",
          "the picture was padded though nobody asked for it, so that the map keeps its size",
          _UNASKED, p=lambda k: k // 2),
    Fault("padded-fully",
          "the picture was padded though nobody asked for it, by the whole kernel but 1", _UNASKED,
          p=lambda k: k - 1),
)
LITERALS = (
    *typed_in((3,), "the stride", "s"), *typed_in((2,), "the padding", "p"),
    *typed_in((3, 5), "the kernel size", "k"), *typed_in((8, 32), "the input size", "n"),
)

# ================================================================ pixels that are never read

_OVERLAP = "How many pixels does one window read: stride, or kernel_size?"
_BELOW = "If the padding is more than what is left over, how many pixels are unread?"
_INSIDE = "A pixel inside the last window makes no place of its own. Is it unread?"
_FROM = "With a padding of 1 the first window starts at −1. Where does the last one end?"
UNREAD = (
    *number("not_pixels", none="padding-counted: padding zeros were counted as pixels",
            negative="padding-added: the padding was added instead of taken off"),
    *number("not_pixels", "Only the padding at the far end lies behind the last pixel.",
            twice="both-paddings-taken-off: the padding of both sides was taken off"),
    Fault("below-zero", "the result can fall below zero", _BELOW, answer=lambda behind: behind),
    *number("answer", "The last window ends at start + kernel_size − 1, and that pixel is read.",
            more="last-read-pixel-counted: the last pixel that is read was counted as unread"),
    *number("behind", cost=2, more="last-read-pixel-counted-first: the last pixel that is read was "
            "counted as unread, before numbers below 0 were made 0",
            less="one-unread-pixel-missed: one unread pixel was not counted"),
    *number("answer", "32 pixels, kernel 5, stride 2: at which pixel does the last window end?", 0,
            none="nothing-unread: every pixel was taken to be read"),
    *number("answer", cost=2,
            twice="both-ends-counted: the unread pixels of both ends, or axes, were counted"),
    Fault("part-of-a-step", "the part of a step that remains was given, not pixels",
          "Half a step of a stride of 2: how many pixels is that?",
          left=lambda room, divisor: room / divisor % 1, answer=lambda left: left),
    Fault("steps-given", "the steps were given, not what remains after them",
          left=lambda room, divisor: room // divisor),
    Fault("pixels-without-a-place", "the places of the window were taken off the pixels", _INSIDE,
          behind=lambda n, places: n - places, answer=lambda behind: behind),
    Fault("windows-as-long-as-the-stride",
          "each window was taken to read only as many pixels as the stride", _OVERLAP,
          answer=lambda n, p, places, s: min(n, max(0, n + p - places * s))),
    Fault("windows-side-by-side",
          "windows were taken not to overlap: each reads kernel_size pixels of its own",
          "Where does the *last* window start, and where does it end?",
          left=lambda n, zeros, places, k: n + zeros - places * k),
    Fault("remainder-of-the-input", "only the remainder of the input by the stride was taken",
          "32 and stride 2 leave 0. Does a window of 5 end at the last pixel?",
          left=lambda n, s: n % s, not_pixels=lambda: 0),
    Fault("end-in-padded-picture",
          "the end of the last window was counted from the first zero, not from the first pixel",
          _FROM, left=lambda n, places, s, k: n - (places - 1) * s - k, not_pixels=lambda: 0,
          answer=lambda behind: behind),
    Fault("lack-of-a-step", "what lacks to a full last step was given", cost=2,
          left=lambda room, s: -room % s),
    Fault("whether-not-how-many", "whether pixels are unread was given, not how many",
          answer=lambda behind: int(behind > 0)),
    Fault("start-for-end", "the start of the last window was taken for its end",
          left=lambda n, zeros, places, s: n + zeros - (places - 1) * s),
)

# ================================================================ the padding that keeps the size

_TRY = "Try it: 6 pixels, a kernel of 4 and your padding. How large is the map?"
_WORD = "Which word makes Python stop with a ValueError, and what class of error is asked for?"
_SHARED = "The window loses kernel_size − 1 places. How many of them does each side give back?"
SAME = (
    Fault("odd-refused", "odd and even were confused: odd kernels are refused",
          "What is 3 % 2, and what is 4 % 2?", odd=lambda: ValueError(), even=lambda half: half),
    Fault("both-sides-counted", "the zeros of both sides were put on each side", _SHARED,
          half=lambda lost: lost),
    Fault("float-padding", "the division was not one of whole numbers, so the padding is a float",
          "/ makes a float, even of 2/2. Which division leaves a whole number?",
          half=lambda lost: lost / 2),
    Fault("whole-kernel", "the whole kernel was put on each side", _SHARED, half=lambda k: k),
    Fault("half-the-kernel", "half the kernel was taken, middle pixel and all",
          "The middle of the window stands on the pixel itself. How many weights lie on each side "
          "of it?", half=lambda k: k / 2),
    Fault("divided-by-the-kernel", "it was divided by the kernel size", cost=3,
          half=lambda lost, k: lost // k),
    *number("half", cost=2, halved="quartered: a quarter was taken, not half"),
    Fault("doubled", "it was doubled, not halved", cost=2, half=lambda lost: lost * 2),
    *number("half", LITERAL, 2, one="one-always: a padding of 1 was given, whatever the kernel"),
    Fault("one-added", "1 was added where it should be taken off",
          "A kernel of 1 loses nothing, so it needs no padding. What does yours give?",
          lost=lambda k: k + 1),
    *number("lost", less="two-taken-off: 2 was taken off where it should be 1, or 1 once more "
            "after halving"),
    *number("lost", cost=2, negative="sign-reversed: the sign is wrong: 1 − kernel_size"),
    *number("odd", cost=2, more="one-zero-more: one zero too many is put on each side"),
    Fault("even-not-refused", "even kernels got a padding, too, by the same formula", _TRY, 0,
          even=lambda half: half),
    Fault("even-rounded-down", "even kernels got a padding, too, rounded down", _TRY, -1,
          even=lambda k: (k - 1) // 2),
    Fault("even-rounded-up", "even kernels got a padding, too, rounded up", _TRY,
          even=lambda k: k // 2),
    Fault("even-not-whole", "even kernels got a padding, too, that is not a whole number", _TRY,
          even=lambda k: (k - 1) / 2),
    Fault("even-gives-none", "nothing was said about even kernels, and None came back", _WORD,
          even=lambda: None),
    *number("even", "A kernel of 4 and no zeros: is the map as large as the picture?",
            none="even-gives-zero: even kernels got the padding 0"),
    Fault("even-gives-minus-one", "even kernels got the padding −1", _WORD, even=lambda: -1),
    *(Fault(f"even-raises-{error.__name__.lower()}",
            f"even kernels raise {article} {error.__name__}, not a ValueError", _WORD, raises="any",
            even=lambda error=error: error())
      for article, error in (("a", TypeError), ("an", AssertionError), ("a plain", Exception))),
)
