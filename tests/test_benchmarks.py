"""The benchmark of conv2d computes what it says, by peers that agree, and writes its page."""

import doctest
import os
import subprocess
import sys

import numpy as np
import pytest
from course_copy import ROOT

from benchmarks.conv2d import machine, page, peers, plot, run, shares, table, timing, workloads
from benchmarks.conv2d.__main__ import main, parse
from benchmarks.conv2d.workloads import ALL, LARGE, LAYERS, SERIES, Workload, choose
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


# Timing and the machine.


def test_calls_take_turns_and_slow_ones_have_fewer():
    order = []
    calls = {name: (lambda name=name: order.append(name)) for name in ("one", "two", "slow")}
    found = timing.measure(calls, "two", rounds=5, first={"one": 1e-6, "two": 1e-6, "slow": 99.0})
    assert {name: one.rounds for name, one in found.items()} == {"one": 5, "two": 5, "slow": 3}
    turns = [name for i, name in enumerate(order) if i == 0 or order[i - 1] != name]
    assert turns[:3] == ["two", "one", "slow"]
    assert found["two"].ratio == found["two"].low == found["two"].high == 1


def test_ratio_is_taken_within_a_round():
    # The machine is ten times slower in the second round, for both.
    found = timing._timing([2.0, 20.0, 3.0], [1.0, 10.0, 1.0])
    assert (found.seconds, found.ratio) == (3.0, 2.0)
    assert (found.low, found.high) == (2.0, 2.5)


def test_shares_of_a_call_add_up_and_follow_what_it_does():
    layer = Workload("T", 1, 32, 40, 64, 3)
    arrays = layer.arrays("float32")
    found = shares.shares(lambda: conv2d(*arrays, **layer.settings))
    assert set(found) == {*shares.KINDS, "Python"}
    assert sum(found.values()) == pytest.approx(1)
    assert found["products"] > 0


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("np.matmul(a, b, out=c)", "products"),
        ("maps = a @ b + c", "products"),
        ("np.add(maps, bias, out=maps)", "sums"),
        ("total += product", "sums"),
        ("laid[...] = view", "copies"),
        ("spectra = np.fft.rfft2(x) * other", "transforms"),
        ("maps = np.empty(shape)", None),
        ("rows = even(height, most)", None),
    ],
)
def test_statement_is_known_by_what_it_does(statement, kind, tmp_path):
    file = tmp_path / "statement.py"
    file.write_text(f"# nothing\n{statement}\n")
    assert shares._kinds(str(file)).get(2) == kind


