"""Goal: fill the grader's memory, disk or reports with output: stdout, stderr, logs, errors."""

import pytest
from system.attacks.attack import WRONG, attempt, doing

FLOODS = {
    "print": "for _ in range(10**4): print('x' * 1000)",
    "one long line": "print('x' * 10**7)",
    "descriptors": "import os\nfor n in range(4000): os.write(1 + n % 2, b'x' * 10**4)",
    "errors": "raise ValueError('m' * 10**7)",
    "long names": "raise type('K' * 10**6, (ValueError,), {})('m')",
    "many bases": (
        "kind = ValueError\nfor n in range(300): kind = type(f'E{n}' * 10, (kind,), {})\nraise kind"
    ),
    "bad text": "print('\\ud800' * 5000)\nraise ValueError('\\udfff' * 5000)",
    "long kind": "return type('K' * 10**6, (), {})()",
}


@pytest.mark.parametrize("how", FLOODS)
def test_flood_is_cut_short(how, capfd):
    cell = (
        doing("pass")
        + "\n"
        + "def apply_filter(x, weight, bias=0.0):\n    "
        + FLOODS[how].replace("\n", "\n    ")
    )
    found = attempt(cell)
    assert found.points == 0.0
    for outcome in found.outcomes:
        assert len(repr(outcome)) < 10_000
    assert capfd.readouterr() == ("", "")


def test_flood_while_cells_run_is_cut_short(capfd):
    cell = "import os\nfor _ in range(1000): os.write(2, b'x' * 10**4); print('y' * 10**4)" + WRONG
    assert attempt(cell).points == 0.0
    assert capfd.readouterr() == ("", "")
