"""A learner's page of feedback in a real browser: readable for everybody, in light and in dark."""

import pytest
from system.browser.accessibility import violations

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.notebook import fold
from convtutor.units.catalogue import exercises
from coursekit.grading.feedback import draw, make_dispute_page, make_page
from coursekit.grading.judging import JudgedExercise

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"


def written():
    """A page with a right, a partly right, a wrong, an unwritten and an unjudged exercise."""

    def stub(*_, **__):
        raise NotImplementedError

    size, unread, applied = exercises("03_stride")
    functions = [
        (size, size.reference),
        (size, known_mistake(size, "rounded-up").function),
        (applied, known_mistake(applied, "kernel-flipped").function),
        (unread, stub),
    ]
    parts = []
    for number, (found, function) in enumerate(functions):
        verdict = judge(found, call_here(function), 2026)
        text = fold(describe(verdict))
        parts.append(JudgedExercise(found, verdict, text, f"# {number}\n{SCRIPT}", draw(verdict)))
    parts.append(JudgedExercise(unread, None, "✗ not judged", ""))
    return make_page("ada", "03_stride", "Stride", parts, notes=[SCRIPT], sandbox=False)


def written_dispute():
    """A page to hand over, of somebody whose every text is a script."""
    size, unread, _ = exercises("03_stride")
    verdicts = [judge(size, call_here(size.reference), 2026).as_json()]
    verdicts.append(
        judge(unread, call_here(known_mistake(unread, "padding-counted").function), 2026).as_json()
    )
    record = {
        "learner": SCRIPT,
        "unit": "03_stride",
        "scores": {"check-conv_output_size": 4.0, "essay": None},
        "verdicts": verdicts,
        "texts": {size.id: SCRIPT},
        "sources": {size.id: SCRIPT},
        "notes": [SCRIPT],
        "problem": "",
        "earlier": [{"points": 3.0, "graded": "2026-11-20", "seed": 7, "changed": SCRIPT}],
        "provenance": {"maxima": {"check-conv_output_size": 4.0, "essay": 2.0}},
    }
    rows = [("seed", "2026"), ("submission", "sha256 " + "0123456789abcdef" * 4)]
    counts = {"check-conv_output_size": 4.0, "essay": 1.0}
    return make_dispute_page(record, SCRIPT, rows, counts=counts, got=5.0, remarks=[SCRIPT])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_page_for_a_dispute_has_no_violations_and_runs_nothing(page, tmp_path, scheme, width):
    path = tmp_path / "dispute.html"
    path.write_text(written_dispute(), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.title() != "taken"
    assert page.get_by_text("onerror").first.is_visible()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


@pytest.fixture
def shown(page, tmp_path):
    # Two sections of this page are about the same exercise, which no real page has.
    text = written().replace('id="conv_output_size"', 'id="first"', 1)
    text = text.replace('id="unread_pixels"', 'id="second"', 1)
    path = tmp_path / "feedback.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_page_of_feedback_has_no_violations(shown, scheme, width):
    shown.emulate_media(color_scheme=scheme)
    shown.set_viewport_size({"width": width, "height": 900})
    assert violations(shown) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert shown.evaluate(wider) <= 0, "nothing has to be scrolled sideways"


def test_what_a_learner_wrote_does_not_run(shown, complaints):
    assert shown.title() == "Stride: feedback for ada"
    assert shown.locator("script, img[onerror]").count() == 0
    assert shown.get_by_text("<script>document.title").first.is_visible()


def test_policy_of_the_page_stops_a_script_that_should_not_be_there(page, tmp_path):
    path = tmp_path / "feedback.html"
    path.write_text(written().replace("</main>", f"{SCRIPT}</main>"), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.title() == "Stride: feedback for ada"
