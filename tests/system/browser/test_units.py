"""The start page and each unit behind it, solved: all runs in JupyterLab, nobody is left out."""

import re
import shutil
from collections.abc import Iterator

import nbformat
import pytest
from nbconvert import HTMLExporter
from support.course_copy import every_third
from system.browser.accessibility import OUTPUTS, violations
from system.browser.notebook_page import NotebookPage, expect
from system.browser.themes import in_both_themes

from coursekit.course import find_course, notebook_in

COURSE = find_course()
UNITS = COURSE.units()
# Where the explorer opens: the title of its map, or maps, and what it says of unread pixels.
OPENS_ON = {
    "01_single_filter": ("Feature map: 28 × 28", "Every pixel is read"),
    "02_padding": ("Feature map: 32 × 32", "Every pixel is read"),
    "03_stride": ("Feature map: 14 × 14", "row 31 and column 31 are left out (63 of 1,024 pixels)"),
    "04_multi_filter": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "05_counting": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "08_network": ("Feature map: 10 × 10", "Every pixel is read"),
}


@pytest.fixture(scope="module")
def start_page(shared_page, shared_complaints, lab):
    """The first thing that a learner sees: the list of units, and the way into each."""
    shared_page.goto(lab.address + "&reset")
    rendered = shared_page.locator(".jp-MarkdownViewer")
    expect(rendered.get_by_role("heading", level=1)).to_be_visible()
    return rendered


@pytest.fixture(scope="module", params=every_third([unit.name for unit in UNITS], 0))
def unit(request):
    return COURSE.unit(request.param)


@pytest.fixture(scope="module")
def solved(unit, shared_page, lab, start_page) -> Iterator[NotebookPage]:
    """A unit with all answers, opened by its link and run from top to bottom."""
    learners = notebook_in(lab.course.work, unit.name)
    handed_out = learners.read_bytes()
    shutil.copyfile(COURSE.solutions / unit.name / learners.name, learners)
    link = start_page.get_by_role("link", name=unit.title)
    notebook = NotebookPage(shared_page, lab, unit.name, link)
    counts = notebook.run_all()
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    yield notebook
    notebook.close()
    learners.write_bytes(handed_out)


def test_printed_address_shows_every_unit_with_what_it_teaches_and_how_far_one_is(start_page):
    rows = start_page.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(len(UNITS))
    for row, unit in zip(rows.all(), UNITS, strict=True):
        link, teaches, minutes, progress = row.locator("td").all()
        expect(link.get_by_role("link")).to_have_text(unit.title)
        expect(teaches).to_have_text(unit.teaches)
        expect(minutes).to_have_text(str(unit.minutes))
        expect(progress).to_contain_text(f" of {unit.points:g} points")


def test_start_page_has_no_violation_in_either_theme(shared_page, start_page):
    for theme in in_both_themes(shared_page):
        assert violations(shared_page, ".jp-MarkdownViewer") == [], theme


def test_unit_that_was_only_opened_is_not_marked_as_changed(shared_page, start_page, lab):
    unit = UNITS[-1]  # which no other test has saved
    link = start_page.get_by_role("link", name=unit.title)
    opened = NotebookPage(shared_page, lab, unit.name, link)
    # Where the file lacks something, JupyterLab adds it when the kernel has told what it is.
    idle = opened.panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    expect(idle).to_be_visible()
    shared_page.wait_for_timeout(4000)
    # Not with `expect`, which would wait until JupyterLab has saved by itself.
    assert shared_page.locator(".jp-mod-dirty").count() == 0
    opened.close()


