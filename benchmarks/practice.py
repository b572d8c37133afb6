"""How often the practice finds out what simulated learners get wrong, beside random questions.

`make bench-practice`. The page's own scheduler runs in Node, on the page's own bank of questions.
Each learner holds one, two or three misconceptions, drawn from all in the bank, and slips in one
answer of ten (`benchmarks/learners.mjs`). A learner is diagnosed rightly where exactly what it
holds is believed: nothing is missing and nothing too many. The table is for docs/practice.md.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

from convtutor.practice.practice_widget import EACH, packed_bank

LEARNERS = 200
SCRIPT = Path(__file__).with_name("learners.mjs")
ROWS = {
    "one 12": "one idea is asked for, 12 questions",
    "unsure 12": "each idea that is unsure is asked for, 12 questions",
    "all 12": "all ideas, 12 questions",
    "all 24": "all ideas, 24 questions",
    "all 36": "all ideas, 36 questions",
}


def main() -> None:
    """Measure and print the table."""
    print(table(measure(LEARNERS)))


def measure(learners: int) -> dict[str, float]:
    """The share of learners diagnosed rightly, by how questions are chosen, held, asked about."""
    asked = json.dumps(
        {"bank": json.loads(gzip.decompress(packed_bank(EACH))), "learners": learners}
    )
    run = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def table(shares: dict[str, float]) -> str:
    """Lay the shares out for Markdown."""
    lines = [
        "| diagnosed rightly | questions | one held | two held | three held | together |",
        "|---|---|---|---|---|---|",
    ]
    for row, words in ROWS.items():
        for how in ("chosen", "random"):
            found = [shares[f"{how} {count} {row}"] for count in (1, 2, 3)]
            cells = [f"{100 * share:.1f} %" for share in (*found, sum(found) / 3)]
            lines.append(f"| {words} | {how} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
