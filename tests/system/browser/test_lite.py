"""The course in the visitor's own browser, by JupyterLite, with every other host out of reach."""

import inspect
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from support import mistaken_answers
from support.answers_shown import answers_in
from support.course_copy import ROOT, UNITS, every_third, read_unit
from support.mistaken_answers import MISTAKEN
from support.right import counts
from system.browser.notebook_page import NotebookPage, expect

import lite
from convtutor.notebook import VERDICT_MIME
from convtutor.units.catalogue import exercises
from serve import server

markdown_it = pytest.importorskip(
    "markdown_it", reason="needs the extra `site`: pip install -e .[site]"
)

SOURCE = ROOT / "site" / "source"
UNIT = "02_padding"
WRONG = """\
def zero_pad(x, padding):
    return np.pad(x, padding)"""
RIGHT = """\
def zero_pad(x, padding):
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding)))"""
SECONDS = 40  # for one unit, or for the kernel to start

# A kernel of its own runs cell by cell: its nine units are quicker than nine pages.
START = """async () => {
    await window.jupyterapp.restored;
    window.kernel = await window.jupyterapp.serviceManager.kernels.startNew({ name: "python" });
}"""
RUN = """async (code) => {
    const outputs = [];
    const future = window.kernel.requestExecute({ code });
    future.onIOPub = ({ header, content }) => {
        if (["error", "stream", "display_data"].includes(header.msg_type))
            outputs.push({ output_type: header.msg_type, ...content });
    };
    await future.done;
    return outputs;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    lite.build(folder / "lite", ROOT / "build" / "lite")
    shutil.copytree(SOURCE / "_static", folder / "_static")
    text = markdown_it.MarkdownIt("commonmark").render(
        (SOURCE / "work.md").read_text(encoding="utf-8")
    )
    script = '<script type="module" src="_static/work.mjs"></script>'
    (folder / "work.html").write_text(f"<meta charset=utf-8>{text}{script}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    with server(folder) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


@pytest.fixture(scope="module")
def run(shared_page, shared_complaints, address):
    """Run code in a kernel of the browser; give what it shows."""
    shared_page.set_default_timeout(SECONDS * 1000)
    shared_page.goto(f"{address}/lite/lab/index.html")
    shared_page.wait_for_function("window.jupyterapp?.serviceManager.isReady")
    shared_page.evaluate(START)
    shared_page.evaluate(RUN, "from convtutor import check")
    return lambda code: shared_page.evaluate(RUN, code)


def verdicts(outputs):
    shown = [output.get("data", {}).get(VERDICT_MIME) for output in outputs]
    return {verdict["exercise"]: verdict for verdict in shown if verdict}


def test_no_file_shows_an_answer(folder):
    assert answers_in(folder) == []


def test_first_cell_has_no_warning_and_tells_what_is_different_in_a_browser(run):
    outputs = run("from convtutor.environment import show_environment; show_environment()")
    said = "".join(output["text"] for output in outputs)
    assert "Warning" not in said
    assert "If a cell never ends, choose Restart Kernel" in said


@pytest.mark.parametrize("unit", every_third(UNITS, 1))
def test_solved_unit_has_full_points_and_no_error(run, unit):
    path = ROOT / "solutions" / unit / f"{unit}.ipynb"
    shown = []
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            shown += run(cell.source)
    assert not [output for output in shown if output["output_type"] == "error"]
    assert not [output for output in shown if output.get("name") == "stderr"]
    points = {id: verdict["points"] for id, verdict in verdicts(shown).items()}
    assert points == {found.id: found.points for found in exercises(unit)}


@pytest.mark.parametrize("unit", UNITS)
def test_wrong_answer_is_named(run, unit):
    id, wrong = next((one.id, MISTAKEN[one.id]) for one in exercises(unit) if one.id in MISTAKEN)
    mistake = next(iter(wrong))
    run(inspect.getsource(mistaken_answers))
    (verdict,) = verdicts(run(f"check(MISTAKEN[{id!r}][{mistake!r}], {id!r})")).values()
    assert verdict["mistakes"] == [mistake]


def test_right_answers_that_count_in_32_bits_are_right_where_numpy_does(run):
    id = "conv2d_multiply_count"
    answers = counts.COUNTS[id]
    shown = run(f"{inspect.getsource(counts)}\nfor f in COUNTS[{id!r}].values(): check(f, {id!r})")
    found = [output["data"][VERDICT_MIME] for output in shown]
    assert [verdict["status"] for verdict in found] == ["right"] * len(answers)


def test_loop_that_never_ends_is_stopped(run):
    outputs = run(
        "def same_padding(kernel_size):\n    while True:\n        pass\ncheck(same_padding)"
    )
    (verdict,) = verdicts(outputs).values()
    assert verdict["status"] == "wrong"


def test_nothing_was_asked_of_another_host_and_no_script_complained(run, shared_complaints):
    # Cells that run without a notebook have no place for their widgets.
    assert [one for one in shared_complaints if " comm" not in one] == []


class LitePage(NotebookPage):
    """A unit, open in the visitor's browser."""

    def __init__(self, page, address, unit=UNIT) -> None:
        self.page = page
        self.path = ROOT / "notebooks" / unit / f"{unit}.ipynb"
        page.goto(f"{address}/lite/notebooks/index.html?path={unit}/{unit}.ipynb")
        self.wait_until_open()

    def wait_until_open(self) -> None:
        self.panel = self.page.locator(".jp-NotebookPanel")
        self.cells = self.panel.locator(".jp-Cell")
        expect(self.cells).to_have_count(len(self.saved_cells()))

    def save(self) -> None:
        self.page.keyboard.press("ControlOrMeta+s")
        self.page.wait_for_function(SAVED)


