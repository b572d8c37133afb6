"""What people get wrong when they mend patient 5: numbers that a byte cannot hold.

The numbers are those of its example: pixels 9, 4, 200 under the kernel −1, 1, which make −5 and
196.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.clinic import patients, right
from convtutor.units.stride.right import apply_filter


# Seen at https://mail.scipy.org/pipermail/scipy-user/2009-August/022058.html
@mistake(
    "the results were stored as bytes, where −1 becomes 255",
    "A byte holds 0 to 255. What kind of number does the array of the results hold?",
)
def wrapped_bytes(x, weight):
    """The map has the dtype of the picture, in which −5 is stored as 256 − 5 = 251."""
    return patients.patient_5(x, weight)


@mistake(
    "the results were stored as bytes with a sign, from −128 to 127",
    "An int8 holds a sign, but how large a number?",
)
def stored_as_signed_bytes(x, weight):
    """An int8 has room for −5 but not for 196, which becomes 196 − 256 = −60."""
    return right.mended_5(x, weight).astype(np.int8)


@mistake(
    "the results were stored in 16 bits without a sign, where −1 becomes 65,535",
    "There is room for large numbers now. And for those below 0?",
)
def stored_without_a_sign(x, weight):
    """A uint16 holds larger numbers than a byte, but no smaller ones: −5 becomes 65,531."""
    return right.mended_5(x, weight).astype(np.uint16)


@mistake(
    "each product was stored as a byte before the sum",
    "In which kind of number are the products made, before they are summed?",
)
def products_wrapped(x, weight):
    """With the weights made bytes as well, −1 · 9 wraps round to 247, and the sum is too large."""
    result = np.zeros(right.mended_5(x, weight).shape, dtype=np.int64)
    for row, column in np.ndindex(result.shape):
        window = x[:, row : row + weight.shape[1], column : column + weight.shape[2]]
        result[row, column] = (window * weight.astype(np.uint8)).sum()
    return result


@mistake(
    "the pixels were read as bytes with a sign, where 200 becomes −56",
    "Which numbers can a pixel be, and which can an int8 hold?",
)
def pixels_read_with_a_sign(x, weight):
    """An int8 ends at 127, so that bright pixels turn negative: −56 − 4 = −60, not 196."""
    return apply_filter(x.astype(np.int8), weight)


@mistake(
    "the results were clipped to 0 to 255",
    "A map is no picture: it may hold negative numbers, and large ones.",
)
def clipped(x, weight):
    """The map is treated as a picture, so that −5 becomes 0 and 300 becomes 255."""
    return right.mended_5(x, weight).clip(0, 255)


@mistake("numbers below 0 were set to 0", "What does a negative value of an edge filter tell you?")
def negative_set_to_zero(x, weight):
    """A step that belongs after a layer is taken too early: −5, from bright to dark, becomes 0."""
    return right.mended_5(x, weight).clip(0)


@mistake(
    "the minus signs were dropped",
    "An edge from bright to dark and one from dark to bright are different answers.",
)
def absolute_values(x, weight):
    """The size of each value stays and its sign is lost, so that −5 becomes 5."""
    return np.abs(right.mended_5(x, weight))


@mistake(
    "the pixels were divided by 255 first",
    "The map is asked for the pixels as they are. What scale do yours have?",
)
def divided_by_255(x, weight):
    """Pixels from 0 to 1 keep the sum from wrapping, but −5 becomes −0.02."""
    return apply_filter(x / 255, weight)


@mistake(
    "the map was stretched to fill 0 to 255",
    "Two pictures give maps of different strength. Can they still be told apart in yours?",
)
def stretched(x, weight):
    """The map is made ready to be shown: its smallest value, −5, becomes 0, its largest 255."""
    result = right.mended_5(x, weight)
    return (result - result.min()) * (255 / (result.max() - result.min()))


MISTAKES = (
    wrapped_bytes,
    stored_as_signed_bytes,
    stored_without_a_sign,
    products_wrapped,
    pixels_read_with_a_sign,
    clipped,
    negative_set_to_zero,
    absolute_values,
    divided_by_255,
    stretched,
)
