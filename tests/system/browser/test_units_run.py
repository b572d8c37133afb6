"""A unit as it is handed out: every cell runs, and everybody can use what it shows."""

from system.browser.accessibility import OUTPUTS, violations
from system.browser.notebook_page import expect
from system.browser.themes import in_both_themes

UNIT = "01_single_filter"


def test_unit_that_is_not_answered_runs_and_its_outputs_have_no_axe_violation(
    open_unit, complaints
):
    notebook = open_unit(UNIT)
    counts = notebook.run_all()
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    assert notebook.errors() == []
    expect(notebook.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    for theme in in_both_themes(notebook.page):
        assert violations(notebook.page, OUTPUTS) == [], theme
    assert complaints == []


def test_caption_holds_the_numbers_of_the_setting_that_the_slider_was_moved_to(open_unit):
    notebook = open_unit(UNIT)
    notebook.run_all()
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
