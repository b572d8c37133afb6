"""What a notebook sees of `check`, `predict`, `reveal` and `recall`, and what it stores."""

import json
import re
import subprocess
import sys
from types import SimpleNamespace

import IPython
import numpy as np
import pytest
from support.right.answers import RIGHT_ANSWERS

from convtutor import notebook
from convtutor.notebook import (
    PREDICTION_MIME,
    REVEAL_MIME,
    VERDICT_MIME,
    CheckFailedError,
    check,
    predict,
    recall,
    reveal,
)
from convtutor.units import catalogue
from convtutor.units.catalogue import exercises, find_exercise


def conv_output_size(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) // stride + 1


def no_plus_one(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) // stride


def not_written(*arguments, **options):
    raise NotImplementedError


def test_right_answer_says_so_and_gives_all_points(capsys):
    assert check(conv_output_size) == 4.0
    said = capsys.readouterr().out
    assert said.startswith("✓ conv_output_size: 24 of 24 cases, 4 of 4 points\n")


def test_function_is_checked_by_its_own_name_or_the_one_given(capsys):
    assert check(no_plus_one, "conv_output_size") == 0.0
    assert capsys.readouterr().out.startswith("✗ conv_output_size: 0 of 24 cases, 0 of 4 points")
    assert check(conv_output_size, "unread_pixels") < 2


def test_exercise_that_comes_again_in_a_later_unit_is_asked_by_its_id(capsys):
    for found in exercises():
        answer = next(iter(RIGHT_ANSWERS[found.id].values()))
        assert check(answer, found.id) == found.points
        assert capsys.readouterr().out.startswith(f"✓ {found.function_name}: ")


@pytest.mark.parametrize("answer", [conv_output_size, no_plus_one, not_written])
def test_points_are_a_plain_number_to_nbgrader_and_a_sentence_to_people(answer):
    points = check(answer, "conv_output_size")
    assert repr(points) == repr(float(points))  # what nbgrader reads
    assert points._repr_html_() == f"{points:g} of 4 points"


def test_unwritten_stub_does_not_stop_run_all(capsys):
    assert check(not_written, "conv_output_size") == 0.0
    assert capsys.readouterr().out == "… conv_output_size: not written yet\n"


def test_error_is_carried_forward_once_and_not_where_it_is_turned_off(capsys, monkeypatch):
    names = {}
    exec(
        "def conv_output_size(*given, **options):\n    raise NotImplementedError\n"
        "def room(*given):\n    return conv_output_size(*given)\n"
        "def unread_pixels(input_size, kernel_size, stride=1, padding=0):\n"
        "    positions = room(input_size, kernel_size, stride, padding)\n"
        "    last = (positions - 1) * stride + kernel_size - 1 - padding\n"
        "    return max(0, input_size - 1 - last)\n",
        names,
    )
    own = names["conv_output_size"]
    assert check(names["unread_pixels"]) == 2.0
    assert "the right conv_output_size in the place of yours" in capsys.readouterr().out
    assert names["conv_output_size"] is own
    monkeypatch.setenv("CONVLIB_CARRY_ERRORS", "0")
    assert check(names["unread_pixels"]) == 0.0


def test_nothing_goes_to_stderr(capfd):
    # nbgrader takes any text there for a failure.
    for answer in (conv_output_size, no_plus_one, not_written):
        check(answer, "conv_output_size")
    assert capfd.readouterr().err == ""


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize("value", [conv_output_size(32, 5), None, "conv_output_size", np.ones(3)])
def test_result_in_place_of_the_function_is_refused_with_a_remedy(value):
    words = r"needs the function itself, without brackets: check\(conv_output_size\), not check"
    with pytest.raises(TypeError, match=words):
        check(value)


