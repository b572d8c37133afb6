"""What a notebook sees of `check`: the text, the points, and what is stored beside them."""

import json

import IPython
import numpy as np
import pytest
from support.right.answers import RIGHT_ANSWERS

from convtutor.notebook import VERDICT_MIME, CheckFailedError, check
from convtutor.units.catalogue import exercises, find_exercise


def conv_output_size(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) // stride + 1


def no_plus_one(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) // stride


def not_written(*arguments, **options):
    raise NotImplementedError


def test_right_answer_prints_one_line_and_gives_all_points(capsys):
    assert check(conv_output_size) == 4.0
    assert capsys.readouterr().out == "✓ conv_output_size: 20 of 20 cases\n"


def test_function_is_checked_by_its_own_name_or_the_one_given(capsys):
    assert check(no_plus_one, "conv_output_size") == 0.0
    assert capsys.readouterr().out.startswith("✗ conv_output_size: 0 of 20 cases, 0 of 4 points")
    assert check(conv_output_size, "unread_pixels") < 2


def test_exercise_that_comes_again_in_a_later_unit_is_asked_by_its_id(capsys):
    for found in exercises():
        answer = next(iter(RIGHT_ANSWERS[found.id].values()))
        assert check(answer, found.id) == found.points
        assert capsys.readouterr().out.startswith(f"✓ {found.function_name}: ")


@pytest.mark.parametrize("answer", [conv_output_size, no_plus_one, not_written])
def test_points_are_a_plain_float(answer):
    assert type(check(answer, "conv_output_size")) is float


def test_unwritten_stub_does_not_stop_run_all(capsys):
    assert check(not_written, "conv_output_size") == 0.0
    assert capsys.readouterr().out == "… conv_output_size: not written yet\n"


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
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
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
        "cases": 20,
        "passed": 0,
        "right_aspects": [],
        "wrong_aspects": list(find_exercise("conv_output_size").aspects),
        "fails_by": "another result",
        "mistakes": ["missing-plus-one"],
        "points": 0.0,
        "max_points": 4.0,
        "seed": 0,
    }
    assert capsys.readouterr().out == ""
