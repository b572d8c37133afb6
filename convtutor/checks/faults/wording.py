"""Steps in words: what each is called, what to ask about it, and where two computations part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import Fault, Recipe, Values, plain, together

# A table, laid out by hand.
# fmt: off
WORDS = {
    "n": ("the input size", "Which side of the picture belongs to this axis?"),
    "k": ("the kernel size", "Print the kernel's shape. Which of its sides belongs to this axis?"),
    "s": ("the stride", "How many pixels does the window move at each step?"),
    "p": ("the padding", "How many zeros are there on one side, and how many in all?"),
    "zeros": ("the zeros that the size counts",
        "How many zeros are there on one side, and how many in all?"),
    "taken": ("what the kernel takes off",
        "Where does the *last* window start? It still has to fit."),
    "room": ("the room to move", ""),
    "side": ("", ""),
    "terms": ("", ""),
    "divisor": ("what the room is divided by",
        "What do you divide by? The window moves by the stride."),
    "steps": ("the number of steps", "Which division leaves the number of *whole* steps?"),
    "places": ("the number of places",
        "With 4 pixels and a kernel of 3, where can the window start? Count the places."),
    "before": ("the zeros at the start",
        "A picture has four sides. Where in the padded picture is its first pixel?"),
    "after": ("the zeros at the end",
        "A picture has four sides. How much longer does each axis become?"),
    "first": ("the first start of the window", "At which pixel does the first window start?"),
    "move": ("the move from window to window",
        "Take the second value of a row, and of a column: where does its window start?"),
    "starts": ("the starts of the windows",
        "Write down where each window starts. Does the last one still fit?"),
    "length": ("the length of the window", "How many pixels does the window hold along each axis?"),
    "gap": ("the distance of the window's pixels",
        "The pixels of a window are neighbours. Are they in yours?"),
    "frame": ("the zeros on each side",
        "The axes are (…, channel, row, column): which two of them grow?"),
    "mode": ("what the border holds", "What value does zero padding put around the picture?"),
    "padded": ("the padded picture",
        "Print the padded picture. Where are its zeros, and where its pixels?"),
    "picture": ("the picture that the windows are cut out of",
        "Are the windows cut out of the picture with its border, or without?"),
    "tops": ("the top rows of the windows",
        "Each of your loops counts along one axis. Which one is the row?"),
    "lefts": ("the left columns of the windows", ""),
    "x": ("the picture", "Which picture does each window come from?"),
    "w": ("the weights", "The axes of weight are (…, channel, row, column). Which index is which?"),
    "kernels": ("the kernel that meets the window",
        "Deep learning multiplies each pixel by the weight at the same place, with no flip."),
    "windows": ("the first window", "Print a window. Are its pixels those under the kernel?"),
    "products": ("the products of the first window",
        "Which sign multiplies each pixel by its own weight?"),
    "sums": ("the sum of the first window",
        "All the products of all the channels go into one sum."),
    "biases": ("the bias", "Which bias belongs to which map?"),
    "times": ("how often the bias is added",
        "One filter has one bias, however many channels it reads."),
    "values": ("the first value", "The bias joins once, after the sum, and in every value."),
    "kept": ("what is written into the map",
        "Which line puts a value into the map, and at which row and column?"),
    "typed": ("what the map holds",
        "What kind of number does the array hold that you write the results into?"),
    "answer": ("what is returned", "What does your `return` give back, and what is asked?"),
    "error": ("what comes of it", ""),
    "mutated": ("what the caller's own array holds afterwards",
        "Whose array does that line write into? Work on a copy."),
    "left": ("what the last window leaves over",
        "Where does the last window *end*, and what comes after it?"),
    "not_pixels": ("the zeros among it",
        "Of what the last window leaves over, the padding comes last."),
    "behind": ("the pixels behind the last window",
        "The last window ends at start + kernel_size − 1. What lies behind it?"),
    "lost": ("the places that a window loses",
        "How many places does a window of 1, 3 or 5 pixels lose along an axis?"),
    "half": ("half of what is lost",
        "Two sides share what the window loses, and half a zero cannot be put anywhere."),
    "odd": ("the padding for this kernel",
        "Try it: a kernel of 3 with that many zeros. How large does the map become?"),
    "even": ("what an even kernel gets",
        "Which word makes Python stop with a ValueError, and for which kernels?"),
    "inputs": ("the inputs", "What does each output read?"),
    "outputs": ("the outputs",
        "How many filters or units are there, and does each have numbers of its own?"),
    "area": ("the weights of one kernel",
        "How many numbers are there in one kernel of 3 rows and 3 columns?"),
    "has_bias": ("the bias (1 or 0)",
        "What does `bias` say, and where does your function ask?"),
    "fan_in": ("the weights that make one output", "How many numbers does one output multiply?"),
    "weights": ("the number of weights",
        "Count one filter or unit first. How many of them are there?"),
    "batch": ("the pictures", "How many pictures are there, and is each of them convolved?"),
    "filters": ("the filters", "How many maps does each picture make?"),
    "channels": ("the channels", "A window reads all channels, once each."),
    "each": ("the products of one value", "How many products does one value of a map cost?"),
    "weight": ("the kernel", ""),
    "target": ("the wanted map", "The error is the value less the wanted value."),
    "kernel": ("the kernel that makes the map",
        "Each pixel meets the weight at the same place, with no flip."),
    "pixels": ("the pixels that a weight meets",
        "Which pixels did the weight at the top left meet?"),
    "feature_map": ("the map", "Which numbers make the map, and what is done with it?"),
    "errors": ("the errors", "Where the error is negative, the step should lead the other way."),
    "pulls": ("what the pixels are multiplied by",
        "Every position has an error, and each of them pulls at the weight."),
    "totals": ("the totals over all positions",
        "Every position has an error, and each of them pulls at the weight."),
    "count": ("what the sum is divided by",
        "The loss is a mean over all positions. What does that make of the slope?"),
    "two": ("the factor of the slope", "The loss squares the error. How fast does a square grow?"),
    "slopes": ("the slopes",
        "The weight at row i, column j met pixels that begin at row i, column j."),
    "rate": ("the learning rate", "How much of the slope does one step take?"),
    "change": ("what is subtracted from the weights",
        "What is the change, and what is it taken off?"),
    "new": ("the new weights", "The new weights are the old ones, less the change."),
    "start": ("the input's shape", "A shape is (channels, rows, columns), in this order."),
    "settings": ("the layers' settings",
        "A layer is (filters, kernel size, stride, padding), in this order. Print the four names "
        "for one layer."),
    "shapes": ("the shapes", "One shape for each layer: (channels, rows, columns)."),
    "wanted": ("the wanted size", ""),
    "strides": ("the strides that are tried", "Which strides are there?"),
    "paddings": ("the paddings that are tried", "Which paddings are there?"),
    "fitting": ("the settings that are found", "Which of those that were tried fit?"),
    "fill": ("", "What value does zero padding put around the picture?"),
    "faults": ("", "Put the numbers into the law of the size by hand. What comes out?"),
    "law": ("", "Put the numbers into the law of the size by hand. What comes out?"),
    "out_of": ("", "A layer's filters make its channels; pooling leaves them as they are."),
    "width_read": ("", "The second of the two sides has a size of its own."),
    "fed_by": ("", "Each layer reads the maps of the one before it."),
    "sides": ("the sides of the kernels", "Which side has each layer's kernel?"),
    "jumps": ("the pixels from one value to its neighbour",
        "After a stride of 2, how many pixels lie between two values that are neighbours?"),
    "grown": ("what each layer adds",
        "A kernel of 3 reads its own place and two more. How many pixels are two places?"),
}
"""Of each step: what it is called, and what to ask somebody whose step goes wrong."""
# fmt: on

_HIDDEN = (
    *("style", "hangs", "misfit", "least", "returned", "own_axes", "mode", "fill", "faults", "law"),
    *("failed", "tries"),
)


def partings(
    recipe: Recipe, right: Values, faults: Sequence[Fault], style: str | None
) -> Iterator[str]:
    """For each fault, the first step in which it makes a difference, in numbers; "" if none does.

    The faults are made one after another, so that the numbers are those of somebody who has all.
    """
    order, before, rest = [*recipe.steps], right, "right"
    steps = [name for name in (*order, "error") if name not in _HIDDEN]
    faults = sorted(faults, key=lambda one: min(map(order.index, one.changes)))
    for done in range(1, len(faults) + 1):
        with np.errstate(all="ignore"):
            ours = recipe.follow(right, together(faults[:done], style) or {})
        told = (_parting(name, before, ours, rest) for name in steps if name in ours)
        parted = next(filter(None, told), "")
        yield parted
        if parted:
            before, rest = ours, "without this mistake"


def _parting(slot: str, before: Values, ours: Values, rest: str) -> str:
    mine, other = ours[slot], before.get(slot)
    label = WORDS.get(plain(slot), WORDS.get(slot, ("",)))[0]
    if mine is other or not label:
        return ""
    if slot == "error":
        return f"it ends in {_short(mine)}"
    if slot == "mutated":
        return "the array that was given holds other numbers afterwards"
    if slot != plain(slot):
        label += " for the " + ("rows" if slot.startswith("rows") else "columns")
    if isinstance(mine, list | tuple) and isinstance(other, list | tuple):
        mine, other, label = _first_of(list(mine), list(other), label)
    elif isinstance(mine, np.ndarray) and isinstance(other, np.ndarray):
        mine, other, label = _first_cell(mine, other, label)
    shown = [_short(one) for one in (mine, other)]
    if None in shown or shown[0] == shown[1]:
        return ""
    return f"{label}: yours {shown[0]}, {rest} {shown[1]}"


def _first_of(ours: list[Any], right: list[Any], label: str) -> tuple[Any, Any, str]:
    """All of two short rows; of long ones the first place where they differ."""
    if len(ours) != len(right) or len(str(right)) <= 60:
        return ours, right, label
    at = next((i for i, pair in enumerate(zip(ours, right, strict=True)) if pair[0] != pair[1]), 0)
    return ours[at], right[at], f"{label}, at {at}"


def _first_cell(ours: np.ndarray, right: np.ndarray, label: str) -> tuple[Any, Any, str]:
    # A recipe computes a whole layer; of one picture and one filter the learner has no such axes.
    while min(right.ndim, ours.ndim) > 2 and len(right) == len(ours) == 1:
        right, ours = right[0], ours[0]
    if ours.shape != right.shape:
        return ours.shape, right.shape, f"the shape of {label}"
    with np.errstate(all="ignore"):
        differing = np.argwhere(~(ours == right))
    if not len(differing):  # another kind of number alone shows nothing
        return None, None, label
    place = tuple(int(i) for i in differing[0])
    return ours[place], right[place], f"{label} at {place}" if any(place) else label


def _short(value: Any) -> str | None:
    if callable(value):
        return None
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of {value.shape}"
    if isinstance(value, Exception):
        name = type(value).__name__
        return f"an {name}" if name[0] in "AEIO" else f"a {name}"
    text = str(value)
    if isinstance(value, float | np.floating):
        text = f"{value:.1f}" if float(value).is_integer() else f"{value:.6g}"
    return text.replace("-", "−") if len(text) <= 60 else text[:57] + "…"
