"""The page of one learner: what it says first, what it never says, and that nothing in it runs."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest
from support.known_mistakes import some_mistakes

from convtutor.calling import call_here
from convtutor.checks import pictures
from convtutor.checks.explanation import describe
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.notebook import fold
from convtutor.units.catalogue import exercises, find_exercise
from coursekit.grading.escaping import one_line, visible
from coursekit.grading.feedback import draw, feedback_page, make_page
from coursekit.grading.judging import JudgedExercise

UNIT = "03_stride"
SEED = 2026
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>&amp;\x1b[31m\u202e"


def judged(exercise_id, function, source=""):
    found = find_exercise(exercise_id)
    verdict = judge(found, call_here(function), SEED)
    return JudgedExercise(found, verdict, fold(describe(verdict)), source, draw(verdict))


def test_error_in_the_code_is_what_to_do_next_with_no_hint_and_what_was_typed_is_text():
    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        return "<b>" + nonsense  # noqa: F821

    made = page(judged("conv_output_size", conv_output_size))
    next_step = made[made.index("Start with") : made.index("Your points")]
    assert "The name nonsense is not known in the line <code>return" in next_step
    assert "<strong>The name nonsense is not known in the line <code>return" in made
    assert "Hint" not in made
    assert "b" not in Elements(made).tags


def mistaken(exercise_id, mistake_id, source=""):
    found = find_exercise(exercise_id)
    function = known_mistake(found, mistake_id).function
    return judged(exercise_id, function, source)


def right(exercise_id):
    return judged(exercise_id, find_exercise(exercise_id).reference, "return 42")


def page(*parts, **more):
    return make_page("ada", UNIT, "Stride", parts, **more)


class Elements(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


def words(text):
    return " ".join(Elements(text).words.split())


def test_points_and_the_next_step_come_first():
    said = words(page(mistaken("conv_output_size", "rounded-up"), right("unread_pixels")))
    found = find_exercise("conv_output_size")
    known = known_mistake(found, "rounded-up")
    assert said.index("5 of 6 points") < said.index("What to do next")
    step = f"Start with conv_output_size. It looks as if {known.name}. {known.hint}"
    assert said.index("What to do next") < said.index(step) < said.index("Your points")


def test_verdict_and_its_explanation_stand_beside_the_learner_s_code():
    made = page(mistaken("conv_output_size", "rounded-up", "def mine(): pass"))
    known = known_mistake(find_exercise("conv_output_size"), "rounded-up")
    assert known.explanation in words(made)
    assert "def mine(): pass" in words(made)
    assert "conv_output_size: partly right, 3 of 4 points" in words(made)


def test_everything_right_is_said_in_a_line():
    made = page(right("conv_output_size"), right("unread_pixels"))
    assert "Everything is right." in words(made)
    assert "<details>" in made, "right code stays folded"


def test_what_is_not_written_is_what_to_write_next():
    def stub(*_, **__):
        raise NotImplementedError

    made = page(judged("conv_output_size", stub, "raise NotImplementedError"))
    assert f"Write conv_output_size: {find_exercise('conv_output_size').hints[0]}" in words(made)
    assert "<details" not in made


def test_submission_that_could_not_be_judged_says_why_and_what_to_do():
    parts = [JudgedExercise(e, None, "✗ not judged", "") for e in exercises(UNIT)]
    said = words(page(*parts, problem="the file is empty"))
    assert "could not be judged, and scores 0: the file is empty." in said
    assert "hand it in again" in said
    assert "0 of 10 points" in said


def hard_coded(input_size, kernel_size, stride=1, padding=0):
    """Know the visible cases by heart."""
    found = find_exercise("unread_pixels")
    for case in found.cases:
        call = found.signature.bind(*case.arguments, **case.options)
        call.apply_defaults()
        if call.args == (input_size, kernel_size, stride, padding):
            return found.reference(*call.args)
    return 777


def test_what_a_fresh_case_expects_is_not_shown():
    one = judged("unread_pixels", hard_coded)
    failure = one.verdict.failure
    assert failure.hidden
    said = words(page(one))
    assert "A fresh case that fails; what it expects stays hidden" in said
    assert "777" in said, "what the learner's own function gave is no secret"
    assert not re.search(r"expected\s+\S*\d", said)
    assert "<img" not in page(one)


def test_what_is_wrong_in_a_known_case_is_drawn_and_described():
    made = page(mistaken("apply_filter_strided", "kernel-flipped"))
    found = dict(Elements(made).attributes)
    assert found["src"].startswith("data:image/png;base64,")
    assert len(found["alt"]) > 10


def test_source_of_no_test_is_on_the_page():
    parts = [judged(e.id, m.function) for e in exercises(UNIT) for m in some_mistakes(e)[:3]]
    made = page(*parts)
    for source in ("BEGIN SOLUTION", "HIDDEN TESTS", "def fresh", "Case(", "reference", "assert "):
        assert source not in made


def raising(message):
    def function(*_, **__):
        print(message)
        raise RuntimeError(message)

    return function


PLACES = ("learner", "title", "source", "notes", "problem", "message", "text")


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_a_learner_wrote_becomes_a_part_of_the_page(place):
    def made_of(values):
        one = judged("conv_output_size", raising(values["message"]), values["source"])
        other = JudgedExercise(find_exercise("unread_pixels"), None, values["text"], "")
        options = {"notes": [values["notes"]], "problem": values["problem"]}
        return make_page(values["learner"], UNIT, values["title"], [one, other], **options)

    fine = dict.fromkeys(PLACES, "fine")
    made, clean = made_of({**fine, place: EVIL}), made_of(fine)
    ours, plain = Elements(made), Elements(clean)
    assert sorted(set(ours.tags)) == sorted(set(plain.tags))
    assert "script" not in ours.tags
    assert not [name for name, _ in ours.attributes if name.startswith("on")]
    assert "\x1b" not in made
    assert "\u202e" not in made


def test_page_forbids_scripts_and_asks_for_no_other_file():
    made = page(mistaken("conv_output_size", "rounded-up"))
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'"
    assert f'content="{policy}"' in made
    assert not re.search(r'(src|href)="(?!data:image/png;base64,|#)', made)
    assert "@import" not in made
    assert "url(" not in made


def test_long_code_is_cut_and_says_so():
    made = page(mistaken("conv_output_size", "rounded-up", "x = 1\n" * 100_000))
    assert len(made) < 200_000
    assert "more characters)" in made


def test_grade_without_a_sandbox_is_marked_for_the_instructor():
    assert "--unsafe-no-sandbox" not in page(right("conv_output_size"))
    assert "--unsafe-no-sandbox" in page(right("conv_output_size"), sandbox=False)


def test_tampering_is_noted_in_plain_words():
    made = page(right("conv_output_size"), notes=["The check of unread_pixels was changed."])
    assert "Notes on your notebook The check of unread_pixels was changed." in words(made)


def test_picture_that_a_class_shares_is_drawn_once(monkeypatch):
    feedback_page._drawn.clear()
    drawn = []
    real = feedback_page.picture_html
    monkeypatch.setattr(feedback_page, "picture_html", lambda *a: drawn.append(a) or real(*a))
    one, same = (mistaken("conv_output_size", "rounded-up") for _ in range(2))
    other = mistaken("conv_output_size", "missing-plus-one")
    assert one.picture == same.picture
    assert one.picture != other.picture
    assert len(drawn) == 2


def test_picture_that_cannot_be_drawn_costs_no_grade(monkeypatch):
    feedback_page._drawn.clear()
    monkeypatch.setattr(pictures, "picture_of", lambda *a: np.zeros(1)[1])
    assert mistaken("conv_output_size", "rounded-up").picture == ""


def test_page_is_the_same_each_time():
    feedback_page._drawn.clear()
    first = page(mistaken("apply_filter_strided", "kernel-flipped"))
    feedback_page._drawn.clear()
    assert page(mistaken("apply_filter_strided", "kernel-flipped")) == first


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_what_nobody_sees_is_written_out(character):
    for shown in (one_line(f"a{character}b"), visible(f"a{character}b")):
        assert character not in shown
        assert re.fullmatch(r"a\\[xu][0-9a-f]{2,4}b", shown)


def test_lone_surrogate_can_be_written_to_a_file():
    assert visible("\ud800").encode() == b"\\ud800"
