"""Windows laid flat: which window becomes which column of the matrix."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convlib.sizes import conv_output_size
from convtutor.draw.arrays import describe_plane, plane_array, shared_scale
from convtutor.draw.picture import Picture
from convtutor.draw.style import (
    WIDTH,
    WINDOW,
    box,
    course_style,
    new_figure,
    number,
    show_plane,
)

LARGEST_SIDE = 7  # of the picture
MOST_CELLS = 13  # of the matrix along one axis: more leave no room for numbers


@course_style()
def window_columns(x: ArrayLike, kernel_size: int, window: int, stride: int = 1) -> Picture:
    """Draw a small picture beside the matrix whose columns are its windows, laid flat.

    Parameters
    ----------
    x : ndarray, shape (H, W)
        At most 7 pixels a side.
    kernel_size : int
        Side of the window in pixels.
    window : int
        The window to frame, counted from 0 in reading order.
    stride : int
        Pixels that the window moves at each step.

    Returns
    -------
    Picture
        The matrix has ``kernel_size ** 2`` rows and a column for each window.

    Raises
    ------
    ValueError
        If the picture or its matrix is too large, or there is no such window.

    Examples
    --------
    >>> window_columns([[1, 2, 3], [4, 5, 6]], 2, window=1).text  # doctest: +NORMALIZE_WHITESPACE
    'Window 1 starts in row 0, column 1 and reads rows 2, 3 | 5, 6. Laid flat, row by row, it is
     column 1 of the matrix of 4 rows and 2 columns: 2, 3, 5, 6. The picture has 6 numbers, the
     matrix 8.'
    """
    x = plane_array("x", x)
    rows, columns = (conv_output_size(side, kernel_size, stride) for side in x.shape)
    _check(x, kernel_size, rows * columns, window)
    windows = sliding_window_view(x, (kernel_size, kernel_size))[::stride, ::stride]
    matrix = windows.reshape(rows * columns, kernel_size**2).T
    row, column = (index * stride for index in divmod(window, columns))

    # The same room for a cell on both sides, whichever is higher.
    height = 0.42 * max(x.shape[0], len(matrix)) + 0.9
    figure = new_figure(WIDTH, height)
    widths = [x.shape[1], matrix.shape[1] + 1.5]
    left, right = figure.subplots(1, 2, width_ratios=widths)
    signed, limits = shared_scale([x])
    for axes, plane in ((left, x), (right, matrix)):
        show_plane(axes, plane, signed=signed, limits=limits, numbered_side=MOST_CELLS)
        axes.set_xticks(range(plane.shape[1]))
    left.set_title("picture")
    left.set_yticks(range(x.shape[0]))
    right.set_title(f"matrix: a column for each of {rows * columns} windows")
    right.set_xlabel("window")
    places = [f"{i}, {j}" for i, j in np.ndindex(kernel_size, kernel_size)]
    right.set_yticks(range(len(matrix)), places)
    right.set_ylabel("row, column\nin the window")
    box(left, row, column, kernel_size, kernel_size, WINDOW)
    box(right, 0, window, len(matrix), 1, WINDOW)

    flat = ", ".join(map(number, matrix[:, window]))
    reads = describe_plane(x[row : row + kernel_size, column : column + kernel_size])
    text = (
        f"Window {window} starts in row {row}, column {column} and reads {reads}. Laid flat, row "
        f"by row, it is column {window} of the matrix of {len(matrix)} rows and {matrix.shape[1]} "
        f"columns: {flat}. The picture has {x.size} numbers, the matrix {matrix.size}."
    )
    return Picture(figure, "Windows laid flat as the columns of a matrix", text)


def _check(x: np.ndarray, kernel_size: int, windows: int, window: int) -> None:
    if max(x.shape) > LARGEST_SIDE or max(windows, kernel_size**2) > MOST_CELLS:
        raise ValueError(
            f"a picture of shape {x.shape} with {windows} windows of {kernel_size**2} pixels is "
            f"too large to number (at most {LARGEST_SIDE} pixels a side, and {MOST_CELLS} windows "
            f"of {MOST_CELLS} pixels); use a smaller picture or a larger stride"
        )
    if not 0 <= window < windows:
        raise ValueError(
            f"there is no window {window}; the {windows} windows are counted from 0 to "
            f"{windows - 1}"
        )
