"""What a class made of a unit: counted from real verdicts, and safe to open."""

import base64
import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from support.fictitious_class import COURSE, SEED, make_class, spoil, write_class

from convtutor.checks.faults.naming import known_mistake, known_mistakes
from convtutor.draw import Picture
from convtutor.units.catalogue import exercises, find_exercise
from coursekit import cli
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.escaping import safe_cell
from coursekit.grading.report.asked import asked_questions, plain_answer, revealed_truths
from coursekit.grading.report.entries import Entry, ExerciseResult, read_entries, read_entry
from coursekit.grading.report.report_command import (
    PAGE,
    SMALLEST_CLASS,
    read_findings,
    without_names,
    write_report,
)
from coursekit.grading.submission import harmless

UNIT = "03_stride"
EVIL = "<script>alert('x')</script>\x1b[31m\u202e$\\frac$\n=HYPERLINK(\"http://a\")"


@pytest.fixture
def course(tmp_path):
    """The course's own notebooks, and a folder of records of its own."""
    for folder in ("notebooks", "solutions"):
        (tmp_path / folder).symlink_to(COURSE.root / folder)
    return Course(tmp_path)


@pytest.fixture
def report_on(course, monkeypatch):
    """Write records, then the report; (page, {file: rows}). Its pictures are not rendered."""
    monkeypatch.setattr(Picture, "png", lambda _: b"")  # test_report_page.py shows them

    def report(records, **options):
        write_class(course.root / "grading" / UNIT, records)
        written = write_report(course, UNIT, **options)
        tables = {
            path.name: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
            for path in written.tables
        }
        return written.page.read_text(encoding="utf-8"), tables

    return report


def text_of(page):
    """What a reader of the page sees, without tags and without the style."""
    texts = []
    parser = HTMLParser()
    parser.handle_data = texts.append
    parser.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    return " ".join(" ".join(texts).split())


def with_verdict(record, id, *, mistakes=(), status="wrong", fails_by="another result"):
    """Return the record with another verdict on one exercise."""
    found = find_exercise(id)
    verdict = {"exercise": id, "status": status, "mistakes": list(mistakes), "points": 0.0}
    verdict |= {"wrong_aspects": [found.aspects[-1]], "fails_by": fails_by, "error": ""}
    others = [one for one in record["verdicts"] if one["exercise"] != id]
    return record | {"verdicts": [*others, verdict]}


def named(*learners):
    """Return records of a class whose learners have these names."""
    records = make_class(UNIT, len(learners))
    return [one | {"learner": name} for one, name in zip(records, learners, strict=True)]


# ---------------------------------------------------------------- counting


def test_mistakes_are_counted_as_the_records_name_them(report_on):
    records = make_class(UNIT, 40, failed=2)
    page, tables = report_on(records)
    for found in exercises(UNIT):
        verdicts = [v for r in records for v in r["verdicts"] if v["exercise"] == found.id]
        counted = {
            row["mistake"]: row for row in tables["mistakes.csv"] if row["exercise"] == found.id
        }
        for mistake in known_mistakes(found):
            made = sum(verdict["mistakes"] == [mistake.id] for verdict in verdicts)
            assert (mistake.id in counted) == (made > 0)
            if made:
                row = counted[mistake.id]
                assert int(row["learners"]) == made
                assert float(row["share"]) == pytest.approx(made / 38, abs=1e-4)
                assert (row["name"], row["hint"]) == (mistake.name, mistake.hint)
                assert mistake.name in text_of(page)
        wrong = [verdict for verdict in verdicts if verdict["status"] == "wrong"]
        unknown = sum(not verdict["mistakes"] for verdict in wrong)
        assert int(counted["unknown"]["learners"]) == unknown > 0
        assert int(counted["not judged"]["learners"]) == 2


