"""A network as PyTorch's `nn.Sequential`: written as code, and read from a module."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import TYPE_CHECKING, Any

from convtutor.explore.network.layers import POOLS, Network, NetworkLayer, Two
from convtutor.explore.network.outputs import Output, trace

if TYPE_CHECKING:
    from torch import nn

# Sides of pictures that people use: the first of them is taken with which a module fits.
COMMON_SIDES = (32, 28, 64, 96, 128, 224, 227, 256, 299)
ADAPTIVE = "AdaptiveAvgPool2d"  # the kind of a layer until the size of what comes to it is known
KNOWN = f"Conv2d, MaxPool2d, AvgPool2d, {ADAPTIVE}, ReLU, Flatten, Linear and, of those that keep "
KNOWN += "the numbers, Dropout and Identity"


def torch_code(network: Network) -> str:
    """Write a network as Python for PyTorch; a ValueError says which layer does not fit.

    Examples
    --------
    >>> from convtutor.explore.network.layers import read_network
    >>> print(torch_code(read_network("3x8x8 > conv 6 5x5 p2 > maxpool 2 > flatten > linear 9")))
    from torch import nn
    <BLANKLINE>
    network = nn.Sequential(  # from (N, 3, 8, 8) to (N, 9)
        nn.Conv2d(3, 6, 5, padding=2),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(96, 9),
    )
    """
    steps = trace(network)
    for place, step in enumerate(steps):
        if step.problem:
            where = f"layer {place}" if place else "the input"
            raise ValueError(f"{where} does not fit: {step.problem.sentence}")
    shapes = ["".join(f", {size}" for size in steps[at].shape) for at in (0, -1)]
    lines = [_line(layer, before) for layer, before in zip(network.layers, steps, strict=False)]
    head = f"network = nn.Sequential(  # from (N{shapes[0]}) to (N{shapes[1]})"
    return "\n".join(
        ["from torch import nn", "", head, *(f"    nn.{line}," for line in lines), ")"]
    )


def _line(layer: NetworkLayer, before: Output) -> str:
    if layer.kind == "relu":
        return "ReLU()"
    if layer.kind == "flatten":
        return "Flatten()"
    no_bias = [] if layer.bias else ["bias=False"]
    if layer.kind == "linear":
        return f"Linear({', '.join([f'{before.shape[0]}, {layer.outputs}', *no_bias])})"
    usual = layer.kernel if layer.kind in POOLS else (1, 1)
    settings = [
        *([f"stride={_size(layer.stride)}"] if layer.stride != usual else []),
        *([f"padding={_size(layer.padding)}"] if layer.padding != (0, 0) else []),
        *([f"dilation={_size(layer.dilation)}"] if layer.dilation != (1, 1) else []),
        *([f"groups={layer.groups}"] if layer.groups != 1 else []),
        *no_bias,
    ]
    if layer.kind in POOLS:
        name = "MaxPool2d" if layer.kind == "maxpool" else "AvgPool2d"
        return f"{name}({', '.join([_size(layer.kernel), *settings])})"
    first = f"{before.shape[0]}, {layer.outputs}, {_size(layer.kernel)}"
    return f"Conv2d({', '.join([first, *settings])})"


def _size(two: Two) -> str:
    return str(two[0]) if two[0] == two[1] else str(two)


def network_of(module: nn.Module, input_shape: tuple[int, int, int] | None = None) -> Network:
    """Read a network from a module of PyTorch: layers one behind another, nested as you like.

    A module does not know the size of its pictures; if it is not given, the channels are those of
    the first layer that counts them, and the side is one with which the linear layers fit. A
    TypeError names a layer of a kind that is not known here, a ValueError such a setting, or linear
    layers that take other numbers than come.
    """
    layers, takes = [], []  # and how many channels or numbers each layer says that it takes
    for one in _flat(module):
        layer, numbers = _read(one)
        layers.append(layer)
        takes.append(numbers)
    if input_shape is None:
        return _fitting(tuple(layers), takes)
    network = _settled(Network(input_shape, tuple(layers)))
    if wrong := _mismatch(network, takes):
        raise ValueError(wrong)
    return network


def _flat(module: nn.Module) -> Iterator[nn.Module]:
    from torch import nn

    if isinstance(module, nn.Sequential):
        for child in module:
            yield from _flat(child)
    elif not isinstance(module, nn.Dropout | nn.Dropout2d | nn.Identity):
        yield module


def _read(module: Any) -> tuple[NetworkLayer, int | None]:
    """One layer, and how many channels or numbers it takes if it says so."""
    from torch import nn

    if isinstance(module, nn.ReLU):
        return NetworkLayer("relu"), None
    if isinstance(module, nn.Flatten):
        return NetworkLayer("flatten"), None
    if isinstance(module, nn.Linear):
        linear = NetworkLayer("linear", module.out_features, bias=module.bias is not None)
        return linear, module.in_features
    if isinstance(module, nn.Conv2d):
        if module.padding_mode != "zeros":
            _refuse(module, f"padding_mode={module.padding_mode!r}", "padding_mode='zeros'")
        settings = (_two(module.stride), _padding(module), _two(module.dilation), module.groups)
        conv = NetworkLayer("conv", module.out_channels, _two(module.kernel_size), *settings)
        return NetworkLayer(**{**vars(conv), "bias": module.bias is not None}), module.in_channels
    if isinstance(module, nn.AdaptiveAvgPool2d):
        return NetworkLayer(ADAPTIVE, kernel=_two(module.output_size)), None
    if isinstance(module, nn.MaxPool2d | nn.AvgPool2d):
        if module.ceil_mode:
            _refuse(module, "ceil_mode=True", "ceil_mode=False")
        if _two(getattr(module, "dilation", 1)) != (1, 1):
            _refuse(module, f"dilation={module.dilation}", "dilation=1")
        kind = "maxpool" if isinstance(module, nn.MaxPool2d) else "avgpool"
        sizes = (_two(module.kernel_size), _two(module.stride), _two(module.padding))
        return NetworkLayer(kind, 1, *sizes), None
    raise TypeError(
        f"{type(module).__name__} is no layer that is known here; known are {KNOWN}: leave it out, "
        "or read the parts before and after it"
    )


def _refuse(module: Any, setting: str, instead: str) -> None:
    raise ValueError(
        f"{type(module).__name__} has {setting}, which is not known here; {instead} is"
    )


def _two(value: Any) -> Two:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def _padding(module: nn.Conv2d) -> Two:
    if not isinstance(module.padding, str):
        return _two(module.padding)
    totals = [
        dilation * (kernel - 1) if module.padding == "same" else 0
        for dilation, kernel in zip(module.dilation, module.kernel_size, strict=True)
    ]
    if any(total % 2 for total in totals):
        _refuse(module, "padding='same' with an even kernel", "the same number on both sides")
    return totals[0] // 2, totals[1] // 2


def _fitting(layers: tuple[NetworkLayer, ...], takes: list[int | None]) -> Network:
    """The network on a square picture with which all of it fits."""
    kinds = [layer.kind for layer, numbers in zip(layers, takes, strict=True) if numbers]
    counted = next(filter(None, takes), 3)
    channels = counted
    if kinds[:1] == ["linear"]:  # a row of numbers: of one channel if that can be a square
        side = isqrt(counted)
        channels = 1 if side * side == counted else counted
        if "flatten" not in (layer.kind for layer in layers):
            layers, takes = (NetworkLayer("flatten"), *layers), [None, *takes]
    refusals = []
    for side in dict.fromkeys((*COMMON_SIDES, *range(1, 513))):
        try:
            network = _settled(Network((channels, side, side), layers))
        except ValueError as error:
            refusals.append(str(error))
            continue
        wrong = _mismatch(network, takes) or _first_problem(network)
        if not wrong:
            return network
        refusals.append(wrong)
    raise ValueError(f"this fits with no side up to 512; with {COMMON_SIDES[0]}, {refusals[0]}")


def _settled(network: Network) -> Network:
    """Put a plain pool in place of each adaptive one: for this input it does the same."""
    for place, layer in enumerate(network.layers):
        if layer.kind == ADAPTIVE:
            shape = trace(Network(network.shape, network.layers[:place]))[-1].shape
            sides = [size or side for size, side in zip(layer.kernel, shape[1:], strict=False)]
            if not sides or any(side % size for side, size in zip(shape[1:], sides, strict=True)):
                comes = " × ".join(map(str, shape)) or "nothing"
                raise ValueError(
                    f"layer {place + 1}, {ADAPTIVE}({layer.kernel[0]}), makes windows of several "
                    f"sizes of what comes, {comes}, and such are not known here; give another "
                    "input_shape"
                )
            rows, columns = (side // size for side, size in zip(shape[1:], sides, strict=True))
            pool = NetworkLayer("avgpool", 1, (rows, columns), (rows, columns))
            network = network.put(place, pool)
    return network


def _first_problem(network: Network) -> str:
    problems = (output.problem for output in trace(network))
    return next((problem.sentence for problem in problems if problem), "")


def _mismatch(network: Network, takes: list[int | None]) -> str:
    steps = trace(network)
    for place, (numbers, before) in enumerate(zip(takes, steps, strict=False), start=1):
        if numbers is not None and before.shape and before.shape[0] != numbers:
            return (
                f"layer {place} takes {numbers} but {before.shape[0]} come with the input "
                f"{' × '.join(map(str, network.shape))}; give the input_shape that it was made for"
            )
    return ""
