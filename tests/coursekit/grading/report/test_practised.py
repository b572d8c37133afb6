"""What a class practised, counted from what lies beside the notebooks; nothing there is trusted."""

import csv
import io
import json

import pytest
from support.fictitious_class import COURSE, make_class, write_class

from coursekit.course import Course
from coursekit.grading.report.practised import count, read_practice
from coursekit.grading.report.report_command import write_report

UNIT = "03_stride"


def answer(id, idea, right, *misconceptions):
    return {
        **{"id": id, "time": 1_800_000_000_000, "question": f"{idea}/32-5-2-0", "idea": idea},
        **{"answer": [15], "right": right, "misconceptions": list(misconceptions)},
    }


ADA = [
    answer("a", "map-side", True),
    answer("b", "map-side", False, "rounded-up"),
    answer("c", "volume", False, "rounded-up"),
    answer("d", "map-side", False, "missing-plus-one", "padding-once"),  # nobody knows which
]
BEN = [answer("a", "map-side", False, "rounded-up"), answer("b", "of-yesterday", True)]


def record(answers, **changes):
    return json.dumps({"version": 1, "wiped": 0, "answers": answers} | changes)


@pytest.fixture
def submitted(tmp_path):
    """Lay a text, or whatever, beside the notebook of a learner."""
    folder = tmp_path / "submitted"

    def lay(learner, text):
        own = folder / learner / UNIT
        own.mkdir(parents=True)
        if text is not None:
            (own / "practice.json").write_bytes(text if isinstance(text, bytes) else text.encode())
        return own

    lay.folder = folder
    return lay


def test_answers_count_by_idea_and_misconceptions_by_learner():
    found = count({"ada": ADA, "ben": BEN})
    assert [(one.id, one.learners, one.answers, one.right) for one in found.ideas] == [
        ("map-side", ("ada", "ben"), 4, 1),
        ("volume", ("ada",), 1, 0),
    ]
    assert [(one.id, one.learners, one.answers) for one in found.misconceptions] == [
        ("rounded-up", ("ada", "ben"), 3),
    ]
    assert found.misconceptions[0].name == "the size was rounded up"
    assert (found.answers, found.right) == (5, 1)


def test_what_is_no_record_is_told_and_not_read(submitted):
    submitted("ada", record(ADA))
    submitted("ben", None)
    no_records = {
        **{"cut": record(ADA)[:-9], "bytes": b"\xff\xfe\x00", "deep": "[" * 100_000, "nan": "NaN"},
        **{"other": record(ADA, version=99), "list": "[]", "answers": record([{"id": 1}])},
    }
    for learner, text in no_records.items():
        submitted(learner, text)
    found = read_practice(submitted.folder, UNIT, ["ada", "ben", "nobody", *no_records])
    assert found.learners == ("ada",)
    assert found.unreadable == tuple(no_records)


def test_links_folders_and_what_is_too_large_are_not_opened(submitted):
    secret = submitted("ada", record(ADA)) / "practice.json"
    (submitted("ben", None) / "practice.json").symlink_to(secret)
    (submitted("cem", None) / "practice.json").mkdir()
    submitted("dot", record(ADA) + " " * 6 * 2**20)
    (submitted.folder / "eve").symlink_to(submitted.folder / "ada")
    found = read_practice(submitted.folder, UNIT, ["ben", "cem", "dot", "eve", "../ada"])
    assert (found.learners, found.unreadable) == ((), ())


@pytest.fixture
def course(tmp_path):
    for folder in ("notebooks", "solutions"):
        (tmp_path / folder).symlink_to(COURSE.root / folder)
    return Course(tmp_path)


@pytest.mark.parametrize("anonymous", [False, True])
def test_report_has_the_practice_of_those_who_handed_it_in(course, submitted, anonymous):
    records = make_class(UNIT, 6)
    write_class(course.root / "grading" / UNIT, records)
    names = [one["learner"] for one in records]
    without = write_report(course, UNIT).page.read_text(encoding="utf-8")
    assert "Practice that was handed in" not in without
    submitted(names[0], record(ADA))
    submitted(names[1], record(BEN))
    submitted(names[2], "<script>alert(1)</script>")
    written = write_report(course, UNIT, anonymous=anonymous)
    page = " ".join(written.page.read_text(encoding="utf-8").split())
    assert "2 learners handed in a <code>practice.json</code>: 5 answers, 1 of 5 of them" in page
    assert "What 1 learner handed in under that name is no record of answers" in page
    assert "the size was rounded up" in page
    assert "<script" not in page
    assert all((name in page) is not anonymous for name in names[:2])
    table = next(path for path in written.tables if path.name == "practice.csv")
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert {(row["kind"], row["id"], row["learners"]) for row in rows} == {
        ("idea", "map-side", "2"),
        ("idea", "volume", "1"),
        ("misconception", "rounded-up", "2"),
    }
    assert ("who" in rows[0]) is not anonymous