SAVED = "!window.jupyterapp.shell.currentWidget.context.model.dirty"
RELEASED = read_unit(ROOT, "notebooks", UNIT)
TITLE = RELEASED.metadata["course"]["title"]


def hold_python_back(page):
    """Let Python be on its way for ever: to start it takes longer than all else on a page."""
    page.context.route("**/static/python/**", lambda request: None)


def row_of_unit(page):
    """What the page of one's work says of the unit."""
    return page.locator("tbody tr").filter(has_text=TITLE)


def put_back(page, name, content):
    """Give the page of one's work a file; return what it says."""
    file = {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    page.set_input_files("#put-back", file)
    return page.get_by_role("status")


def test_answer_is_named_counted_kept_over_a_reload_taken_along_and_put_back(
    page, address, complaints, tmp_path
):
    page.set_default_timeout(SECONDS * 1000)
    unit = LitePage(page, address)
    unit.run_all()
    unit.write("zero_pad", WRONG)
    expect(unit.run("check-zero_pad")).to_contain_text("the channel axis was padded, too")
    unit.write("zero_pad", RIGHT)
    expect(unit.run("check-zero_pad")).to_contain_text("✓ zero_pad")
    unit.save()

    hold_python_back(page)
    page.reload()
    unit.wait_until_open()
    expect(unit.cell("check-zero_pad")).to_contain_text("✓ zero_pad")
    expect(unit.lines("zero_pad")).to_have_text(RIGHT.splitlines())

    page.goto(f"{address}/work.html")
    expect(row_of_unit(page)).to_contain_text("3 of 5 points")
    with page.expect_download() as taken:
        row_of_unit(page).get_by_role("button", name="Take it with you").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert RIGHT in [cell.source for cell in nbformat.read(file, 4).cells]

    row_of_unit(page).get_by_role("button", name="Start afresh").click()
    expect(page.get_by_role("status")).to_contain_text(f"is kept as {UNIT}-2")
    kept = row_of_unit(page).get_by_role("link", name=f"{UNIT}-2")
    expect(kept).to_have_count(1)
    said = put_back(page, file.name, file.read_text(encoding="utf-8"))
    expect(said).to_have_text(f"{TITLE}: your notebook is back.")
    # What is there when another one comes is kept as well.
    put_back(page, file.name, file.read_text(encoding="utf-8"))
    expect(kept).to_have_count(2)
    expect(row_of_unit(page)).to_contain_text("3 of 5 points")
    assert complaints == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", "my notes", "notes.txt is not a notebook"),
        ("data.json", '{"points": 100}', "data.json has no cells"),
        ("mine.ipynb", '{"cells": [], "metadata": {}}', "belongs to no unit of this course (01_"),
    ],
)
def test_file_that_is_no_notebook_of_the_course_is_told(page, address, name, content, sentence):
    page.goto(f"{address}/work.html")
    expect(row_of_unit(page)).to_contain_text("not started")
    expect(put_back(page, name, content)).to_contain_text(sentence)
    expect(row_of_unit(page)).to_contain_text("not started")


