"""A whole class, from handing a unit out to the grades and the feedback, by nbgrader's commands.

Instructor and learners work in folders of their own and meet in the exchange only.
"""

import csv
import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.course_copy import (
    ROOT,
    UNITS,
    answered,
    copy_course,
    environment,
    graded_part,
    nbgrader,
    read_unit,
    solved,
    write_unit,
)

from convtutor.units.catalogue import exercises

if not UNITS:
    pytest.skip("there is no unit to hand out", allow_module_level=True)

UNIT = UNITS[0]
FIRST, *OTHERS = exercises(UNIT)
POINTS = {
    "ada": sum(found.points for found in exercises(UNIT)),  # all is right
    "ben": FIRST.points,  # the first function is right, the rest is not written
    "cleo": 0,  # nothing is written
}
SAID = {
    "ada": [f"✓ {found.function_name}: " for found in exercises(UNIT)],
    "ben": [
        f"✓ {FIRST.function_name}: ",
        *(f"… {found.function_name}: not written yet" for found in OTHERS),
    ],
    "cleo": [f"… {found.function_name}: not written yet" for found in exercises(UNIT)],
}


class Class:
    """A copy of the course, an exchange, and a folder and settings of its own for everyone."""

    def __init__(self, folder):
        self.folder = folder
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.course = copy_course(folder / "course")

    def instructor(self, *arguments):
        env = environment(self.folder / "home", NBGRADER_EXCHANGE=str(self.exchange))
        return nbgrader(*arguments, cwd=self.course, env=env)

    def learner(self, name, *arguments):
        env = environment(
            self.folder / f"{name}-home",
            NBGRADER_EXCHANGE=str(self.exchange),
            # Where the learners' nbgrader finds the settings that they share with the instructor.
            JUPYTER_CONFIG_PATH=str(self.course),
        )
        return nbgrader(*arguments, f"--student={name}", cwd=self.desk(name), env=env)

    def desk(self, name):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory):
    taught = Class(tmp_path_factory.mktemp("class"))
    taught.instructor("generate_assignment", UNIT, "--force")
    taught.instructor("release_assignment", UNIT)
    right = solved(taught.course, UNIT)
    work = {
        "ada": right,
        "ben": lambda source, found: right(source, found) if found is FIRST else source,
        "cleo": lambda source, found: source,
    }

    def take_part(name):
        taught.learner(name, "fetch_assignment", UNIT)
        notebook = answered(read_unit(taught.folder, name, UNIT), UNIT, work[name])
        # The figures of one are enough.
        handed_in = notebook if name == "ada" else graded_part(notebook)
        write_unit(handed_in, taught.desk(name), UNIT)
        taught.learner(name, "submit", UNIT)

    with ThreadPoolExecutor(2) as pool:  # side by side, as in a class
        list(pool.map(take_part, work))
        for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
            taught.instructor(command, UNIT)
        list(pool.map(lambda name: taught.learner(name, "fetch_feedback", UNIT), work))
    taught.instructor("export")
    return taught


def test_exported_grades_are_what_each_learner_earned(graded_class):
    with open(graded_class.course / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in rows.items()} == POINTS
    assert {float(row["max_score"]) for row in rows.values()} == {POINTS["ada"]}
    assert {row["assignment"] for row in rows.values()} == {UNIT}
    assert all(row["timestamp"] for row in rows.values()), "submitted, so there is a time"


@pytest.mark.parametrize("name", POINTS)
def test_feedback_reaches_the_learner_with_what_each_check_said(graded_class, name):
    (page,) = (graded_class.desk(name) / UNIT / "feedback").glob(f"*/{UNIT}.html")
    text = html.unescape(page.read_text(encoding="utf-8"))
    for sentence in SAID[name]:
        assert sentence in text
    assert f"Score: {POINTS[name]:.1f} / {POINTS['ada']:.1f}" in text


@pytest.mark.parametrize("name", POINTS)
def test_what_is_handed_in_lies_in_a_folder_of_its_own(graded_class, name):
    folder = graded_class.course / "submitted" / name / UNIT
    assert {f"{UNIT}.ipynb", "timestamp.txt"} <= {path.name for path in folder.iterdir()}


def test_released_unit_holds_no_answers(graded_class):
    (released,) = graded_class.exchange.glob(f"*/outbound/{UNIT}/{UNIT}.ipynb")
    assert "SOLUTION" not in released.read_text(encoding="utf-8")
    # With the gradebook come the same bytes as without it, which is how notebooks/ is made.
    assert released.read_bytes() == (ROOT / "notebooks" / UNIT / released.name).read_bytes()