def test_most_frequent_mistake_comes_first_with_its_share_why_and_what_to_ask(report_on):
    first = known_mistake(find_exercise("conv_output_size"), "rounded-to-nearest")
    records = [
        with_verdict(r, "conv_output_size", mistakes=[first.id]) for r in make_class(UNIT, 50)
    ]
    text = text_of(report_on(records)[0])
    # All 50 of 50 made it; no other mistake can come before that.
    assert f"Take these up in class 100 % : {first.name} 50 of 50 whose conv_output_size" in text
    assert f"Why it is wrong {first.explanation} Ask the class {first.hint}" in text
    # On the board: (6 - 3)/2 is 1.5 steps, to the nearest 2; the first place makes 3, not 2.
    assert "On the board conv_output_size(6, 3, stride=2) expected 2 mistaken 3" in text


def test_mistakes_that_look_alike_are_counted_together_once(report_on):
    one, two = (mistake.id for mistake in known_mistakes(find_exercise("unread_pixels"))[:2])
    records = [with_verdict(r, "unread_pixels", mistakes=[one, two]) for r in make_class(UNIT, 4)]
    rows = report_on(records)[1]["mistakes.csv"]
    [row] = [row for row in rows if row["exercise"] == "unread_pixels"]
    assert (row["mistake"], row["learners"]) == (f"{one} or {two}", "4")
    assert ", or as if " in row["name"]


def test_unknown_mistakes_say_what_came_instead(report_on):
    ways = ["error", "error", "borrowed", "not written", "unsteady"]
    records = [
        with_verdict(record, "conv_output_size", fails_by=way)
        for record, way in zip(make_class(UNIT, 5), ways, strict=True)
    ]
    # The last one has a name, and what came instead is no longer a question.
    records[4]["verdicts"][-1]["mistakes"] = ["missing-plus-one"]
    text = text_of(report_on(records)[0])
    assert "unknown 2 raised an error, 1 used a function of convlib as the answer, 1 left a" in text
    assert "the second time" not in text


def test_mistake_that_the_course_no_longer_has_keeps_its_id(report_on):
    records = [
        with_verdict(r, "conv_output_size", mistakes=["old-one"]) for r in make_class(UNIT, 3)
    ]
    page, tables = report_on(records)
    assert "old-one" in text_of(page)
    assert "old-one" in {row["mistake"] for row in tables["mistakes.csv"]}


def test_same_mistake_in_several_exercises_is_taken_up_once(course):
    unit = "07_clinic"
    every = [found.id for found in exercises(unit)]
    ids = every[:3]
    records = make_class(unit, 12)
    # Each of the twelve makes it in one of the three exercises: four in each.
    for number in range(12):
        for id in every:
            made = {"mistakes": ["first-channel-only"]} if id == ids[number % 3] else {}
            status = "wrong" if made else "right"
            records[number] = with_verdict(records[number], id, status=status, **made)
    write_class(course.root / "grading" / unit, records)
    found = read_findings(course, unit)
    assert [one.count for one in found.exercises[0].patterns] == [4]
    [theme] = found.themes
    assert (theme.where, theme.count, theme.judged) == ("3 exercises", 12, 12)


def test_aspects_count_the_written_answers_that_fail(report_on):
    records = make_class(UNIT, 30)
    rows = report_on(records)[1]["aspects.csv"]
    for row in rows:
        verdicts = [v for r in records for v in r["verdicts"] if v["exercise"] == row["exercise"]]
        assert int(row["written"]) == sum(v["status"] != "not written" for v in verdicts)
        assert int(row["fail"]) == sum(row["aspect"] in v["wrong_aspects"] for v in verdicts)
    assert [row["aspect"] for row in rows if row["exercise"] == "unread_pixels"] == [
        "no padding",
        "padding",
    ]


