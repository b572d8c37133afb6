"""What the benchmark of conv2d computes, and by whom; its command explains itself."""

import doctest
import os
import subprocess
import sys

import numpy as np
import pytest
from support.course_copy import ROOT

from benchmarks.conv2d import floors, peers, table, workloads
from benchmarks.conv2d.__main__ import main, parse
from benchmarks.conv2d.workloads import ALL, LARGE, LAYERS, OTHERS, SERIES, Workload, choose
from convlib import conv2d

THERE, _ = peers.installed()
SMALL = {
    "plain": Workload("T1", 2, 3, 9, 4, 3),
    "stride": Workload("T2", 1, 3, 10, 4, 3, stride=2),
    "padding": Workload("T3", 2, 3, 8, 4, 5, padding=2),
    "dilation": Workload("T4", 1, 2, 11, 3, 3, dilation=2),
    "groups": Workload("T5", 2, 4, 8, 6, 3, groups=2),
    "depthwise": Workload("T6", 1, 4, 8, 4, 3, padding=1, groups=4),
    "all at once": Workload("T7", 2, 4, 13, 6, 3, stride=2, padding=1, dilation=2, groups=2),
}
# What a peer does not have; everything else it must compute.
LACKS = {
    "scipy.signal": {"stride", "dilation", "groups", "depthwise", "all at once"},
    "CS231n-style im2col": {"groups", "depthwise", "all at once"},
}


# Workloads.


def test_layers_are_the_thirteen_with_their_sizes():
    sizes = {one.name: one.output_shape[1:] for one in LAYERS}
    assert len(sizes) == 13
    assert sizes["W3"] == (6, 14, 14)  # (32 - 5)/2 + 1 = 14.5, floored
    assert sizes["W4"] == (6, 32, 32)  # 32 + 4 - 5 + 1
    assert sizes["W6"] == (96, 55, 55)  # (227 - 11)/4 + 1
    assert sizes["W9"] == (64, 112, 112)  # (224 + 6 - 7)/2 + 1 = 112.5, floored
    assert sizes["W12"] == (64, 108, 108)  # 112 - 2·2
    # W7: 64 maps of 224², each value of 64·3·3 products; a product is a multiplication and an
    # addition.
    assert LAYERS[6].operations == 2 * 64 * 224**2 * 64 * 9


def test_series_change_one_thing_only():
    for series, members in SERIES.items():
        grows = "batch" if series == "more images" else "size"
        fixed = {one._replace(name="", **{grows: 0}) for one in members}
        assert len(fixed) == 1
        values = [getattr(one, grows) for one in members]
        assert values == sorted(values)
        assert values[-1] >= 16 * values[0]


def test_large_kernels_reach_from_15_to_63_at_stride_1():
    assert {one.kernel_size for one in LARGE} == {15, 21, 31, 63}
    assert {one.stride for one in LARGE} == {1}


def test_names_are_told_apart():
    assert len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("workload", SMALL.values(), ids=SMALL)
def test_bare_product_has_as_many_operations_and_values_as_the_layer(workload):
    weights, columns = workload.matrices
    assert 2 * np.prod(weights) * columns[-1] == workload.operations
    assert np.matmul(np.ones(weights), np.ones(columns)).size == workload.outputs


def test_floors_do_the_same_but_for_one_step():
    layer = SMALL["plain"]
    arrays = layer.arrays("float32")
    expected = conv2d(*arrays, **layer.settings)
    for_free = floors.of_a_layer(layer, "float32")[floors.LAID_FOR_FREE]()
    kept = floors.of_growth(layer, "float32")[floors.MEMORY_KEPT]()
    np.testing.assert_array_equal(kept, expected)
    of_ones = arrays[1].sum(axis=(1, 2, 3)) + arrays[2]  # as if all windows were ones
    np.testing.assert_allclose(for_free, np.broadcast_to(of_ones[:, None, None], kept.shape), 1e-4)
    np.testing.assert_array_equal(conv2d(*arrays, **layer.settings), expected)


def test_other_layers_are_large():
    assert min(one.operations for one in OTHERS) > 4e8


@pytest.mark.parametrize("workload", SMALL.values(), ids=SMALL)
def test_arrays_have_the_shapes_of_the_workload(workload):
    x, weight, bias = workload.arrays("float32")
    assert conv2d(x, weight, bias, **workload.settings).shape == workload.output_shape
    assert x.dtype == weight.dtype == bias.dtype == np.float32


def test_unknown_workload_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="'W99' is the name of no workload; use some of W1, W2"):
        choose(["W1", "W99"])


def test_columns_are_counted_as_im2col_holds_them():
    # 2 pictures · 7² windows of 3·3² numbers
    assert SMALL["plain"].column_count == 2 * 49 * 27


# Peers.


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("setting", SMALL)
@pytest.mark.parametrize("peer", THERE, ids=lambda peer: peer.name)
def test_peer_agrees_with_convlib(peer, setting, dtype):
    workload = SMALL[setting]
    arrays = workload.arrays(dtype)
    if setting in LACKS.get(peer.name, ()):
        with pytest.raises(peers.NotComparable, match="it has no"):
            peers.ready(peer, arrays, workload, threads=1)
        return
    if (peer.name, dtype) == ("onnxruntime", "float64"):
        with pytest.raises(peers.NotComparable, match="it has no Conv for float64"):
            peers.ready(peer, arrays, workload, threads=1)
        return
    call = peers.ready(peer, arrays, workload, threads=1)
    peers.check_agreement(call(), conv2d(*arrays, **workload.settings), arrays, workload)


