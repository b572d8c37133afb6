"""The benchmark of conv2d takes turns, knows where time goes, writes tables, picture and page."""

import numpy as np
import pytest
from support.course_copy import ROOT

from benchmarks.conv2d import machine, page, peers, plot, run, shares, table, timing, workloads
from benchmarks.conv2d.floors import BARE, LAID_FOR_FREE, MEMORY_KEPT, NEW_MEMORY
from benchmarks.conv2d.workloads import Workload
from convlib import conv2d

THERE, _ = peers.installed()


# Timing and the machine.


def test_calls_take_turns_and_slow_ones_have_fewer():
    order = []
    calls = {name: (lambda name=name: order.append(name)) for name in ("one", "two", "slow")}
    found = timing.measure(calls, "two", rounds=9, first={"one": 1e-6, "two": 1e-6, "slow": 99.0})
    assert {name: one["rounds"] for name, one in found.items()} == {"one": 9, "two": 9, "slow": 5}
    turns = [name for i, name in enumerate(order) if i == 0 or order[i - 1] != name]
    assert turns[:3] == ["two", "one", "slow"]
    assert found["two"]["ratio"] == found["two"]["low"] == found["two"]["high"] == 1


def test_ratio_is_taken_within_a_round():
    # The machine is ten times slower in the second round, for both.
    found = timing._timing([2.0, 20.0, 3.0], [1.0, 10.0, 1.0])
    assert (found["seconds"], found["ratio"]) == (3.0, 2.0)
    assert (found["low"], found["high"]) == (2.0, 2.5)


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


def test_time_belongs_to_the_line_that_is_waiting(tmp_path):
    clock = [0.0]

    def wait(seconds):
        clock[0] += seconds

    file = tmp_path / "timed.py"
    file.write_text(
        "def inner(wait):\n    wait(1)\n"
        "def outer(wait):\n    wait(inner(wait) or 10)\n    wait(100)\n"
    )
    names = {}
    exec(compile(file.read_text(), str(file), "exec"), names)
    seconds, _ = shares._lines(lambda: names["outer"](wait), str(tmp_path), lambda: clock[0])
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
    layers = [Workload("T1", 2, 3, 9, 4, 3), Workload("T6", 1, 4, 8, 4, 3, padding=1, groups=4)]
    large = [Workload("T15", 1, 1, 24, 1, 15)]
    series = {
        "one channel, 16 filters": [Workload(f"B{n}", 1, 1, n, 2, 3) for n in (8, 16)],
        "more images": [Workload(f"N{n}", n, 3, 8, 2, 3) for n in (2, 4)],
    }
    for module in (workloads, run, table, plot, page):
        for name, value in (
            ("LAYERS", layers),
            ("LARGE", large),
            ("SINGLE", layers + large),
            ("SECTIONS", {"Layers": layers, "Large kernels": large}),
            ("SERIES", series),
        ):
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
        assert set(row["timings"]) | set(row["left_out"]) == names | {BARE, LAID_FOR_FREE}
        assert "convlib" in row["timings"]
    growing = set(small_run["workloads"]["B16"]["timings"])
    assert growing == names & {"convlib", "torch"} | {NEW_MEMORY, MEMORY_KEPT}


def test_tables_show_all_of_it(small_run):
    found = table.tables(small_run)
    base = small_run["base"]
    layers = found[f"Layers: time ÷ {base}"].splitlines()
    assert [line.split("|")[1].strip() for line in layers[2:4]] == ["T1", "T6"]
    assert len({len(line) for line in layers}) == 1, "columns stand below each other"
    assert "15×15" in found[f"Large kernels: time ÷ {base}"]
    near = found["Layers: how near to the limit"].splitlines()
    assert "Python" in near[0]
    share = near[0].split("|").index(" of the bare product ")
    one = small_run["workloads"]["T1"]["timings"]
    for place, name in enumerate(("convlib", LAID_FOR_FREE)):
        expected = f"{one[BARE]['seconds'] / one[name]['seconds']:.0%}"
        assert near[2].split("|")[share + place].strip() == expected
    assert "8², 16²" in found["Growth"]
    assert "2, 4" in found["Growth"]
    shown = {line.split("|")[2].strip() for line in found["Growth"].splitlines()}
    assert shown >= {"convlib", MEMORY_KEPT, NEW_MEMORY}


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
    assert "Where the time goes" in written
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
