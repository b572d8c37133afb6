"""Goal: write into the gradebook, the graded notebooks, the records or the sources."""

import hashlib
import html

from support.grading_class import FIRST, FULL, UNIT

LEARNER = "e-writes"


def overwriting(course):
    """A cell that destroys whatever it reaches, from where stock nbgrader would run it."""
    return f"""
        %%writefile {course}/gradebook.db
        nothing
    """


def answer(course):
    return f"""
        import glob, os, shutil

        places = [{str(course)!r}, os.getcwd(), "..", "../..", "../../.."]
        names = ["gradebook.db", "autograded", "feedback", "grading", "solutions", "submitted"]
        for place in places:
            for name in names:
                path = os.path.join(place, name)
                try:
                    shutil.rmtree(path)
                except Exception as error:
                    pass
                try:
                    open(path, "w").write("destroyed")
                    print("WROTE", path)
                except Exception as error:
                    pass

        def conv_output_size(input_size, kernel_size, stride=1, padding=0):
            return (input_size + 2 * padding - kernel_size) // stride + 1
    """


def hand_in(taught):
    taught.hand_in(LEARNER, {FIRST.id: answer(taught.course)})
    taught.hand_in("e-magic", {FIRST.id: overwriting(taught.course)})
    taught.before = snapshot(taught)


def snapshot(taught):
    return {
        path.relative_to(taught.course): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("solutions", "notebooks")
        for path in (taught.course / folder).rglob("*")
        if path.is_file()
    }


def test_nothing_outside_the_box_was_reached(attacked):
    assert snapshot(attacked) == attacked.before
    page = html.unescape(attacked.page(LEARNER))
    assert "WROTE" not in page.replace('print("WROTE"', "")
    assert attacked.scores(LEARNER)["conv_output_size"] == FIRST.points, "and the answer counts"


def test_magic_that_writes_files_is_no_answer_and_writes_none(attacked):
    assert sum(attacked.scores("e-magic").values()) == 0
    assert (attacked.course / "gradebook.db").read_bytes()[:15] == b"SQLite format 3"


def test_a_second_class_can_still_be_graded(attacked):
    again = attacked.grade("--learner", "a-honest", "--force", "--seed", "2026")
    assert f"{FULL:g} of {FULL:g}" in again.stdout
    assert (attacked.course / "submitted" / LEARNER / UNIT / f"{UNIT}.ipynb").is_file()
