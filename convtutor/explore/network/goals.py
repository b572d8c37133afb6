"""Three goals to play for: what each asks of a network, how far one is, and the best known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convtutor.explore.network.layers import NUMBERS_FIRST, Network, NetworkLayer, read_network
from convtutor.explore.network.outputs import Output, totals, trace, window_of

WIDEST = 4096  # pixels: gaps are not looked for in wider fields


@dataclass(frozen=True)
class Goal:
    """What to reach, from where."""

    task: str  # in words
    start: str  # the network to begin with
    best: str  # the best that is known
    measure: str  # what counts: "parameters", "multiplications" or "changes" (of the start)
    target: int  # at most so many of them
    shape: tuple[int, ...]  # what the last layer has to make
    kinds: tuple[str, ...] = ()  # the only layers that may be used; any if empty
    # The least that one value has to see, along rows and columns, without gaps, and how far apart
    # two neighbours have to look; anything if 0.
    field: int = 0
    step: int = 0


GOALS = {
    "A tenth of the parameters": Goal(
        "Make the same maps, 128 × 32 × 32, with a tenth of the parameters. One value still has to "
        "see 5 × 5, without gaps.",
        "64x32x32 > conv 128 3x3 p1 > relu > conv 128 3x3 p1 > relu",
        "64x32x32 > conv 1 1x1 nobias > conv 1 5x1 p2x0 nobias > conv 1 1x5 p0x2 nobias > relu > "
        "conv 128 1x1 nobias > relu",
        "parameters",
        22_144,
        (128, 32, 32),
        ("conv", "relu"),
        field=5,
    ),
    "See 31 pixels cheaply": Goal(
        "Let one value see at least 31 × 31 pixels, without gaps, with the fewest multiplications. "
        "The maps stay 8 × 16 × 16, and neighbours look 4 pixels apart.",
        "3x64x64 > conv 8 31x31 s4 p14 > relu",
        "3x64x64 > conv 1 4x4 s4 > relu > conv 1 3x1 d3x1 > conv 1 1x3 d1x3 > relu > conv 1 3x1 > "
        "conv 1 1x3 > relu > conv 8 1x1 p4 > relu",
        "multiplications",
        100_000,
        (8, 16, 16),
        ("conv", "relu"),
        field=31,
        step=4,
    ),
    "Make it fit": Goal(
        "This network is broken in three places. Make it fit, so that 10 numbers come out, with as "
        "few changes as you can.",
        "3x32x32 > conv 16 5x5 > relu > maxpool 2 > conv 24 5x5 g5 > relu > maxpool 2 > "
        "conv 32 9x9 > relu > linear 10",
        "3x32x32 > conv 16 5x5 > relu > maxpool 2 > conv 24 5x5 g4 > relu > maxpool 2 > "
        "conv 32 9x9 p2 > relu > flatten > linear 10",
        "changes",
        3,
        (10,),
    ),
}


@dataclass(frozen=True)
class Standing:
    """How far a network is on the way to a goal."""

    conditions: list[tuple[str, bool]]  # what has to hold, and whether it does; last the target
    value: int | None  # what is counted; None where the network does not fit

    @property
    def reached(self) -> bool:
        """Whether all conditions hold."""
        return all(holds for _, holds in self.conditions)


def standing(goal: Goal, network: Network) -> Standing:
    """Hold a network against a goal.

    Examples
    --------
    >>> goal = GOALS["Make it fit"]
    >>> standing(goal, read_network(goal.best)).value
    3
    >>> standing(goal, read_network(goal.start)).conditions[0]
    ('every layer fits', False)
    """
    steps = trace(network)
    last = steps[-1]
    numbers = " numbers" if len(goal.shape) == 1 else ""
    conditions = [
        ("every layer fits", bool(last.shape)),
        (f"{' × '.join(map(str, goal.shape))}{numbers} come out", last.shape == goal.shape),
    ]
    if goal.kinds:
        used = all(layer.kind in goal.kinds for layer in network.layers)
        conditions.append((f"only {' and '.join(goal.kinds)}", used))
    if goal.field:
        wide = bool(last.shape) and min(seen_without_gaps(network, steps)) >= goal.field
        conditions.append((f"one value sees {goal.field} × {goal.field}, without gaps", wide))
    if goal.step:
        apart = bool(last.shape) and last.step == (goal.step, goal.step)
        conditions.append((f"neighbours look {goal.step} pixels apart", apart))
    value = None
    if goal.measure == "changes":
        value = changes(read_network(goal.start), network)
    elif last.shape:
        value = totals(steps)[goal.measure]
    within = value is not None and value <= goal.target
    conditions.append((f"at most {goal.target:,} {goal.measure}", within))
    return Standing(conditions, value)


def seen_without_gaps(network: Network, steps: Sequence[Output]) -> tuple[int, int]:
    """The receptive field of the last layer along rows and columns; 0 where it has gaps."""
    rows, columns = (
        side if side <= WIDEST and _is_whole(network, steps, axis) else 0
        for axis, side in enumerate(steps[-1].field)
    )
    return rows, columns


def _is_whole(network: Network, steps: Sequence[Output], axis: int) -> bool:
    seen, apart = 1, 1  # a bit for each pixel that is seen
    for layer, before in zip(network.layers, steps, strict=False):
        kernel, stride, dilation = (part[axis] for part in window_of(layer, before))
        taps, shift = 1, apart * dilation
        while taps < kernel:  # twice as many, or as many as are left
            more = min(taps, kernel - taps)
            seen |= seen << (more * shift)
            taps += more
        apart *= stride
    return seen & (seen + 1) == 0


def changes(start: Network, network: Network) -> int:
    """Count the numbers changed, and the layers put in or taken out; as few as explain it."""
    row = list(range(len(network.layers) + 1))
    for taken, old in enumerate(start.layers, start=1):
        before, row = row, [taken]
        for place, new in enumerate(network.layers):
            changed = before[place] + _differences(old, new)
            row.append(min(changed, before[place + 1] + 1, row[place] + 1))
    sizes = sum(old != new for old, new in zip(start.shape, network.shape, strict=True))
    return row[-1] + sizes


def _differences(old: NetworkLayer, new: NetworkLayer) -> int:
    if old.kind != new.kind:
        return 2  # one taken out and one put in
    first, second = _words(old), _words(new)
    return sum(first.get(name) != second.get(name) for name in first.keys() | second.keys())


def _words(layer: NetworkLayer) -> dict[int | str, str]:
    """A layer's numbers by their places, and by their letters where they have one."""
    _, *words = str(layer).split()
    first = NUMBERS_FIRST.get(layer.kind, 0)
    return {place if place < first else word[0]: word for place, word in enumerate(words)}