def test_link_opens_the_unit_which_shows_its_explorer_and_no_error(solved, unit, shared_complaints):
    expect(solved.panel.get_by_role("heading", level=1)).to_contain_text(unit.title)
    assert solved.errors() == []
    if unit.name in OPENS_ON:
        title, unread = OPENS_ON[unit.name]
        explorer = solved.panel.locator(".conv-explorer")
        explorer.scroll_into_view_if_needed()  # out of view it has no width and draws nothing
        expect(explorer.locator(".output .title")).to_have_text(title)
        expect(explorer.locator(".input")).to_contain_text(unread)
    # No news, no questions, no notices of what is for instructors.
    expect(solved.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert shared_complaints == []


def test_outputs_of_a_solved_unit_have_no_violation_in_either_theme(solved):
    expect(solved.explorers().first).to_be_visible()
    for theme in in_both_themes(solved.page):
        assert violations(solved.page, OUTPUTS) == [], theme


def test_arrow_key_on_a_slider_draws_another_figure_with_another_caption(solved):
    explorer = solved.explorers().first
    figure, caption = explorer.locator("figure img"), explorer.locator("figcaption")
    handle = explorer.get_by_role("slider").first
    shown, said = figure.get_attribute("src"), caption.text_content()
    value = int(handle.input_value())

    handle.focus()
    solved.page.keyboard.press("ArrowRight")

    expect(handle).to_have_value(str(value + 1))
    expect(figure).not_to_have_attribute("src", shown)
    expect(caption).not_to_have_text(said)
    expect(figure).to_have_attribute("alt", re.compile(r"\w"))
    # What is announced, once the hand rests.
    whole = caption.evaluate("c => (c.querySelector('details')?.lastChild ?? c).textContent")
    expect(explorer.get_by_role("status")).to_have_text(whole)


def test_every_control_moves_by_an_arrow_key_and_keeps_the_focus(solved):
    cells = solved.cells.count()
    # Handles, since an explorer that shows a note in place of its picture is found no more.
    for control in solved.explorers().locator("input, select").element_handles():
        control.focus()
        before = control.input_value()
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):  # one has room to move
            solved.page.keyboard.press(key)
            if control.input_value() != before:
                break
        assert control.input_value() != before
        assert control.evaluate("one => one === document.activeElement")
    assert solved.cells.count() == cells  # no key became a command of JupyterLab


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_exported_page_shows_the_still_pictures_and_has_no_violation(page, tmp_path, theme):
    shown = nbformat.v4.new_notebook()
    for unit in UNITS:
        for cell in nbformat.read(notebook_in(COURSE.solutions, unit.name), 4).cells:
            if cell.get("outputs"):
                cell.id = f"{unit.name}-{cell.id}"  # in one notebook no two may be alike
                shown.cells.append(cell)
    exported, _ = HTMLExporter(theme=theme).from_notebook_node(shown)
    path = tmp_path / "exported.html"
    path.write_text(exported, encoding="utf-8")
    # The page asks other machines for the script that sets formulas; it has to do without.
    page.route("https://**", lambda request: request.abort())
    page.goto(path.as_uri())

    saved = str(shown).count("<img src=")
    assert saved > 0
    pictures = page.locator(OUTPUTS).get_by_role("img")
    expect(pictures).to_have_count(saved)
    for picture in pictures.all():
        expect(picture).to_have_attribute("alt", re.compile(r"\w"))
        assert picture.evaluate("image => image.naturalWidth") > 0
    assert violations(page, OUTPUTS) == []


def test_faults_are_found_in_view_and_out_of_view_and_only_where_one_looks(page):
    page.set_content(
        """<main class="ours">
          <div role="slider" tabindex="0" aria-valuenow="3"></div>
          <div style="content-visibility: auto; margin-top: 5000px">
            <p style="color: #999; background: white">pale</p>
          </div>
        </main>
        <img src="theirs.png">"""
    )
    found = violations(page, ".ours")
    assert [one.split(" ")[0] for one in found] == ["aria-input-field-name", "color-contrast"]
    assert "contrast of 2.84" in found[1]
    assert "image-alt" in "".join(violations(page))
    with pytest.raises(AssertionError, match="nothing on the page matches"):
        violations(page, ".nowhere")
