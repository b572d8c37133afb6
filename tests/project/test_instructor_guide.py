"""The instructor's guide speaks of the course as it is."""

import re
import shlex
import textwrap

import pytest
from support.course_copy import ROOT, UNITS, read_unit

from coursekit.cli import build_parser
from coursekit.grading.deadlines import read_deadlines

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


def test_every_command_of_the_course_in_it_can_be_given():
    own = (ROOT / "docs" / "own-exercises.md").read_text(encoding="utf-8")
    told = re.findall(r"(?:^    |`)(coursekit [^`\n#]+)", GUIDE + own, flags=re.MULTILINE)
    assert len(told) > 10
    for command in told:
        words = shlex.split(command)[1:]
        if words in (["hand-back"], ["collect"], ["report"], ["export"], ["grade"], ["forget"]):
            continue  # only named
        build_parser().parse_args(["grade" if word == "UNIT" else word for word in words])


def test_example_of_deadlines_is_one(tmp_path):
    lines = GUIDE[GUIDE.index("    timezone = ") : GUIDE.index("A unit may have a `per_day`")]
    (tmp_path / "deadlines.toml").write_text(textwrap.dedent(lines), encoding="utf-8")
    found = read_deadlines(tmp_path / "deadlines.toml", UNITS)
    assert found.describe("03_stride").startswith("due Fri 20 Nov 2026, 18:00; 10 % less")
    assert found.due_for("ada", "03_stride") > found.due_for("ben", "03_stride")


def test_table_of_contents_leads_to_what_is_there():
    headings = re.findall(r"^##+ (.+)$", GUIDE, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    assert set(re.findall(r"\]\(#([\w-]+)\)", GUIDE)) <= anchors


def test_minutes_of_the_lab_fill_ninety():
    lab = GUIDE[GUIDE.index("## A lab of 90 minutes") : GUIDE.index("## Four weeks")]
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", lab, re.MULTILINE)]
    starts, ends = zip(*spans, strict=True)
    assert starts[1:] == ends[:-1]
    assert (starts[0], ends[-1]) == (0, 90)