@pytest.mark.parametrize("answer", [no_plus_one, lambda n: n, len])
def test_unknown_name_says_which_there_are(answer):
    with pytest.raises(ValueError, match="a function is checked by its name"):
        check(answer)
    with pytest.raises(ValueError, match="the course has window_response, apply_filter, zero_pad"):
        check(answer)
    with pytest.raises(ValueError, match="there is no exercise 'conv_size'"):
        check(conv_output_size, "conv_size")


# ---------------------------------------------------------------- a failed check that raises


@pytest.mark.parametrize("answer", [no_plus_one, not_written])
def test_check_that_is_not_right_raises_where_the_environment_asks_for_it(answer, monkeypatch):
    monkeypatch.setenv("CONVLIB_CHECK_RAISES", "1")
    with pytest.raises(CheckFailedError, match="conv_output_size") as failed:
        check(answer, "conv_output_size")
    assert isinstance(failed.value, AssertionError)


def test_right_answer_does_not_raise_there(monkeypatch):
    monkeypatch.setenv("CONVLIB_CHECK_RAISES", "1")
    assert check(conv_output_size) == 4.0


@pytest.mark.parametrize("value", ["0", ""])
def test_only_1_makes_a_check_raise(value, monkeypatch):
    monkeypatch.setenv("CONVLIB_CHECK_RAISES", value)
    assert check(no_plus_one, "conv_output_size") == 0.0


# ---------------------------------------------------------------- in a notebook


@pytest.fixture
def displayed(monkeypatch):
    """What is sent to the notebook, as (data, options)."""
    calls = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(user_ns={"In": []}))
    monkeypatch.setattr(IPython.display, "display", lambda data, **o: calls.append((data, o)))
    return calls


def test_notebook_gets_the_text_and_the_verdict_beside_it(displayed, capsys):
    assert check(no_plus_one, "conv_output_size") == 0.0
    [(data, options)] = displayed
    assert options == {"raw": True}
    assert set(data) == {"text/plain", "text/html", VERDICT_MIME}
    assert " alt=" in data["text/html"]
    assert data["text/plain"].startswith("✗ conv_output_size")
    assert json.loads(json.dumps(data[VERDICT_MIME])) == {
        "exercise": "conv_output_size",
        "unit": "stride",
        "status": "wrong",
        "cases": len(find_exercise("conv_output_size").all_cases(0)),
        "passed": 0,
        "right_aspects": [],
        "wrong_aspects": list(find_exercise("conv_output_size").aspects),
        "fails_by": "another result",
        "error": "",
        "carried": [],
        "mistakes": ["missing-plus-one"],
        "described": "",
        "alike": "",
        "points": 0.0,
        "max_points": 4.0,
        "seed": 0,
    }
    assert capsys.readouterr().out == ""


CELLS = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in (
    "%load_ext convtutor.notebook",  # all that a kernel of the course's lab begins with
    "check(same_padding)",
    "def same_padding(kernel_size)\\n    return 3",
    "check(same_padding)",
    "print('here:', 'same_padding' in globals())",
    "def same_padding(kernel_size):\\n    return kernel_size // 2",
    "check(same_padding)",
    "def same_padding(kernel_size)\\n    return 3",
    "check(same_padding)",
    "1 / 0\\nprint('not again')\\ndef same_padding(kernel_size):\\n    return 3",
    "check(same_padding)",
    "same_padding(8)",
    "%time y = 2\\ndef same_padding(kernel_size):\\n    return 1",
    "check(same_padding)",
    "name = input('Who?')\\nHALF = 2\\ndef zero_pad(x, padding):\\n    return HALF",
    "check(zero_pad)",
    "picture.shape",
):
    shell.run_cell(cell, store_history=True)
