"""A unit as it is handed out; a wrong answer, then a right one; both verdicts, and nothing lost."""

from collections.abc import Iterator

import pytest
from system.browser.accessibility import OUTPUTS, violations
from system.browser.lab_server import run_lab
from system.browser.notebook_page import NotebookPage, expect
from system.browser.themes import in_both_themes

UNIT = "01_single_filter"
WITHOUT_BIAS = """\
def window_response(x, weight, bias, row, column):
    _, height, width = weight.shape
    window = x[:, row : row + height, column : column + width]
    return (window * weight).sum()"""
RIGHT = WITHOUT_BIAS + " + bias"


@pytest.fixture(scope="module")
def notebook(shared_page, shared_complaints, lab) -> Iterator[NotebookPage]:
    """The unit, run once; each test goes on where the one before it ended."""
    opened = NotebookPage(shared_page, lab, UNIT)
    counts = opened.run_all()
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    yield opened
    shared_page.context.close()  # first: a page whose kernel ends would start another one
    lab.end_kernels()


def test_unit_that_is_not_answered_runs_and_its_outputs_have_no_axe_violation(
    notebook, shared_complaints
):
    assert notebook.errors() == []
    expect(notebook.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    for theme in in_both_themes(notebook.page):
        assert violations(notebook.page, OUTPUTS) == [], theme
    assert shared_complaints == []


def test_caption_holds_the_numbers_of_the_setting_that_the_slider_was_moved_to(notebook):
    explorer = notebook.explorers().first
    caption = explorer.locator("figcaption")
    # The step's rows are 0 0 0 1 1 1 1; the window of three columns begins at column 1 …
    expect(caption).to_contain_text("columns 1 to 3 of the picture")
    expect(caption).to_contain_text("they make 3:")
    # … and after two keys at column 3, where flat brightness makes −1 + 0 + 1 = 0 in each row.
    explorer.get_by_role("slider").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("columns 2 to 4 of the picture")
    notebook.page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("columns 3 to 5 of the picture")
    expect(caption).to_contain_text("they make 0:")


def test_wrong_answer_gets_its_mistake_named_and_right_answer_its_points(notebook):
    notebook.write("window_response", WITHOUT_BIAS)
    verdict = notebook.run("check-window_response")
    expect(verdict).to_contain_text("✗ window_response")
    expect(verdict).to_contain_text("It looks as if the bias was left out")
    assert_card_is_read_from_its_coloured_line_on_and_opened_by_keyboard(verdict)
    for theme in in_both_themes(notebook.page):
        assert violations(notebook.page, OUTPUTS) == [], theme

    notebook.write("window_response", RIGHT)
    verdict = notebook.run("check-window_response")
    expect(verdict).to_contain_text("✓ window_response")
    expect(verdict).not_to_contain_text("✗")
    notebook.save()


def assert_card_is_read_from_its_coloured_line_on_and_opened_by_keyboard(verdict) -> None:
    first = verdict.locator("section > *").first
    expect(first).to_contain_text("✗ window_response")
    expect(first).to_have_css("background-color", "rgb(154, 43, 16)")

    further = verdict.get_by_text("Next hint (2 of")
    expect(further).not_to_be_visible()
    for label in ("Hint (1 of", "Next hint (2 of", "The smallest case that fails"):
        verdict.locator("summary").filter(has_text=label).focus()
        verdict.page.keyboard.press("Enter")
    expect(further).to_be_visible()
    expect(verdict.get_by_text("Next hint (3 of")).to_be_visible()
    expect(verdict.locator("pre").last).to_contain_text("x = np.array(")
    expect(verdict.locator("pre").last).to_contain_text("window_response(x, weight,")


def test_answer_and_pictures_outlive_a_reload_and_a_server_that_stopped(page, tmp_path):
    with run_lab(tmp_path) as lab:
        notebook = NotebookPage(page, lab, UNIT)
        notebook.write("window_response", RIGHT)
        notebook.run_all()
        notebook.save()
        page.reload()
        notebook.wait_until_open()
        assert_nothing_is_lost(notebook)
        page.goto("about:blank")  # a page that lost its server would only complain
    with run_lab(tmp_path) as lab:
        assert_nothing_is_lost(NotebookPage(page, lab, UNIT))


def assert_nothing_is_lost(notebook: NotebookPage) -> None:
    expect(notebook.lines("window_response")).to_have_text(RIGHT.splitlines())
    assert notebook.saved_source("window_response") == RIGHT
    # The explorers show what they showed, with the kernel still there or not.
    expect(notebook.explorers().first).to_be_visible()
    assert notebook.errors() == []


def test_points_are_on_the_start_page_and_in_the_terminal(notebook, lab):
    unit = lab.course.unit(UNIT)
    points = {exercise.id: exercise.points for exercise in unit.exercises}
    total = f"{points['window_response']:g} of {unit.points:g} points"
    # The start page, which the server rewrites at each save; then two commands in a terminal.
    start_page = (lab.course.work / "START.md").read_text(encoding="utf-8")
    assert total in " ".join(start_page.split())
    notebook.page.goto(lab.address)
    row = notebook.page.locator(".jp-MarkdownViewer tbody tr").filter(has_text=unit.title)
    expect(row).to_contain_text(total)
    assert total in lab.coursekit("progress").stdout
    check = lab.coursekit("check", UNIT)
    assert check.returncode == 1, check.stderr  # the other exercise is not written
    assert "✓ window_response" in check.stdout
    assert "… apply_filter: not written yet" in check.stdout
    assert f"Total: {total}" in check.stdout
