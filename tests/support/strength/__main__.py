"""Measure all exercises, and write docs/strength.md."""

import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from support.strength import table
from support.strength.measure import measure

from convtutor.units.catalogue import exercises

PROCESSES = 2


def main():
    ids = [found.id for found in exercises()]
    strengths = {}
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        futures = {pool.submit(measure, id): id for id in ids}
        _show(0, len(ids))
        for done, future in enumerate(as_completed(futures), start=1):
            strengths[futures[future]] = future.result()
            _show(done, len(ids), futures[future])
    found = [strengths[id] for id in ids]
    table.PAGE.write_text(table.page(found), "utf-8")
    faults = [fault for strength in found for fault in strength.faults()]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{table.PAGE.name}: {len(found)} exercises, {len(faults)} faults")
    return 1 if faults else 0


def _show(done, total, id=""):
    """A bar on a terminal, a line at every tenth elsewhere."""
    share = done / total
    bar = "█" * round(30 * share) + "░" * round(30 * (1 - share))
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r\033[K{bar} {done} of {total} {id}", end=end, file=sys.stderr, flush=True)
    elif done * 10 // total > (done - 1) * 10 // total:
        print(f"{done} of {total} exercises", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