def test_time_belongs_to_the_line_that_is_waiting(tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(shares, "perf_counter", lambda: clock[0])

    def wait(seconds):
        clock[0] += seconds

    file = tmp_path / "timed.py"
    file.write_text(
        "def inner(wait):\n    wait(1)\ndef outer(wait):\n    wait(inner(wait) or 10)\n    wait(100)\n"
    )
    names = {}
    exec(compile(file.read_text(), str(file), "exec"), names)
    seconds, _ = shares._lines(lambda: names["outer"](wait), str(tmp_path))
    spent = {line: taken for (_, line), taken in seconds.items() if taken}
    # The 10 come after inner has returned: they are of the line that called it.
    assert spent == {2: 1, 4: 10, 5: 100}


def test_kernels_and_processor_have_names():
    found = machine.kernels()
    assert found["blas"]
    assert machine.describe()["processor"]
    assert f"numpy {np.__version__}" in machine.describe()["versions"]


# A whole small run, its tables, picture and page.


@pytest.fixture(scope="module")
def small_run():
    """A run of one small workload in each place of the tables."""
    patch = pytest.MonkeyPatch()
    patch.setattr(machine, "PRODUCTS", [(32, 32, 32)])
    patch.setattr(machine, "FAR_BYTES", 2**12)
    patch.setattr(timing, "TURN_SECONDS", 0.0)
    layers = [SMALL["plain"], SMALL["depthwise"]]
    large = [Workload("T15", 1, 1, 24, 1, 15)]
    series = {
        "one channel, 16 filters": [Workload(f"B{n}", 1, 1, n, 2, 3) for n in (8, 16)],
        "more images": [Workload(f"N{n}", n, 3, 8, 2, 3) for n in (2, 4)],
    }
    for module in (workloads, run, table, plot, page):
        for name, value in (("LAYERS", layers), ("LARGE", large), ("SERIES", series)):
            if hasattr(module, name):
                patch.setattr(module, name, value)
    every = [*layers, *large, *(one for members in series.values() for one in members)]
    yield run.run(every, "float32", threads=1, rounds=2)
    patch.undo()


def test_every_workload_has_times_of_every_peer_or_a_reason(small_run):
    names = set(small_run["peers"])
    assert names == {peer.name for peer in THERE}
    for name in ("T1", "T6", "T15"):
        row = small_run["workloads"][name]
        assert set(row["timings"]) | set(row["left out"]) == names
        assert "convlib" in row["timings"]
    assert set(small_run["workloads"]["B16"]["timings"]) == names & {"convlib", "torch"}


def test_tables_show_all_of_it(small_run):
    found = table.tables(small_run)
    base = small_run["base"]
    layers = found[f"Layers: time ÷ {base}"].splitlines()
    assert [line.split("|")[1].strip() for line in layers[2:4]] == ["T1", "T6"]
    assert len({len(line) for line in layers}) == 1, "columns stand below each other"
    assert "15×15" in found[f"Large kernels: time ÷ {base}"]
    assert "Python" in found["Layers: how near to the limit"]
    assert "8², 16²" in found["Growth"]
    assert "2, 4" in found["Growth"]


def test_means_are_over_what_was_measured():
    one = {"convlib": {"ratio": 2.0}, "torch": {"ratio": 1.0}}
    two = {"convlib": {"ratio": 8.0}, "torch": {"ratio": 1.0}, "loops": {"ratio": 100.0}}
    found = {
        "base": "torch",
        "workloads": {"W1": {"timings": one}, "W2": {"timings": two}, "W3": {"timings": {}}},
    }
    assert table.mean(found, "convlib", "torch") == (4.0, 2)  # √(2·8)
    assert table.mean(found, "loops", "torch") == (pytest.approx(100.0), 1)
    assert table.mean(found, "scipy", "torch") is None


def test_page_picture_and_readme_are_written(small_run, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
    for path in page.save([small_run], tmp_path):
        assert path.stat().st_size > 0
    assert (tmp_path / "docs/speed.png").read_bytes().startswith(b"\x89PNG")
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert readme.startswith(f"before\n{page.BEGIN}\n")
    assert readme.endswith(f"\n{page.END}\nafter\n")
    assert "old" not in readme
    assert "| T1 " in readme
    written = (tmp_path / "docs/speed.md").read_text(encoding="utf-8")
    assert "### Growth" in written
    assert small_run["machine"]["versions"] in written
    assert "What NumPy cannot do" in written


def test_readme_has_the_place_for_its_part():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index(page.BEGIN) < text.index(page.END)


def test_readme_without_the_place_is_left_alone(small_run, tmp_path):
    (tmp_path / "README.md").write_text("before\n")
    with pytest.raises(ValueError, match=r"README\.md has no lines <!-- speed"):
        page.save([small_run], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_picture_tells_peers_apart_without_colour(small_run):
    assert {peer.name for peer in peers.PEERS} == set(plot.MARKS)
    assert len({marker for marker, _ in plot.MARKS.values()}) == len(plot.MARKS)
    figure = plot.draw(small_run)
    figure.canvas.draw()
    sizes = [text.get_fontsize() for text in figure.findobj(lambda a: hasattr(a, "get_fontsize"))]
    assert min(sizes) >= 10


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


@pytest.mark.parametrize("module", [workloads, table])
def test_examples_in_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
