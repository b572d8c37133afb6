"""The explorer's JavaScript in Node: its own tests, and layer by layer beside the core."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import convlib
from convlib.one_value import one_value

FOLDER = Path(__file__).parent / "javascript"
LAYERS = 250

pytestmark = pytest.mark.skipif(
    not shutil.which("node"), reason="needs Node: apt-get install nodejs"
)


def node(*words):
    run = subprocess.run(["node", *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.test.mjs")), ids=lambda file: file.name)
def test_javascript(file):
    node("--test", file)


def write_layers(rng):
    """Random layers as the explorer has them, with what the core says of each."""
    layers = []
    while len(layers) < LAYERS:
        x = rng.normal(size=(rng.choice([1, 3]), *rng.integers(1, 13, 2)))
        weight = rng.normal(size=(rng.integers(1, 7), len(x), *rng.integers(1, 6, 2)))
        bias = rng.normal(size=len(weight))
        stride, padding, dilation = rng.integers([1, 0, 1], [5, 4, 4]).tolist()
        settings = {"stride": stride, "padding": padding, "dilation": dilation}
        covered = dilation * (np.array(weight.shape[2:]) - 1) + 1
        if (covered <= np.array(x.shape[1:]) + 2 * padding).all():
            layers.append(layer_of(rng, x, weight, bias, settings))
    return layers


def layer_of(rng, x, weight, bias, settings):
    flip = bool(rng.integers(2))
    used = weight[..., ::-1, ::-1] if flip else weight
    maps = convlib.conv2d(x[None], used, bias, **settings)[0]
    filters, rows, columns = maps.shape
    cells = {(0, 0), (rows - 1, columns - 1), tuple(rng.integers(0, [rows, columns]).tolist())}
    values = [one_value(x, used[0], 0, *cell, **settings) for cell in sorted(cells)]
    # Each pixel alone: those that change no map, whatever the weights, are read by no window.
    alone = np.eye(x[0].size).reshape(-1, 1, *x.shape[1:])
    read = convlib.conv2d(alone, np.ones((1, 1, *weight.shape[2:])), **settings).any((1, 2, 3))
    return {
        "shape": x.shape,
        "image": x.ravel().tolist(),
        "weightShape": weight.shape,
        "weight": weight.ravel().tolist(),
        "bias": bias.tolist(),
        "settings": settings,
        "flip": flip,
        "maps": maps.reshape(filters, -1).tolist(),
        "unread": np.flatnonzero(~read).tolist(),
        "counts": {
            "parameters": convlib.conv2d_parameter_count(len(x), filters, weight.shape[2:]),
            "multiplications": convlib.conv2d_multiply_count(
                (1, *x.shape), weight.shape, **settings
            ),
            "connectedParameters": convlib.linear_parameter_count(x.size, maps.size),
        },
        "values": [case_of(made) for made in values],
    }


def case_of(made):
    return {
        "row": made.row,
        "column": made.column,
        "top": int(made.rows[0]),
        "left": int(made.columns[0]),
        "inPadding": made.is_padding.ravel().astype(int).tolist(),
        "pixels": [plane.ravel().tolist() for plane in made.window],
        "products": [plane.ravel().tolist() for plane in made.products],
        "sums": made.channel_sums.tolist(),
        "value": made.value,
    }


def test_maps_counts_unread_pixels_and_windows_are_the_core_s_over_hundreds_of_layers(tmp_path):
    cases = tmp_path / "layers.json"
    cases.write_text(json.dumps(write_layers(np.random.default_rng(0))), encoding="utf-8")
    assert int(node(FOLDER / "check_layers.mjs", cases)) > LAYERS