def test_submission_that_could_not_be_judged_counts_in_no_exercise(report_on):
    records = make_class(UNIT, 12)
    verdicts = records[0]["verdicts"]
    records[0] = spoil(records[0], "the notebook has 60 MB; 20 are read") | {"verdicts": verdicts}
    page, tables = report_on(records)
    [row] = [row for row in tables["scores.csv"] if row["problem"]]
    assert (row["learner"], row["points"]) == (records[0]["learner"], "0")
    assert row["conv_output_size_status"] == "not judged"
    assert {row["judged"] for row in tables["mistakes.csv"]} == {"11"}
    assert "not judged the notebook has 60 MB; 20 are read" in text_of(page)


def test_roster_says_who_is_in_the_class_and_who_handed_in_nothing(report_on, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nada,Ada\nben,Ben\ncleo,Cleo\n")
    page, tables = report_on(named("ada", "ben", "gone"), roster=roster)
    assert [row["learner"] for row in tables["scores.csv"]] == ["ada", "ben"]
    assert [row["learner"] for row in tables["absent.csv"]] == ["cleo"]
    assert "Not handed in (1) cleo" in text_of(page)
    assert "gone" not in text_of(page)
    roster.write_text("id\nnobody\n")
    with pytest.raises(CourseError, match=r"Nobody of the roster .* has a grade of 03_stride"):
        report_on(named("ada"), roster=roster)


def test_code_that_is_alike_is_listed_with_the_words_that_it_is_no_proof(report_on):
    body = "".join(f"    total = total + {number} * n\n" for number in range(9))
    records = make_class(UNIT, 130)
    for place, record in enumerate(records):
        own = "" if place in (3, 8) else f"    total = {place}\n"
        record["sources"] = {"unread_pixels": f"def f(n):\n    total = 0\n{body}{own}"}
    page, tables = report_on(records)
    pair = sorted(records[place]["learner"] for place in (3, 8))
    (row,) = tables["likeness.csv"]
    assert [row["learner"], row["other"], row["exercises"]] == [*pair, "unread_pixels"]
    assert "A reason to look, and no proof" in text_of(page)
    assert f"{pair[0]}, {pair[1]}: unread_pixels" in text_of(page)
    page, tables = report_on(records, anonymous=True)
    assert "The same code" not in page
    assert "likeness.csv" not in tables


def test_what_changes_nothing_is_folded_below_what_a_person_must_look_at(report_on):
    records = named("ada", "ben")
    noted = harmless("It names the kernel 'x'; graded with the course's own.")
    records = [one | {"notes": [noted], "late_seconds": 0.0} for one in records]
    records[0]["notes"] = [*records[0]["notes"], "The check cell was changed; graded as released."]
    page, tables = report_on(records)
    look = text_of(page)
    assert look.index("The check cell was changed") < look.index("Only noted, changes nothing (2)")
    assert "with a note 1" in look
    assert {row["what"] for row in tables["attention.csv"]} == {"note", "only noted"}


def test_notes_lateness_and_missing_boxes_are_told(report_on):
    records = make_class(UNIT, 4)
    plain = {"notes": [], "late_seconds": None}
    records = [record | plain for record in records]
    records[0]["notes"] = ["cell 'a' was there twice"]
    records[1]["late_seconds"] = 7300.0
    records[2]["provenance"] = records[2]["provenance"] | {"sandbox": False}
    page, tables = report_on(records)
    told = {(row["learner"], row["what"], row["in_words"]) for row in tables["attention.csv"]}
    assert told == {
        (records[0]["learner"], "note", "cell 'a' was there twice"),
        (records[1]["learner"], "late", "by 2 hours"),
        (records[2]["learner"], "no box", "graded without a box"),
    }
    text = text_of(page)
    assert f"{records[1]['learner']} by 2 hours" in text
    assert "1 learner graded without a box." in text
    assert "3 of 4 in a box" in text
    assert "memory" not in text
    records[3]["provenance"] = records[3]["provenance"] | {"whole_tree": False}
    assert "The boxes of 1 learner bounded the memory of each process" in text_of(
        report_on(records)[0]
    )


def test_page_says_seed_versions_and_files_that_are_no_records(report_on, course):
    (course.root / "grading" / UNIT).mkdir(parents=True)
    (course.root / "grading" / UNIT / "half.json").write_text('{"learner": "ha')
    text = text_of(report_on(make_class(UNIT, 3))[0])
    assert f"Seed of the fresh cases: {SEED}." in text
    assert "numpy 2.4.6" in text
    assert "Files that are no records, and are not counted: half.json." in text


@pytest.mark.parametrize("size", [1, 3, 30])
def test_classes_of_any_size_have_their_page(report_on, size):
    page, tables = report_on(make_class(UNIT, size))
    assert len(tables["scores.csv"]) == size
    assert ("%" in text_of(page)) == (size >= 10)  # of three learners, 33 % says little


def test_class_without_a_mistake_is_told_so(report_on):
    records = make_class(UNIT, 3)
    for found in exercises(UNIT):
        records = [with_verdict(record, found.id, status="right") for record in records]
    assert "No mistake that we know by name was made at all." in text_of(report_on(records)[0])


def test_names_are_sorted_as_people_sort_them(report_on):
    rows = report_on(named("zoe", "Ben", "adam", "Çetin"))[1]["scores.csv"]
    assert [row["learner"] for row in rows] == ["adam", "Ben", "zoe", "Çetin"]


# ---------------------------------------------------------------- guesses


@pytest.mark.parametrize("unit", [unit.name for unit in COURSE.units()])
def test_truth_of_every_question_is_known(unit):
    questions = asked_questions(COURSE, unit)
    assert {question.kind for question in questions} == {"predict", "recall"}
    for question in questions:
        assert question.truth is not None, question.key
        assert question.is_right(question.truth)


def test_truths_are_those_of_the_notebook():
    asked = {question.key: question for question in asked_questions(COURSE, "01_single_filter")}
    # One id, two questions: 32 - 5 + 1 in the guess, 10 - 3 + 1 in the question that looks back.
    assert asked["predict:side_of_the_map"].truth == "28"
    assert asked["recall:side_of_the_map"].truth == "8"
    assert asked["recall:side_of_the_map"].wording.endswith("How wide is the map?")
    faster = revealed_truths(COURSE.solutions / "06_vectorise" / "06_vectorise.ipynb")[
        "times_faster"
    ]
    assert faster[1], "how fast a machine is, is its own"


def test_truth_is_unknown_where_the_solution_was_not_run(course, tmp_path):
    (tmp_path / "solutions").unlink()
    kinds = {q.kind: q.truth for q in asked_questions(course, UNIT)}
    assert kinds["predict"] is None
    assert kinds["recall"] is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("14", "14.0"), ("14", " 14 "), ("neither", "Neither"), ("(6, 28)", "(6,28)"), ("14", "'14'")],
)
def test_answers_are_alike_as_in_the_notebook(one, other):
    assert plain_answer(one) == plain_answer(other)


