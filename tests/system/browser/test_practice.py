"""The practice as a page from disk: a round by keyboard alone, what it keeps, how it looks."""

import functools
import gzip
import json
import re
import shutil
import time

import nbformat
import pytest
from system.browser.accessibility import violations
from system.browser.conftest import listen
from system.browser.notebook_page import NotebookPage, expect
from system.browser.themes import in_both_themes

from convtutor.practice.practice_widget import EACH, PracticeWidget, packed_bank

KEY = "convolution-course-practice"


@functools.cache
def bank():
    return json.loads(gzip.decompress(packed_bank(EACH)))


@functools.cache
def places():
    return {idea["id"]: place for place, idea in enumerate(bank()["ideas"])}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "practice.html"
    path.write_text(PracticeWidget().page(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def practice(page, file):
    """The page, open; at the end nothing complained and nothing was asked of the network."""
    complaints = listen(page)
    page.goto(file)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    yield page
    assert [one for one in complaints if not one.startswith("file:")] == []


def asked(page):
    """The question that is on the page, as the bank has it."""
    text = page.locator(".card .question").inner_text()
    shown = page.locator(".card form > .drawing")
    says = shown.get_attribute("aria-label").strip() if shown.count() else None
    for question in bank()["questions"]:
        same = question["text"].replace("*", "") == text
        if same and (says is None or question["shown"]["says"] == says):
            return question
    raise AssertionError(text)


def ask_about(page, idea):
    """Ask for one idea alone."""
    wanted = page.locator(".ideas li button").nth(places()[idea])
    for other in page.locator(".ideas li button[aria-pressed=true]").all():
        if other.inner_text() != wanted.inner_text():
            other.click()
    if wanted.get_attribute("aria-pressed") == "false":
        wanted.click()
    if page.get_by_role("button", name="Next question").count():
        page.get_by_role("button", name="Next question").click()
    return asked(page)


def answer(page, question, numbers):
    """Type or choose an answer as a learner does, and press Enter."""
    inputs = page.locator(".card form input")
    if question["form"] == "choice":
        inputs.nth(int(numbers[0])).check()
    elif question["form"] == "settings":
        for place, number in enumerate(numbers):
            inputs.nth(place).fill(str(number))
    else:
        inputs.fill("×".join(map(str, numbers)))
    page.keyboard.press("Enter")


def verdict(page):
    return page.locator(".verdict")


def one_alone(question):
    """A wrong answer that names one misconception, with its drawing if there is one."""
    alone = [wrong for wrong in question["wrong"] if len(wrong["misconceptions"]) == 1]
    return next((wrong for wrong in alone if wrong["drawing"]), alone[0] if alone else None)


def stored(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def test_every_idea_answers_right_wrong_and_unknown_numbers(practice):
    practice.get_by_role("button", name="Begin").click()
    for idea in places():
        question = ask_about(practice, idea)
        answer(practice, question, question["right"][0])
        expect(verdict(practice)).to_contain_text("is right")
        question = ask_about(practice, idea)
        if wrong := one_alone(question):
            answer(practice, question, wrong["answer"])
            name = bank()["misconceptions"][wrong["misconceptions"][0]]["name"]
            expect(verdict(practice)).to_contain_text(name)
            expect(practice.locator(".card")).to_contain_text(wrong["says"].split("*")[0].strip())
            if wrong["drawing"]:
                labels = [
                    one.get_attribute("aria-label") for one in practice.locator(".drawing").all()
                ]
                assert any(wrong["drawing"]["says"] in label for label in labels), labels
        else:
            practice.get_by_role("button", name="I don’t know").click()
            expect(verdict(practice)).to_contain_text("It is")
    question = ask_about(practice, "map-side")
    known = {*map(tuple, question["right"]), *(tuple(one["answer"]) for one in question["wrong"])}
    nobody = next(number for number in range(2, 99) if (number,) not in known)
    answer(practice, question, [nobody])
    expect(practice.locator(".card")).to_contain_text(
        f"No mistake that this course knows gives {nobody}"
    )
    expect(practice.locator(".drawing")).to_have_count(1)


def test_what_is_no_answer_gets_a_sentence_and_counts_for_nothing(practice):
    practice.get_by_role("button", name="Begin").click()
    question = ask_about(practice, "map-side")
    for typed, sentence in {
        "": "Nothing is typed yet",
        "a lot": "cannot be read as one number",
        "6×28×28": "Is it the answer to another question?",
        "-3": "below 0",
        "1000000000000": "far more than anything here could be",
        "14.0": "write 14",
    }.items():
        practice.locator(".card input").fill(typed)
        practice.keyboard.press("Enter")
        expect(practice.get_by_role("alert")).to_contain_text(sentence)
        assert asked(practice) == question
    assert practice.evaluate(f"localStorage.getItem('{KEY}')") is None


def test_a_round_by_keyboard_alone_ends_after_three_minutes_and_its_mistake_comes_back(page, file):
    page.clock.install()
    page.goto(file)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    mine, shown = None, []
    for turn in range(20):
        question = asked(page)
        held = [wrong for wrong in question["wrong"] if mine in wrong["misconceptions"]]
        if mine is None and (wrong := one_alone(question)):
            [mine], held = wrong["misconceptions"], [wrong]
        if held:
            shown.append(turn)
        numbers = held[0]["answer"] if held else question["right"][0]
        field = page.locator(".card form input").first
        expect(field).to_be_focused()
        if question["form"] == "choice":
            for _ in range(int(numbers[0]) + 1):
                page.keyboard.press("ArrowDown")
            for _ in range(len(question["choices"])):
                if page.locator(".card input").nth(int(numbers[0])).is_checked():
                    break
                page.keyboard.press("ArrowDown")
        else:
            parts = numbers if question["form"] == "settings" else ["x".join(map(str, numbers))]
            for part in parts:
                page.keyboard.type(str(part))
                page.keyboard.press("Tab")
        if question["form"] != "choice":
            page.keyboard.press("Shift+Tab")
        page.clock.run_for(15_000)
        page.keyboard.press("Enter")
        expect(verdict(page)).to_contain_text("✗" if held else "✓")
        expect(page.locator(".card button.main")).to_be_focused()
        page.keyboard.press("Enter")
        if page.locator(".over").count():
            break
    assert turn == 11  # 12 questions of 15 seconds
    assert len(shown) >= 3  # it came back
    over = page.locator(".over")
    expect(over).to_contain_text(f"12 answered, {12 - len(shown)} right")
    expect(over).to_contain_text(bank()["misconceptions"][mine]["name"])
    expect(page.locator(".back")).to_contain_text(bank()["misconceptions"][mine]["name"])
    expect(page.get_by_role("button", name="Another three minutes")).to_be_focused()


def test_answers_outlive_the_page_two_tabs_and_damage_and_can_be_forgotten(practice, file):
    other = practice.context.new_page()
    other.goto(file)
    for tab, idea in ((practice, "map-side"), (other, "volume")):
        tab.get_by_role("button", name="Begin").click()
        question = ask_about(tab, idea)
        answer(tab, question, question["right"][0])
        expect(verdict(tab)).to_be_visible()
    assert [one["idea"] for one in stored(practice)["answers"]] == ["map-side", "volume"]
    # Both tabs show both, and so does a page that opens later.
    for tab in (practice, other):
        expect(tab.locator(".pips .full")).to_have_count(2)
    other.reload()
    expect(other.locator(".card")).to_contain_text("You have answered 2 so far")
    # To forget takes two presses.
    other.get_by_role("button", name="Forget all answers").click()
    expect(other.get_by_role("button", name="Keep them")).to_be_focused()
    other.get_by_role("button", name="Keep them").click()
    assert len(stored(other)["answers"]) == 2
    other.get_by_role("button", name="Forget all answers").click()
    other.get_by_role("button", name="Forget them").click()
    for tab in (practice, other):
        expect(tab.locator(".pips .full")).to_have_count(0)
    other.evaluate(f"localStorage.setItem('{KEY}', '{{\"version\": 1, ')")
    other.reload()
    expect(other.locator(".warning")).to_contain_text("is damaged. It lies there still, as")
    kept = other.evaluate("Object.keys(localStorage)")
    assert any(re.fullmatch(rf"{KEY}-kept-.*", name) for name in kept)


def test_browser_that_keeps_nothing_is_told(page, file):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(file)
    expect(page.locator(".warning")).to_contain_text("keeps nothing for this page")
    page.get_by_role("button", name="Begin").click()
    question = ask_about(page, "map-side")
    answer(page, question, question["right"][0])
    expect(page.locator(".pips .full")).to_have_count(1)


def faults(page):
    """What axe-core finds; the contrast of text in drawings it leaves open, so it is measured."""
    found = [one for one in violations(page) if "<text" not in one]
    return found + [f"{text}: {ratio}" for text, ratio in page.evaluate(CONTRASTS) if ratio < 4.5]


# Of each text in a drawing, beside the colour of what lies under its middle.
CONTRASTS = """() => {
    const light = colour => {
        const pen = new OffscreenCanvas(1, 1).getContext('2d');
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const parts = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
            .map(share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const paper = getComputedStyle(document.querySelector('.conv-practice')).backgroundColor;
    return [...document.querySelectorAll('svg text')].map(text => {
        const own = text.getBBox(), x = own.x + own.width / 2, y = own.y + own.height / 2;
        const under = [...text.parentNode.querySelectorAll('rect, polygon')]
            .filter(shape => shape.isPointInFill(new DOMPoint(x, y))).at(-1);
        const ground = under ? getComputedStyle(under).fill : paper;
        const [ink, below] = [light(getComputedStyle(text).fill), light(ground)];
        return [text.textContent, (Math.max(ink, below) + 0.05) / (Math.min(ink, below) + 0.05)];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_and_nothing_wider_than_a_telephone(practice, scheme):
    practice.emulate_media(color_scheme=scheme)
    practice.set_viewport_size({"width": 360, "height": 740})
    assert faults(practice) == []
    practice.get_by_role("button", name="Begin").click()
    for idea in places():
        question = ask_about(practice, idea)
        assert faults(practice) == [], idea
        answer(practice, question, (one_alone(question) or question["wrong"][0])["answer"])
        expect(verdict(practice)).to_be_visible()
        assert faults(practice) == [], idea
        assert practice.evaluate("document.documentElement.scrollWidth") <= 360, idea
    practice.get_by_role("button", name="Forget all answers").click()
    assert faults(practice) == []


def test_in_a_notebook_answers_are_kept_beside_the_work_and_keys_stay_with_the_practice(page, lab):
    name = "practising"
    cell = nbformat.v4.new_code_cell(
        "from convtutor import practice\npractice()", metadata={"nbgrader": {"grade_id": name}}
    )
    made = nbformat.v4.new_notebook(cells=[cell])
    made.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    path = lab.course.work / name / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    kept = lab.course.work / "practice.json"
    complaints = listen(page)
    notebook = NotebookPage(page, lab, name)
    try:
        notebook.run_all()
        page.get_by_role("button", name="Begin").click()
        question = asked(page)
        for key in "abdd":  # letters that make and delete cells, elsewhere
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        if question["form"] != "choice":
            expect(page.get_by_role("alert")).to_contain_text("cannot be read")
        answer(page, question, question["right"][0])
        expect(verdict(page)).to_contain_text("is right")
        assert notebook.cells.count() == 1
        for theme in in_both_themes(page):
            assert violations(page, ".jp-OutputArea-output .conv-practice") == [], theme
        page.keyboard.press("Enter")
        until = time.monotonic() + 20
        while not kept.exists() and time.monotonic() < until:
            page.wait_for_timeout(100)
        [stored_answer] = json.loads(kept.read_text())["answers"]
        assert stored_answer["question"] == question["id"]
        notebook.run(name)
        expect(page.locator(".card")).to_contain_text("You have answered 1 so far")
        notebook.choose("Kernel", "Restart Kernel…")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(page.locator(".convlib-lost")).to_be_visible()
        notebook.run(name)
        expect(page.locator(".convlib-lost")).to_be_hidden()
        assert complaints == []
    finally:
        page.context.close()
        shutil.rmtree(path.parent)
        kept.unlink(missing_ok=True)
