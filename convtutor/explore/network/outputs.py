"""What each layer makes: shape, cost and receptive field, and why a layer does not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

from convlib.counts import conv2d_multiply_count, conv2d_parameter_count, linear_parameter_count
from convlib.reach import receptive_field
from convlib.settings import check_groups, whole_number
from convlib.sizes import conv_output_size
from convtutor.explore.network.layers import POOLS, Network, NetworkLayer, Two
from convtutor.explore.network.remedies import (
    Remedy,
    at_least_one,
    remedies,
    remedies_of_input,
)

BYTES = 4  # of a float32


@dataclass(frozen=True)
class Problem:
    """Why a layer does not fit, value and rule in a sentence; and what mends it."""

    sentence: str
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Output:
    """What comes out of the input or of a layer.

    Attributes
    ----------
    shape : tuple of int
        (channels, rows, columns) of maps; (numbers,) of a row; empty where it is not known.
    maps : (int, int)
        Rows and columns of the maps, of which a row was made by `flatten`; (1, 1) after `linear`.
    parameters, multiplications, bytes : int
        Of this layer, for one picture: the bytes are those of its output in float32.
    field, step : (int, int)
        Rows and columns of the input that one value sees, the padding included, and how far it
        goes from the field of one value to its neighbour's.
    problem : Problem or None
        If it is here that something does not fit.
    """

    shape: tuple[int, ...]
    maps: Two = (1, 1)
    parameters: int = 0
    multiplications: int = 0
    field: Two = (1, 1)
    step: Two = (1, 1)
    problem: Problem | None = None

    @property
    def bytes(self) -> int:
        """Of the output of one picture."""
        return BYTES * prod(self.shape) if self.shape else 0


UNKNOWN = Output(())


def trace(network: Network) -> list[Output]:
    """Follow the shapes through a network: the input's, then one for each layer.

    From a layer on that does not fit, all is unknown.

    Examples
    --------
    >>> from convtutor.explore.network.layers import read_network
    >>> steps = trace(read_network("3x8x8 > conv 6 3x3 > maxpool 2 > conv 4 5x5"))
    >>> [step.shape for step in steps], steps[2].field
    ([(3, 8, 8), (6, 6, 6), (6, 3, 3), ()], (4, 4))
    >>> print(steps[3].problem.sentence)  # doctest: +NORMALIZE_WHITESPACE
    kernel covers 5 pixels (kernel_size=5) but the padded input has only 3 (input_size=3,
    padding=0 + 0); use padding >= 1 or a smaller kernel
    >>> [words for words, _ in steps[3].problem.remedies]
    ['padding 1', 'kernel 3']
    """
    steps = [_input(network)]
    windows: list[tuple[Two, Two, Two]] = []  # (kernel, stride, dilation) of all layers so far
    for place, layer in enumerate(network.layers):
        before = steps[-1]
        if not before.shape:
            steps.append(UNKNOWN)
            continue
        try:
            step = _follow(layer, before)
        except ValueError as error:
            problem = Problem(str(error), remedies(network, place, before.shape))
            steps.append(replace(UNKNOWN, problem=problem))
            continue
        windows.append(window_of(layer, before))
        field, stride = zip(*(_seen(windows, axis) for axis in (0, 1)), strict=True)
        steps.append(replace(step, field=field, step=stride))
    return steps


def totals(steps: list[Output]) -> dict[str, int]:
    """Add up the ``parameters``, ``multiplications`` and ``bytes`` (of weights and all outputs)."""
    parameters = sum(step.parameters for step in steps)
    return {
        "parameters": parameters,
        "multiplications": sum(step.multiplications for step in steps),
        "bytes": BYTES * parameters + sum(step.bytes for step in steps),
    }


def window_of(layer: NetworkLayer, before: Output) -> tuple[Two, Two, Two]:
    """Kernel, stride and dilation; a linear layer is a window as large as the maps."""
    if layer.kind == "linear":
        return before.maps, (1, 1), (1, 1)
    if layer.kind == "conv" or layer.kind in POOLS:
        return layer.kernel, layer.stride, layer.dilation
    return (1, 1), (1, 1), (1, 1)


def _input(network: Network) -> Output:
    for place, name in enumerate(("channels", "rows", "columns")):
        try:
            whole_number(name, network.shape[place], at_least=1)
        except ValueError as error:
            return replace(UNKNOWN, problem=Problem(str(error), remedies_of_input(network, place)))
    return Output(network.shape, network.shape[1:])


def _seen(windows: list[tuple[Two, Two, Two]], axis: int) -> Two:
    """The receptive field along an axis, and the step from one value's to the next."""
    along = [tuple(part[axis] for part in window) for window in windows]
    return receptive_field(along), prod(stride for _, stride, _ in along)


def _follow(layer: NetworkLayer, before: Output) -> Output:
    """Shape and cost of a layer; a ValueError says why it does not fit."""
    if layer.kind == "relu":
        return Output(before.shape, before.maps)
    if layer.kind == "flatten":
        return Output((prod(before.shape),), before.maps)
    if layer.kind == "linear" and len(before.shape) == 3:
        raise ValueError(
            f"linear takes a row of numbers but maps of {_times(before.shape)} come; use flatten "
            "before it, or a kernel as large as the maps"
        )
    if layer.kind != "linear" and len(before.shape) == 1:
        raise ValueError(
            f"{layer.kind} slides over maps but a row of {before.shape[0]} numbers comes; use it "
            "before flatten, or take it out"
        )
    for name, value in at_least_one(layer):
        whole_number(name, value, at_least=1)
    if layer.kind == "linear":
        count = linear_parameter_count(before.shape[0], layer.outputs, layer.bias)
        return Output((layer.outputs,), (1, 1), count, before.shape[0] * layer.outputs)
    return _slide(layer, before)


def _slide(layer: NetworkLayer, before: Output) -> Output:
    channels, *sides = before.shape
    if layer.kind == "conv":
        check_groups(channels, layer.outputs, layer.groups)
    rows, columns = (
        conv_output_size(*numbers)
        for numbers in zip(
            sides, layer.kernel, layer.stride, layer.padding, layer.dilation, strict=True
        )
    )
    if layer.kind == "conv":
        shape = (1, channels, *sides), (layer.outputs, channels // layer.groups, *layer.kernel)
        return Output(
            (layer.outputs, rows, columns),
            (rows, columns),
            conv2d_parameter_count(channels, layer.outputs, layer.kernel, layer.groups, layer.bias),
            conv2d_multiply_count(
                *shape, layer.stride, layer.padding, layer.dilation, layer.groups
            ),
        )
    for kernel, padding in zip(layer.kernel, layer.padding, strict=True):
        if 2 * padding > kernel:
            raise ValueError(
                f"padding={padding} is more than half of kernel_size={kernel}, so a window could "
                f"lie in the padding alone; use padding <= {kernel // 2}"
            )
    return Output((channels, rows, columns), (rows, columns))


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
