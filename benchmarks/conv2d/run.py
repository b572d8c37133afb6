"""One run: all workloads, by all peers that are installed, at one dtype and number of threads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

import numpy as np

from benchmarks.conv2d import floors, machine, peers, shares, timing
from benchmarks.conv2d.results import Row, Run
from benchmarks.conv2d.workloads import SINGLE, Workload

GROWING = ("convlib", "torch")
"""Who takes part where sizes grow."""


def run(workloads: Sequence[Workload], dtype: str, threads: int, rounds: int) -> Run:
    """Measure, and give all that the tables show.

    As many threads are what the environment's variables have set for BLAS; torch and onnxruntime
    are told here.
    """
    there, skipped = peers.installed()
    for sentence in skipped:
        print(sentence, file=sys.stderr)
    names = [peer.name for peer in there]
    base = next(name for name in peers.BASES if name in names)
    found: Run = {
        "dtype": dtype,
        "threads": threads,
        "base": base,
        "peers": names,
        "skipped": skipped,
        "machine": machine.describe(),
        "limits": machine.limits(dtype, threads),
        "kernels": machine.kernels(),
        "workloads": {},
    }
    for workload, say in progress(workloads):
        chosen = there
        if workload not in SINGLE:
            chosen = [peer for peer in there if peer.name in GROWING]
        row = measure(workload, chosen, base, dtype, threads, rounds)
        found["workloads"][workload.name] = row
        say(row)
    # Measured at both ends: a busy moment at one of them must not pass for the machine's limit.
    before = found["limits"]
    found["limits"] = {
        name: max(before[name], rate) for name, rate in machine.limits(dtype, threads).items()
    }
    return found


def measure(
    workload: Workload,
    there: Sequence[peers.Peer],
    base: str,
    dtype: str,
    threads: int,
    rounds: int,
) -> Row:
    """Measure one workload."""
    row: Row = {"timings": {}, "left_out": {}, "rounding": {}, "shares": {}}
    try:
        peers.check_memory(workload, dtype)
    except peers.NotComparable as error:
        row["left_out"] = {peer.name: str(error) for peer in there}
        return row
    arrays = workload.arrays(dtype)
    calls: dict[str, Callable[[], object]] = {}
    first: dict[str, float] = {}
    expected = peers.conv2d(*arrays, **workload.settings)
    exact = None
    if dtype == "float32" and workload in SINGLE:
        exact = peers.conv2d(*(array.astype(np.float64) for array in arrays), **workload.settings)
    for peer in there:
        try:
            call = peers.ready(peer, arrays, workload, threads)
            begin = perf_counter()
            answer = call()
            first[peer.name] = perf_counter() - begin
            peers.check_agreement(answer, expected, arrays, workload)
        except peers.NotComparable as error:
            row["left_out"][peer.name] = str(error)
            continue
        calls[peer.name] = call
        if exact is not None and peer.name in GROWING:
            row["rounding"][peer.name] = float(np.abs(answer - exact).max() / np.abs(exact).max())
        del answer
    beside: dict[str, Callable[[], object]] = {}
    if workload not in SINGLE:
        beside = floors.of_growth(workload, dtype)
    elif workload.column_count * arrays[0].itemsize <= peers.MOST_COLUMNS:
        beside = floors.of_a_layer(workload, dtype)
    calls |= beside
    first |= dict.fromkeys(beside, first["convlib"])
    del expected, exact
    found = timing.measure(calls, base if base in calls else "convlib", rounds, first, threads)
    row["timings"] = found
    if workload in SINGLE:
        row["shares"] = shares.shares(calls["convlib"], threads)
    return row


def progress(
    workloads: Sequence[Workload],
) -> Iterator[tuple[Workload, Callable[[Row], None]]]:
    """Go through the workloads with a bar on a terminal, and a line for each elsewhere."""
    bar = None
    if sys.stderr.isatty():
        try:
            from tqdm import tqdm
        except ImportError:
            pass
        else:
            bar = tqdm(total=len(workloads), unit="workload", leave=False, dynamic_ncols=True)

    def say(row: Row) -> None:
        if bar is not None:
            bar.update()
        else:
            print(sentence(workload, row), file=sys.stderr, flush=True)

    for workload in workloads:
        if bar is not None:
            bar.set_description(f"{workload.name:6}{workload.describe()}")
        yield workload, say
    if bar is not None:
        bar.close()


def sentence(workload: Workload, row: Row) -> str:
    """Say in a line what came of a workload."""
    line = f"{workload.name:6}{workload.describe():45}"
    timings = row["timings"]
    if "convlib" not in timings:
        return line + f"left out: {row['left_out'].get('convlib', 'no time')}"
    line += f"convlib {1e3 * timings['convlib']['seconds']:9.3f} ms"
    if "torch" in timings:
        line += f"{timings['convlib']['ratio']:7.2f} × torch"
    return line
