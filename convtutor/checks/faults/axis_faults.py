"""What goes wrong along an axis of a map: its sides, where windows start, where zeros lie."""

from convtutor.checks.faults.families import LITERAL, number, typed_in
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ height, width: which is which

_WHICH = "The picture has a height and a width. Which do your rows need, which your columns?"

SIDES = (
    *typed_in((2, 3, 5), "the side of the kernel", "k"),
    Fault("picture-sides-swapped", "height and width of the picture were swapped", _WHICH,
          n=lambda other_given_n: other_given_n).per_axis(
        ("height-taken-as-width", "the picture was taken to be square, as high as it is wide"),
        ("width-taken-as-height", "the picture was taken to be square, as wide as it is high"),
    ),
    Fault("kernel-sides-swapped",
          "{the_kernels} height and width were swapped, or taken to be equal",
          "Print weight.shape and the shape of your window. Are they the same for a kernel of 2×3?",
          k=lambda other_given_k: other_given_k).per_axis(
        ("kernel-taken-as-square-of-columns",
         "{the_kernel} taken to be square, as high as it is wide"),
        ("kernel-taken-as-square", "{the_kernel} taken to be square, as wide as it is high"),
    ),
)
MAP_SIDES = (
    Fault("kernel-sides-swapped-in-size",
          "{the_kernels} height and width were swapped in the size of the map", _WHICH,
          taken=lambda other_k: other_k),
    Fault("window-sides-swapped", "height and width of the window were swapped", _WHICH,
          length=lambda other_k: other_k),
    Fault("map-sides-swapped", "the map was made with its height and width swapped", _WHICH,
          n=lambda other_given_n: other_given_n,
          taken=lambda other_given_k: other_given_k).per_axis(
        ("map-square-of-columns", "the map was made square: as many rows as columns"),
        ("map-taken-for-square", "the map was made square: as many columns as rows"),
    ),
)

# ======== where windows start, how long they are

