"""What people get wrong in the shape of a map, and in the loops that fill it.

The numbers are those of the stub's example: pixels 1, 2, 3, kernel 4, 5 and bias 6 make the map
20, 29.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.loops import places, slide
from convtutor.units.single_filter.right import apply_filter, window_response

# ---------------------------------------------------------------- the size of the map


@mistake(
    "the last window of each row and column is missing, for want of a + 1",
    "With 4 pixels and a kernel of 3, where can the window start? Count the places.",
)
def last_window_missing(x, weight, bias=0.0):
    """Pixels 1, 2, 3 and a kernel of 2 have 3 − 2 + 1 = 2 places; 3 − 2 is one too few."""
    return apply_filter(x, weight, bias)[:-1, :-1]


@mistake(
    "the last row and column of the map were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, bias=0.0):
    """The map has its right size, but range(columns - 1) stops one cell before its end."""
    result = apply_filter(x, weight, bias)
    result[-1], result[:, -1] = 0, 0
    return result


@mistake(
    "the map has one row and one column too many",
    "In the last row of your map, does the whole window still lie on the picture?",
)
def one_window_too_many(x, weight, bias=0.0):
    """The last window hangs over the edge, where x[...] quietly gives fewer pixels.

    NumPy then raises an error, or stretches a single row over the whole kernel.
    """
    rows, columns = places(x, weight)
    return slide(lambda w: (w * weight).sum() + bias, x, weight, (rows + 1, columns + 1))


@mistake(
    "the map was made as large as the picture, and its end left at zero",
    "With no padding, in how many places does the window fit?",
)
def as_large_as_the_picture(x, weight, bias=0.0):
    """np.zeros_like(x[0]) has 3 columns for 3 pixels, but a kernel of 2 fits only twice."""
    rows, columns = places(x, weight)
    result = np.zeros(x.shape[1:])
    result[:rows, :columns] = apply_filter(x, weight, bias)
    return result


@mistake(
    "the map was made square",
    "The picture has a height and a width. Which of them do your rows need, which your columns?",
)
def square_map(x, weight, bias=0.0):
    """One side for both axes: of a picture that is wider than high, the right part is unseen."""
    rows, _ = places(x, weight)
    return slide(lambda w: (w * weight).sum() + bias, x, weight, (rows, rows))


# Seen at https://github.com/GabPrato/batch-transforms/issues/3
@mistake(
    "height and width of the picture were swapped",
    "The axes of x are (channel, row, column). Which side is x.shape[1]?",
)
def picture_sides_swapped(x, weight, bias=0.0):
    """Nothing shows while all pictures are square; of 3×4 pixels the windows run out."""
    _, width, height = x.shape
    rows, columns = height - weight.shape[1] + 1, width - weight.shape[2] + 1
    return slide(lambda w: (w * weight).sum() + bias, x, weight, (rows, columns))


# ---------------------------------------------------------------- rows, columns and loops


@mistake(
    "rows and columns of the map were swapped",
    "The map has as many rows as there are places for the window from top to bottom.",
)
def map_transposed(x, weight, bias=0.0):
    """The values are right but lie on their side: the example's map becomes 2 rows of 1."""
    return apply_filter(x, weight, bias).T


@mistake(
    "row and column were swapped inside the loops",
    "Each of your loops counts along one axis. Which index does it stand for in the map?",
)
def cell_indices_swapped(x, weight, bias=0.0):
    """feature_map[column, row] turns a square map on its side, and leaves any other one."""
    result = np.zeros(places(x, weight))
    for row, column in np.ndindex(result.shape):
        result[column, row] = window_response(x, weight, bias, row, column)
    return result


@mistake(
    "row and column of the window were swapped inside the loops",
    "The axes of x are (channel, row, column): which one does your first loop count along?",
)
def window_indices_swapped(x, weight, bias=0.0):
    """The cell at row 0, column 1, gets the window at row 1, column 0; some leave the picture."""
    result = np.zeros(places(x, weight))
    for row, column in np.ndindex(result.shape):
        result[row, column] = window_response(x, weight, bias, column, row)
    return result


@mistake(
    "one map was made for each channel",
    "One filter makes one map: what happens to the sums of the channels?",
)
def channels_not_summed(x, weight, bias=0.0):
    """A filter on an RGB picture then makes three maps in place of one."""
    pairs = zip(x, weight, strict=True)
    return np.stack([apply_filter(p[np.newaxis], w[np.newaxis], bias) for p, w in pairs])


@mistake(
    "all values were laid in one long row",
    "In what shape do the values come back, and in what shape are the places?",
)
def laid_flat(x, weight, bias=0.0):
    """append() in two loops makes a list with no rows: a map of 2×2 comes back as 4 numbers."""
    return apply_filter(x, weight, bias).ravel()


@mistake(
    "only the first window was done",
    "How far is `return` moved in? A function ends at its first `return`.",
)
def only_first_window(x, weight, bias=0.0):
    """A `return` inside the inner loop ends it after one turn: 20, 0 in place of 20, 29."""
    result = np.zeros(places(x, weight))
    result[0, 0] = apply_filter(x, weight, bias)[0, 0]
    return result


@mistake(
    "only the first row of the map was done",
    "How far is `return` moved in? A function ends at its first `return`.",
)
def only_first_row(x, weight, bias=0.0):
    """A `return` inside the outer loop ends it after one row; the others stay zero."""
    result = apply_filter(x, weight, bias)
    result[1:] = 0
    return result


@mistake(
    "the running total was never set back to 0",
    "Where does total = 0 stand: before both loops, or inside the inner one?",
)
def total_carried_on(x, weight, bias=0.0):
    """With total = 0 before the loops each value holds those before it: 20, 43, not 20, 29."""
    sums = apply_filter(x, weight)
    return np.cumsum(sums).reshape(sums.shape) + bias


@mistake(
    "the running total was set back to 0 only once a row",
    "Where does total = 0 stand: in the outer loop, or in the inner one?",
)
def total_carried_on_in_each_row(x, weight, bias=0.0):
    """The first value of each row is right, and every further one holds those before it, too."""
    return np.cumsum(apply_filter(x, weight), axis=1) + bias


@mistake(
    "nothing was ever written into the map",
    "Which line puts a value into the map, and at which row and column?",
)
def never_filled(x, weight, bias=0.0):
    """The map has its right size, but a value that is only worked out is lost."""
    return np.zeros(places(x, weight))


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function look at x and weight?",
)
def example_answer(x, weight, bias=0.0):
    """20, 29 is the map of the example in the docstring, and of hardly any other picture."""
    return np.array([[20, 29]])
