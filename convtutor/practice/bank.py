"""A bank of questions from a seed, with all answers, right and wrong: what the browser is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from convtutor.practice.questions import IDEAS, Idea, PracticeQuestion

VERSION = 1
"""Of the form of a bank; the browser keeps answers to banks of another version, but apart."""

DRAWN = 3
"""Of so many questions the clearest is asked."""

PATIENCE = 60
"""After so many tries, what was drawn is asked; if nothing was, made-up numbers are tried."""

MOST_TRIES = 400
"""After so many that came to nothing, an idea has no further question."""


def bank(seed: int, each: int = 24, ideas: Sequence[Idea] = IDEAS) -> dict[str, Any]:
    """Make a bank of so many questions of each idea, if there are as many; as JSON takes it.

    It has "ideas" in the order of teaching, "misconceptions" by id, and "questions", each with its
    right answers, its wrong ones and what they mean, its working and its drawing. The same seed
    gives the same questions.
    """
    return {
        "version": VERSION,
        "seed": seed,
        "ideas": [{"id": idea.id, "name": idea.name, "unit": idea.unit} for idea in ideas],
        "misconceptions": named_misconceptions(ideas),
        "questions": [as_json(one) for idea in ideas for one in questions(idea, seed, each)],
    }


def questions(idea: Idea, seed: int, count: int) -> Iterator[PracticeQuestion]:
    """Some different questions on an idea, every other one with a real network's numbers."""
    rng = np.random.default_rng([seed, *map(ord, idea.id)])
    asked: set[str] = set()
    drawn: list[PracticeQuestion] = []
    tries, real = 0, True
    while len(asked) < count and tries < MOST_TRIES:
        tries += 1
        # Where the real ones run out, made-up ones take their places.
        question = idea.ask(rng, real and tries < PATIENCE)
        if question and question.id not in asked:
            drawn.append(question)
        if len(drawn) == DRAWN or (drawn and tries >= PATIENCE):
            question = max(drawn, key=clearness)
            asked.add(question.id)
            tries, real, drawn = 0, not real, []
            yield question


def clearness(question: PracticeQuestion) -> int:
    """How many misconceptions answer the question as no other does."""
    alone = (wrong.misconceptions for wrong in question.wrong if len(wrong.misconceptions) == 1)
    return len({*alone})


def named_misconceptions(ideas: Sequence[Idea]) -> dict[str, Any]:
    """The misconceptions of some ideas by id: their names, hints, and the ideas they show in."""
    found: dict[str, Any] = {}
    for idea in ideas:
        for one in idea.misconceptions:
            known = found.setdefault(one.fault.id, {
                "name": one.name,
                "hint": one.hint,
                "ideas": [],
            })  # fmt: skip
            if idea.id not in known["ideas"]:
                known["ideas"].append(idea.id)
    return found


def as_json(question: PracticeQuestion) -> dict[str, Any]:
    """A question as the bank has it, where "origin" is called "from"."""
    found = asdict(question)
    found["from"] = found.pop("origin")
    return found
