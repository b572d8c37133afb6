"""Nothing that a learner's function does breaks the check, or gets out of it."""

import logging
import os
import random
import sys
import threading
import time
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

import convlib
from convlib.checks import call_here, check, exercise, judge
from convlib.checks.calling import here
from convlib.checks.report import describe

MAP = exercise("apply_filter")
CASES = len(MAP.all_cases(0))


def right(x, weight, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)[0]
    return (windows * weight).sum(axis=(2, 3, 4)) + bias


def judged(function):
    verdict = judge(MAP, call_here(function, own_work=True))
    return verdict, describe(verdict)


@pytest.fixture
def short(monkeypatch):
    """Stop calls after a short while, as the limit does after some seconds."""
    monkeypatch.setattr(here, "SECONDS", 0.2)
    monkeypatch.setattr(here, "SECONDS_AFTER_A_STOP", 0.1)


@pytest.fixture
def shown(capfd):
    """All that has reached the terminal."""
    return lambda: "".join(capfd.readouterr())


# ---------------------------------------------------------------- it returns something odd


class Greedy(np.ndarray):
    """Says yes to every question."""

    def __eq__(self, other):
        return np.True_

    def __array_function__(self, *arguments):
        return np.True_

    def __array_ufunc__(self, *arguments, **options):
        return np.True_

    def __abs__(self):
        return 0

    __hash__ = None


class GreedyNumber(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = float.__hash__


class Claims:
    """Pretends to be an array."""

    shape, dtype, ndim = (2, 2), np.dtype(float), 2

    def __array__(self, dtype=None, copy=None):
        raise SystemExit("in __array__")


class Loud:
    def __del__(self):
        raise ValueError("when it is thrown away")

    def __repr__(self):
        raise ValueError("when it is shown")


def wrong(x, weight, bias=0.0):
    return right(x, weight, bias) + 1


ODD = {
    "None": (lambda *a, **k: None, "returned None; does its last line say `return`?"),
    "NaN": (lambda *a, **k: right(*a, **k) * np.nan, "values differ"),
    "infinity": (lambda *a, **k: right(*a, **k) + np.inf, "values differ"),
    "complex": (lambda *a, **k: right(*a, **k) + 0j, "complex numbers; take their real part"),
    "objects": (lambda *a, **k: right(*a, **k).astype(object), "an array of object, not numbers"),
    "words": (lambda *a, **k: right(*a, **k).astype(str), "an array of <U32, not numbers"),
    "generator": (lambda *a, **k: (row for row in right(*a, **k)), "a generator, which makes"),
    "dict": (lambda *a, **k: {"map": right(*a, **k)}, "a dict, not numbers"),
    "hidden values": (lambda *a, **k: np.ma.masked_greater(right(*a, **k), 0), "hidden values"),
    "a list in itself": (lambda *a, **k: [endless], "a list that is not a grid of numbers"),
    "greedy array": (lambda *a, **k: wrong(*a, **k).view(Greedy), "values differ"),
    "greedy numbers": (
        lambda *a, **k: [[GreedyNumber(v) for v in row] for row in wrong(*a, **k)],
        "values differ",
    ),
    "one greedy number": (lambda *a, **k: GreedyNumber(1), "the shape is () but should be"),
    "a false array": (lambda *a, **k: Claims(), "SystemExit: in __array__"),
    "a loud object": (lambda *a, **k: Loud(), "a Loud, not numbers"),
    "ten billion bytes, claimed": (
        lambda *a, **k: np.broadcast_to(0.0, (50_000, 25_000)),
        "returned a far too large array of shape (50000, 25000)",
    ),
    "a list of two million": (lambda *a, **k: [0] * 2_000_000, "array of shape (2000000, ...)"),
    "a huge whole number": (lambda *a, **k: 10**40, "an int of more than 64 bits, not numbers"),
}
endless: list = []
endless.append(endless)


@pytest.mark.parametrize(("function", "words"), ODD.values(), ids=ODD)
def test_odd_result_is_wrong_and_named(function, words, shown):
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert words in text
    assert shown() == ""


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda m: m.view(Greedy), "a Greedy"),
        (lambda m: np.ma.masked_invalid(m), "a MaskedArray"),
        (lambda m: m.astype(np.longdouble), ""),
    ],
    ids=["subclass", "masked array without hidden values", "long double"],
)
def test_right_numbers_in_an_unusual_array_score_full(change, note):
    verdict, text = judged(lambda *a, **k: change(right(*a, **k)))
    assert verdict.points == 4.0
    assert note in text


def test_array_too_large_for_memory_is_a_sentence_and_the_process_lives_on():
    verdict, text = judged(lambda *a, **k: np.ones((50_000, 25_000)))
    assert verdict.points == 0.0
    # Linux stops it at once; elsewhere it may be made after all.
    assert "MemoryError: Unable to allocate 9.31 GiB" in text or "of shape (50000, 25000)" in text
    assert np.ones(10_000_000).sum() == 1e7  # the limit is gone


