"""From what a learning platform hands out to `submitted/`, and the pages back."""

import errno
import zipfile

import pytest
from support.course_copy import ROOT

from coursekit.atomic_write import write_atomically
from coursekit.classroom.collect import collect
from coursekit.classroom.hand_back import hand_back
from coursekit.classroom.roster import read_roster, squeezed
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.intake import take

UNIT = "03_stride"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,03_stride (88)
    Points Possible,,,,,10
"Lovelace, Ada",4711,u1,ada,A,
"Ñuñez, Zoë",4712,u2,zoe,A,
"Smith, John",4713,u3,john,A,
"Smith, John",4714,u4,john2,A,
"""
MOODLE = "First name,Last name,ID number,Email address\nAda,Lovelace,77,ada@x.org\n"
BLACKBOARD = '"Last Name"\t"First Name"\t"Username"\nLovelace\tAda\tada\n'


@pytest.fixture
def course(tmp_path):
    """A course folder with the released units, and nothing handed in."""
    root = Course(tmp_path / "course").root
    root.mkdir()
    (root / "notebooks").symlink_to(ROOT / "notebooks")
    (root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    return Course(root)


@pytest.fixture
def zipped(tmp_path):
    """Make a zip of names and texts."""

    def make(**files):
        path = tmp_path / "platform.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path

    return make


@pytest.fixture
def roster(tmp_path):
    """Write a roster and return its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def placed(course, learner="ada", unit=UNIT):
    """What lies where `coursekit grade` looks."""
    path = course.root / "submitted" / learner / unit / f"{unit}.ipynb"
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("lovelaceada_4711_98765_03_stride.ipynb", CANVAS),
        ("submissions/lovelaceada_LATE_4711_98765_03_stride-2.ipynb", CANVAS),
        ("someone else_4711_98765_03_stride.ipynb", CANVAS),  # the number says who it is
        ("Ada Lovelace_12345_assignsubmission_file_/03_stride.ipynb", MOODLE),
        ("Ada Lovelace_12345_assignsubmission_file_03_stride (1).ipynb", MOODLE),
        ("Unit+3_ada_attempt_2026-11-20-18-02-11_03_stride.ipynb", BLACKBOARD),
        ("ada/03_stride.ipynb", BLACKBOARD),
        ("class/ada/03_stride/03-Stride.ipynb", BLACKBOARD),
        ("ADA LOVELACE/03_stride.ipynb", CANVAS),
    ],
)
def test_name_in_the_zip_says_whose_it_is_and_of_which_unit(course, zipped, roster, name, table):
    done = collect(course, zipped(**{name: "{}"}), roster=roster(table))
    login = {MOODLE: "77"}.get(table, "ada")
    assert placed(course, login) == "{}", done.text()
    assert done.not_placed == []
    assert take(course.root / "submitted", UNIT, login).notebook == b"{}"


def test_without_a_roster_a_learner_is_called_as_in_the_zip(course, zipped):
    collect(course, zipped(**{"lovelaceada_4711_98765_03_stride.ipynb": "{}"}))
    assert placed(course, "lovelaceada") == "{}"


def test_latest_of_several_counts_and_the_others_are_told(course, zipped):
    names = [
        f"a_1_{number}_03_stride{end}.ipynb" for number, end in ((9, "-1"), (8, "-10"), (7, ""))
    ]
    done = collect(course, zipped(**{name: name for name in names}))
    assert placed(course, "a") == names[1]
    assert sorted(done.passed_over) == sorted([names[0], names[2]])
    early, late = (f"x_a_attempt_2026-11-2{day}-08-00-00_03_stride.ipynb" for day in (0, 1))
    collect(course, zipped(**{late: "late", early: "early"}))
    assert placed(course, "a") == "late"


def test_nothing_that_was_handed_in_before_is_lost_and_the_same_is_left_alone(course, zipped):
    first = zipped(**{"ada/03_stride.ipynb": "first"})
    collect(course, first)
    again = collect(course, first)
    assert (again.same, again.kept) == (1, [])
    newer = collect(course, zipped(**{"ada/03_stride.ipynb": "second"}))
    assert placed(course) == "second"
    (kept,) = newer.kept
    assert (course.root / "submitted" / kept).read_text() == "first"
    # What is kept is not taken for a submission, nor noted as one.
    assert take(course.root / "submitted", UNIT, "ada").notes == ()


def test_time_is_taken_where_it_is_told_and_an_older_one_goes(course, zipped):
    (course.root / "deadlines.toml").write_text('timezone = "Europe/Berlin"')
    collect(course, zipped(**{"x_ada_attempt_2026-11-20-18-02-11_03_stride.ipynb": "1"}))
    time = course.root / "submitted/ada" / UNIT / "timestamp.txt"
    assert time.read_text() == "2026-11-20 17:02:11 UTC\n"
    collect(course, zipped(**{"ada/03_stride.ipynb": "2"}))
    assert not time.exists()
    collect(course, zipped(**{"ada/03_stride.ipynb": "3"}), handed_in="2026-11-21 10:00 +0100")
    assert time.read_text().startswith("2026-11-21 09:00:00")
    collect(course, zipped(**{"ada/03_stride.ipynb": "4"}), handed_in="2026-07-21 10:00")
    assert time.read_text() == "2026-07-21 08:00:00 UTC\n"  # summer in the class's own zone