"""
TOLD = (
    "there is nothing to judge yet, 0 of 2 points\n  There is no function same_padding yet. Run",
    "there is nothing to judge yet, 0 of 2 points\n  Python cannot read the line `def same_padd",
    "8 of 15 cases, 1 of 2 points\n  Right already",
    "8 of 15 cases, 1 of 2 points\n  The newest text of same_padding has not run: Python cannot re",
    "1 of 15 cases, 0 of 2 points\n  The line `1 / 0` ended with ZeroDivisionError: division by ze",
    "1 of 15 cases, 0 of 2 points\n  It looks as if",
    "0 of 17 cases, 0 of 3 points\n  The line `name = input('Who?')` ended with EOFError: EOF when",
)


def test_check_says_what_became_of_the_newest_text_of_a_function():
    done = subprocess.run([sys.executable, "-c", CELLS], capture_output=True, encoding="utf-8")
    said = re.findall(r"^[✗✓] \w+: (.*\n.*)", done.stdout, re.MULTILINE)
    assert len(said) == len(TOLD), done.stdout + done.stderr
    for lines, words in zip(said, TOLD, strict=True):
        assert lines.startswith(words)
    # What stood in for the function is gone; a function below an error is the notebook's own.
    assert "here: False" in done.stdout
    assert "\nOut[12]: 3\n" in done.stdout
    assert "\nnot again" not in done.stdout
    assert "Does a cell above make picture? Then it has not run" in done.stdout


# ---------------------------------------------------------------- guesses and recall


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    """Guesses live as long as a kernel: each test gets one without any."""
    monkeypatch.setattr(notebook, "_written", {})


@pytest.fixture
def said(capsys):
    """What was printed since it was last asked."""
    return lambda: capsys.readouterr().out.strip()


# ---------------------------------------------------------------- predict and reveal


def test_guess_is_written_down_and_the_answer_not_given_away(said):
    predict("side", 15, why="half of  30 ")
    assert said() == "Written down: 15. Read on to find out."


@pytest.mark.parametrize(
    ("answer", "expects", "told"),
    [
        (100, [10, 100, 1000], ""),
        ("100", [10, 100, 1000], ""),
        (50, [10, 100, 1000], "10, 100 or 1000"),
        (True, [1, 3], "1 or 3"),  # True == 1
        ("flipped", ["+", "-", "0"], "'+', '-' or '0'"),
        (True, ["yes", "no"], "'yes' or 'no'"),
        ("Yes", ["yes", "no"], ""),
        ("one", int, "a whole number, in digits"),
        (np.int64(1), int, ""),
        (14.5, int, "a whole number, in digits"),
    ],
)
def test_guess_of_another_kind_is_told_so_and_stands(answer, expects, told, said):
    predict("side", answer, expects, why="so")
    about = f" It stands; but the question asks for {told}." if told else ""
    assert said() == f"Written down: {answer}.{about} Read on to find out."
    reveal("side", "something else")
    assert said().startswith(f"You said {answer};")


def test_reason_is_invited_and_shown_again_beside_the_answer(said):
    predict("side", 15)
    assert "Why? Half a sentence" in said()
    predict("side", 15, why="rounded up.")
    said()
    reveal("side", 14, "It is floored.")
    assert said() == "You said 15; it is 14. Your reason was: rounded up. It is floored."


@pytest.mark.parametrize("dots", [(), (...,), (None,)])
def test_dots_mean_no_guess_yet(dots, said):
    predict("side", *dots)
    assert said().startswith("No guess yet: put one in place of the dots.")
    reveal("side", 14)
    assert "You wrote no guess down" in said()


def test_wrong_guess_is_met_kindly_with_the_reason(said):
    predict("side", 15)
    said()
    reveal("side", 14, "14.5 is floored.")
    assert said() == "You said 15; it is 14. 14.5 is floored."


@pytest.mark.parametrize(
    ("guess", "truth"),
    [(14, 14), (14.0, 14), ("14", 14), (14, "14"), (" Positive ", "positive"), ((6, 28), (6, 28))],
)
def test_right_guess_is_recognised_however_it_is_written(guess, truth, said):
    predict("side", guess)
    said()
    reveal("side", truth)
    assert said() == f"You said {guess}, and {truth} it is."


def test_reveal_without_a_guess_still_tells(said):
    reveal("side", np.int64(14), "It is floored.")
    assert said().startswith("It is 14. (You wrote no guess down; try one next time")
    reveal("side", 14, "It is floored.")
    assert said().endswith("It is floored.")


def test_guess_may_change_until_the_reveal(said):
    predict("side", 15)
    predict("side", 13)
    said()
    reveal("side", 14)
    assert said().startswith("You said 13; it is 14.")


def test_first_guess_stands_after_the_reveal(said):
    predict("side", 15)
    reveal("side", 14)
    said()
    predict("side", 14)
    assert said() == "You have seen the answer by now, so your first guess stands: 15."
    reveal("side", 14)
    assert said().startswith("You said 15; it is 14.")


def test_cells_run_again_say_the_same_again(said):
    for _ in range(2):
        predict("side", (6, 28, 28))
        assert said().startswith("Written down: (6, 28, 28)")
        reveal("side", (6, 28, 28))
        assert said() == "You said (6, 28, 28), and (6, 28, 28) it is."


def test_guess_that_is_an_array_can_be_run_again(said):
    for _ in range(2):
        predict("map", np.array([1, 2]))
        assert said().startswith("Written down: [1 2].")
        reveal("map", np.array([1, 2]))
        assert said() == "You said [1 2], and [1 2] it is."


def test_questions_do_not_mix(said):
    predict("side", 15)
    said()
    reveal("maps", 1)
    assert "no guess" in said()


def test_notebook_stores_the_guess_beside_its_text(displayed):
    predict("side", 15, why="rounded up")
    [(data, _)] = displayed
    assert data == {
        "text/plain": "Written down: 15. Read on to find out.",
        PREDICTION_MIME: {"question": "side", "answer": 15, "why": "rounded up"},
    }


@pytest.mark.parametrize("truth", [14, np.int64(14), (6, 28, 28), "neither"])
def test_notebook_stores_the_truth_as_it_is_written(displayed, truth):
    reveal("side", truth)
    data = json.loads(json.dumps(displayed[0][0][REVEAL_MIME]))
    assert data == {"question": "side", "truth": f"{truth}"}


def test_notebook_breaks_long_lines_between_words(displayed):
    reveal("side", 14, "The room is 27 pixels, which makes 13.5 steps of two, and the floor is 13.")
    lines = displayed[0][0]["text/plain"].splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) <= 88
    assert " ".join(lines).endswith(
        "try one next time, it helps to remember.) The room is 27 "
        "pixels, which makes 13.5 steps of two, and the floor is 13."
    )


# ---------------------------------------------------------------- recall

QUESTIONS = pytest.mark.parametrize("question", catalogue._QUESTIONS.values(), ids=lambda q: q.id)


@QUESTIONS
def test_right_answer_is_computed_and_gets_its_reason(question, said):
    recall(question.id, question.answer())
    assert said() == f"✓ {question.answer()}. {question.praise}"


@QUESTIONS
def test_wrong_answer_gets_a_hint_that_does_not_give_the_answer_away(question, said):
    recall(question.id, -1)
    assert said() == f"✗ not -1. {question.hint}"
    assert str(question.answer()) not in question.hint.replace("5×5", "").split()


@QUESTIONS
@pytest.mark.parametrize("dots", [(), (...,)])
def test_dots_are_no_answer(question, dots, said):
    recall(question.id, *dots)
    assert said() == "… not answered yet: put your answer in place of the dots."


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("products_in_a_window", 75),  # 3·5·5
        ("side_of_the_map", 8),  # 10 − 3 + 1
        ("maps_of_one_filter", 1),
        ("same_padding_of_five", 2),  # (5 − 1)/2
    ],
)
def test_answers_by_hand(id, answer, said):
    recall(id, answer)
    assert said().startswith(f"✓ {answer}.")


def test_unknown_question_says_which_there_are():
    with pytest.raises(ValueError, match="there is no question 'x'; there are products_in_a_wind"):
        recall("x", 1)
    with pytest.raises(ValueError, match="there is no question"):
        recall("x")