# ---------------------------------------------------------------- it never ends


def for_ever(x, weight, bias=0.0):
    while True:
        x = x + 0


def swallowing(x, weight, bias=0.0):
    while True:
        try:
            sum(range(1000))
        except:  # noqa: E722
            x = x + 0


def asleep(x, weight, bias=0.0):
    time.sleep(1000)


def hoarding(x, weight, bias=0.0):
    kept = []
    while True:
        kept.append(np.ones(10_000_000))


@pytest.mark.parametrize("function", [for_ever, swallowing, asleep])
def test_call_without_end_is_stopped_with_a_sentence(function, short, shown):
    began = time.monotonic()
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert "still running after 0.2 s, so it was stopped, in the line `" in text
    assert "does a loop end?" in text
    assert shown() == ""
    assert time.monotonic() - began < 60  # for_ever stands for hours; 8 cases, not all tried
    assert judged(right)[0].points == 4.0  # and the next check is as good as new
    assert sys.gettrace() is None


def test_memory_that_grows_for_ever_is_stopped_one_way_or_the_other(short):
    _, text = judged(hoarding)
    assert "still running" in text or "MemoryError" in text


def test_call_without_end_is_stopped_outside_the_main_thread_too(short):
    # As on Windows, where there is no timer that interrupts.
    texts = []
    thread = threading.Thread(target=lambda: texts.append(judged(for_ever)[1]))
    thread.start()
    thread.join(60)
    assert "still running after 0.2 s, so it was stopped" in texts[0]


def test_only_the_case_without_end_is_lost(short):
    def ends_for_one_channel(x, weight, bias=0.0):
        return right(x, weight, bias) if len(x) == 1 else for_ever(x, weight)

    verdict, _ = judged(ends_for_one_channel)
    assert verdict.right_aspects == ("one channel",)
    assert verdict.points == 2.0


def test_there_is_no_limit_while_a_debugger_is_at_work(short):
    def slow(*arguments, **options):
        time.sleep(0.03)  # in all longer than the limit would be after all
        return right(*arguments, **options)

    sys.settrace(lambda *_: None)
    try:
        here.SECONDS = 0.01
        verdict = judge(MAP, call_here(slow))
    finally:
        sys.settrace(None)
    assert verdict.status == "right"
    assert judge(MAP, call_here(slow)).status == "wrong"


# ---------------------------------------------------------------- it does other things, too


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
    assert text == f"✓ apply_filter: {CASES} of {CASES} cases"


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


# ---------------------------------------------------------------- it leaves the work to convlib


def by_conv2d(x, weight, bias=0.0):
    return convlib.conv2d(x[np.newaxis], weight[np.newaxis], [bias])[0, 0]


def by_another_name(x, weight, bias=0.0):
    from convlib.conv import conv2d as mine

    return mine(x[np.newaxis], weight[np.newaxis], [bias])[0, 0]


def by_the_reference(x, weight, bias=0.0):
    return exercise("apply_filter").reference(x, weight, bias)


def by_its_sizes(x, weight, bias=0.0):
    rows = convlib.conv_output_size(x.shape[1], weight.shape[1])
    return right(x, weight, bias)[:rows]


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (by_conv2d, "conv2d"),
        (by_another_name, "conv2d"),
        (by_the_reference, "apply_filter"),
        (by_its_sizes, "conv_output_size"),
        (MAP.mistakes[0].function, MAP.mistakes[0].function.__name__),
        (MAP.reference, "apply_filter"),
    ],
)
def test_work_left_to_convlib_is_refused_by_name(function, name, shown):
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert f"Your function leaves the work to convlib's own {name}; here you write it " in text
    assert "Hint" not in text
    assert shown() == ""
    assert sys.getprofile() is None


def test_other_parts_of_convlib_are_free_to_use():
    def uses(x, weight, bias=0.0):
        x = x * convlib.kernels.identity(1)
        return right(x, weight, bias)

    assert judged(uses)[0].status == "right"


# ---------------------------------------------------------------- all of it, by check itself


@pytest.mark.parametrize(
    "function",
    [*(function for function, _ in ODD.values()), for_ever, by_conv2d],
    ids=[*ODD, "for ever", "convlib's own"],
)
def test_check_gives_0_and_prints_only_its_own_words(function, short, capfd):
    assert check(function, "apply_filter") == 0.0
    printed = capfd.readouterr()
    assert printed.out.startswith(f"✗ apply_filter: 0 of {CASES} cases, 0 of 4 points\n")
    assert "Traceback" not in printed.out
    assert printed.err == ""


def test_working_folder_and_environment_are_as_they_were(short):
    folder, variables = os.getcwd(), dict(os.environ)
    for function, _ in ODD.values():
        judged(function)
    assert (os.getcwd(), dict(os.environ)) == (folder, variables)


# ---------------------------------------------------------------- in a real kernel


MEDDLING = (
    """
from convlib.checks import check
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
