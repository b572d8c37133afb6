"""What --save writes: docs/speed.md, docs/speed.png, and the short table in README.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.conv2d import plot, prose, table
from benchmarks.conv2d.results import Run
from benchmarks.conv2d.workloads import LAYERS

BEGIN, END = "<!-- speed: written by make bench -->", "<!-- end of speed -->"
SHORT_PEERS = ("convlib", "onnxruntime", "windows + einsum", "full im2col", "CS231n-style im2col")
DOTS_PER_INCH = 110


def save(runs: Sequence[Run], root: Path) -> list[Path]:
    """Write the page, the picture of the first run, and the README's part; return the files.

    The root holds README.md and docs/. A ValueError says that README.md has no marks for its part;
    then nothing is written.
    """
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"README.md has no lines {BEGIN} and {END}; put them where the table goes")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    picture, written = root / "docs" / "speed.png", root / "docs" / "speed.md"
    plot.draw(runs[0]).savefig(picture, dpi=DOTS_PER_INCH)
    written.write_text(page(runs), encoding="utf-8")
    readme.write_text(f"{before}{BEGIN}\n{short(runs)}\n{END}{after}", encoding="utf-8")
    return [written, picture, readme]


def page(runs: Sequence[Run]) -> str:
    """Write docs/speed.md."""
    about = runs[0]["machine"]
    parts = [
        prose.INTRODUCTION.format(base=runs[0]["base"]),
        f"Measured on {today()}: {about['processor']}, {about['cores']} cores, {about['system']}; "
        f"{about['versions']}.",
        f"![{describe(runs[0])}](speed.png)",
        "## All runs",
        "Geometric means over the layers W1 to W13; *spread* is the widest of a layer. Where it "
        "is large, something else disturbed the run.",
        table.summary(runs),
    ]
    for run in runs:
        parts += [f"## {table.heading(run)}", table.limits_sentence(run), *run["skipped"]]
        for title, text in table.tables(run).items():
            parts += [f"### {title}", text]
    return "\n\n".join(part.strip() for part in [*parts, prose.WHERE, prose.HONEST]) + "\n"


def short(runs: Sequence[Run]) -> str:
    """Write the README's part: the picture, the layers by a few peers, the means of all runs."""
    run = runs[0]
    about, base = run["machine"], run["base"]
    peers = [name for name in SHORT_PEERS if name in run["peers"] and name != base]
    rows = []
    for workload, found in table.measured(run, LAYERS):
        timings = found["timings"]
        row = [
            workload.name,
            workload.describe(),
            table.significant(1e3 * timings[base]["seconds"]),
        ]
        row += [
            table.significant(timings[name]["ratio"]) if name in timings else table.NOTHING
            for name in peers
        ]
        rows.append(row)
    means = [table.say(table.mean(run, name, base), len(rows)) for name in peers]
    rows.append(["", "geometric mean", "", *means])
    return "\n\n".join(
        [
            f"![{describe(run)}](docs/speed.png)",
            f"Time divided by {base}'s, {table.heading(run)}, {about['processor']}, {today()}, "
            f"{about['versions']}:",
            table.markdown(["", "workload", f"{base}, ms", *peers], rows),
            "How fast NumPy can be is decided by its matrix product, and so by the kernels that "
            "OpenBLAS chooses. Geometric means of all runs; *spread* is the widest of a layer, and "
            "where it is large, something else disturbed the run:",
            table.summary(runs),
            "[`docs/speed.md`](docs/speed.md) has all peers, large kernels, how near it is to the "
            "machine's limit, and what NumPy cannot do.",
        ]
    )


def describe(run: Run) -> str:
    """Say in words what the picture shows."""
    base = run["base"]
    means = {name: table.mean(run, name, base) for name in run["peers"] if name != base}
    words = ", ".join(
        f"{name} {table.significant(found[0])}" for name, found in means.items() if found
    )
    return (
        f"Time of each peer divided by that of {base}, for each workload, on a logarithmic scale. "
        f"Geometric means over the layers that it can compute: {words}. Below: nanoseconds for one "
        "value as pictures and batches grow."
    )


def today() -> str:
    """Give the date as people write it."""
    now = date.today()
    return f"{now.day} {now:%B %Y}"
