"""Tables of what was found, in Markdown that reads well in a terminal, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import geometric_mean

from benchmarks.conv2d.floors import BARE, LAID_FOR_FREE, MEMORY_KEPT, NEW_MEMORY
from benchmarks.conv2d.results import Row, Run, Timing
from benchmarks.conv2d.workloads import LAYERS, SECTIONS, SERIES, Workload

NOTHING = "–"
PEAKS = ("numpy", "torch")
OF_BARE = ("convlib", LAID_FOR_FREE)
"""Whose rate is given as a share of the bare product's."""


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 2) -> str:
    """Lay out a table whose first columns are words and whose others are numbers."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = ["-" * width if i < words else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    lines.insert(1, rule)
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(width) if i < words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in lines
    )


def significant(value: float) -> str:
    """Write two or three digits, as many as a measurement of time deserves.

    Examples
    --------
    >>> significant(0.0513), significant(1.236), significant(23.56), significant(1116.3)
    ('0.051', '1.24', '24', '1,116')
    """
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def with_spread(timing: Timing) -> str:
    """Write a ratio and half the distance of its quartiles as a share of it."""
    spread = (timing["high"] - timing["low"]) / 2 / timing["ratio"]
    return f"{significant(timing['ratio'])} ±{spread:.0%}"


def measured(run: Run, workloads: Sequence[Workload]) -> list[tuple[Workload, Row]]:
    """Give the workloads that this run has times for, with what was found."""
    found = run["workloads"]
    return [
        (one, found[one.name])
        for one in workloads
        if one.name in found and found[one.name]["timings"]
    ]


def ratios(run: Run, workloads: Sequence[Workload]) -> str:
    """Show every peer's time as a ratio to the base's; below, means over the workloads."""
    base, rows = run["base"], measured(run, workloads)
    others = [name for name in run["peers"] if name != base]
    lines = []
    for workload, row in rows:
        timings = row["timings"]
        line = [workload.name, workload.describe(), significant(1e3 * timings[base]["seconds"])]
        line += [with_spread(timings[name]) if name in timings else NOTHING for name in others]
        lines.append(line)
    means = [mean(run, name, base, workloads) for name in others]
    lines.append(["", f"geometric mean, ÷ {base}", "", *(say(one, len(rows)) for one in means)])
    if base != "convlib":
        for words, pick in (("geometric mean", geometric_mean), ("least", min)):
            line = ["", f"{words}, ÷ convlib", say(compare(run, base, "convlib", rows, pick), 0)]
            line += [say(compare(run, name, "convlib", rows, pick), 0) for name in others]
            lines.append(line)
    return markdown(["", "workload", f"{base}, ms", *others], lines)


def say(mean_and_count: tuple[float, int] | None, all_of: int) -> str:
    """Write a mean, and over how many workloads it is where that is not all of them."""
    if mean_and_count is None:
        return NOTHING
    value, count = mean_and_count
    return significant(value) + (f" ({count} of {all_of})" if count < all_of else "")


def mean(
    run: Run, name: str, base: str, workloads: Sequence[Workload] = LAYERS
) -> tuple[float, int] | None:
    """Give the geometric mean of a peer's ratios, and over how many workloads it is taken."""
    if base == run["base"]:
        found = [
            row["timings"][name]["ratio"]
            for _, row in measured(run, workloads)
            if name in row["timings"]
        ]
        return (geometric_mean(found), len(found)) if found else None
    return compare(run, name, base, measured(run, workloads), geometric_mean)


def compare(
    run: Run,
    name: str,
    base: str,
    rows: Sequence[tuple[Workload, Row]],
    pick: Callable[[Iterable[float]], float],
) -> tuple[float, int] | None:
    """Pick one of a peer's times as ratios to another's: their least, or their mean."""
    found = [
        row["timings"][name]["seconds"] / row["timings"][base]["seconds"]
        for _, row in rows
        if name in row["timings"] and base in row["timings"]
    ]
    return (pick(found), len(found)) if found else None


def limits(run: Run, workloads: Sequence[Workload]) -> str:
    """Show what share of the machine's limit is reached, and where convlib's time goes."""
    peak = run["limits"]["numpy"]
    lines = []
    for workload, row in measured(run, workloads):
        line = [workload.name, workload.describe(), f"{workload.operations / 1e6:,.1f}"]
        for name in ("convlib", "torch"):
            timing = row["timings"].get(name)
            rate = workload.operations / timing["seconds"] if timing else 0.0
            line += [f"{rate / 1e9:.0f}", f"{rate / peak:.0%}"] if timing else [NOTHING] * 2
        of_bare = [compare(run, BARE, one, [(workload, row)], min) for one in OF_BARE]
        line[5:5] = [f"{share[0]:.0%}" if share else NOTHING for share in of_bare]
        lines.append(line + [f"{share:.0%}" for share in row["shares"].values()])
    head = ["", "workload", "10⁶ operations", "convlib, 10⁹/s", "of the peak"]
    head += ["of the bare product", LAID_FOR_FREE, "torch, 10⁹/s", "of the peak"]
    head += ["products", "copies", "sums", "transforms", "Python"]
    return markdown(head, lines)