def test_what_cannot_be_placed_is_told_with_its_reason(course, zipped, roster):
    files = {
        "03_stride.ipynb": "nobody's",
        "smithjohn_1_2_03_stride.ipynb": "one of two",
        "stranger_9_9_03_stride.ipynb": "not in the roster",
        "lovelaceada_4711_1_homework.ipynb": "which unit",
        "lovelaceada_4711_1_essay.docx": "no notebook",
        "__MACOSX/lovelaceada_4711_1_03_stride.ipynb": "not of anybody",
    }
    done = collect(course, zipped(**files), roster=roster(CANVAS))
    told = "\n".join(done.not_placed)
    assert len(done.not_placed) == 5
    for words in ("nobody's name", "any of john, john2", "not in the roster", "which unit?"):
        assert words in told
    assert "essay.docx: no notebook" in told
    # With the unit given, a file may be called as it likes.
    done = collect(course, zipped(**files), roster=roster(CANVAS), unit="3")
    assert placed(course) == "which unit"
    assert [name.split()[0] for name in done.missing[UNIT]] == ["zoe", "john", "john2"]
    other = collect(course, zipped(**{"ada/02_padding.ipynb": "{}"}), unit="3")
    assert "this is 02_padding" in other.not_placed[0]


@pytest.mark.parametrize(
    "name",
    [
        "../../evil/03_stride.ipynb",
        "/etc/03_stride.ipynb",
        "..\\..\\03_stride.ipynb",
        "../03_stride.ipynb",
    ],
)
def test_path_that_leads_out_of_the_zip_leads_nowhere(course, zipped, tmp_path, name):
    collect(course, zipped(**{name: "{}"}))
    written = [path for path in tmp_path.rglob("*.ipynb") if "notebooks" not in path.parts]
    assert all((course.root / "submitted") in path.parents for path in written)


def test_zip_that_is_none_or_damaged_is_a_sentence(course, zipped, tmp_path):
    (tmp_path / "half.zip").write_bytes(b"PK\x03\x04half")
    with pytest.raises(CourseError, match=r"half\.zip is no zip, or only a part"):
        collect(course, tmp_path / "half.zip")
    with pytest.raises(CourseError, match=r"none\.zip cannot be read: No such file"):
        collect(course, tmp_path / "none.zip")
    with pytest.raises(CourseError, match="'Friday' is no time; write it as"):
        collect(course, zipped(), handed_in="Friday")
    with pytest.raises(CourseError, match="'2999-01-01 10:00' has not come yet; is the year right"):
        collect(course, zipped(), handed_in="2999-01-01 10:00")
    path = zipped(**{"ada/03_stride.ipynb": "x" * 1000, "ben/03_stride.ipynb": "{}"})
    data = bytearray(path.read_bytes())
    at = data.index(b"x" * 100)
    data[at] = ord("y")  # the check sum no longer fits
    path.write_bytes(data)
    done = collect(course, path)
    assert "damaged in the zip" in done.not_placed[0]
    assert placed(course, "ben") == "{}"


def test_roster_of_each_platform_is_read_and_what_is_wrong_with_one_is_told(roster):
    people = read_roster(roster(CANVAS)).people
    assert [person.login for person in people] == ["ada", "zoe", "john", "john2"]
    assert squeezed("Ñuñez, Zoë") == "nunezzoe"
    assert read_roster(roster(CANVAS)).find("nunezzoe")[0].login == "zoe"
    semicolons = "id;first_name;last_name\nada;Ada;Lovelace\n"
    assert read_roster(roster(semicolons)).people[0].name == "Lovelace, Ada"
    assert read_roster(roster(BLACKBOARD, "utf-16")).people[0].login == "ada"
    for text, told in (
        ("who,points\nada,3\n", r"no column that tells who.*who, points"),
        ("id\nada\nada\n", "'ada' twice"),
        ("id\n../ada\n", r"'\.\./ada', which cannot be"),
        ("id,name\n", "names nobody"),
        ("", "no column"),
    ):
        with pytest.raises(CourseError, match=told):
            read_roster(roster(text))


def test_pages_go_back_under_the_names_that_came(course, zipped):
    collect(course, zipped(**{"lovelaceada_4711_98_03_stride-1.ipynb": "{}"}))
    by_hand = course.root / "submitted/ben" / UNIT
    by_hand.mkdir(parents=True)
    (by_hand / f"{UNIT}.ipynb").write_text("{}")
    with pytest.raises(CourseError, match=r"no page of feedback.*coursekit grade 03_stride"):
        hand_back(course, UNIT)
    for learner in ("lovelaceada", "ben"):
        page = course.root / "feedback" / learner / UNIT / f"{UNIT}.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"page of {learner}")
    target, count = hand_back(course, UNIT)
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == [
            f"ben/{UNIT}.html",
            "lovelaceada_4711_98_03_stride-1.html",
        ]
        assert archive.read(f"ben/{UNIT}.html") == b"page of ben"
    assert (count, target.stat().st_mode & 0o777) == (2, 0o600)
    origin = course.root / "submitted/lovelaceada" / UNIT / "collected_as.txt"
    origin.write_text("../../elsewhere.ipynb")
    with zipfile.ZipFile(hand_back(course, UNIT)[0]) as archive:
        assert f"lovelaceada/{UNIT}.html" in archive.namelist()


def test_where_the_newer_one_cannot_be_written_the_earlier_one_stays(course, zipped, monkeypatch):
    collect(course, zipped(**{"ada/03_stride.ipynb": "1"}))

    def full(path, data, *_):
        if data == b"2":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write_atomically(path, data)

    monkeypatch.setattr("coursekit.classroom.collect.write_atomically", full)
    with pytest.raises(CourseError, match=r"cannot be written .*No space left.* make room there"):
        collect(course, zipped(**{"ada/03_stride.ipynb": "2"}))
    assert placed(course) == "1"
    monkeypatch.undo()
    collect(course, zipped(**{"ada/03_stride.ipynb": "2"}))
    assert placed(course) == "2"
