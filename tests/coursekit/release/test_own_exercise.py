"""The template of one's own exercise is built and graded as docs/own-exercises.md says."""

import json
import re
import shutil

import pytest
from support.course_copy import (
    ROOT,
    copy_code,
    copy_course,
    environment,
    nbgrader_cells,
    read_unit,
    run_its_code,
    without_marks,
    write_unit,
)
from support.grading_class import needs_box

pytestmark = pytest.mark.system

UNIT = "10_own_idea"
TEMPLATE = ROOT / "docs" / "own-exercise"
STEPS = "def count_windows(height, width, k):\n    return (height - k) * (width - k)"


def named_in_the_catalogue(course):
    path = course / "convtutor/units/catalogue.py"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(    network,\n)(    padding,)", r"\1    own_idea,\n\2", text)
    text = re.sub(r"(    learned_filters,\n)(\)\n\"\"\"In)", r"\1    own_idea,\n\2", text)
    assert text.count("own_idea") == 2
    path.write_text(text, encoding="utf-8")


def test_template_is_built_and_graded(tmp_path):
    needs_box()
    course = copy_course(tmp_path / "course")
    copy_code(course)
    shutil.copytree(TEMPLATE / "own_idea", course / "convtutor/units/own_idea")
    shutil.copytree(TEMPLATE / UNIT, course / "solutions" / UNIT)
    named_in_the_catalogue(course)
    env = environment(tmp_path / "home", COURSEKIT_ROOT=str(course))
    made = run_its_code("notebooks", UNIT, course=course, env=env)
    assert made.returncode == 0, made.stdout

    source = nbgrader_cells(read_unit(course, "solutions", UNIT), "solution")
    right = without_marks(source["count_windows"].source)
    for name, answer, words in (("ada", right, "The first counts."), ("ben", STEPS, "")):
        notebook = read_unit(course, "notebooks", UNIT)
        assert "BEGIN SOLUTION" not in json.dumps(notebook)
        cells = nbgrader_cells(notebook, "solution")
        cells["count_windows"].source = answer
        cells["explain_plus_one"].source = words or cells["explain_plus_one"].source
        write_unit(notebook, course / "submitted" / name, UNIT)
    done = run_its_code("grade", "10", "--workers", "2", course=course, env=env)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^ada +2 of 3  all right \[1 to grade by hand\]", done.stdout, re.M)
    assert re.search(r"^ben +0 of 3  count_windows: steps-for-places", done.stdout, re.M)
    assert "note" not in done.stdout
