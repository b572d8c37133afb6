"""Solved units, the start page and an exported page: nobody is left out."""

import re
import shutil
from collections.abc import Iterator

import pytest
from nbconvert import HTMLExporter
from system.browser.accessibility import OUTPUTS, violations
from system.browser.notebook_page import NotebookPage, expect
from system.browser.themes import in_both_themes

from coursekit.course import find_course, notebook_in

COURSE = find_course()
UNITS = [unit.name for unit in COURSE.units()]
# Where the explorer opens: the title of its map, or maps, and what it says of unread pixels.
OPENS_ON = {
    "01_single_filter": ("Feature map: 28 × 28", "Every pixel is read"),
    "02_padding": ("Feature map: 32 × 32", "Every pixel is read"),
    "03_stride": ("Feature map: 14 × 14", "row 31 and column 31 are left out (63 of 1,024 pixels)"),
    "04_multi_filter": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "05_counting": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "08_network": ("Feature map: 10 × 10", "Every pixel is read"),
}
# Where a picture of the page is kept if a test fails; the shared page below asks for no folder.
pytestmark = pytest.mark.usefixtures("tmp_path")


@pytest.fixture(scope="module")
def page(chromium) -> Iterator:
    """One page for all tests of this file, so that a unit is run once for all of its tests."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # leave unsaved work behind
    yield page
    context.close()


@pytest.fixture(scope="module", params=UNITS)
def solved(page, lab, request) -> Iterator[NotebookPage]:
    """A unit with all answers, run from top to bottom: all pictures are there."""
    unit = lab.course.unit(request.param)
    learners = notebook_in(lab.course.work, unit.name)
    handed_out = learners.read_bytes()
    shutil.copyfile(COURSE.solutions / unit.name / learners.name, learners)
    notebook = NotebookPage(page, lab, unit.name)
    counts = notebook.run_all()
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    yield notebook
    page.goto("about:blank")
    lab.end_kernels()
    learners.write_bytes(handed_out)


def test_solved_unit_shows_its_explorer_and_no_error(solved):
    unit = solved.path.stem
    assert solved.errors() == []
    if unit in OPENS_ON:
        title, unread = OPENS_ON[unit]
        explorer = solved.panel.locator(".conv-explorer")
        explorer.scroll_into_view_if_needed()  # out of view it has no width and draws nothing
        expect(explorer.locator(".output .title")).to_have_text(title)
        expect(explorer.locator(".input")).to_contain_text(unread)


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


def test_start_page_has_no_violation_in_either_theme(page, lab):
    page.goto(lab.address)
    expect(page.locator(".jp-MarkdownViewer").get_by_role("heading", level=1)).to_be_visible()
    for theme in in_both_themes(page):
        assert violations(page, ".jp-MarkdownViewer") == [], theme


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_exported_page_shows_the_still_pictures_and_has_no_violation(page, tmp_path, theme):
    notebook = COURSE.solutions / UNITS[0] / f"{UNITS[0]}.ipynb"
    exported, _ = HTMLExporter(theme=theme).from_filename(str(notebook))
    path = tmp_path / "exported.html"
    path.write_text(exported, encoding="utf-8")
    # The page asks other machines for the script that sets formulas; it has to do without.
    page.route("https://**", lambda request: request.abort())
    page.goto(path.as_uri())

    saved = notebook.read_text(encoding="utf-8").count("<img src=")
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
