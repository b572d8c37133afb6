"""Which settings an explorer may have; what is wrong gets the core's own sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convlib.geometry import conv2d_output_shape
from convlib.settings import resolve_padding, whole_number
from convtutor.explore.conv_explorer.arrays import frozen

SLIDERS = ("input_size", "kernel_size", "stride", "padding", "dilation", "filters")
TOOLS = ("kernel", "flip", "paint", "picture", "reset", "play", "counts")
CONTROLS = (*SLIDERS, *TOOLS)
PLACES = {
    "row": "the map has {} rows",
    "column": "the map has {} columns",
    "filter": "the number of filters is {}",
}


def checked(settings: dict[str, Any]) -> dict[str, Any]:
    """Give settings in the form in which the explorer keeps them.

    Parameters
    ----------
    settings : dict
        ``image``, ``weight``, ``bias``, ``stride``, ``padding``, ``dilation``, ``flip``.

    Returns
    -------
    dict
        The same names: image (C, H, W), weight (F, C, K_h, K_w) and bias (F,) as read-only
        float64, whole numbers as int.

    Raises
    ------
    TypeError, ValueError
        As `convlib.conv2d` with these arguments, or where the explorer can show less than that.
    """
    image = _image(settings["image"])
    weight = _weight(settings["weight"])
    bias = settings["bias"]
    bias = np.zeros(len(weight)) if bias is None else np.atleast_1d(bias)
    stride = whole_number("stride", settings["stride"], at_least=1)
    dilation = whole_number("dilation", settings["dilation"], at_least=1)
    padding = _padding(settings["padding"], image.shape[1:], weight.shape[2:], stride, dilation)
    # No picture at all, but the core says all the same what is wrong with the rest.
    conv2d(image[np.newaxis][:0], weight, bias, stride=stride, padding=padding, dilation=dilation)
    for name, array in (("image", image), ("weight", weight), ("bias", bias)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds a number that is not finite; use finite numbers")
    return {
        "image": frozen(image),
        "weight": frozen(weight),
        "bias": frozen(bias),
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "flip": bool(settings["flip"]),
    }


def feature_maps(
    image: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    flip: bool,
) -> np.ndarray:
    """Compute the maps of one picture with `convlib.conv2d`.

    Returns
    -------
    ndarray, shape (C_out, H_out, W_out)
    """
    used = weight[..., ::-1, ::-1] if flip else weight
    maps = conv2d(image[None], used, bias, stride=stride, padding=padding, dilation=dilation)
    return maps[0]


def place_sizes(layer: dict[str, Any]) -> dict[str, int]:
    """Say how many rows and columns a map has, and how many filters there are."""
    _, filters, rows, columns = conv2d_output_shape(
        (1, *layer["image"].shape),
        layer["weight"].shape,
        layer["stride"],
        layer["padding"],
        layer["dilation"],
    )
    return {"row": rows, "column": columns, "filter": filters}


def checked_place(layer: dict[str, Any], place: dict[str, Any]) -> dict[str, int]:
    """Give places of the map, and a filter, as whole numbers that exist.

    Parameters
    ----------
    layer : dict
        Settings as `checked` gives them.
    place : dict
        Any of ``row``, ``column`` and ``filter``.

    Raises
    ------
    TypeError, ValueError
        If one is no whole number or too small or large.
    """
    sizes = place_sizes(layer)
    found = {}
    for name, value in place.items():
        found[name] = whole_number(name, value, at_least=0)
        if found[name] >= sizes[name]:
            raise ValueError(
                f"{name}={value} is too large: {PLACES[name].format(sizes[name])}; "
                f"use {name} <= {sizes[name] - 1}"
            )
    return found


def checked_controls(controls: Iterable[str] | None) -> list[str]:
    """Give the names of the controls to show, all of them for None."""
    names = list(CONTROLS if controls is None else controls)
    for name in names:
        if name not in CONTROLS:
            raise ValueError(f"no control {name!r}; there are {', '.join(CONTROLS)}")
    return names


def _image(image: ArrayLike) -> np.ndarray:
    image = np.asarray(image)
    if image.ndim == 2:
        image = image[np.newaxis]
    if image.ndim != 3:
        raise ValueError(
            f"image has shape {image.shape} but one picture has (C, H, W), or (H, W) if it is grey"
        )
    return image


def _weight(weight: ArrayLike) -> np.ndarray:
    weight = np.asarray(weight)
    # (K_h, K_w) is one kernel of one filter, (C, K_h, K_w) is one filter.
    return (
        weight.reshape((1,) * (4 - weight.ndim) + weight.shape) if weight.ndim in (2, 3) else weight
    )


def _padding(
    padding: Any, image: tuple[int, ...], kernel: tuple[int, ...], stride: int, dilation: int
) -> int:
    (top, bottom), (left, right) = resolve_padding(padding, image, kernel, stride, dilation)
    if not top == bottom == left == right:
        raise ValueError(
            f"padding={padding!r} puts {top}, {bottom}, {left} and {right} zeros at the top, "
            "bottom, left and right, but the explorer shows the same number on each side; use one "
            f"whole number, such as padding={max(top, bottom, left, right)}"
        )
    return top
