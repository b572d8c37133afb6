"""What is taken of a submission: what the learner meant, found as a notebook would have run it."""

import json
import os
import signal
import time
from pathlib import Path

import pytest
from support.course_copy import ROOT, UNITS
from support.manglings.cells import checks, code, marks, solutions

from coursekit.grading.reading import answers as module
from coursekit.grading.reading.answers import read_answers
from coursekit.release.release import read_release

UNIT = "03_stride"
RELEASE = read_release((ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes())
SIZE = "def conv_output_size(input_size, kernel_size, stride=1, padding=0):\n    return 28"


@pytest.fixture
def notebook():
    """The released notebook; conv_output_size is the first exercise."""
    return json.loads(RELEASE.data)


def read(notebook):
    return read_answers(json.dumps(notebook).encode(), RELEASE)


def place(notebook, grade_id):
    return next(i for i, c in enumerate(notebook["cells"]) if marks(c).get("grade_id") == grade_id)


def answered(notebook, source):
    solutions(notebook)[0]["source"] = source
    return notebook


def size(found):
    return found.sources["conv_output_size"], found.code["conv_output_size"]


def test_untouched_release_gives_the_stubs(notebook):
    found = read(notebook)
    stubs = {
        marks(cell)["grade_id"]: "".join(cell["source"])
        for cell in solutions(json.loads(RELEASE.data))
    }
    assert found.sources == found.code == stubs
    assert (found.notes, found.problem, found.predictions) == ((), "", {})


def test_mark_of_the_course_s_own_solution_is_noted(notebook):
    answered(notebook, SIZE.replace("    return", "    ### BEGIN SOLUTION\n    return"))
    (note,) = read(notebook).notes
    assert "conv_output_size holds the mark of the course's own solution" in note


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_of_a_release_is_asked_for_with_its_check(unit):
    release = (ROOT / "notebooks" / unit / f"{unit}.ipynb").read_bytes()
    wanted = read_release(release).exercises
    cells = json.loads(release)
    assert [one.grade_id for one in wanted] == [
        marks(cell)["grade_id"] for cell in solutions(cells)
    ]
    assert [one.check_id for one in wanted] == [marks(cell)["grade_id"] for cell in checks(cells)]


def test_no_two_units_share_a_mark():
    """Else the notebook of one unit could be taken for that of another."""
    seen = {}
    for unit in UNITS:
        release = (ROOT / "notebooks" / unit / f"{unit}.ipynb").read_bytes()
        for one in read_release(release).exercises:
            for mark in {one.grade_id, one.check_id, one.cell_id}:
                assert seen.setdefault(mark, unit) == unit


@pytest.mark.parametrize("other", [unit for unit in UNITS if unit != UNIT])
def test_notebook_of_another_unit_is_a_problem_that_names_it(other):
    found = read_answers((ROOT / "solutions" / other / f"{other}.ipynb").read_bytes(), RELEASE)
    assert found.sources == {}
    assert f"unit '{other}'" in found.problem


def test_last_of_several_whole_attempts_counts_as_in_a_notebook(notebook):
    second = SIZE.replace("28", "14")
    copied = dict(solutions(notebook)[0])
    answered(notebook, SIZE)
    notebook["cells"].insert(place(notebook, "conv_output_size") + 1, copied | {"source": second})
    found = read(notebook)
    assert size(found)[1] == f"{SIZE}\n{second}"  # run one after the other, the second stands
    assert any("read one after the other" in note for note in found.notes)


def test_attempt_that_is_no_python_does_not_spoil_the_other(notebook):
    copied = dict(solutions(notebook)[0])
    answered(notebook, SIZE)
    notebook["cells"].insert(
        place(notebook, "conv_output_size") + 1, copied | {"source": "def conv_output_size(:"}
    )
    assert size(read(notebook)) == (SIZE, SIZE)


def test_copy_that_holds_nothing_but_comments_is_no_attempt(notebook):
    copied = dict(solutions(notebook)[0])
    answered(notebook, SIZE)
    notebook["cells"].insert(place(notebook, "conv_output_size"), copied | {"source": "# later"})
    assert size(read(notebook)) == (SIZE, SIZE)


def test_attempt_behind_the_check_does_not_count(notebook):
    copied = dict(solutions(notebook)[0])
    answered(notebook, SIZE)
    notebook["cells"].append(copied | {"source": SIZE.replace("28", "0")})
    assert size(read(notebook)) == (SIZE, SIZE)


def test_stub_left_and_function_in_a_cell_of_ones_own_is_found(notebook):
    notebook["cells"].insert(place(notebook, "conv_output_size") + 1, code(SIZE))
    found = read(notebook)
    assert size(found) == (SIZE, SIZE)
    assert any("as it was handed out" in note for note in found.notes)


def test_cell_without_metadata_is_found_by_its_cell_id_whatever_it_holds(notebook):
    cell = answered(notebook, "def conv_output_size(:")["cells"][
        place(notebook, "conv_output_size")
    ]
    cell |= {"metadata": {}, "cell_type": "markdown"}
    assert read(notebook).sources["conv_output_size"] == "def conv_output_size(:"


def test_marked_cell_goes_before_a_cell_of_ones_own(notebook):
    answered(notebook, SIZE)
    notebook["cells"].insert(5, code(SIZE.replace("28", "0")))
    found = read(notebook)
    assert size(found) == (SIZE, SIZE)
    assert any(note.startswith("Cell 6 of the notebook") for note in found.notes)


def test_answer_that_leans_on_cells_of_ones_own_gets_what_it_needs(notebook):
    using = SIZE.replace("28", "half(input_size) + math.floor(LIMIT)")
    answered(notebook, using)
    own = "import math, sys\nLIMIT = 3.5\nprint('unneeded')\ndef half(n):\n    return n // TWO"
    notebook["cells"].insert(4, code(own))
    notebook["cells"].insert(4, code("TWO = 2\nunneeded = 1"))
    found = read(notebook)
    assert found.sources["conv_output_size"] == using
    needed = "TWO = 2\nimport math\nLIMIT = 3.5\ndef half(n):\n    return n // TWO\n"
    assert found.code["conv_output_size"] == needed + using
    assert any("'LIMIT', 'TWO', 'half', 'math'" in note for note in found.notes)


def test_name_that_the_release_gives_anew_is_not_taken_from_the_cell_above(notebook):
    answered(notebook, SIZE.replace("28", "np.sum(kernels)"))
    notebook["cells"].insert(0, code("np = kernels = None"))  # above the cell of the imports
    assert read(notebook).code["conv_output_size"] == SIZE.replace("28", "np.sum(kernels)")


def test_helper_of_ones_own_sees_what_the_release_gives(notebook):
    answered(notebook, SIZE.replace("28", "half(input_size)"))
    notebook["cells"].insert(0, code("np = None\ndef half(n):\n    return np.floor(n)"))
    found = read(notebook)
    assert found.code["conv_output_size"].startswith("def half")
    assert "np" in found.names["conv_output_size"]  # so the release's import comes before it


def test_helper_of_the_first_answer_is_not_taken_twice(notebook):
    for cell in solutions(notebook):
        cell["source"] = "".join(cell["source"]).replace("raise NotImplementedError", "own()")
    notebook["cells"].insert(4, code("def own():\n    return 1"))
    taken = ["def own()" in text for text in read(notebook).code.values()]
    assert taken == [True, False, False]  # they are run in one namespace


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("%matplotlib inline\n" + SIZE, "pass\n" + SIZE),
        ("%%time\n" + SIZE, "\n" + SIZE),
        (SIZE + "\n!ls -l\nconv_output_size?", SIZE + "\npass\npass"),
        (SIZE + "\nfor i in range(3):\n    %timeit i", SIZE + "\nfor i in range(3):\n    pass"),
        ("    " + SIZE.replace("\n", "\n    "), SIZE),
    ],
)
def test_lines_that_only_a_notebook_understands_are_left_out(notebook, source, runs):
    assert size(read(answered(notebook, source))) == (source, runs)