def test_answers_are_counted_however_they_are_written(report_on):
    given = ["14", "14.0", " 14", "15", "15", None]
    records = make_class(UNIT, 6)
    for record, answer in zip(records, given, strict=True):
        record["predictions"] = {} if answer is None else {"predict:side_at_stride_2": answer}
    page, tables = report_on(records)
    rows = [row for row in tables["answers.csv"] if row["question"] == "side_at_stride_2"]
    assert [(row["answer"], row["learners"], row["right"]) for row in rows] == [
        ("14", "3", "yes"),
        ("15", "2", "no"),
        ("(no answer)", "1", ""),
    ]
    assert {row["truth"] for row in rows} == {"14"}
    text = text_of(page)
    assert "3 of 5 of those who answered were right. The answer is 14." in text
    assert "14 (right): 3 learners; 15: 2 learners; no answer: 1 learner." in text


# ---------------------------------------------------------------- what a learner may write


def test_what_a_learner_wrote_is_text_on_the_page(report_on):
    records = make_class(UNIT, 3)
    records[0] |= {
        "learner": EVIL,
        "notes": [EVIL],
        "predictions": {"predict:side_at_stride_2": EVIL},
    }
    records[0]["verdicts"] = [
        v | {"mistakes": [], "status": "wrong"} for v in records[0]["verdicts"]
    ]
    records[0]["texts"] = dict.fromkeys(records[0]["texts"], EVIL)
    records[1] = spoil(records[1], EVIL)
    page, _ = report_on(records)
    assert page.count("&lt;script&gt;") >= 5
    assert "<script" not in page
    for hidden in "\x1b\u202e":
        assert hidden not in page
    assert "\\x1b[31m\\u202e" in page


