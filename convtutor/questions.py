"""Guesses before the reveal, and questions that look back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from convtutor.notebook import show
from convtutor.units.catalogue import recall_question

PREDICTION_MIME = "application/vnd.convlib.prediction+json"
"""The kind of a prediction as data, stored in the cell's output beside its text."""

REVEAL_MIME = "application/vnd.convlib.reveal+json"
"""The kind of what came out, as data: the solution's outputs know the truth of each question."""


@dataclass
class _Prediction:
    answer: Any
    revealed: bool = False


_written: dict[str, _Prediction] = {}  # of this kernel


def predict(question: str, answer: Any = ...) -> None:
    """Write a guess down before the answer is shown.

    Parameters
    ----------
    question : str
        The question's id.
    answer : number or str
        Your guess, in place of the dots.
    """
    earlier = _written.get(question)
    if answer is ... or answer is None:
        show("No guess yet: put one in place of the dots. A wrong one teaches more than none.")
    elif earlier and earlier.revealed and not _same(answer, earlier.answer):
        show(f"You have seen the answer by now, so your first guess stands: {earlier.answer}.")
    else:
        _written[question] = _Prediction(answer, bool(earlier and earlier.revealed))
        data = {"question": question, "answer": answer}
        show(f"Written down: {answer}. Read on to find out.", {PREDICTION_MIME: data})


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
            text = f"You said {guess.answer}; it is {truth}. Now you will remember it."
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
