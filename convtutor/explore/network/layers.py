"""Layers as data, and the line of text in which a network is written.

``3x32x32 > conv 6 5x5 > relu > maxpool 2 > flatten > linear 10``: the input (channels, rows,
columns), then layer after layer. A letter names what differs from the usual: ``s2`` the stride,
``p1`` the padding, ``d2`` the dilation, ``g3`` the groups, ``nobias`` that there is none. Where a
number stands for rows and columns, ``3x5`` tells them apart. The same line is read and written in
JavaScript (``browser/layers.mjs``), so that it is a link's end, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

Two = tuple[int, int]
"""Rows and columns."""

POOLS = ("maxpool", "avgpool")
KINDS = ("conv", *POOLS, "relu", "flatten", "linear")
LARGEST = 100_000
MOST_LAYERS = 100

EXAMPLE = "3x32x32 > conv 6 5x5 > relu"
FORMS = {
    "conv": "conv 6 5x5, or conv 6 5x5 s2 p1 d1 g1 nobias",
    "maxpool": "maxpool 2, or maxpool 3x3 s2 p1",
    "avgpool": "avgpool 2, or avgpool 3x3 s2 p1",
    "relu": "relu",
    "flatten": "flatten",
    "linear": "linear 10, or linear 10 nobias",
}
LETTERS = {"s": "stride", "p": "padding", "d": "dilation", "g": "groups"}
ALLOWED = {"conv": "spdgn", "maxpool": "sp", "avgpool": "sp", "linear": "n"}
NUMBERS_FIRST = {"conv": 2, "maxpool": 1, "avgpool": 1, "linear": 1}


@dataclass(frozen=True)
class NetworkLayer:
    """One layer; what its kind has no use for stays as it is here."""

    kind: str  # one of `KINDS`
    outputs: int = 1  # filters of a convolution, units of a linear layer
    kernel: Two = (1, 1)  # as the next three, along (rows, columns)
    stride: Two = (1, 1)
    padding: Two = (0, 0)  # on *each* side
    dilation: Two = (1, 1)
    groups: int = 1  # blocks into which a convolution splits the channels
    bias: bool = True  # whether each filter or unit has one

    def changed(self, name: str, value: int | Two) -> NetworkLayer:
        """Give the same layer with another number."""
        return NetworkLayer(**{**vars(self), name: value})

    def __str__(self) -> str:
        if self.kind in ("relu", "flatten"):
            return self.kind
        words = [self.kind]
        if self.kind in ("conv", "linear"):
            words.append(str(self.outputs))
        if self.kind == "conv":
            words.append("x".join(map(str, self.kernel)))
        elif self.kind in POOLS:
            words.append(short(self.kernel))
        usual = self.kernel if self.kind in POOLS else (1, 1)
        if self.stride != usual:
            words.append(f"s{short(self.stride)}")
        if self.padding != (0, 0):
            words.append(f"p{short(self.padding)}")
        if self.dilation != (1, 1):
            words.append(f"d{short(self.dilation)}")
        if self.groups != 1:
            words.append(f"g{self.groups}")
        return " ".join(words if self.bias else [*words, "nobias"])


@dataclass(frozen=True)
class Network:
    """An input of (channels, rows, columns), and the layers that it passes in turn."""

    shape: tuple[int, int, int]
    layers: tuple[NetworkLayer, ...] = ()

    def __str__(self) -> str:
        return " > ".join(["x".join(map(str, self.shape)), *map(str, self.layers)])

    def put(self, place: int, *layers: NetworkLayer) -> Network:
        """Put any number of layers in place of the one at a place, counted from 0."""
        return replace(self, layers=(*self.layers[:place], *layers, *self.layers[place + 1 :]))


def read_network(text: str) -> Network:
    """Read a network from its line of text, as this module says; ``×`` and ``→`` will do, too.

    Its layers need not fit: where they do not is said layer by layer, by `trace`. A ValueError says
    that something is no layer or no number, a number is above `LARGEST`, or there are more than
    `MOST_LAYERS` layers.

    Examples
    --------
    >>> network = read_network("3x32x32 > conv 6 5 p2 > relu > maxpool 2x2 s2 > flatten > linear 9")
    >>> print(network)
    3x32x32 > conv 6 5x5 p2 > relu > maxpool 2 > flatten > linear 9
    >>> network.layers[0].padding
    (2, 2)
    """
    plain = re.sub(r"\s*×\s*", "x", text).replace("→", ">").lower()
    first, *written = (part.strip() for part in plain.split(">"))
    if not first:
        raise ValueError(f"there is no network; write its input first, such as {EXAMPLE}")
    if len(written) > MOST_LAYERS:
        raise ValueError(
            f"{len(written)} layers are more than can be looked at here; use at most {MOST_LAYERS}"
        )
    shape = [_number("the input", size) for size in first.split("x")]
    if len(shape) != 3:
        raise ValueError(
            f"the input {first!r} has not three sizes; write channels, rows and columns, such as "
            "3x32x32"
        )
    layers = [read_layer(part, place) for place, part in enumerate(written, start=1)]
    return Network((shape[0], shape[1], shape[2]), tuple(layers))


def read_layer(text: str, place: int) -> NetworkLayer:
    """Read one layer; `place` is what a sentence calls it by."""
    where = f"layer {place}"
    kind, *words = text.split() or [""]
    if kind not in KINDS:
        raise ValueError(f"{where} {text!r} is none that is known; use {', '.join(KINDS)}")
    count, letters = NUMBERS_FIRST.get(kind, 0), ALLOWED.get(kind, "")
    first, rest = words[:count], words[count:]
    known = (word[0] in letters and (word[0] != "n" or word == "nobias") for word in rest)
    if len(first) < count or not all(known):
        raise ValueError(f"{where} {text!r} cannot be read; write {FORMS[kind]}")
    layer = NetworkLayer(kind, bias="nobias" not in rest)
    if kind in ("conv", "linear"):
        layer = replace(layer, outputs=_number(where, first[0]))
    if kind != "linear" and first:
        kernel = _two(where, first[-1])
        layer = replace(layer, kernel=kernel, stride=kernel if kind in POOLS else (1, 1))
    for word in rest:
        if word != "nobias":
            read = _number if word[0] == "g" else _two
            layer = layer.changed(LETTERS[word[0]], read(where, word[1:]))
    return layer


def short(two: Two) -> str:
    """Write rows and columns, as one number where they are the same."""
    rows, columns = two
    return str(rows) if rows == columns else f"{rows}x{columns}"


def _two(where: str, text: str) -> Two:
    sizes = [_number(where, part) for part in text.split("x", 1)]
    return sizes[0], sizes[-1]


def _number(where: str, text: str) -> int:
    if not text:
        raise ValueError(f"{where}: a number is missing; use 0, 1, 2 and so on")
    if not re.fullmatch("[0-9]+", text):
        raise ValueError(f"{where}: {text!r} is not a whole number; use 0, 1, 2 and so on")
    if len(text) > 6 or int(text) > LARGEST:
        raise ValueError(f"{where}: {text} is too large; use at most {LARGEST}")
    return int(text)
