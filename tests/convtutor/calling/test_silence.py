"""What a function does besides does not get out of the check, nor into the next call."""

import logging
import random
import sys
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from support.one_map import CASES, MAP, judged, right, wrong

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge


def test_error_in_the_error_itself_does_no_harm():
    class Broken(Exception):
        def __str__(self):
            raise ValueError

    def raises(*arguments, **options):
        raise Broken

    assert "Broken, in the line `raise Broken`" in judged(raises)[1]


@pytest.mark.parametrize("error", [GeneratorExit, SystemExit, RecursionError, BaseException])
def test_errors_of_every_kind_are_told(error, shown):
    def raises(*arguments, **options):
        raise error("oh")

    assert f'{error.__name__}: oh, in the line `raise error("oh")`' in judged(raises)[1]
    assert shown() == ""


def test_prints_do_not_get_out_and_the_first_lines_stand_in_the_report(shown):
    def prints(x, weight, bias=0.0):
        for number in range(1000):
            print("line", number)
        print("to the other stream", file=sys.stderr)
        logging.getLogger("learner").warning("a warning")
        warnings.warn("another", stacklevel=1)
        return wrong(x, weight, bias)

    _, text = judged(prints)
    assert "    and printed:\n      line 0\n      line 1\n" in text
    assert "line 4\n      …" in text
    assert "line 5" not in text
    assert shown() == ""
    _, text = judged(lambda *a, **k: (print("hello"), right(*a, **k))[1])
    assert text.startswith(f"✓ apply_filter: {CASES} of {CASES} cases")


def test_settings_and_random_numbers_are_put_back():
    def meddles(x, weight, bias=0.0):
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        warnings.simplefilter("error")
        np.random.seed(5)  # noqa: NPY002
        random.seed(5)
        return right(x, weight, bias)

    def state():
        return (
            np.geterr(),
            np.get_printoptions(),
            warnings.filters[:],
            np.random.get_state()[1].tolist(),  # noqa: NPY002
            random.getstate(),
        )

    before = state()
    assert judged(meddles)[0].status == "right"
    assert state() == before


def test_function_that_reads_global_random_numbers_gets_the_same_verdict_each_time():
    def lucky(x, weight, bias=0.0):
        return right(x, weight, bias) + (np.random.rand() < 0.5)  # noqa: NPY002

    verdicts = {describe(judge(MAP, call_here(lucky))) for _ in range(5)}
    assert len(verdicts) == 1


def test_figures_that_stay_open_are_closed():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    mine = pyplot.figure()
    judged(lambda *a, **k: (pyplot.figure(), right(*a, **k))[1])
    assert pyplot.get_fignums() == [mine.number]
    pyplot.close(mine)


# ---------------------------------------------------------------- it remembers


def test_result_that_changes_between_calls_is_told():
    calls = []

    def tires(x, weight, bias=0.0):
        calls.append(1)
        return right(x, weight, bias) + (len(calls) > CASES)

    verdict, text = judged(tires)
    assert verdict.status == "wrong"
    assert verdict.passed == CASES - 1
    assert "called again with the same input, the function gave another result" in text


def test_dice_get_no_name_and_are_told():
    generator = np.random.default_rng(1)
    _, text = judged(lambda *a, **k: right(*a, **k) + generator.normal())
    assert "called again with the same input" in text
    assert "looks as if" not in text


def test_results_that_are_not_numbers_do_not_count_as_changing():
    for odd in (np.nan, 1j, "words", None, [[1], [2, 3]]):
        assert "called again" not in judged(lambda *a, odd=odd, **k: odd)[1]


# ---------------------------------------------------------------- in a real kernel


MEDDLING = (
    """
from convtutor import check
import logging, os, sys
import matplotlib.pyplot as plt
import numpy as np
""",
    """
def apply_filter(x, weight, bias=0.0):
    plt.imshow(x[0])
    plt.show()
    display("shown")
    print("printed")
    logging.warning("logged")
    os.write(2, b"past Python")
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)[0]
    return (windows * weight).sum(axis=(2, 3, 4)) + bias
check(apply_filter)
""",
    """
def apply_filter(x, weight, bias=0.0):
    return input("a question nobody hears")
check(apply_filter)
""",
    """
def apply_filter(x, weight, bias=0.0):
    while True:
        x = x + 0
check(apply_filter)
""",
    "6 * 7",
)


@pytest.mark.system
def test_a_kernel_shows_the_verdict_alone_and_lives_on():
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in MEDDLING]
    NotebookClient(notebook, timeout=120).execute()
    _, meddling, asking, endless_, after = (cell.outputs for cell in notebook.cells)
    for outputs, words in (
        (meddling, f"✓ apply_filter: {CASES} of {CASES} cases"),
        (asking, "StdinNotImplementedError: raw_input was called"),
        (endless_, "still running after 5 s, so it was stopped, in the line `"),
    ):
        [verdict, points] = outputs
        assert words in " ".join(verdict.data["text/plain"].split())
        assert float(points.data["text/plain"]) == (4.0 if outputs is meddling else 0.0)
    assert after[0].data["text/plain"] == "42"
