"""What a notebook calls: `check`; `predict` before the `reveal`; `recall`, which looks back."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from convtutor import newest
from convtutor.calling import call_here
from convtutor.calling.outcome import Caller
from convtutor.checks.card import card
from convtutor.checks.carried import before, judge_carrying, names_used, with_right
from convtutor.checks.exercise import Exercise
from convtutor.checks.explanation import explain
from convtutor.checks.judge import PUBLIC_SEED, Verdict, judge
from convtutor.checks.pictures import picture_html
from convtutor.hands import raise_hand
from convtutor.units.catalogue import answers, exercises, find_exercise, recall_question

VERDICT_MIME = "application/vnd.convlib.verdict+json"
"""The kind of the verdict as data, stored in the cell's output beside its text."""

PREDICTION_MIME = "application/vnd.convlib.prediction+json"
"""The kind of a prediction as data, stored in the cell's output beside its text."""

REVEAL_MIME = "application/vnd.convlib.reveal+json"
"""The kind of what came out, as data: the solution's outputs know the truth of each question."""

SEED_VARIABLE = "CONVLIB_SEED"
"""An environment variable: the whole number that the fresh cases are made from (for grading)."""

RAISE_VARIABLE = "CONVLIB_CHECK_RAISES"
"""An environment variable: where it is "1", a check that is not right raises (for nbval)."""

CARRY_VARIABLE = "CONVLIB_CARRY_ERRORS"
"""An environment variable: where it is "0", what calls a wrong function is judged with it alone."""

LINE = 88
"""Characters in a line of output. JupyterLab cuts what is too long anywhere, inside words too."""


class CheckFailedError(AssertionError):
    """A check was not right, and the environment asks for an error in that case."""


def check(
    function: Callable[..., Any], exercise: str | None = None, *, hint: int | None = None
) -> float:
    """Check an answer, say what is wrong with it, and return its points.

    Parameters
    ----------
    function : callable
        The function that you wrote.
    exercise : str, optional
        The exercise's id, where it is not the function's own name.
    hint : int, optional
        Which hint to show: 1 is a question, the last one nearly the whole answer.

    Returns
    -------
    float
        Points, from 0 to the exercise's points. nbgrader reads them as the cell's score.

    Raises
    ------
    TypeError
        If `function` is not a function.
    ValueError
        If there is no such exercise or hint, or the environment variable CONVLIB_SEED is set to
        something that is no whole number.
    CheckFailedError
        Only where the environment variable CONVLIB_CHECK_RAISES is "1": if it is not right.
    """
    if not callable(function):
        raise TypeError(
            f"check({function!r}) needs the function itself, without brackets: "
            "check(conv_output_size), not check(conv_output_size(32, 5))"
        )
    name = exercise or _name_of(function, sys._getframe(1).f_globals)
    call = call_here(function, answers())
    if isinstance(function, newest.Missing):
        missing = function.error
        call = lambda case: missing  # noqa: E731
    verdict = judge(find_exercise(name), call, seed_of_fresh_cases())
    if os.environ.get(CARRY_VARIABLE, "1") != "0" and verdict.status != "right":
        verdict = judge_carrying(verdict, *_carried(verdict, function, call))
    verdict = replace(verdict, caution=newest.caution(_shell(), function))
    said = explain(verdict, hint)
    data = {VERDICT_MIME: verdict.as_json()}
    show(said.text(), data, lambda: card(said, picture_html(verdict)))
    if os.environ.get(RAISE_VARIABLE) == "1" and verdict.status != "right":
        raise CheckFailedError(said.text())
    return Points(verdict.points, verdict.exercise.points)


def _name_of(function: Callable[..., Any], where: dict[str, Any]) -> str:
    """A function's own name; of a lambda, the one that it was given where it is checked."""
    name = str(getattr(function, "__name__", type(function).__name__))
    if name != "<lambda>":
        return name
    return next((given for given, value in where.items() if value is function), name)


def _carried(
    verdict: Verdict, function: Callable[..., Any], call: Caller
) -> tuple[list[Exercise], Caller]:
    """The wrong answers that a wrong answer calls, and a caller with right ones in their place."""
    unit = exercises(verdict.exercise.unit)
    scope = getattr(function, "__globals__", {})
    earlier = [
        one
        for one in before(verdict.exercise, unit, names_used(function))
        if callable(own := scope.get(one.function_name))
        and judge(one, call_here(own, answers()), verdict.seed).status != "right"
    ]
    return earlier, with_right(function, call, earlier)


def _shell() -> Any:
    """The notebook, or None."""
    from IPython import get_ipython  # loaded here: outside a notebook, nothing else needs it

    return get_ipython()


class Points(float):
    """Points as nbgrader reads them, a bare number, and as people do."""

    def __new__(cls, points: float, total: float) -> Points:
        """Keep the exercise's points beside those that were earned."""
        made = super().__new__(cls, points)
        made.total = total
        return made

    total: float

    def _repr_html_(self) -> str:
        return f"{self:g} of {self.total:g} points"


def seed_of_fresh_cases() -> int:
    """Read the seed that the environment sets; without one it is the public seed."""
    text = os.environ.get(SEED_VARIABLE, str(PUBLIC_SEED))
    if not text.isdecimal():
        raise ValueError(f"{SEED_VARIABLE} is {text!r}; set it to a whole number such as 2026")
    return int(text)


