"""The prose is spelled right: codespell reads the pages and the notebooks' text cells."""

import subprocess
import sys

import pytest
from support.course_copy import ROOT, UNITS, read_unit

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def misspelled(text):
    """Return what codespell says of a text: a line for each wrong word."""
    command = [sys.executable, "-m", "codespell_lib", "-"]
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)
    assert not done.stderr
    # For each find it repeats the line of the text, then says "WRONG ==> RIGHT".
    return [line.strip() for line in done.stdout.splitlines() if "==>" in line]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_spelled_right(page):
    assert misspelled(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("unit", UNITS)
def test_unit_is_spelled_right(unit):
    cells = read_unit(ROOT, "solutions", unit).cells
    # Code cells count, too: docstrings and printed sentences are prose.
    assert misspelled("\n\n".join(cell.source for cell in cells)) == []


def test_wrong_word_is_found():
    assert misspelled("The stride is recieved.") == ["recieved ==> received"]