@pytest.mark.parametrize("source", ["x = '''\n%time\n'''", "x = 7 \\\n% 4", "%%bash\nls"])
def test_python_that_looks_like_a_magic_stays_as_it_is(notebook, source):
    assert size(read(answered(notebook, source))) == (source, source)


def test_characters_that_a_database_refuses_are_replaced(notebook):
    found = read(answered(notebook, "x = 1  # \0 \ud800 \U0001f600"))
    assert size(found)[0] == "x = 1  # \ufffd \ufffd \U0001f600"


def test_names_are_the_global_ones_that_the_code_uses(notebook):
    source = (
        "def conv_output_size(n, *rest):\n    def g():\n        return np, n\n    return max(g())"
    )
    assert read(answered(notebook, source)).names["conv_output_size"] == ("max", "np")


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ('predict("side_at_stride_2", 15)', "15"),
        ('predict("side_at_stride_2", answer=-1.5)', "-1.5"),
        ('predict(question="side_at_stride_2", answer="a\\nb")', "a\nb"),
        ('predict("side_at_stride_2", (6, 28, 28))', "(6, 28, 28)"),
        ('predict("side_at_stride_2", 13)\npredict("side_at_stride_2", 14)', "14"),
        ('%time\npredict("side_at_stride_2", True)', "True"),
        ('predict("side_at_stride_2", "' + "x" * 900 + '")', "x" * 100),
        ('predict("side_at_stride_2", 2 ** 9999999999)', "2 ** 9999999999"),
        ('predict("side_at_stride_2", exit( ))', "exit()"),
    ],
)
def test_prediction_is_read_and_not_run(notebook, call, answer):
    notebook["cells"].append(code(call))
    assert read(notebook).predictions == {"predict:side_at_stride_2": answer}


