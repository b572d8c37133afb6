"""The picture that stands in for the explorer where no script runs."""

from __future__ import annotations

import numpy as np

from convtutor.draw import Picture, image_and_map, maps, three_channel_window
from convtutor.explore.conv_explorer.valid import feature_maps


def still_picture(
    image: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    flip: bool,
    row: int,
    column: int,
    filter: int,
) -> Picture:
    """Draw one step of the slide; where that has no drawing, the picture and its map.

    Parameters
    ----------
    image : ndarray, shape (C, H, W)
    weight : ndarray, shape (F, C, K_h, K_w)
    bias : ndarray, shape (F,)
    stride, padding, dilation, flip
        As in `ConvExplorer`.
    row, column, filter : int
        The output cell and the filter that are shown.

    Returns
    -------
    Picture
    """
    used = weight[filter, :, ::-1, ::-1] if flip else weight[filter]
    brightness = image.min() >= 0 and image.max() <= 1
    if dilation == 1 and brightness and len(image) in (1, 3):
        return three_channel_window(
            image, used, float(bias[filter]), row, column, stride=stride, padding=padding
        )
    shown = feature_maps(image, weight, bias, stride, padding, dilation, flip)[filter]
    title = f"feature map of filter {filter}"
    # A grey picture may go beyond 1, one in colour may not, and neither below 0.
    if image.min() >= 0 and (len(image) == 1 or (len(image) == 3 and brightness)):
        return image_and_map(image, shown, title=title)
    return maps({title: shown})  # such a volume has no colours