def test_notebook_that_counts_more_than_there_is_counts_its_exercise(page, address):
    page.goto(f"{address}/work.html")
    verdict = {"exercise": "zero_pad", "points": 1e6}
    told = {"output_type": "display_data", "metadata": {}, "data": {VERDICT_MIME: verdict}}
    unknown = {**told, "data": {VERDICT_MIME: {"exercise": "nothing", "points": 9}}}
    cells = [{"cell_type": "code", "source": "", "outputs": [told, unknown, {}]}, {}]
    content = {"cells": cells, "metadata": {"course": {"unit": UNIT, "release": "before"}}}
    put_back(page, "mine.ipynb", json.dumps(content))
    expect(row_of_unit(page)).to_contain_text("3 of 5 points")
    expect(row_of_unit(page)).to_contain_text("The unit has changed since you began.")


def test_link_to_the_glossary_leads_to_its_page(page, address):
    hold_python_back(page)
    unit = LitePage(page, address)
    with page.context.expect_page() as opened:
        unit.panel.get_by_role("link", name="glossary").click()
    assert opened.value.url == f"{address}/glossary.html"


NO_WASM = "delete window.WebAssembly"
NO_STORAGE = """Object.defineProperty(window, "indexedDB", {
    get() { throw new DOMException("denied", "SecurityError"); } })"""
FULL = """const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
    if (this.name !== "files") return put.apply(this, given);
    throw new DOMException("full", "QuotaExceededError"); }"""


@pytest.mark.parametrize(
    ("script", "sentence"),
    [(NO_WASM, "This browser runs no WebAssembly"), (NO_STORAGE, "This browser keeps nothing")],
)
def test_what_a_browser_cannot_do_is_told_where_the_unit_opens(page, address, script, sentence):
    page.add_init_script(script)
    hold_python_back(page)
    LitePage(page, address)
    expect(page.get_by_role("alert")).to_contain_text(sentence)


def test_python_that_does_not_arrive_is_told(page, address):
    page.context.route("**/static/python/**", lambda request: request.abort())
    LitePage(page, address)
    expect(page.get_by_role("alert")).to_contain_text("Python did not arrive in this browser")


def test_full_storage_is_told_with_what_to_do_first(page, address):
    page.add_init_script(FULL)
    hold_python_back(page)
    unit = LitePage(page, address)
    unit.cell("zero_pad").locator(".cm-content").click()
    page.keyboard.insert_text("# mine")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_role("alert")).to_contain_text("Take your notebook with you now")

    page.goto(f"{address}/work.html")
    said = put_back(page, "mine.ipynb", nbformat.writes(RELEASED))
    expect(said).to_contain_text("There is no room left")


def test_storage_that_is_forbidden_is_told_on_the_page_of_one_s_work(page, address):
    page.add_init_script(NO_STORAGE)
    page.goto(f"{address}/work.html")
    expect(page.locator("#kept-here")).to_contain_text("This browser keeps nothing")
