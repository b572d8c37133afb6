"""The simulated learners run, and the practice finds out more about them than random questions."""

import shutil

import pytest

from benchmarks.practice import ROWS, measure, table


@pytest.mark.system
@pytest.mark.skipif(not shutil.which("node"), reason="needs Node: apt-get install nodejs")
def test_chosen_questions_find_out_more_than_random_ones():
    shares = measure(4)
    assert len(table(shares).splitlines()) == 2 + 2 * len(ROWS)

    def together(how, row):
        return sum(shares[f"{how} {count} {row}"] for count in (1, 2, 3)) / 3

    assert together("chosen", "one 12") >= 0.85  # of 12 learners; docs/practice.md has 600
    assert together("chosen", "all 24") > together("random", "all 24") + 0.2
