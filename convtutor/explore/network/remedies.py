"""What can be done where a layer does not fit: the two nearest changes, each a whole network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import gcd

from convtutor.explore.network.layers import LARGEST, POOLS, Network, NetworkLayer, Two, short

Remedy = tuple[str, Network]
"""What is done in a word or two, and the network after it."""

# What a number is called in a sentence, and in `NetworkLayer`.
FIELDS = {"filters": "outputs", "units": "outputs", "kernel_size": "kernel"}


def at_least_one(layer: NetworkLayer) -> list[tuple[str, int]]:
    """The numbers that have to be at least 1, by name, in the order in which they are typed."""
    if layer.kind == "linear":
        return [("units", layer.outputs)]
    of_conv = layer.kind == "conv"
    return [
        *([("filters", layer.outputs)] if of_conv else []),
        *(("kernel_size", size) for size in layer.kernel),
        *(("stride", size) for size in layer.stride),
        *(("dilation", size) for size in layer.dilation),
        *([("groups", layer.groups)] if of_conv else []),
    ]


def remedies(network: Network, place: int, shape: tuple[int, ...]) -> tuple[Remedy, ...]:
    """Find two networks in which a layer fits, given the shape that comes to it."""
    layer = network.layers[place]
    found = [
        (words, network.put(place, *layers))
        for words, layers in _instead(layer, shape)
        if all(max(one.outputs, *one.kernel, *one.padding) <= LARGEST for one in layers)
    ]
    before = network.layers[:place]
    if layer.kind != "linear" and len(shape) == 1 and all(one.kind != "linear" for one in before):
        kept = [one for one in before if one.kind != "flatten"]
        after = network.layers[place + 1 :]
        moved = replace(network, layers=(*kept, layer, NetworkLayer("flatten"), *after))
        found.insert(0, ("flatten after it", moved))
    found.append((f"without this {layer.kind}", network.put(place)))
    return tuple(found[:2])


def remedies_of_input(network: Network, place: int) -> tuple[Remedy, ...]:
    """Give two sizes in place of one of the input's that is 0."""
    name = ("channels", "rows", "columns")[place]
    found = []
    for size in (1, 3) if name == "channels" else (28, 32):
        channels, rows, columns = (
            size if at == place else old for at, old in enumerate(network.shape)
        )
        found.append((f"{name} {size}", replace(network, shape=(channels, rows, columns))))
    return tuple(found)


def _instead(
    layer: NetworkLayer, shape: tuple[int, ...]
) -> Iterator[tuple[str, list[NetworkLayer]]]:
    """What to put in a layer's place, the nearest first."""
    for name, size in at_least_one(layer):
        if size < 1:
            for value in (1, 10 if name == "units" else 2):
                yield f"{name} {value}", [_with(layer, FIELDS.get(name, name), value)]
            return
    if layer.kind == "linear":
        yield "flatten before it", [NetworkLayer("flatten"), layer]
        as_conv = NetworkLayer("conv", layer.outputs, (shape[1], shape[2]), bias=layer.bias)
        yield str(as_conv), [as_conv]
    elif len(shape) == 1:
        if layer.kind == "conv":
            yield f"linear {layer.outputs}", [NetworkLayer("linear", layer.outputs)]
    elif shape[0] % layer.groups or layer.outputs % layer.groups:
        yield from _other_groups(layer, shape[0])
    else:
        yield from _other_sizes(layer, (shape[1], shape[2]))


def _with(layer: NetworkLayer, field: str, value: int) -> NetworkLayer:
    """A layer with a value in place of a size that is below 1, of rows or columns or both."""
    old = getattr(layer, field)
    if isinstance(old, int):
        return layer.changed(field, value)
    rows, columns = (size if size >= 1 else value for size in old)
    return layer.changed(field, (rows, columns))


def _other_groups(layer: NetworkLayer, channels: int) -> Iterator[tuple[str, list[NetworkLayer]]]:
    common = gcd(channels, layer.outputs)
    divisors = [number for number in range(1, common + 1) if common % number == 0]
    nearest = min(divisors, key=lambda number: abs(number - layer.groups))
    for groups in dict.fromkeys((nearest, 1)):
        yield f"groups {groups}", [replace(layer, groups=groups)]
    if channels % layer.groups == 0:
        filters = -(-layer.outputs // layer.groups) * layer.groups
        yield f"filters {filters}", [replace(layer, outputs=filters)]


def _other_sizes(layer: NetworkLayer, sides: Two) -> Iterator[tuple[str, list[NetworkLayer]]]:
    """More padding, or a smaller kernel; a pool's padding is at most half of its kernel."""
    padding, kernel = [], []
    for side, size, pad, dilation in zip(
        sides, layer.kernel, layer.padding, layer.dilation, strict=True
    ):
        covered = dilation * (size - 1) + 1
        enough = max(pad, -(-(covered - side) // 2))
        fits = min(size, (side + 2 * pad - 1) // dilation + 1)
        pools = layer.kind in POOLS
        padding.append(min(enough, size // 2) if pools else enough)
        kernel.append(max(fits, 2 * pad) if pools else fits)
    rows, columns = padding
    yield f"padding {short((rows, columns))}", [replace(layer, padding=(rows, columns))]
    rows, columns = kernel
    # A pool that steps by its own side goes on doing so.
    follows = layer.kind in POOLS and layer.stride == layer.kernel
    stride = (rows, columns) if follows else layer.stride
    smaller = replace(layer, kernel=(rows, columns), stride=stride)
    yield f"kernel {short((rows, columns))}", [smaller]