@pytest.mark.parametrize(
    "call",
    [
        'predict("side_at_stride_2", ...)',
        'predict("side_at_stride_2", None)',
        'predict("side_at_stride_2")',
        'predict("no_such_question", 1)',
        'predict(*("side_at_stride_2", 3))',
        'def f():\n    predict("side_at_stride_2", 3)',
    ],
)
def test_what_answers_no_question_is_no_prediction(notebook, call):
    notebook["cells"].append(code(call))
    assert read(notebook).predictions == {}


def test_notes_are_few_short_and_quote_nothing_that_acts(notebook):
    for number in range(300):
        marked = {"grade_id": f"\x1b[31m<script>{number}" + "x" * 5000, "points": 3}
        notebook["cells"].append(code("", nbgrader=marked))
    for cell in notebook["cells"]:
        cell["cell_type"] = "\u202e"
    notebook["metadata"]["kernelspec"]["name"] = "\x07" * 10**6
    notes = read(notebook).notes
    assert len(notes) > 3
    assert all(note.isprintable() and len(note) <= 400 for note in notes)


def test_notes_without_end_are_counted():
    release = (ROOT / "notebooks" / "07_clinic" / "07_clinic.ipynb").read_bytes()
    notebook = json.loads(release)
    for cell in notebook["cells"]:
        if marks(cell):
            marks(cell)["locked"] = 3
            cell["cell_type"] = "raw"
            cell["source"] = "\u202e\u200b\u2028\x07" + "".join(cell["source"])
    notes = read_answers(json.dumps(notebook).encode(), read_release(release)).notes
    assert len(notes) == 41
    assert notes[-1] == "And 8 more of such notes."  # of 6 · (1 + 4) + 6 + 12


def test_quoted_text_shows_letters_that_look_like_others(notebook):
    notebook["metadata"]["kernelspec"]["name"] = "pyth\u043en3"
    [note] = read(notebook).notes
    assert r"'pyth\u043en3'" in note


@pytest.fixture
def reader(monkeypatch):
    """The reader's process, which is gone after the test."""
    read_answers(b"", RELEASE)
    yield module._reader.process
    module._end_reader()


def test_reader_that_was_killed_is_replaced(reader, notebook):
    os.kill(reader.pid, signal.SIGKILL)
    reader.wait()
    assert read(answered(notebook, SIZE)).sources["conv_output_size"] == SIZE
    assert module._reader.process.pid != reader.pid


def test_submission_at_which_the_reader_is_too_slow_is_a_problem_in_time(
    reader, notebook, monkeypatch
):
    monkeypatch.setattr(module, "SECONDS", 0.2)
    monkeypatch.setattr(module, "_SERVER", os.devnull)  # its successor says nothing
    os.kill(reader.pid, signal.SIGSTOP)  # as slow as can be
    began = time.monotonic()
    found = read(notebook)
    assert time.monotonic() - began < 2
    assert found.sources == {}
    assert "could not be read" in found.problem


def test_submission_that_kills_its_reader_is_read_as_text(reader, notebook, monkeypatch):
    ask, asked = module._ask, []

    def dies_at_first(data, release, *, look):
        asked.append(look)
        if len(asked) > 1:
            return ask(data, release, look=look)
        raise module._FailedError("its reader died")

    monkeypatch.setattr(module, "_ask", dies_at_first)
    found = read(answered(notebook, SIZE))
    assert asked == [True, False]
    assert size(found) == (SIZE, SIZE)
    assert found.names["conv_output_size"] != ()  # words of the text, for want of better
    assert "did not survive" in found.notes[0]


def test_file_that_takes_too_much_memory_is_a_problem(reader):
    found = read_answers(b'{"cells": [' + b"[]," * 6_500_000 + b"[]]}", RELEASE)  # 19.5 MB
    assert "None of the cells" in found.problem or "too much memory" in found.problem


def test_reader_holds_nothing_of_the_grader(reader):
    environment = Path(f"/proc/{reader.pid}/environ").read_bytes()
    assert environment in (b"", b"LC_CTYPE=C.UTF-8\0")
    assert len(os.listdir(f"/proc/{reader.pid}/fd")) == 4  # a socket, and nothing for the rest
