"""Goal: run a script in the learner's or the instructor's browser, out of a page of feedback."""

import re
from html.parser import HTMLParser

from support.course_copy import nbgrader
from support.grading_class import FIRST, THIRD, UNIT

SCRIPT = "</pre></code><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
SAYS = f"""
    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        print({SCRIPT!r})
        raise ValueError({SCRIPT!r})  # {SCRIPT}
"""
KIND = f"""
    Odd = type({SCRIPT!r}, (Exception,), {{}})

    def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
        raise Odd({SCRIPT!r})
"""
LEARNER = "b-injects"


def hand_in(taught):
    taught.hand_in(LEARNER, {FIRST.id: SAYS, THIRD.id: KIND})
    # A folder's name can hold all but "/".
    taught.hand_in("b-<script>alert(1)<script>", {FIRST.id: SAYS})


class Live(HTMLParser):
    """Finds what runs: scripts, handlers of events, addresses that are programs."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs if name.startswith("on")]
        programs = [value for _, value in attrs if re.match(r"\s*javascript:", value or "", re.I)]
        if tag == "script" or names or programs:
            self.found.append((tag, attrs))


def test_page_of_feedback_holds_nothing_that_runs(attacked):
    for learner in (LEARNER, "b-<script>alert(1)<script>"):
        page = attacked.page(learner)
        assert "alert(1)" in page, "the learner sees what they wrote"
        assert Live(page).found == []


def test_page_that_nbgrader_makes_of_the_graded_notebook_holds_nothing_of_the_learner_s(attacked):
    ours = attacked.page(LEARNER)
    options = (UNIT, "--force", f"--student={LEARNER}")
    nbgrader("generate_feedback", *options, cwd=attacked.course, env=attacked.env)
    theirs = attacked.page(LEARNER)
    path = attacked.course / "feedback" / LEARNER / UNIT / f"{UNIT}.html"
    path.write_text(ours, encoding="utf-8")
    live = [str(found) for found in Live(theirs).found]
    assert not [one for one in live if "alert(1)" in one]
    assert "<script>alert(1)" not in theirs
