"""Measure and print the tables; with --save, write docs/speed.md and the README's part."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the measuring processes set variables before anything is loaded
    from benchmarks.conv2d.results import Run

ROOT = Path(__file__).parents[2]
# A library reads its variable once, when it is loaded: so each run is a process of its own.
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
CORE_VARIABLE, OWN_CHOICE = "OPENBLAS_CORETYPE", "default"
DTYPES = ("float32", "float64")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    options = parse(arguments)
    if options.result:
        return measure_here(options)
    runs = []
    try:
        for core, dtype, threads in product(options.core_type, options.dtype, options.threads):
            run = measure_in_process(options, core, dtype, threads)
            show(run)
            runs.append(run)
    except subprocess.CalledProcessError as error:  # it has said why
        return error.returncode
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    if options.save:
        from benchmarks.conv2d.page import save

        for path in save(runs, ROOT):
            print(f"wrote {path.relative_to(ROOT)}")
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line; a wrong argument ends the program with a sentence."""
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Measure convlib.conv2d beside its peers.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--dtype", type=_list, default=["float32"], help="float32, float64 or both, with a comma"
    )
    parser.add_argument("--threads", type=_list, default=["1"], help="such as 1 or 1,2")
    parser.add_argument("--only", type=_list, default=[], help="workloads, such as W7,W8 or 'L*'")
    parser.add_argument("--rounds", type=int, default=9, help="turns of each peer, 9 if not given")
    parser.add_argument(
        "--core-type",
        type=_list,
        default=[OWN_CHOICE],
        help="the kernels that OpenBLAS shall use, such as SkylakeX or default,SkylakeX; default "
        "stands for its own choice",
    )
    parser.add_argument(
        "--save", action="store_true", help="write docs/speed.md, docs/speed.png and README.md"
    )
    parser.add_argument("--result", default="", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    wrong = [dtype for dtype in options.dtype if dtype not in DTYPES]
    if wrong or not options.dtype:
        parser.error(f"--dtype {','.join(wrong)}: use float32, float64 or float32,float64")
    cores = os.cpu_count() or 1
    for threads in options.threads or [""]:
        if not threads.isdecimal() or not 1 <= int(threads) <= cores:
            parser.error(
                f"--threads {threads}: this machine has {cores} cores; use whole numbers "
                f"from 1 to {cores}, such as 1 or 1,{cores}"
            )
    options.threads = [int(threads) for threads in options.threads]
    if options.rounds < 1:
        parser.error(f"--rounds {options.rounds} measures nothing; use 1 or more")
    if options.save and options.only:
        parser.error("--save writes a page about all workloads; leave out --only")
    from benchmarks.conv2d.workloads import choose

    try:
        options.workloads = choose(options.only)
    except ValueError as error:
        parser.error(f"--only: {error}")
    return options


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def measure_in_process(options: argparse.Namespace, core: str, dtype: str, threads: int) -> Run:
    """Run this program once more with the right variables, and read what it found."""
    environment = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads))}
    if core != OWN_CHOICE:
        environment[CORE_VARIABLE] = core
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, "-m", "benchmarks.conv2d", "--result", str(result)]
        command += ["--dtype", dtype, "--threads", str(threads), "--rounds", str(options.rounds)]
        command += ["--only", ",".join(options.only), "--core-type", core]
        paths = [str(ROOT), *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        subprocess.run(command, env=environment, check=True)
        return json.loads(result.read_text(encoding="utf-8"))


def measure_here(options: argparse.Namespace) -> int:
    """Measure in this process, whose variables are set, and write down what was found."""
    from benchmarks.conv2d import machine
    from benchmarks.conv2d.run import run

    chosen, core = machine.kernels()["chosen"], options.core_type[0]
    if core != OWN_CHOICE and chosen and chosen.lower() != core.lower():
        print(
            f"make bench: error: --core-type {core}: OpenBLAS took {chosen} instead; "
            "use a name that it knows and this processor can run, such as Haswell or SkylakeX",
            file=sys.stderr,
        )
        return 2
    try:
        found = run(options.workloads, options.dtype[0], options.threads[0], options.rounds)
    except KeyboardInterrupt:
        return 130
    found["core_type"] = "" if core == OWN_CHOICE else core
    Path(options.result).write_text(json.dumps(found), encoding="utf-8")
    return 0


def show(run: Run) -> None:
    """Print the tables of a run."""
    from benchmarks.conv2d import table

    about = run["machine"]
    print(f"\n{table.heading(run)}. {about['processor']}, {about['cores']} cores. ", end="")
    print(f"{about['versions']}.\n{table.limits_sentence(run)}")
    for title, text in table.tables(run).items():
        print(f"\n{title}\n\n{text}")


if __name__ == "__main__":
    sys.exit(main())
