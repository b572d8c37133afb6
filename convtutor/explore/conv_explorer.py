"""`ConvExplorer`: the widget in which every number of a feature map can be traced to its pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike
from traitlets import Bunch, TraitError

from convlib import images, kernels
from convtutor.browser import PagedWidget, module, style
from convtutor.explore.browser_data import BROWSER, ArrayTrait, menus, pack
from convtutor.explore.explored_layer import ExploredLayer

LAYER = ("image", "weight", "bias", "stride", "padding", "dilation", "flip")
PLACE = ("row", "column", "filter")
SLIDERS = ("input_size", "kernel_size", "stride", "padding", "dilation", "filters")
CONTROLS = (*SLIDERS, "kernel", "flip", "paint", "picture", "reset", "play", "counts")


class BadSetting(TraitError, ValueError):
    """The core's sentence about a setting; as a TraitError it also undoes a group of changes."""


class ConvExplorer(PagedWidget):
    """See every multiplication: pictures, kernels, products and feature maps, live.

    Parameters
    ----------
    image : ndarray, shape (C, H, W) or (H, W), optional
        The input: three channels from 0 to 1, or one channel of any numbers. A house in colour
        if not given.
    weight : ndarray, shape (F, C, K_h, K_w), (C, K_h, K_w) or (K_h, K_w), optional
        F filters, or one. Upright edges if not given.
    bias : ndarray, shape (F,), or float, optional
        One number for each filter; zeros if not given.
    stride, dilation : int
        In pixels.
    padding : int, "valid" or "same"
        Zeros on *each* side. The words are kept as the number that they stand for.
    flip : bool
        Turn the kernels by half a turn: a true convolution in place of the cross-correlation.
    row, column : int
        The output cell at which the window stands.
    filter : int
        The filter that is shown, from 0.
    pinned : bool
        Whether the window stays where it is when the pointer moves.
    controls : iterable of str, optional
        What can be changed in the page, of `convtutor.explore.conv_explorer.CONTROLS`;
        all if not given.

    Attributes
    ----------
    feature_map : ndarray, shape (F, H_out, W_out)
        The maps with the present settings, by `convlib.conv2d`.

    Raises
    ------
    TypeError, ValueError
        As `convlib.conv2d` with these arguments. The same sentence comes where a setting is
        changed later; the explorer then stays as it was.

    Notes
    -----
    Every setting is a trait: read it, assign it, ``observe`` it. JavaScript does the arithmetic of
    the page, so that it needs no kernel; Python hears of changes after 80 ms of quiet.

    Examples
    --------
    >>> explorer = ConvExplorer(image=np.arange(16.0).reshape(4, 4), weight=np.ones((2, 2)))
    >>> explorer
    ConvExplorer(image 1×4×4, weight 1×1×2×2, stride 1, padding 0, dilation 1): map 1×3×3
    >>> explorer.stride = 2
    >>> explorer.feature_map
    array([[[10., 18.],
            [42., 50.]]])
    """

    TITLE = "Convolution explorer"
    _esm = module(BROWSER / "view.mjs")
    _css = style(BROWSER / "explorer.css")

    image = ArrayTrait()
    weight = ArrayTrait()
    bias = ArrayTrait()
    # Kinds and ranges are the core's business (`checked`), so that its sentences are heard.
    stride = traitlets.Any(1).tag(sync=True)
    padding = traitlets.Any(0).tag(sync=True)
    dilation = traitlets.Any(1).tag(sync=True)
    flip = traitlets.Any(False).tag(sync=True)
    row = traitlets.Any(0).tag(sync=True)
    column = traitlets.Any(0).tag(sync=True)
    filter = traitlets.Any(0).tag(sync=True)
    pinned = traitlets.Bool(False).tag(sync=True)
    controls: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    _start = traitlets.Dict(read_only=True).tag(sync=True)
    _menus = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(
        self,
        image: ArrayLike | None = None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        *,
        stride: int = 1,
        padding: int | str = 0,
        dilation: int = 1,
        flip: bool = False,
        row: int = 0,
        column: int = 0,
        filter: int = 0,
        pinned: bool = False,
        controls: Iterable[str] | None = None,
    ) -> None:
        image = np.asarray(images.house(32) if image is None else image)
        if weight is None:
            # Three kernels for (H, W, 3) too: the layer then says that its channels are last.
            colour = image.ndim == 3 and 3 in (len(image), image.shape[2])
            count = 3 if colour else len(image) if image.ndim == 3 else 1
            weight = np.stack([kernels.edge(3)] * count)
        layer = ExploredLayer(
            image=image, weight=weight, bias=bias, stride=stride, padding=padding,
            dilation=dilation, flip=flip,
        )  # fmt: skip
        settings: dict[str, Any] = vars(layer) | {"pinned": pinned}
        settings |= layer.checked_place(row=row, column=column, filter=filter)
        names = list(CONTROLS if controls is None else controls)
        for name in names:
            if name not in CONTROLS:
                raise ValueError(f"no control {name!r}; there are {', '.join(CONTROLS)}")
        self.set_trait("controls", names)
        self.set_trait("_menus", menus())
        packed = {name: pack(value) for name, value in settings.items() if np.ndim(value)}
        self.set_trait("_start", settings | packed)
        super().__init__(**settings)

    def __repr__(self) -> str:
        def shape(array: np.ndarray) -> str:
            return "×".join(map(str, array.shape))

        flipped = ", flipped" if self.flip else ""
        return (
            f"ConvExplorer(image {shape(self.image)}, weight {shape(self.weight)}, "
            f"stride {self.stride}, padding {self.padding}, dilation {self.dilation}{flipped}): "
            f"map {shape(self.feature_map)}"
        )

    @property
    def feature_map(self) -> np.ndarray:
        """The maps with the present settings, (F, H_out, W_out), computed by `convlib.conv2d`."""
        return self._layer().feature_maps()

    def set(self, **settings: Any) -> None:
        """Change several settings at once, such as a picture and the weights that fit it.

        If a name is unknown or the settings do not fit together, nothing is changed.
        """
        known = (*LAYER, *PLACE, "pinned")
        for name in settings:
            if name not in known:
                raise ValueError(f"no setting {name!r}; there are {', '.join(known)}")
        layer = self._layer(**{name: settings[name] for name in settings if name in LAYER})
        place = {name: settings[name] for name in settings if name in PLACE}
        checked = settings | vars(layer) | layer.checked_place(**place)
        with self.hold_trait_notifications():
            for name in settings:
                setattr(self, name, checked[name])

    def _layer(self, **changes: Any) -> ExploredLayer:
        return ExploredLayer(**{name: getattr(self, name) for name in LAYER} | changes)

    @traitlets.validate(*LAYER)
    def _check_layer(self, proposal: Bunch) -> object:
        name = proposal.trait.name
        with _bad_settings():
            return getattr(self._layer(**{name: proposal.value}), name)

    @traitlets.validate(*PLACE)
    def _check_place(self, proposal: Bunch) -> int:
        name = proposal.trait.name
        with _bad_settings():
            return self._layer().checked_place(**{name: proposal.value})[name]

    @traitlets.observe("image", "weight", "stride", "padding", "dilation")
    def _keep_place_inside(self, change: Bunch) -> None:
        for name, size in self._layer().sizes.items():
            if getattr(self, name) >= size:
                setattr(self, name, size - 1)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        still = self._layer().still_picture(self.row, self.column, self.filter)
        # No image/png: JupyterLab shows that without its alternative text.
        return {**data, "text/html": still.to_html(), "text/plain": repr(self)}, metadata


@contextmanager
def _bad_settings() -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError) as error:
        raise BadSetting(str(error)) from None
