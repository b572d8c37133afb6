"""How long the show of hands takes to count a class that answers at once.

`make bench-hands`, with ARGS="800" for a class of another size than 300.

The service, the learners and a hub that is none are threads of one process, so what is measured is
more than what the service takes. That hub takes 5 ms to say whose a token is, one after the other,
about what a JupyterHub takes on a core of its own.

On two busy cores (November 2026) 300 learners were counted in 2.4 s the first time and in 0.9 s the
second, 800 in 6.8 s and 0.8 s. Behind a real JupyterHub 6.1.1 with as many users it took 7 to 9 s
for 300 and 11 s for 800 the first time, when the hub is asked for each, and under 1 s after that.
Nobody waits for it: `predict` has long come back.
"""

from __future__ import annotations

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from support.fake_hub import Service, run_service

QUESTION = "side_at_stride_2"
CHOICES = ["13", "14", "15", "16"]
SECONDS_OF_THE_HUB = 0.005


def answer(service: Service, learner: int) -> float:
    """Send a guess; return the seconds until it was counted."""
    start = time.perf_counter()
    status, said = service.vote(f"learner-{learner}", QUESTION, CHOICES[learner % 4], CHOICES)
    if status != 204:
        raise RuntimeError(f"learner {learner} was not counted: {status} {said}")
    return time.perf_counter() - start


def measure(service: Service, learners: int, name: str) -> None:
    """Let all answer at once, and print how long that took and what the page then waits."""
    with ThreadPoolExecutor(learners) as pool:
        start = time.perf_counter()
        taken = list(pool.map(answer, [service] * learners, range(learners)))
        whole = time.perf_counter() - start
    print(
        f"{name:44}{learners} counted in {whole:.2f} s; "
        f"a learner's thread {statistics.median(taken):.2f} s, {max(taken):.2f} s at most"
    )


def main() -> None:
    """Measure both rounds."""
    learners = int(sys.argv[1]) if sys.argv[1:] else 300
    with run_service() as service:
        service.hub.seconds = SECONDS_OF_THE_HUB
        service.do("open")
        measure(service, learners, "first round, the hub is asked for each")
        service.do("second", QUESTION)
        measure(service, learners, "second round, everybody is known")
        start = time.perf_counter()
        service.do("show", QUESTION)
        page = time.perf_counter() - start
    print(f"{'the page, to show the bars of both':44}{1000 * page:.0f} ms")


if __name__ == "__main__":
    main()
