"""Each unit as it is handed out: every cell runs, and everybody can use what it shows."""

import pytest
from system.browser.accessibility import OUTPUTS, violations
from system.browser.notebook_page import expect
from system.browser.themes import in_both_themes

from coursekit.course import find_course

UNITS = [unit.name for unit in find_course().units()]
# Where the explorer opens: the title of its map, or maps, and what it says of unread pixels.
OPENS_ON = {
    "01_single_filter": ("Feature map: 28 × 28", "Every pixel is read"),
    "02_padding": ("Feature map: 32 × 32", "Every pixel is read"),
    "03_stride": ("Feature map: 14 × 14", "row 31 and column 31 are left out (63 of 1,024 pixels)"),
    "04_multi_filter": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "05_counting": ("Feature maps: 6 of 28 × 28", "Every pixel is read"),
    "07_clinic": ("Feature map: 10 × 10", "Every pixel is read"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_unit_runs_without_an_error_and_its_outputs_have_no_axe_violation(
    open_unit, complaints, unit
):
    notebook = open_unit(unit)
    counts = notebook.run_all()
    first = counts[0]
    assert counts == list(range(first, first + len(counts)))
    assert notebook.errors() == []
    if unit in OPENS_ON:
        title, unread = OPENS_ON[unit]
        explorer = notebook.panel.locator(".conv-explorer")
        explorer.scroll_into_view_if_needed()  # out of view it has no width and draws nothing
        expect(explorer.locator(".output .title")).to_have_text(title)
        expect(explorer.locator(".input")).to_contain_text(unread)
    else:
        expect(notebook.explorers().first).to_be_visible()
    expect(notebook.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    for theme in in_both_themes(notebook.page):
        assert violations(notebook.page, OUTPUTS) == [], theme
    assert complaints == []


def test_caption_holds_the_numbers_of_the_setting_that_the_slider_was_moved_to(open_unit):
    notebook = open_unit("01_single_filter")
    notebook.run_all()
    explorer = notebook.explorers().first
    caption = explorer.locator("figcaption")
    # The step's rows are 0 0 0 1 1 1 1; the window of three columns begins at column 1 …
    expect(caption).to_contain_text("Window rows 0, 0, 1")
    expect(caption).to_contain_text("products sum to 3")
    # … and after two keys at column 3, where even brightness makes −1 + 0 + 1 = 0 in each row.
    explorer.get_by_role("slider").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("Window rows 0, 1, 1")
    notebook.page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("Window rows 1, 1, 1")
    expect(caption).to_contain_text("products sum to 0")
