"""What an instructor pastes and reads: commands with a learner's name, damaged records."""

import json
import shlex
from pathlib import Path

import pytest

from coursekit.grading.gradebook.records import ADDED_FIELDS, FIELDS, PROVENANCE_FIELDS, Records
from coursekit.grading.running.explain_grade import explain_record

# Goal: have the instructor paste a command of theirs into a shell, by the learner's name.

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
        **{"submitted": None, "late_seconds": None, "late_rule": "", "provenance": made},
    }
    said = explain_record(record, Path("record.json"))
    [line] = [line for line in said.splitlines() if line.strip().startswith("again")]
    words = ["coursekit", "grade", "03_stride", f"--learner={name}", "--force", "--seed", "5"]
    assert shlex.split(line, comments=True)[1:] == words


# Goal: stop the grading of a class by a record that is damaged, or of another version.

WHOLE = dict.fromkeys((*FIELDS, *ADDED_FIELDS), "") | {
    "late_rule": "",
    "earlier": [],
    "provenance": dict.fromkeys(PROVENANCE_FIELDS, ""),
}
DAMAGED = {
    "a list": [],
    "null": None,
    "no provenance": WHOLE | {"provenance": None},
    "a text for provenance": WHOLE | {"provenance": "x"},
    **{f"no {name}": {k: WHOLE[k] for k in WHOLE if k != name} for name in ("scores", "submitted")},
    "no run": WHOLE | {"provenance": dict.fromkeys(PROVENANCE_FIELDS[:-2], "")},
}


def test_whole_record_is_read(tmp_path):
    records = Records(tmp_path)
    records.path("a").write_text(json.dumps(WHOLE))
    assert records.read("a") == WHOLE


@pytest.mark.parametrize("how", DAMAGED)
def test_damaged_record_is_none(how, tmp_path):
    records = Records(tmp_path)
    records.path("a").write_text(json.dumps(DAMAGED[how]))
    assert records.read("a") is None
