"""The explorer's JavaScript takes a value apart as `convlib.one_value` does."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from convlib import conv2d
from convlib.one_value import one_value

CHECK = Path(__file__).parent / "javascript" / "check_one_value.mjs"
LAYERS = 150


def write_cases(rng):
    """Random layers as the explorer has them, and some values of each taken apart."""
    layers = []
    while len(layers) < LAYERS:
        x = rng.normal(size=(rng.choice([1, 3]), *rng.integers(1, 13, 2)))
        weight = rng.normal(size=(len(x), *rng.integers(1, 6, 2)))
        stride, padding, dilation = rng.integers([1, 0, 1], [5, 4, 4]).tolist()
        settings = {"stride": stride, "padding": padding, "dilation": dilation}
        covered = dilation * (np.array(weight.shape[1:]) - 1) + 1
        if (covered > np.array(x.shape[1:]) + 2 * padding).any():
            continue
        rows, columns = conv2d(x[None], weight[None], **settings).shape[2:]
        cells = {(0, 0), (rows - 1, columns - 1), tuple(rng.integers(0, [rows, columns]).tolist())}
        values = [one_value(x, weight, 0, *cell, **settings) for cell in sorted(cells)]
        layer = {"shape": x.shape, "weightShape": (1, *weight.shape), "settings": settings}
        layer |= {"image": x.ravel().tolist(), "weight": weight.ravel().tolist()}
        layers.append(layer | {"values": [case_of(made) for made in values]})
    return layers


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


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node: apt-get install nodejs")
def test_window_of_the_explorer_holds_the_core_s_numbers(tmp_path):
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps(write_cases(np.random.default_rng(0))), encoding="utf-8")
    run = subprocess.run(["node", CHECK, cases], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(run.stdout) > LAYERS
