"""Goal: have the instructor paste a command of theirs into a shell, by the learner's name."""

import shlex
from pathlib import Path

import pytest

from coursekit.grading.gradebook.records import PROVENANCE_FIELDS
from coursekit.grading.running.explain_grade import explain_record

NAMES = ["a; touch owned", "$(touch owned)", "a`id`", "a' b", "--force", "a && b #", "a|b>c"]


@pytest.mark.parametrize("name", NAMES)
def test_command_that_is_shown_holds_a_name_as_one_word(name):
    made = dict.fromkeys(PROVENANCE_FIELDS, "") | {
        "maxima": {},
        "versions": {},
        "seconds": 1.0,
        "seed": 5,
    }
    record = {
        "scores": {},
        "texts": {},
        "predictions": {},
        **{"learner": name, "unit": "03_stride", "notes": [], "problem": ""},
        **{"submitted": None, "late_seconds": None, "provenance": made},
    }
    said = explain_record(record, Path("record.json"))
    [line] = [line for line in said.splitlines() if line.strip().startswith("again")]
    words = ["coursekit", "grade", "03_stride", f"--learner={name}", "--force", "--seed", "5"]
    assert shlex.split(line, comments=True)[1:] == words