def test_dollars_in_an_answer_are_no_formula(report_on):
    records = make_class(UNIT, 3)
    records[0]["predictions"] = {"predict:side_at_stride_2": "$\\frac$"}
    assert "$\\frac$: 1 learner" in text_of(report_on(records)[0])


def test_page_may_use_its_own_style_and_pictures_and_nothing_else(report_on):
    page, _ = report_on(make_class(UNIT, 12))
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    [style] = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<script|\son\w+=|style=|<link(?! rel=\"icon\" href=\"data:,\")", page)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses
    assert all(one.startswith(("data:", "#")) for one in addresses)


def test_pictures_have_words_that_say_the_same(report_on):
    page, _ = report_on(make_class(UNIT, 20))
    pictures = re.findall(
        r"<img [^>]*alt=\"([^\"]*)\">\s*<figcaption>(.*?)</figcaption>", page, re.S
    )
    assert len(pictures) == page.count("<img ") >= 3 + len(asked_questions(COURSE, UNIT))
    for title, caption in pictures:
        assert title
        assert len(caption.strip()) > 10


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "|calc", "%0"],
)
def test_no_cell_is_a_formula(cell, report_on):
    assert safe_cell(cell).startswith("'")
    records = make_class(UNIT, 2)
    records[0] |= {"learner": cell, "notes": [cell]}
    _, tables = report_on(records)
    assert sum(row["learner"] == f"'{cell.strip()}" for row in tables["scores.csv"]) == 1
    every = [value for rows in tables.values() for row in rows for value in row.values()]
    assert not [one for one in every if one != one.strip()]


@pytest.mark.parametrize("number", [3.5, -2, 0, "-2", "+3.5", np.float64(0.25)])
def test_numbers_stay_numbers(number):
    assert float(safe_cell(number)) == float(number)


def test_terminal_gets_no_escapes_and_no_names(course, monkeypatch, capsys):
    records = named(EVIL, "ada", "ben")
    records = [with_verdict(r, "conv_output_size", mistakes=["\x1b]0;x\x07"]) for r in records]
    write_class(course.root / "grading" / UNIT, records)
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    assert cli.main(["report", "03"]) == 0
    said = capsys.readouterr().out
    assert str(course.root / "build" / "report" / UNIT / PAGE) in said
    assert "3 learners graded" in said
    assert said.replace("\n", "").isprintable()
    assert "ada" not in said.split("Open")[0]


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        "text",
        {},
        {"learner": "ada"},
        {"learner": 3, "scores": {}},
        {"learner": "", "scores": {}},
    ],
)
def test_what_is_no_record_is_refused(record):
    with pytest.raises(ValueError, match="a record has a learner and scores"):
        read_entry(record)


def test_odd_values_in_a_record_are_nothing_worse_than_missing(tmp_path):
    odd = {"learner": "ada", "scores": {"check-a": "5", "check-b": -3, "check-c": float("nan")}}
    odd |= {
        "verdicts": [None, {"exercise": None}, 7],
        "texts": [],
        "notes": "text",
        "late_seconds": "x",
    }
    odd |= {"predictions": None, "provenance": {"seed": "1", "sandbox": 1, "versions": 3}}
    (tmp_path / "ada.json").write_text(json.dumps(odd))
    (tmp_path / "deep.json").write_text("[" * 100_000)
    [entry], unreadable = read_entries(tmp_path)
    assert (entry.points, entry.notes, entry.late_seconds, entry.seed) == (0.0, (), None, None)
    assert not entry.sandbox
    assert unreadable == ["deep.json"]


