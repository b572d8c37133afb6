"""The first thing a learner sees: the list of units, and the way into one."""

import pytest
from system.browser.lab_server import Lab, run_lab
from system.browser.notebook_page import NotebookPage, expect

from coursekit.course import find_course

UNITS = find_course().units()


def open_start_page(page, lab: Lab, more: str = ""):
    page.goto(lab.address + more)
    rendered = page.locator(".jp-MarkdownViewer")
    expect(rendered.get_by_role("heading", level=1)).to_be_visible()
    return rendered


def test_printed_address_shows_every_unit_with_what_it_teaches_and_how_far_one_is(page, lab):
    rows = open_start_page(page, lab).locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(len(UNITS))
    for row, unit in zip(rows.all(), UNITS, strict=True):
        link, teaches, minutes, progress = row.locator("td").all()
        expect(link.get_by_role("link")).to_have_text(unit.title)
        expect(teaches).to_have_text(unit.teaches)
        expect(minutes).to_have_text(str(unit.minutes))
        expect(progress).to_contain_text(f" of {unit.points:g} points")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_link_opens_the_unit(page, lab, open_unit, complaints, unit):
    # Without the notebooks of the tests before: on a slow machine JupyterLab opens those after the
    # click, puts the start page in front again, and saves them by itself while nobody looks.
    start_page = open_start_page(page, lab, more="&reset")
    start_page.get_by_role("link", name=unit.title).click()
    notebook = page.locator(".jp-NotebookPanel")
    expect(notebook.get_by_role("heading", level=1)).to_contain_text(unit.title)
    # No news, no questions, no notices of what is for instructors.
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert complaints == []


def test_unit_that_was_only_opened_is_not_marked_as_changed(page, tmp_path):
    with run_lab(tmp_path) as lab:  # where nobody has saved anything yet
        unit = NotebookPage(page, lab, UNITS[0].name)
        # Where the file lacks something, JupyterLab adds it when the kernel has told what it is.
        idle = unit.panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        expect(idle).to_be_visible()
        page.wait_for_timeout(4000)
        # Not with `expect`, which would wait until JupyterLab has saved by itself.
        assert page.locator(".jp-mod-dirty").count() == 0
        page.goto("about:blank")  # a page that lost its server would only complain
