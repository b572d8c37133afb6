"""The layer that an explorer shows: which settings it may have, its maps, its still picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convlib.geometry import conv2d_output_shape
from convlib.settings import Padding, resolve_padding, whole_number
from convtutor.draw import Picture, image_and_map, maps, three_channel_window

PLACES = {
    "row": "the map has {} rows",
    "column": "the map has {} columns",
    "filter": "the number of filters is {}",
}


class ExploredLayer:
    """One picture and the filters that slide over it, from settings in the forms users give.

    The arrays, (C, H, W), (F, C, K_h, K_w) and (F,), are float64 and read-only; `padding` is the
    number of zeros on *each* side. What does not fit is refused as by `convlib.conv2d`.
    """

    def __init__(
        self,
        image: ArrayLike,
        weight: ArrayLike,
        bias: ArrayLike | None,
        stride: int,
        padding: Padding,
        dilation: int,
        flip: bool,
    ) -> None:
        self.image, self.weight = _frozen(_image(image)), _frozen(_weight(weight))
        self.bias = _frozen(np.zeros(len(self.weight)) if bias is None else np.atleast_1d(bias))
        if self.weight.ndim == 4 and _has_channels_last(self.image, self.weight):
            raise ValueError(
                f"image has shape {self.image.shape}, with the channels last, but one picture has "
                "(C, H, W); use np.moveaxis(image, -1, 0)"
            )
        self.stride = whole_number("stride", stride, at_least=1)
        self.dilation = whole_number("dilation", dilation, at_least=1)
        self.padding = self._equal_padding(padding)
        self.flip = bool(flip)
        # No picture at all, but the core says all the same what is wrong with the rest.
        conv2d(self.image[None][:0], self.weight, self.bias, **self._steps)
        for name in ("image", "weight", "bias"):
            if not np.isfinite(getattr(self, name)).all():
                raise ValueError(f"{name} holds a number that is not finite; use finite numbers")

    @property
    def _steps(self) -> dict[str, int]:
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}

    @property
    def sizes(self) -> dict[str, int]:
        """How many rows and columns a map has, and how many filters there are."""
        _, filters, rows, columns = conv2d_output_shape(
            (1, *self.image.shape), self.weight.shape, **self._steps
        )
        return {"row": rows, "column": columns, "filter": filters}

    @property
    def kernels(self) -> np.ndarray:
        """The weights as the window meets them, (F, C, K_h, K_w)."""
        return self.weight[..., ::-1, ::-1] if self.flip else self.weight

    def feature_maps(self) -> np.ndarray:
        """Compute all maps with `convlib.conv2d`: (F, H_out, W_out)."""
        return conv2d(self.image[None], self.kernels, self.bias, **self._steps)[0]

    def checked_place(self, **place: int) -> dict[str, int]:
        """Give any of ``row``, ``column`` and ``filter`` as whole numbers that exist here."""
        found = {}
        for name, value in place.items():
            found[name] = whole_number(name, value, at_least=0)
            if found[name] >= (size := self.sizes[name]):
                raise ValueError(
                    f"{name}={value} is too large: {PLACES[name].format(size)}; "
                    f"use {name} <= {size - 1}"
                )
        return found

    def still_picture(self, row: int, column: int, filter: int) -> Picture:
        """Draw one step of the slide; where that has no drawing, the picture and its map.

        It stands in for the explorer where no script runs.
        """
        image, channels = self.image, len(self.image)
        brightness = image.min() >= 0 and image.max() <= 1
        if self.dilation == 1 and brightness and channels in (1, 3):
            window = (self.kernels[filter], float(self.bias[filter]), row, column)
            return three_channel_window(image, *window, stride=self.stride, padding=self.padding)
        shown = self.feature_maps()[filter]
        title = f"feature map of filter {filter}"
        # A grey picture may go beyond 1, one in colour may not, and neither below 0.
        if image.min() >= 0 and (channels == 1 or (channels == 3 and brightness)):
            return image_and_map(image, shown, title=title)
        return maps({title: shown})  # such a volume has no colours

    def _equal_padding(self, padding: Padding) -> int:
        (_, height, width), (*_, kernel_height, kernel_width) = self.image.shape, self.weight.shape
        (top, bottom), (left, right) = resolve_padding(
            padding, (height, width), (kernel_height, kernel_width), self.stride, self.dilation
        )
        if not top == bottom == left == right:
            raise ValueError(
                f"padding={padding!r} puts {top}, {bottom}, {left} and {right} zeros at the top, "
                "bottom, left and right, but the explorer shows the same number on each side; use "
                f"one whole number, such as padding={max(top, bottom, left, right)}"
            )
        return top


def _frozen(array: np.ndarray) -> np.ndarray:
    """Give float64 that nobody can change in place; a copy, unless it is that already."""
    if array.dtype == np.float64 and not array.flags.writeable:
        return array
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


def _image(image: ArrayLike) -> np.ndarray:
    image = np.asarray(image)
    if image.ndim == 2:
        image = image[np.newaxis]
    if image.ndim != 3:
        raise ValueError(
            f"image has shape {image.shape} but one picture has (C, H, W), or (H, W) if it is grey"
            + "; use image[0] for the first of a batch" * (image.ndim == 4)
        )
    return image


def _has_channels_last(image: np.ndarray, weight: np.ndarray) -> bool:
    """Whether only the last axis of a picture fits the filters, whatever their order."""
    first, _, last = image.shape
    channels = weight.shape[1:3]  # as (F, C, K_h, K_w) or as (K_h, K_w, C, F)
    return last in channels and first not in channels


def _weight(weight: ArrayLike) -> np.ndarray:
    weight = np.asarray(weight)
    # (K_h, K_w) is one kernel of one filter, (C, K_h, K_w) is one filter.
    missing = 4 - weight.ndim if weight.ndim in (2, 3) else 0
    return weight.reshape((1,) * missing + weight.shape)