@dataclass
class _Prediction:
    answer: Any
    why: str = ""
    revealed: bool = False


_written: dict[str, _Prediction] = {}  # of this kernel


def predict(
    question: str, answer: Any = ..., expects: Sequence[Any] | type | None = None, why: str = ""
) -> None:
    """Write a guess down before the answer is shown.

    Parameters
    ----------
    question : str
        The question's id.
    answer : number or str
        Your guess, in place of the dots.
    expects : sequence, or int, optional
        The answers that the question offers, or that it asks for a whole number. A guess of another
        kind is written down all the same, and told so.
    why : str
        Your reason in half a sentence, shown again when the answer comes.
    """
    earlier = _written.get(question)
    if answer is ... or answer is None:
        show("No guess yet: put one in place of the dots. A wrong one teaches more than none.")
    elif earlier and earlier.revealed and not _same(answer, earlier.answer):
        show(f"You have seen the answer by now, so your first guess stands: {earlier.answer}.")
    else:
        why = " ".join(str(why).split())
        _written[question] = _Prediction(answer, why, bool(earlier and earlier.revealed))
        data = {"question": question, "answer": answer} | ({"why": why} if why else {})
        invited = "" if why else " Why? Half a sentence between the quotes is enough."
        counted = raise_hand(question, answer, expects)
        text = (
            f"Written down: {answer}.{_other_kind(answer, expects)}{counted}{invited}"
            " Read on to find out."
        )
        show(text, {PREDICTION_MIME: data})


def _other_kind(answer: Any, expects: Sequence[Any] | type | None) -> str:
    """Say so where a guess is none of the answers that the question offers; else ""."""
    if expects is None:
        return ""
    if isinstance(expects, type):
        fits = isinstance(answer, (expects, np.integer)) and not isinstance(answer, bool)
        wanted = "a whole number, in digits"
    else:
        fits = not isinstance(answer, bool) and any(_same(answer, choice) for choice in expects)
        *first, last = [repr(choice) for choice in expects]
        wanted = f"{', '.join(first)} or {last}"
    return "" if fits else f" It stands; but the question asks for {wanted}."


def reveal(question: str, truth: Any, why: str = "") -> None:
    """Hold a guess against what came out.

    Parameters
    ----------
    question : str
        The id that `predict` was given.
    truth : number or str
        What came out, best computed in the same line.
    why : str
        The reason, in a sentence.
    """
    guess = _written.get(question)
    if guess is None:
        text = f"It is {truth}. (You wrote no guess down; try one next time, it helps to remember.)"
    else:
        guess.revealed = True
        if _same(guess.answer, truth):
            text = f"You said {guess.answer}, and {truth} it is."
        else:
            text = f"You said {guess.answer}; it is {truth}."
        if guess.why:
            text += f" Your reason was: {guess.why.rstrip('.')}."
    # As text: NumPy's numbers and tuples are no JSON, and guesses are compared as they are written.
    data = {"question": question, "truth": str(truth)}
    show(f"{text} {why}".rstrip(), {REVEAL_MIME: data})


def recall(question: str, answer: Any = ...) -> None:
    """Answer a question about something that came earlier.

    Parameters
    ----------
    question : str
        The question's id.
    answer : number or str
        Your answer, in place of the dots.

    Raises
    ------
    ValueError
        If there is no such question.
    """
    asked = recall_question(question)
    if answer is ... or answer is None:
        show("… not answered yet: put your answer in place of the dots.")
    elif _same(answer, asked.answer()):
        show(f"✓ {answer}. {asked.praise}".rstrip())
    else:
        show(f"✗ not {answer}. {asked.hint}")


def _same(answer: Any, truth: Any) -> bool:
    if isinstance(answer, str) and isinstance(truth, str):
        return answer.strip().casefold() == truth.strip().casefold()
    if isinstance(answer, str) or isinstance(truth, str):
        return str(answer).strip() == str(truth).strip()
    return np.array_equal(answer, truth)


def show(
    text: str, data: dict[str, Any] | None = None, draw: Callable[[], str] = lambda: ""
) -> None:
    """Show a text in the cell's output, its long lines folded; print it outside Jupyter.

    `data` is stored beside it, by the kind of the data. `draw` gives the same as HTML, or "", and
    is called in Jupyter only.
    """
    if _shell() is None:
        print(text)
        return
    from IPython.display import display  # outside a notebook, nothing needs it

    laid_out = draw()
    shown = {"text/plain": fold(text)} | ({"text/html": laid_out} if laid_out else {})
    display({**shown, **(data or {})}, raw=True)


def fold(text: str) -> str:
    """Break long lines between words, and go on under the line's own beginning.

    Examples
    --------
    >>> print(fold("  Hint: " + "count the zeros on both sides, " * 3))
      Hint: count the zeros on both sides, count the zeros on both sides, count the zeros on
      both sides,
    """
    lines = []
    for line in text.split("\n"):
        if len(line) <= LINE:
            lines.append(line)
            continue
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(
            line,
            LINE,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


newest.watch({exercise.function_name for exercise in exercises()}, check)