# ---------------------------------------------------------------- without names


def test_anonymous_report_names_nobody(report_on):
    names = [f"Learner{number:03}" for number in range(20)]
    records = named(*names)
    records[0] |= {"notes": [f"a note on {names[0]}"]}
    records[1] = spoil(records[1], f"the file of {names[1]} is empty")
    records[2]["predictions"] = {"predict:side_at_stride_2": f"I am {names[2]}"}
    records[3]["texts"] = dict.fromkeys(records[3]["texts"], names[3])
    records[4]["verdicts"] = [
        v | {"status": "wrong", "mistakes": []} for v in records[4]["verdicts"]
    ]
    page, tables = report_on(records, anonymous=True)
    assert "Learner0" not in page
    assert set(tables) == {"mistakes.csv", "aspects.csv", "answers.csv", "practice.csv"}
    assert "Learner0" not in json.dumps(tables)
    assert "another answer" in page
    named_page, _ = report_on(records)
    assert all(name in named_page for name in names)


def test_records_without_names_hold_nothing_that_was_written_by_one_learner():
    names = [f"Learner{number:03}" for number in range(6)]
    entries = [
        Entry(
            name, 1.0, {"a": ExerciseResult("wrong", 0.0, text=name)}, notes=(name,), problem=name
        )
        for name in names
    ]
    bare = without_names(entries)
    assert "Learner" not in repr(bare)
    assert [len(entry.notes) for entry in bare] == [1] * 6
    assert len({entry.learner for entry in bare}) == 6


def test_anonymous_counts_are_the_same(course):
    write_class(course.root / "grading" / UNIT, make_class(UNIT, 30))
    with_names, without = (read_findings(course, UNIT, anonymous=one) for one in (False, True))
    assert [theme.count for theme in without.themes] == [theme.count for theme in with_names.themes]
    assert without.scores == with_names.scores


def test_small_class_is_not_shown_without_names(report_on):
    with pytest.raises(CourseError, match="everybody would know"):
        report_on(make_class(UNIT, SMALLEST_CLASS - 1), anonymous=True)
    report_on(make_class(UNIT, SMALLEST_CLASS), anonymous=True)


# ---------------------------------------------------------------- the command


def test_nothing_graded_says_what_to_run(course, monkeypatch, capsys):
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    assert cli.main(["report", "03"]) == 2
    assert "run `coursekit grade 03_stride` first" in capsys.readouterr().err


def test_report_without_names_leaves_none_of_an_earlier_one(course, tmp_path):
    records = make_class(UNIT, 6)
    name = records[0]["learner"]
    write_class(course.root / "grading" / UNIT, records)
    write_report(course, UNIT, target=tmp_path / "both")
    assert name in (tmp_path / "both" / "scores.csv").read_text(encoding="utf-8")
    assert (tmp_path / "both").stat().st_mode & 0o077 == 0
    write_report(course, UNIT, target=tmp_path / "both", anonymous=True)
    for path in (tmp_path / "both").iterdir():
        assert name not in path.read_text(encoding="utf-8"), path


def test_report_goes_where_it_is_asked_to(course, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    write_class(course.root / "grading" / UNIT, make_class(UNIT, 5))
    assert cli.main(["report", UNIT, "--anonymous", "--output", str(tmp_path / "here")]) == 0
    assert {path.name for path in (tmp_path / "here").iterdir()} == {
        PAGE,
        *("mistakes.csv", "aspects.csv", "answers.csv", "practice.csv"),
    }
    (tmp_path / "file").write_text("")
    assert cli.main(["report", UNIT, "--output", str(tmp_path / "file")]) == 2
