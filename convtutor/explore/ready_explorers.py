"""Explorers that are set up for a learner's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from convlib.sizes import conv_output_size
from convtutor.draw import Picture, image_and_map
from convtutor.draw.phrases import number
from convtutor.draw.window import LiveWindow
from convtutor.explore.controls import Description, slider
from convtutor.explore.function_explorer import Explorer


def explore_response(
    function: Callable[..., float],
    x: ArrayLike,
    weight: ArrayLike,
    bias: float = 0.0,
) -> Explorer:
    """Slide the window by hand, and let your own ``window_response`` fill the feature map.

    Parameters
    ----------
    function : callable
        ``function(x, weight, bias, row, column)``: one number for the window whose top-left
        pixel is (row, column).
    x : ndarray, shape (3, H, W) or (1, H, W)
        A picture from 0 to 1.
    weight : ndarray, shape (C, K_h, K_w)
        One filter.
    bias : float
        Added once.

    Returns
    -------
    Explorer
        Two sliders, row and column. The map holds the function's values from the top left, in
        reading order, up to the window; the other cells are still empty.
    """
    x, weight = np.asarray(x, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    rows = conv_output_size(x.shape[1], weight.shape[1])
    columns = conv_output_size(x.shape[2], weight.shape[2])
    window = LiveWindow(x, weight, bias)
    known = np.full((rows, columns), np.nan)

    def show(row: int, column: int) -> Picture:
        reached = row * columns + column + 1
        for index in range(reached):
            if np.isnan(known.flat[index]):
                known.flat[index] = function(x, weight, bias, *divmod(index, columns))
        filled = np.where(np.arange(known.size).reshape(known.shape) < reached, known, np.nan)
        picture = window.at(row, column, filled)
        picture.text += f" Your function gives {number(known[row, column], 3)} there."
        return picture

    return Explorer(
        show,
        row=slider(0, rows - 1, value=rows // 4, label="window row (pixels)"),
        column=slider(0, columns - 1, value=columns // 4, label="window column (pixels)"),
    )


def explore_map(
    function: Callable[..., np.ndarray],
    x: ArrayLike,
    weight: ArrayLike | Mapping[str, ArrayLike],
    **settings: Description,
) -> Explorer:
    """Draw the feature map that your own ``apply_filter`` makes, under sliders.

    Parameters
    ----------
    function : callable
        ``function(x, weight, **settings)``: a plane of numbers.
    x : ndarray, shape (3, H, W) or (1, H, W)
        A picture from 0 to 1.
    weight : ndarray, shape (C, K_h, K_w), or mapping of str to such
        One filter, or several by name for a menu to choose from.
    **settings
        Controls for the function's other arguments, such as ``stride=(1, 4)``.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> import numpy as np
    >>> def top_left(x, weight, stride):
    ...     return x[0, ::stride, ::stride] * weight[0, 0, 0]
    >>> x, weight = np.eye(4)[None], np.full((1, 1, 1), 2.0)
    >>> explore_map(top_left, x, weight, stride=(2, 3)).text
    'Picture: 4 × 4. The feature map (2 × 2): rows 2, 0 | 0, 2.'
    """
    if not isinstance(weight, Mapping):
        return Explorer(lambda **given: image_and_map(x, function(x, weight, **given)), **settings)

    def show(filter: str, **given: object) -> Picture:
        return image_and_map(x, function(x, weight[filter], **given))

    return Explorer(show, filter=list(weight), **settings)