def test_peer_that_differs_is_left_out():
    workload = SMALL["plain"]
    arrays = workload.arrays("float64")
    right = conv2d(*arrays, **workload.settings)
    wrong = right.copy()
    wrong[1, 2, 3, 4] += 1e-9
    for other, words in (
        (wrong, "differs from convlib by"),
        (np.full_like(right, np.nan), "differs from convlib by nan"),
        (right[:, :, 1:], r"shape \(2, 4, 6, 7\), convlib's \(2, 4, 7, 7\)"),
        (right.astype(np.float32), "float32, convlib's float64"),
    ):
        with pytest.raises(peers.NotComparable, match=words):
            peers.check_agreement(other, right, arrays, workload)


def test_missing_peer_is_named_with_the_remedy(monkeypatch):
    monkeypatch.setattr(peers, "find_spec", lambda name: None if name == "onnx" else name)
    there, sentences = peers.installed()
    assert [peer.name for peer in there] == [
        peer.name for peer in peers.PEERS if peer.name != "onnxruntime"
    ]
    assert len(sentences) == 1
    assert sentences[0].startswith("onnxruntime is left out: onnx is not installed")
    assert "[bench]" in sentences[0]


def test_peer_that_takes_too_long_or_too_much_is_left_out(monkeypatch):
    workload, by_name = SMALL["plain"], {peer.name: peer for peer in peers.PEERS}
    arrays = workload.arrays("float32")
    monkeypatch.setattr(peers, "MOST_SECONDS", 0.0)
    with pytest.raises(peers.NotComparable, match="it would take about"):
        peers.ready(by_name["four loops"], arrays, workload, threads=1)
    monkeypatch.setattr(peers, "MOST_COLUMNS", 2 * 49 * 27 * 4 - 1)
    with pytest.raises(peers.NotComparable, match="its matrix of windows would take"):
        peers.ready(by_name["full im2col"], arrays, workload, threads=1)


# The command.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dtype", "float16"], "use float32, float64 or float32,float64"),
        (["--threads", "0"], "use whole numbers from 1 to"),
        (["--threads", "two"], "--threads two"),
        (["--threads", "100000"], "use whole numbers from 1 to"),
        (["--rounds", "0"], "measures nothing; use 1 or more"),
        (["--only", "W99"], "'W99' is the name of no workload"),
        (["--save", "--only", "W1"], "leave out --only"),
        (["--unknown"], "unrecognized arguments: --unknown"),
    ],
)
def test_wrong_argument_is_explained(arguments, words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_lists_of_dtypes_and_patterns_are_read():
    options = parse(["--dtype", "float64,float32", "--only", "W1,P?1"])
    assert options.dtype == ["float64", "float32"]
    assert [one.name for one in options.workloads] == ["W1", "P21", "P31"]
    assert parse([]).core_type == ["default"]
    assert parse(["--core-type", "default,SkylakeX"]).core_type == ["default", "SkylakeX"]


@pytest.mark.system
def test_command_measures_with_the_threads_that_it_names():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.conv2d", "--only", "W1", "--rounds", "1"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "float32, 1 thread." in done.stdout
    assert "| W1 | 1×3×32² → 1, 5×5" in done.stdout
    assert "W1    1×3×32² → 1, 5×5" in done.stderr  # the line of progress: this is no terminal


def timing(ratio, spread):
    """What a run says of a peer; half of all rounds lie `spread` around the ratio."""
    return {"ratio": ratio, "low": ratio * (1 - spread), "high": ratio * (1 + spread)}


def test_summary_has_a_line_a_run_with_its_mean_and_widest_spread():
    def one_run(core, ratios):
        found = {
            layer.name: {"timings": {"convlib": timing(*ratio), "torch": timing(1, 0)}}
            for layer, ratio in zip(LAYERS, ratios, strict=False)
        }
        about = {"dtype": "float32", "threads": 1, "base": "torch", "core_type": core}
        limits, kernels = {"numpy": 111e9, "torch": 198e9}, {"chosen": core or "Haswell"}
        return about | {"limits": limits, "kernels": kernels, "workloads": found}

    # The geometric mean of 0.5 and 2 is 1, that of 0.4 and 0.9 is 0.6.
    text = table.summary(
        [one_run("", [(0.5, 0.01), (2, 0.04)]), one_run("SkylakeX", [(0.4, 0.3), (0.9, 0)])]
    )
    first, second = (list(map(str.strip, line.split("|"))) for line in text.splitlines()[2:])
    assert first[1:5] == ["float32, 1 thread", "Haswell", "1.00", "±4%"]
    assert second[1:5] == [
        "float32, 1 thread, OpenBLAS's SkylakeX kernels",
        "SkylakeX",
        "0.60",
        "±30%",
    ]
    assert first[-3:-1] == ["111", "198"]


@pytest.mark.parametrize("module", [workloads, table])
def test_examples_in_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
