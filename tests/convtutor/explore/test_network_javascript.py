"""The network explorer's JavaScript beside its Python, over hundreds of random networks."""

import json
import shutil
import subprocess
from dataclasses import asdict
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from convtutor.explore.network.goals import GOALS, standing
from convtutor.explore.network.layers import POOLS, read_network
from convtutor.explore.network.outputs import totals, trace
from convtutor.explore.network.published import PUBLISHED
from convtutor.explore.network.torch_code import torch_code

FOLDER = Path(__file__).parent / "javascript"
NETWORKS = 600
UNREADABLE = [
    *("", " > relu", "3x32", "a x 3x4", "3x32x32 > foo", "3x32x32 > conv", "3x32x32 > conv a 3x3"),
    *("3x3x3 > relu 3", "3x3x3 > conv 6 3x3 q4", "3x3x3 > maxpool 3 nobias", "3x3x3 > > relu"),
    *(
        "3x3x3 > conv 1000000 3",
        "3x3x3 > conv 3 100001",
        "3x3x3 > conv 3 3x3x3",
        "3x3x3 > conv 4 3 s",
    ),
    *("3x3x3 > conv -4 3", "3x3x3 > linear 1.5", "3x3x3 > linear 5 s2", "3x3x3 > conv 4 3 no"),
    "3x3x3" + " > relu" * 1000,
]


def random_line(rng):
    """A line whose layers fit more often than not, written as people may write it."""

    def two(low, high):
        rows, columns = rng.integers(low, high, 2)
        return f"{rows}" if rng.random() < 0.7 else f"{rows}x{columns}"

    def sliding(*letters):
        lows = {"s": 1, "p": 0, "d": 1}
        words = [f"{one}{two(lows[one], 3)}" for one in letters if rng.random() < 0.4]
        return [f"{words[0][0]}0", *words[1:]] if words and rng.random() < 0.04 else words

    def layer():
        kind = rng.choice(["conv", "conv", "maxpool", "avgpool", "relu", "flatten", "linear"])
        if kind == "conv":
            groups = [f"g{rng.choice([1, 2, 2, 3])}"] if rng.random() < 0.4 else []
            bias = ["nobias"] if rng.random() < 0.3 else []
            filters = rng.choice([0, 1, 2, 4, 6, 6, 8])
            return " ".join([f"conv {filters} {two(1, 4)}", *sliding(*"spd"), *groups, *bias])
        if kind in POOLS:
            return " ".join([f"{kind} {two(1, 4)}", *sliding(*"sp")])
        return f"linear {rng.integers(0, 12)}" if kind == "linear" else kind

    shape = "x".join(map(str, rng.integers([1, 4, 4], [7, 13, 13])))
    layers = [layer() for _ in range(rng.integers(0, 7))]
    return rng.choice([" > ", ">", " → "]).join([shape, *layers])


def large_line(rng):
    """Sizes of which JavaScript's usual numbers know not all digits."""
    size = lambda: str(rng.choice([99_999, 100_000, 31, 1]))  # noqa: E731
    layers = [f"conv {size()} {size()} s{size()} p{size()} d{size()}" for _ in range(4)]
    return " > ".join(["x".join([size(), size(), size()]), *layers])


def told(network):
    """All that Python says of a network."""
    steps = trace(network)
    try:
        code = torch_code(network)
    except ValueError as error:
        code = f"! {error}"
    standings = {name: standing(goal, network) for name, goal in GOALS.items()}
    return {
        "text": str(network),
        "steps": [told_step(step) for step in steps],
        "totals": list(map(str, totals(steps).values())),
        "code": code,
        "standings": {
            name: [found.conditions, None if found.value is None else str(found.value)]
            for name, found in standings.items()
        },
        "looks": [],
    }


def told_step(step):
    problem = []
    if step.problem:
        remedies = ((words, str(network)) for words, network in step.problem.remedies)
        problem = [step.problem.sentence, *(word for remedy in remedies for word in remedy)]
    costs = (step.parameters, step.multiplications, step.bytes)
    return {
        **{name: list(map(str, getattr(step, name))) for name in ("shape", "field", "step")},
        "costs": list(map(str, costs)),
        "problem": problem,
    }


