"""The explorer in JupyterLab: keys, two of them side by side, Python in touch, and a rerun."""

import json
import shutil
from collections.abc import Iterator

import nbformat
import pytest
from system.browser.accessibility import violations
from system.browser.lab_server import Lab
from system.browser.notebook_page import NONE_RUNS, PROMPTS, NotebookPage, expect
from system.browser.themes import in_both_themes

NAME = "explorer"
CELLS = {
    "make": """\
import numpy as np
from convtutor.explore import ConvExplorer
numbers = np.arange(30.0).reshape(5, 6)
one = ConvExplorer(numbers, [[1, 2], [3, -4]])
one""",
    "another": "another = ConvExplorer(controls=['stride', 'play'])\nanother",
    "read": "print(one.row, one.column, one.stride, one.weight.ravel().tolist())",
    "write": "one.set(stride=1, row=3, column=4)",
    "view": "one",
    "sliders": """\
from convtutor.explore import explore
explore(lambda stride: [[stride]], stride=(1, 4))""",
}
EXPLORERS = ".jp-OutputArea-output .conv-explorer"


@pytest.fixture(scope="module")
def notebook(shared_page, shared_complaints, lab: Lab) -> Iterator[NotebookPage]:
    """A notebook of explorers beside the units; each test goes on where the one before it ended."""
    cells = [
        nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": {"grade_id": name}})
        for name, source in CELLS.items()
    ]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    path = lab.course.work / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    opened = NotebookPage(shared_page, lab, NAME)
    opened.run_all()
    yield opened
    shared_page.context.close()  # first: a page whose kernel ends would start another one
    lab.end_kernels()
    shutil.rmtree(path.parent)


def printed(notebook: NotebookPage, text: str) -> None:
    """Run the cell that prints what Python knows until it says this."""
    expect(notebook.run("read")).to_have_text(text)


def test_keys_and_edits_reach_python_and_python_reaches_the_page(notebook, shared_complaints):
    first, second, view = notebook.page.locator(EXPLORERS).all()
    cells = notebook.cells.count()
    feature_map = first.get_by_role("application", name="feature map")
    feature_map.focus()
    # The cell that writes has put the window at the end; b and a would make cells.
    for key in ("Control+Home", "ArrowRight", "ArrowRight", "ArrowDown", "b", "a"):
        notebook.page.keyboard.press(key)
    # Pixels 8 9 / 14 15: 8 + 18 + 42 − 60 = 8
    expect(first.locator(".made")).to_have_text("8")
    expect(view.locator(".made")).to_have_text("8")  # another view of the same explorer
    slider = first.locator('[data-setting="stride"]')
    slider.focus()
    notebook.page.keyboard.press("ArrowRight")
    weight = first.get_by_label("weight for grey, row 1, column 1")
    weight.fill("0.5")
    weight.press("Enter")
    expect(second.locator('[data-setting="stride"]')).to_have_value("1")  # its own
    assert notebook.cells.count() == cells
    notebook.page.wait_for_timeout(300)  # longer than the quiet after which Python is told
    printed(notebook, "1 2 2 [1.0, 2.0, 3.0, 0.5]")
    notebook.run("write")
    # Pixels 22 23 / 28 29: 22 + 46 + 84 + 14.5
    expect(first.locator(".made")).to_have_text("166.5")
    expect(slider).to_have_value("1")
    assert notebook.errors() == []
    assert shared_complaints == []


def test_notebook_gets_the_keys_that_a_control_does_not_use(notebook):
    page = notebook.page
    cells = notebook.cells.count()
    controls = {
        "weight": page.locator(EXPLORERS).first.locator(".weight").first,
        "slider": page.locator(".convlib-control input").first,
        "map": page.get_by_role("application", name="feature map").first,  # last: its cell runs
    }
    for name, control in controls.items():
        control.focus()
        for key in ("b", "a", "d", "d", "ArrowRight"):
            page.keyboard.press(key)
        assert notebook.cells.count() == cells, name
        notebook.save()  # by Ctrl+S
        if name != "weight":  # JupyterLab itself runs no cell from a text field of an output
            before = notebook.prompts()
            page.keyboard.press("Control+Enter")
            page.wait_for_function(PROMPTS_CHANGED, arg=before)
            page.wait_for_function(NONE_RUNS)
            expect(page.locator(EXPLORERS)).to_have_count(3)


PROMPTS_CHANGED = f"before => String({PROMPTS}) !== String(before)"


def test_no_violation_in_either_theme(notebook):
    for theme in in_both_themes(notebook.page):
        assert violations(notebook.page, EXPLORERS) == [], theme


def test_run_again_leaves_nothing_of_the_first_run(notebook):
    notebook.page.evaluate(COUNT_FRAMES)
    expect(notebook.page.locator(EXPLORERS)).to_have_count(3)
    first = notebook.page.locator(EXPLORERS).first
    first.evaluate("node => { window.old = node; }")
    first.get_by_role("button", name="Play").click()
    notebook.run("make")
    notebook.page.wait_for_function("() => !old.isConnected")
    expect(notebook.page.locator(EXPLORERS)).to_have_count(3)
    # The slide of the first run ended with it: nobody asks for frames any more.
    notebook.page.wait_for_timeout(500)
    notebook.page.evaluate("() => { framesOfOurs = 0; }")
    notebook.page.wait_for_timeout(500)
    assert notebook.page.evaluate("framesOfOurs") == 0


COUNT_FRAMES = """() => {
    window.framesOfOurs = 0;
    const ask = requestAnimationFrame;
    window.requestAnimationFrame = act => {
        if (new Error().stack.includes('schedule')) framesOfOurs++;
        return ask(act);
    };
}"""


def test_kernel_that_ended_is_told_until_the_cell_runs_again(notebook):
    page = notebook.page
    expect(page.locator(".convlib-lost").filter(visible=True)).to_have_count(0)
    notebook.choose("Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    sliders = notebook.cell("sliders")
    expect(sliders.locator(".convlib-lost")).to_be_visible()
    expect(notebook.cell("make").locator(".convlib-lost")).to_be_visible()
    expect(sliders.locator(".convlib-lost")).to_contain_text("so these controls do nothing now")
    notebook.run("sliders")
    expect(sliders.locator(".convlib-control")).to_be_visible()
    expect(sliders.locator(".jp-InputPrompt")).to_have_text("[1]:")
    expect(sliders.locator(".convlib-lost")).to_be_hidden()
