"""nbval: learners' own notebooks under `--nbval-lax`, and what its strict form may leave out."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from nbval.plugin import get_sanitize_patterns
from support.course_copy import (
    ROOT,
    UNITS,
    answered,
    environment,
    graded_part,
    mistaken,
    read_unit,
    run,
    solved,
    write_unit,
)

from convtutor.units.catalogue import exercises

if not UNITS:
    pytest.skip("there is no unit to try", allow_module_level=True)

UNIT = UNITS[0]
LAST = exercises(UNIT)[-1]
FUNCTIONS = {found.function_name for found in exercises(UNIT)}
COLOUR = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    """Validate three learners' notebooks outside the course; {learner: (exit code, output)}."""
    released, right = read_unit(ROOT, "notebooks", UNIT), solved(ROOT, UNIT)
    answers = {
        "right": right,
        "last is wrong": lambda text, found: (mistaken() if found is LAST else right)(text, found),
        "untouched": lambda text, found: text,
    }

    def validate(answer):
        folder = tmp_path_factory.mktemp("learner")
        path = write_unit(graded_part(answered(released, UNIT, answer)), folder, UNIT)
        command = ["pytest", "--nbval-lax", "--color=no", path.name]
        done = run(command, path.parent, environment(folder / "home"))
        return done.returncode, COLOUR.sub("", done.stdout)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(answers, pool.map(validate, answers.values()), strict=True))


def failed_checks(output):
    """Return the functions whose check failed its cell, by the verdict at the traceback's end."""
    return set(re.findall(r"^CheckFailedError: . (\w+): ", output, flags=re.MULTILINE))


def test_right_answers_pass(validated):
    code, output = validated["right"]
    assert code == 0, output


def test_wrong_answer_fails_its_check_and_nothing_else(validated):
    code, output = validated["last is wrong"]
    assert code == 1, output
    assert failed_checks(output) == {LAST.function_name}
    assert "= 1 failed, " in output


def test_untouched_unit_fails_every_check_and_nothing_else(validated):
    code, output = validated["untouched"]
    assert code == 1, output
    assert failed_checks(output) == FUNCTIONS
    assert f"= {len(FUNCTIONS)} failed, " in output


def test_strict_form_leaves_the_bytes_of_pictures_out_and_nothing_else():
    rules = get_sanitize_patterns(
        (ROOT / "tests" / "support" / "nbval_sanitize.cfg").read_text("utf-8")
    )
    one, other = (
        f'<img src="data:image/png;base64,{data}" width="10"><figcaption>7 values</figcaption>'
        for data in ("iVBORw0KGg+/==", "iVBORw0KGgoAAAA=")
    )
    for pattern, replacement in rules:
        one, other = re.sub(pattern, replacement, one), re.sub(pattern, replacement, other)
    assert one == other == '<img src="PICTURE" width="10"><figcaption>7 values</figcaption>'
