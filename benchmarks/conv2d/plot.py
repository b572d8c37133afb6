"""One picture of a run: every peer on every workload, and what becomes of it as sizes grow."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from benchmarks.conv2d.results import Row, Run
from benchmarks.conv2d.table import heading, measured
from benchmarks.conv2d.workloads import LARGE, LAYERS, SERIES, Workload
from convtutor.draw.style import OUTPUT, WINDOW, course_style, new_figure

# Told apart by shape and by colour; both are from the palette of Okabe and Ito (2008).
MARKS = {
    "convlib": ("*", WINDOW),
    "torch": ("o", OUTPUT),
    "onnxruntime": ("P", "#56B4E9"),
    "windows + einsum": ("s", "#009E73"),
    "windows + tensordot": ("D", "#CC79A7"),
    "full im2col": ("^", "#882255"),
    "CS231n-style im2col": ("v", "#E69F00"),
    "scipy.signal": ("x", "#555555"),
    "four loops": ("+", "black"),
}
HOLLOW = ("windows + einsum", "windows + tensordot", "full im2col", "CS231n-style im2col")
ASIDE = {"windows + einsum": -0.2, "windows + tensordot": 0.2, "full im2col": 0.2}
"""How far beside its place a mark is drawn that would often lie on another one."""
GAP = 1
"""Empty places between the layers and the large kernels."""
SHOWN_SERIES = {
    "one channel, 16 filters": "side of a picture, 16 filters",
    "more images": "pictures of 32×32",
}


@course_style()
def draw(run: Run) -> Figure:
    """Draw a run.

    Above is the time of every peer as a ratio to the base's, below the time for one value of two
    series that grow. All scales of time are logarithmic.
    """
    figure = new_figure(10.5, 8.2)
    panels = figure.subplot_mosaic(
        [["ratios", "ratios"], ["sides", "images"]], height_ratios=[2, 1]
    )
    groups = [measured(run, LAYERS), measured(run, LARGE)]
    draw_ratios(panels["ratios"], run, groups)
    for axes, (series, words) in zip(
        (panels["sides"], panels["images"]), SHOWN_SERIES.items(), strict=True
    ):
        draw_growth(axes, run, SERIES[series], words, images=series == "more images")
    return figure


def draw_ratios(axes: Axes, run: Run, groups: Sequence[Sequence[tuple[Workload, Row]]]) -> None:
    """Draw a column of marks for each workload; a line shows the base."""
    places: list[int] = []
    names: list[str] = []
    for group in groups:
        start = places[-1] + 1 + GAP if places else 0
        places += [start + i for i in range(len(group))]
        names += [workload.name for workload, _ in group]
    rows = [row for group in groups for _, row in group]
    axes.set_yscale("log")
    axes.axhline(1, color=OUTPUT, linewidth=2, zorder=1, label=run["base"])
    for name in run["peers"]:
        if name == run["base"]:
            continue
        marker, colour = MARKS[name]
        there = [(x, row) for x, row in zip(places, rows, strict=True) if name in row["timings"]]
        axes.plot(
            [x + ASIDE.get(name, 0) for x, _ in there],
            [row["timings"][name]["ratio"] for _, row in there],
            marker,
            color=colour,
            markerfacecolor="white" if name in HOLLOW else colour,
            markersize=14 if name == "convlib" else 7,
            markeredgewidth=0.6 if name == "convlib" else 1.6,
            markeredgecolor="black" if name == "convlib" else colour,
            label=name,
            zorder=5 if name == "convlib" else 3,
        )
    axes.set_xticks(places, names)
    axes.set_ylabel(f"time ÷ {run['base']}'s (less is better)")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=12))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(axis="y", color="#D8D8D8")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"{heading(run)}: each workload by each peer", loc="left")
    axes.legend(ncols=5, loc="lower left", bbox_to_anchor=(0, 1.06), frameon=False)


def draw_growth(
    axes: Axes, run: Run, series: Sequence[Workload], words: str, *, images: bool
) -> None:
    """Draw nanoseconds for one value over the size that grows."""
    rows = measured(run, series)
    for name, line in (("convlib", "-"), ("torch", "--")):
        there = [(one, row) for one, row in rows if name in row["timings"]]
        if not there:
            continue
        marker, colour = MARKS[name]
        axes.plot(
            [one.batch if images else one.size for one, _ in there],
            [1e9 * row["timings"][name]["seconds"] / one.outputs for one, row in there],
            marker + line,
            color=colour,
            markersize=12 if name == "convlib" else 7,
            label=name,
        )
    sizes = [one.batch if images else one.size for one, _ in rows]
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_locator(FixedLocator(sizes))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    axes.set_ylim(0, 1.1 * axes.get_ylim()[1])
    axes.set_xlabel(words)
    axes.set_ylabel("ns for one value")
    axes.spines[["top", "right"]].set_visible(False)
    if rows:
        axes.legend(frameon=False)