def rounding(run: Run, workloads: Sequence[Workload]) -> str:
    """Show the largest error of float32 beside float64, as a share of the largest value."""
    lines = []
    for workload, row in measured(run, workloads):
        errors = row["rounding"]
        if "convlib" in errors:
            line = [workload.name, workload.describe()]
            line += [f"{errors[n]:.1e}" if n in errors else NOTHING for n in ("convlib", "torch")]
            lines.append(line)
    return markdown(["", "workload", "convlib", "torch"], lines) if lines else ""


def growth(run: Run) -> str:
    """Show nanoseconds for one value as sizes grow; last, the largest over the smallest."""
    lines = []
    for series, workloads in SERIES.items():
        rows = measured(run, workloads)
        for name in ("convlib", "torch", MEMORY_KEPT, NEW_MEMORY):
            times = [
                (1e9 * row["timings"][name]["seconds"] / one.outputs)
                for one, row in rows
                if name in row["timings"]
            ]
            if times:
                steps = ", ".join(significant(time) for time in times)
                sizes = [_size(series, one) for one, _ in rows]
                lines.append(
                    [series, name, ", ".join(sizes), steps, f"{max(times) / min(times):.2f}"]
                )
    head = ["series", "", "sizes", "ns for one value", "largest ÷ smallest"]
    return markdown(head, lines, words=4) if lines else ""


def _size(series: str, workload: Workload) -> str:
    return str(workload.batch) if series == "more images" else f"{workload.size}²"


def tables(run: Run) -> dict[str, str]:
    """Give all tables by their titles; those without a row are left out."""
    found = {}
    base = run["base"]
    for title, workloads in SECTIONS.items():
        if measured(run, workloads):
            found[f"{title}: time ÷ {base}"] = ratios(run, workloads)
            found[f"{title}: how near to the limit"] = limits(run, workloads)
            found[f"{title}: rounding"] = rounding(run, workloads)
    found["Growth"] = growth(run)
    return {title: text for title, text in found.items() if text}


def heading(run: Run) -> str:
    """Say which run it is.

    Examples
    --------
    >>> heading({"dtype": "float32", "threads": 2})
    'float32, 2 threads'
    """
    threads, core = run["threads"], run.get("core_type")
    words = f"{run['dtype']}, {threads} thread{'s' if threads > 1 else ''}"
    return f"{words}, OpenBLAS's {core} kernels" if core else words


def summary(runs: Sequence[Run]) -> str:
    """Show the means of all runs, a line for each, and what matrix products reach in it."""
    rows = []
    for run in runs:
        base, rates = run["base"], run["limits"]
        means = [
            say(mean(run, "convlib", base), len(measured(run, LAYERS))),
            *(
                say(mean(run, name, "convlib"), len(measured(run, LAYERS)))
                for name in ("windows + einsum", "CS231n-style im2col")
            ),
        ]
        peaks = [f"{rates[name] / 1e9:.0f}" if name in rates else NOTHING for name in PEAKS]
        means.insert(1, _spread(run))
        rows.append([heading(run), run["kernels"].get("chosen") or "", *means, *peaks])
    base = runs[0]["base"]
    head = ["run", "kernels", f"convlib ÷ {base}", "spread"]
    head += ["einsum ÷ convlib", "CS231n-style ÷ convlib"]
    return markdown([*head, "NumPy's products, 10⁹/s", "torch's"], rows)


def _spread(run: Run) -> str:
    """The widest spread of a layer: a run in which it is large was disturbed."""
    found = [row["timings"].get("convlib") for _, row in measured(run, LAYERS)]
    widths = [(one["high"] - one["low"]) / 2 / one["ratio"] for one in found if one]
    return f"±{max(widths):.0%}" if widths else NOTHING


def limits_sentence(run: Run) -> str:
    """Say what the machine can do at best, and with which kernels."""
    rates, kernels = run["limits"], run["kernels"]
    words = (
        f"Matrix products in NumPy reach {rates['numpy'] / 1e9:.0f} · 10⁹ operations a second "
        f"({kernels['blas']}{_chosen(kernels)})"
    )
    if "torch" in rates:
        words += f", in torch {rates['torch'] / 1e9:.0f} ({kernels.get('torch', '')})"
    return words + (
        f"; copies move {rates['copy far'] / 1e9:.0f} GB a second in memory and "
        f"{rates['copy near'] / 1e9:.0f} in the cache."
    )


def _chosen(kernels: Mapping[str, str]) -> str:
    return f" with its {kernels['chosen']} kernels" if kernels.get("chosen") else ""