def random_look(rng, network):
    """A place in one of a network's volumes, and all that it sees and reaches, value by value."""
    steps = trace(network)
    volumes = [(*step.shape, 1, 1)[:3] for step in steps]
    for at, layer in enumerate(network.layers, start=1):
        if layer.kind == "flatten" or (layer.kind == "relu" and len(steps[at].shape) == 1):
            volumes[at] = volumes[at - 1]
    start = int(rng.integers(len(steps)))
    place = tuple(rng.integers(0, volumes[start]).tolist())
    sets = [set() for _ in steps]
    sets[start] = {place}
    for at in range(start, 0, -1):
        within = [one for one in sets[at] if is_inside(one, volumes[at])]
        reads = reads_of(network.layers[at - 1], volumes[at - 1], volumes[at])
        sets[at - 1] = {read for one in within for read in reads(one)}
    for at in range(start + 1, len(steps)):
        reads = reads_of(network.layers[at - 1], volumes[at - 1], volumes[at])
        values = product(*map(range, volumes[at]))
        sets[at] = {value for value in values if not sets[at - 1].isdisjoint(reads(value))}
    named = dict(zip(("channel", "row", "column"), place, strict=True))
    return {"from": start, "place": named, "sets": [along_axes(one) for one in sets]}


def is_inside(place, volume):
    return all(0 <= at < size for at, size in zip(place, volume, strict=True))


def along_axes(places):
    """What is seen is a block, with gaps: so its places along each axis say it all."""
    axes = [sorted(set(along)) for along in zip(*places, strict=True)]
    assert np.prod([len(axis) for axis in axes]) == len(places) or not places
    return axes


def reads_of(layer, before, made):
    """From a value of a layer's output to all that it reads, padding included."""
    if layer.kind == "linear":
        everything = set(product(*map(range, before)))
        return lambda value: everything
    if layer.kind in ("relu", "flatten"):
        return lambda value: {value}

    def reads(value):
        filter, *cell = value
        channels = [filter]
        if layer.kind == "conv":
            slices = before[0] // layer.groups
            group = filter // (made[0] // layer.groups)
            channels = range(group * slices, (group + 1) * slices)
        along = [
            [cell[axis] * layer.stride[axis] - layer.padding[axis] + tap * layer.dilation[axis]
             for tap in range(layer.kernel[axis])]
            for axis in (0, 1)
        ]  # fmt: skip
        return set(product(channels, *along))

    return reads


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node: apt-get install nodejs")
def test_shapes_costs_sentences_remedies_code_goals_and_looks_are_python_s(tmp_path):
    rng = np.random.default_rng(0)
    lines = [random_line(rng) for _ in range(NETWORKS)] + [large_line(rng) for _ in range(20)]
    lines += [network.text for network in PUBLISHED.values()]
    lines += [text for goal in GOALS.values() for text in (goal.start, goal.best)]
    cases = []
    for line in lines:
        network = read_network(line)
        cases.append({"written": line, **told(network)})
        if trace(network)[-1].shape and len(cases) <= NETWORKS:
            cases[-1]["looks"] = [random_look(rng, network) for _ in range(2)]
    unreadable = []
    for text in UNREADABLE:
        with pytest.raises(ValueError, match=r"; (use|write) ") as error:
            read_network(text)
        unreadable.append([text, str(error.value)])
    goals = {name: asdict(goal) for name, goal in GOALS.items()}
    file = tmp_path / "networks.json"
    file.write_text(json.dumps({"goals": goals, "networks": cases, "unreadable": unreadable}))
    run = subprocess.run(
        ["node", FOLDER / "check_networks.mjs", file], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    fitting, looks = map(int, run.stdout.split())
    assert fitting > NETWORKS / 4
    assert looks > NETWORKS / 2
