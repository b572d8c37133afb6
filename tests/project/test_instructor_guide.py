"""The instructor's guide speaks of the course as it is."""

import re

import pytest
from support.course_copy import ROOT, UNITS, read_unit

GUIDE = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")


def section(unit):
    found = re.search(rf"^### `{unit}`.*?(?=^##)", GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert found, f"docs/instructor.md has no section on {unit}"
    return found.group()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "part", ["**Goals.**", "**Time.**", "**Open with.**", "| what learners get wrong |", "**Extend"]
)
def test_each_unit_has_each_part(unit, part):
    assert part in section(unit)


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_that_of_the_unit(unit):
    minutes = read_unit(ROOT, "solutions", unit).metadata.course.minutes
    assert f"**Time.** {minutes} minutes" in section(unit)


def test_points_are_those_of_the_graded_cells():
    rows = []
    for unit in UNITS:
        cells = read_unit(ROOT, "solutions", unit).cells
        points = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells)
        rows.append(f"| `{unit}` | {points:g} |")
    table = GUIDE[GUIDE.index("## How points are set") :]
    assert [line for line in table.splitlines() if line.startswith("| `")] == rows


def test_minutes_of_the_lab_fill_ninety():
    lab = GUIDE[GUIDE.index("## A lab of 90 minutes") : GUIDE.index("## Four weeks")]
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", lab, re.MULTILINE)]
    starts, ends = zip(*spans, strict=True)
    assert starts[1:] == ends[:-1]
    assert (starts[0], ends[-1]) == (0, 90)
