"""What --save writes: docs/speed.md, docs/speed.png, and the short table in README.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.conv2d import plot, table
from benchmarks.conv2d.results import Run
from benchmarks.conv2d.workloads import LAYERS

BEGIN, END = "<!-- speed: written by make bench -->", "<!-- end of speed -->"
SHORT_PEERS = ("convlib", "onnxruntime", "windows + einsum", "full im2col", "CS231n-style im2col")
DOTS_PER_INCH = 110

INTRODUCTION = """\
# How fast `conv2d` is

`make bench ARGS="--save"` measured this page. `convlib.conv2d` is written in NumPy alone; beside
it stand the libraries that do the same in C++, and other ways to write it in NumPy.

## How to read it

- **Time.** All peers compute the same workload in turns, in one run, so that a busy moment of the
  machine slows each of them; with one thread it is the processor's time for this program. A turn
  is the median of its calls, and what is shown is the median over the turns. Before that each
  peer's maps are compared with `convlib`'s. A dash stands where a peer cannot compute the
  workload, or would take more than a second or two or more than 256 MiB of windows.
- **Ratio.** Time divided by {base}'s in the same round: 1 is as fast, 2 takes twice as long.
  After ± stands half the distance between the quartiles of the ratios.
- **Workloads.** Images × channels × side² → filters, size of the kernels, settings; W1 to W4 are
  what a slider asks for at every move, W5 and W13 are batches of small pictures, the others
  layers of well-known networks; V1 to V6 are large layers that nothing was chosen for. All have a
  bias.
- **Peers.** `torch` is `torch.nn.functional.conv2d`; `onnxruntime` a model of one Conv node,
  which may put its weights in order beforehand; *windows + einsum* and *windows + tensordot* go
  over a view of all windows; *full im2col* copies all windows into one matrix; *CS231n-style
  im2col* gathers them by arrays of indices, as that course does; `scipy.signal` is `correlate`
  for each image and filter; *four loops* go over images, filters, rows and columns.
- **The limit.** No method that multiplies matrices can be faster than the matrix product, so its
  peak, measured in the same run, is 100 %. *The bare product* is one `np.matmul(out=)` of the
  layer's own size, of matrices that are already laid out, timed in turns with the others: what is
  left to 100 % is laying out, adding the bias and writing. Pieces that stay in the cache can be
  multiplied faster than the whole, and then it is more than 100 %. Operations are those of the
  definition: a method that needs fewer, such as the Fourier transform, can come out above. The
  shares of `convlib`'s time are measured by a tracer: matrix products; copies of windows and
  borders; sums and products number by number, of the bias with writing the maps too; Fourier
  transforms; and the rest, which is Python: checking arguments, making views, calling NumPy.
- **Growth.** Nanoseconds for one value of the maps. *New memory* is an array of the maps' shape,
  made and filled with zeros: what the system takes for the memory alone. For the largest maps that
  is most of what grows.
- **Rounding.** The largest error of float32 beside float64, as a share of the largest value.
"""

HONEST = """\
## What NumPy cannot do

torch and onnxruntime compute float32 by code that is made for convolution (torch's is oneDNN).
Four things in it are out of NumPy's reach:

- it writes machine code for the very layer that is asked for, when it is first asked;
- it reads windows straight from the picture into the processor's registers and keeps sums there
  until they are done. A matrix product must first have its columns in memory, and writes its sums
  there: that is the share of *copies*, and of the bias in *sums*;
- it holds channels in blocks as wide as a register, so that depthwise layers, too, fill it. In
  NumPy each product goes through memory before it is added to the others;
- it chooses its instructions by itself. NumPy's matrix product is as good as the kernels that
  OpenBLAS chose for this processor, which the first line of each run names; `make bench
  ARGS="--core-type SkylakeX"` tries others.

For float64 oneDNN has no convolution: torch, too, lays out columns and calls a matrix product,
and there NumPy can be ahead. Small calls are a matter of what is done before the first product:
there `conv2d` gains on torch, and the share of *Python* is what is left to gain.
"""


def save(runs: Sequence[Run], root: Path) -> list[Path]:
    """Write the page, the picture of the first run, and the README's part.

    Parameters
    ----------
    runs : sequence of dict
        What `benchmarks.conv2d.run.run` returned.
    root : Path
        The folder with README.md and docs/.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    ValueError
        If README.md has no marks for its part; then nothing is written.
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
        INTRODUCTION.format(base=runs[0]["base"]),
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
    return "\n\n".join(part.strip() for part in [*parts, HONEST]) + "\n"


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
