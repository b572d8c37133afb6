"""Each unit as it is handed out: every cell runs, and the sliders live."""

import re

import pytest

from browser.notebook_page import expect
from coursekit.course import find_course

UNITS = [unit.name for unit in find_course().units()]


@pytest.mark.parametrize("unit", UNITS)
def test_unit_runs_from_top_to_bottom_without_an_error(open_unit, complaints, unit):
    notebook = open_unit(unit)
    counts = notebook.run_all()
    first = counts[0]
    assert counts == list(range(first, first + len(counts)))
    assert notebook.errors() == []
    expect(notebook.explorers().first).to_be_visible()
    expect(notebook.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("unit", UNITS)
def test_arrow_key_on_a_slider_draws_another_figure_with_another_caption(open_unit, unit):
    notebook = open_unit(unit)
    notebook.run_all()
    explorer = notebook.explorers().first
    figure, caption = explorer.locator("figure img"), explorer.locator("figcaption")
    handle = explorer.get_by_role("slider").first
    shown, said = figure.get_attribute("src"), caption.text_content()
    value = int(handle.input_value())

    handle.focus()
    notebook.page.keyboard.press("ArrowRight")

    expect(handle).to_have_value(str(value + 1))
    expect(figure).not_to_have_attribute("src", shown)
    expect(caption).not_to_have_text(said)
    expect(figure).to_have_attribute("alt", re.compile(r"\w"))


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