_THIRD = "With a stride of 2 the third window starts at 4. Where does yours?"
STEPPING = (
    Fault("stride-in-size-only",
          "{the_maps} the right size but the window still moves by one pixel",
          move=lambda: 1).per_axis(
        ("window-strides-right-only",
         "the window moves to the right by the stride, but down by one pixel only"),
        ("window-strides-down-only",
         "the window moves down by the stride, but to the right by one pixel only"),
    ),
    Fault("stride-used-twice",
          "the loops step by the stride, and their end was divided by it as well",
          "range(0, end, stride) takes the steps itself. Where does its last window start?",
          starts=lambda places, s: list(range(0, places, s))),
    Fault("moved-by-its-own-size-uncounted",
          "the window moves by its own size, though the map has the right one", cost=2,
          move=lambda k: k),
    *number("move", cost=2, more="moved-one-too-far: the window moves one pixel too far at a time",
            squared="moved-by-the-square: the window moves by the square of the stride"),
    *number("move", "Which numbers in your slice change from place to place?",
            none="window-never-moves: the window never moves: each value is the first one"),
    Fault("stride-added", "the stride was added to row and column, not multiplied by them", _THIRD,
          starts=lambda places, s: [i + s for i in range(places)]),
    Fault("stride-added-once-less", "the stride less 1 was added to row and column", _THIRD, 2,
          starts=lambda places, s: [i + s - 1 for i in range(places)]),
    Fault("first-window-skipped", "the first window was left out: the starts begin after a step",
          first=lambda s: s, places=lambda right: right - 1),
    Fault("window-read-backwards", "each window was read upwards and to the left of its start",
          "Row and column of a window's pixel: is i added to the start, or taken off?",
          gap=lambda: -1).per_axis(
        ("window-read-upwards", "each window was read upwards from its start"),
        ("window-read-to-the-left", "each window was read to the left of its start")
    ),
    Fault("stride-inside-the-window", "the stride was also put between the pixels of a window",
          "The pixels of a window are neighbours, whatever the stride.", gap=lambda s: s),
    Fault("picture-thinned-out", "the picture was thinned out first, and then read pixel by pixel",
          "What does ::stride leave out in x, and what in the windows?", 0, gap=lambda s: s,
          steps=lambda n, zeros, s, k: -(-(n + zeros) // s) - k),
    Fault("stride-between-pixels-only",
          "the stride was put between the pixels of a window, not between windows", gap=lambda s: s,
          move=lambda: 1),
    *number("first", cost=2, more="started-late: the windows start one pixel too late"),
    *number("first", "Which index has the first row of an array?",
            less="counted-from-one: rows and columns were counted from 1"),
    Fault("counted-from-one-but-zero", "rows and columns were counted from 1, where they are not 0",
          cost=3, first=lambda right: max(0, right - 1)),
    Fault("middle-for-corner", "(row, column) was taken for the middle of the window",
          "(row, column) is the top left pixel of the window.",
          first=lambda right, k: right - k // 2),
    *number("first", LITERAL,
            none="always-at-zero: the window lies always at 0, whatever row and column are"),
    Fault("end-counted-from-zero", "the window's end was counted from 0, not from its start",
          "A slice is start : end. Where does a window of 2 that starts at 5 end?",
          length=lambda right, first: max(0, right - first)),
    *number("length", "range(3) ends at 2 by itself. Does your loop take one off once more?",
            less="kernel-cut-short: the last row and column of {the_kernel_itself} were left out"),
    *number("length", "A slice leaves its end out: how many pixels are row : row + 3?",
            more="window-too-long: the window is one pixel too long"),
)
TOO_MANY = number("places",
    "In the last row of your map, does the whole window still lie on the picture?",
    more="one-window-too-many: the map has one row and one column too many")

# ================================================================ the zeros along one axis

_NO_ZEROS = {
    "after": (("no-zeros-below", "no zeros were put at the bottom"),
              ("no-zeros-right", "no zeros were put at the right")),
    "before": (("no-zeros-above", "no zeros were put at the top"),
               ("no-zeros-left", "no zeros were put at the left")),
}
ZEROS = (
    Fault("padding-at-the-start-once", "the padding was put, or counted, at the top and left only",
          after=lambda: 0, zeros=lambda p: p).per_axis(*_NO_ZEROS["after"]),
    Fault("padding-at-the-end-once",
          "the padding was put at the bottom and right only, and none at the other sides",
          before=lambda: 0, zeros=lambda p: p).per_axis(*_NO_ZEROS["before"]),
    Fault("padding-at-the-start-only", "all the zeros were put at the top and left", cost=0,
          before=lambda p: 2 * p, after=lambda: 0).per_axis(
        ("padding-above-only", "the zeros of the rows were all put at the top"),
        ("padding-left-only", "the zeros of the columns were all put at the left")
    ),
    Fault("padding-at-the-end-only", "all the zeros were put at the bottom and right", cost=0,
          before=lambda: 0, after=lambda p: 2 * p).per_axis(
        ("padding-below-only", "the zeros of the rows were all put at the bottom"),
        ("padding-right-only", "the zeros of the columns were all put at the right")
    ),
    *number("before after", cost=2, twice="padding-twice-uncounted: twice the padding was put on "
            "each side, though the size counts it once"),
)
_CORNER = "Where in the result does the pixel at row 0, column 0, belong?"
RING_ZEROS = (
    Fault("top-and-left-only", "the zeros were put at the top and left only",
          after=lambda: 0).per_axis(*_NO_ZEROS["after"]),
    Fault("bottom-and-right-only", "the zeros were put at the bottom and right only",
          before=lambda: 0).per_axis(*_NO_ZEROS["before"]),
    Fault("picture-in-the-last-corner",
          "the size is right, but the picture was left in the bottom right corner", _CORNER,
          before=lambda p: 2 * p, after=lambda: 0),
    Fault("picture-in-the-corner",
          "the size is right, but the picture was left in the top left corner", _CORNER,
          before=lambda: 0, after=lambda p: 2 * p),
    Fault("ring-left-out", "no zeros were put there", before=lambda: 0, after=lambda: 0).per_axis(
        ("left-and-right-only", "zeros were put left and right only"),
        ("above-and-below-only", "zeros were put above and below only")
    ),
    Fault("shared-by-two-sides", "the padding was shared between two sides",
          before=lambda p: p // 2, after=lambda p: p - p // 2),
    *number("before after", twice="padded-twice: twice the padding was put on each side",
            more="one-zero-too-many: one zero too many was put on each side",
            less="one-zero-too-few: one zero too few was put on each side",
            squared="padding-squared: the padding was squared"),
    *number("before after", "How does `padding` get into your shapes and slices?",
            one="always-one: one zero was put on each side, whatever the padding"),
    *number("after", cost=2, more="one-zero-too-many-at-the-end: one zero too many at the end",
            less="one-zero-too-few-at-the-end: one zero too few was put at the end",
            twice="twice-at-the-end: twice the padding was put at the end"),
    *number("before", cost=2, more="one-zero-too-many-at-the-start: one zero too many at the start",
            less="one-zero-too-few-at-the-start: one zero too few was put at the start",
            twice="twice-at-the-start: twice the padding was put at the start"),
)
