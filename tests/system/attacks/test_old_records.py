"""Goal: stop the grading of a class by a record that is damaged, or of another version."""

import json

import pytest

from coursekit.grading.gradebook.records import ADDED_FIELDS, FIELDS, PROVENANCE_FIELDS, Records

WHOLE = dict.fromkeys((*FIELDS, *ADDED_FIELDS), "") | {
    "provenance": dict.fromkeys(PROVENANCE_FIELDS, "")
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
