"""The course in the visitor's own browser, by JupyterLite, with every other host out of reach."""

import inspect
import threading
from collections.abc import Iterator

import nbformat
import pytest
from support import mistaken_answers
from support.course_copy import ROOT, UNITS
from support.mistaken_answers import MISTAKEN
from support.right import counts

import lite
from convtutor.notebook import VERDICT_MIME
from convtutor.units.catalogue import exercises
from serve import server

SECONDS = 120  # for one unit, or for the kernel to start

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
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    lite.build(folder / "lite", ROOT / "build" / "lite")
    with server(folder) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/lite"
        listening.shutdown()


@pytest.fixture(scope="module")
def run(shared_page, shared_complaints, address):
    """Run code in a kernel of the browser; give what it shows."""
    shared_page.set_default_timeout(SECONDS * 1000)
    shared_page.goto(f"{address}/lab/index.html")
    shared_page.wait_for_function("window.jupyterapp?.serviceManager.isReady")
    shared_page.evaluate(START)
    shared_page.evaluate(RUN, "from convtutor import check")
    return lambda code: shared_page.evaluate(RUN, code)


def verdicts(outputs):
    shown = [output.get("data", {}).get(VERDICT_MIME) for output in outputs]
    return {verdict["exercise"]: verdict for verdict in shown if verdict}


def test_first_cell_has_no_warning_and_tells_what_is_different_in_a_browser(run):
    outputs = run("from convtutor.environment import show_environment; show_environment()")
    said = "".join(output["text"] for output in outputs)
    assert "Warning" not in said
    assert "If a cell never ends, choose Restart Kernel" in said


@pytest.mark.parametrize("unit", UNITS)
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
