"""`NetworkExplorer`: the widget in which a whole network is changed by hand."""

from __future__ import annotations

import html
import io
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from traitlets import Bunch

from convlib import images
from convtutor import trained
from convtutor.browser import PagedWidget, module, style
from convtutor.draw import Picture, shape_trace
from convtutor.explore.conv_explorer import BadSetting
from convtutor.explore.network.goals import GOALS
from convtutor.explore.network.layers import read_network
from convtutor.explore.network.outputs import Output, totals, trace
from convtutor.explore.network.published import PUBLISHED
from convtutor.explore.network.torch_code import network_of, torch_code

if TYPE_CHECKING:
    from torch import nn

FOLDER = Path(__file__).with_name("browser")
MOST_DRAWN = 9  # volumes in the still picture: more would be too small


class NetworkExplorer(PagedWidget):
    """Change a whole network by hand: every shape, cost and receptive field follows at once.

    Parameters
    ----------
    network : str
        Its input and its layers in a line, such as ``"3x32x32 > conv 6 5x5 > relu > maxpool 2 >
        flatten > linear 10"``, or the name of a network in `NetworkExplorer.PUBLISHED`; LeNet-5 if
        not given. `convtutor.explore.network.layers` tells all that may stand in the line.
    beside : str
        Another network, to hold its totals against; none if empty.
    goal : str
        What to play for, of `NetworkExplorer.GOALS`; without a network it begins with the goal's.

    Attributes
    ----------
    steps : list of Output
        What comes out of the input and of each layer: shape, cost, receptive field, and why a
        layer does not fit.
    totals : dict of str to int
        Parameters, multiplications and bytes (of the weights and all outputs, in float32).

    Raises
    ------
    ValueError
        If the line cannot be read or the goal is unknown. Layers that do not fit are no error:
        the explorer says so at the layer, and what can be done.

    Notes
    -----
    `network`, `beside` and `goal` are traits: read them, assign them, ``observe`` them. As in
    `ConvExplorer`, JavaScript does the arithmetic of the page, so that it needs no kernel.

    Examples
    --------
    >>> explorer = NetworkExplorer("3x32x32 > conv 6 5x5 > relu > maxpool 2 > flatten > linear 10")
    >>> explorer.totals["parameters"]
    12226
    >>> explorer.network = explorer.network.replace("5x5", "3x3 p1")
    >>> explorer.steps[1].shape
    (6, 32, 32)
    """

    TITLE = "A whole network under the fingers"
    PUBLISHED = tuple(PUBLISHED)
    GOALS = tuple(GOALS)

    _esm = module(FOLDER / "view.mjs")
    _css = style(FOLDER / "network.css")

    network = traitlets.Unicode().tag(sync=True)
    beside = traitlets.Unicode().tag(sync=True)
    goal = traitlets.Unicode().tag(sync=True)
    _menus = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, network: str = "", *, beside: str = "", goal: str = "") -> None:
        if goal and goal not in GOALS:
            raise ValueError(f"no goal {goal!r}; there are {', '.join(map(repr, GOALS))}")
        begin = GOALS[goal].start if goal else PUBLISHED["LeNet-5"].text
        if network in PUBLISHED:
            chosen = PUBLISHED[network]
            network, beside = chosen.text, beside or chosen.beside
        self.set_trait("_menus", _menus())
        super().__init__(network=network or begin, beside=beside, goal=goal)

    @classmethod
    def from_torch(
        cls, module: nn.Module, input_shape: tuple[int, int, int] | None = None
    ) -> NetworkExplorer:
        """Show a module of PyTorch, such as an `nn.Sequential`.

        Parameters
        ----------
        module : torch.nn.Module
            Convolutions, pooling, ReLU, flatten and linear layers, nested as you like.
        input_shape : (int, int, int), optional
            Channels, rows and columns of a picture; if not given, such as fit the layers.

        Returns
        -------
        NetworkExplorer

        Raises
        ------
        TypeError, ValueError
            If a layer or a setting is not known here, or the layers do not go together.
        """
        return cls(str(network_of(module, input_shape)))

    def __repr__(self) -> str:
        return f"NetworkExplorer({self.network!r}): {self._summary()}"

    @property
    def steps(self) -> list[Output]:
        """What comes out of the input and of each layer, by the rules of `convlib`."""
        return trace(read_network(self.network))

    @property
    def totals(self) -> dict[str, int]:
        """Parameters, multiplications and bytes of all layers that fit."""
        return totals(self.steps)

    def torch_code(self) -> str:
        """Write the network as an `nn.Sequential`; a ValueError says which layer does not fit."""
        return torch_code(read_network(self.network))

    @property
    def fragment(self) -> str:
        """What a link to the explorer's page ends in, so that it begins as this one stands."""
        named = {"&beside=": self.beside, "&goal=": self.goal}
        parts = [self.network, *(f"{name}{text}" for name, text in named.items() if text)]
        return "".join(parts).replace(" > ", "/").replace(" ", "_")

    def still_picture(self) -> Picture:
        """Draw the volumes from the input on; where there are many, the last of each size."""
        network, steps = read_network(self.network), self.steps
        known = [
            ((*step.shape, 1, 1)[:3], name, step.field[0])
            for step, name in zip(
                steps, ("input", *(layer.kind for layer in network.layers)), strict=True
            )
            if step.shape and name not in ("relu", "flatten")
        ]
        if len(known) > MOST_DRAWN:
            last_of_size = {shape[1:]: at for at, (shape, _, _) in enumerate(known)}
            chosen = sorted({0, *last_of_size.values(), len(known) - 1})[-MOST_DRAWN:]
            known = [known[at] for at in chosen]
        shapes, names, fields = zip(*known, strict=True)
        picture = shape_trace(shapes, [name.replace("pool", " pool") for name in names], fields)
        picture.text += f" {self._summary()}"
        return picture

    def _summary(self) -> str:
        steps = self.steps
        counts = totals(steps)
        said = f"{counts['parameters']:,} parameters, {counts['multiplications']:,} multiplications"
        for place, step in enumerate(steps):
            if step.problem:
                where = f"layer {place}" if place else "the input"
                return f"{said} as far as {where}, which does not fit: {step.problem.sentence}."
        return f"{said}; {' × '.join(map(str, steps[-1].shape))} come out."

    @traitlets.validate("network", "beside")
    def _check(self, proposal: Bunch) -> str:
        if proposal.trait.name == "beside" and not proposal.value:
            return ""
        try:
            return str(read_network(proposal.value))
        except ValueError as error:
            raise BadSetting(str(error)) from None

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        known = bool(self.steps[0].shape)
        still = (
            self.still_picture().to_html() if known else f"<p>{html.escape(self._summary())}</p>"
        )
        return {**data, "text/html": still, "text/plain": repr(self)}, metadata


@cache
def _menus() -> dict[str, Any]:
    """What the page offers by name, and what it needs to show a picture on the trained layers."""
    return {
        "published": {name: asdict(network) for name, network in PUBLISHED.items()},
        "goals": {name: asdict(goal) for name, goal in GOALS.items()},
        "trained": _trained(),
        "picture": memoryview(_png(images.house(64))),
    }


def _trained() -> dict[str, Any]:
    """The trained filters as 16-bit whole numbers: numbers of `scale`, in a third of the bytes."""
    filters = trained.filters()
    scale = float(np.abs(filters).max()) / 32767
    numbers = np.round(filters / scale).astype("<i2")
    return {"shape": list(filters.shape), "scale": scale, "data": memoryview(numbers.tobytes())}


def _png(picture: np.ndarray) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    pixels = np.round(np.moveaxis(picture, 0, 2) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(file, "png", optimize=True)
    return file.getvalue()
