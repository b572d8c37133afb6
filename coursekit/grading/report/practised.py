"""What a class practised: from each practice.json that lies beside a notebook that was handed in.

Learners hand it in if they wish. Like all that they hand in it is read with care: a file that is a
link, too large, or no record of answers counts as not handed in, and the report says how many.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convtutor.practice.bank import named_misconceptions
from convtutor.practice.questions import IDEAS
from convtutor.practice.record import NAME, is_record
from coursekit.grading.intake import IntakeError, open_folder, read_file

LARGEST = 5 * 2**20
"""Bytes. A thousand answers have a fifth of a MiB."""


@dataclass(frozen=True)
class Practised:
    """An idea, or a misconception, in what a class practised."""

    id: str
    name: str
    learners: tuple[str, ...]  # who answered a question on it, or showed it
    answers: int
    right: int  # of a misconception: 0
    hint: str = ""


@dataclass(frozen=True)
class Practice:
    """What a class practised."""

    learners: tuple[str, ...] = ()  # who handed a record in
    unreadable: tuple[str, ...] = ()  # who handed in something else under its name
    ideas: tuple[Practised, ...] = ()  # in the order of teaching
    misconceptions: tuple[Practised, ...] = ()  # the most widespread first

    @property
    def answers(self) -> int:
        """All answers."""
        return sum(one.answers for one in self.ideas)

    @property
    def right(self) -> int:
        """All right answers."""
        return sum(one.right for one in self.ideas)


NO_PRACTICE = Practice()


def read_practice(submitted: Path, unit: str, learners: Iterable[str]) -> Practice:
    """Read what some learners handed in with a unit, and count it."""
    records: dict[str, list[dict[str, Any]]] = {}
    unreadable = []
    for learner in learners:
        try:
            with open_folder(submitted, learner, unit) as folder:
                text = read_file(folder, NAME, LARGEST)
        except IntakeError:
            continue
        answers = answers_in(text)
        if answers is None:
            unreadable.append(learner)
        else:
            records[learner] = answers
    return count(records, unreadable)


def answers_in(text: bytes) -> list[dict[str, Any]] | None:
    """The answers of a record; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found["answers"] if is_record(found) else None


def count(records: dict[str, list[dict[str, Any]]], unreadable: Iterable[str] = ()) -> Practice:
    """Count the answers of learners by their ideas, and who showed which misconception how often.

    What is about ideas or misconceptions that the course has no longer is left out.
    """
    by_idea: dict[str, Counter[str]] = defaultdict(Counter)
    right: Counter[str] = Counter()
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for learner, answers in records.items():
        for one in answers:
            by_idea[one["idea"]][learner] += 1
            right[one["idea"]] += one["right"]
            # Of several that give one answer nobody knows which it was.
            if not one["right"] and len(one["misconceptions"]) == 1:
                shown[str(one["misconceptions"][0])][learner] += 1
    known = named_misconceptions(IDEAS)
    ideas = [
        Practised(idea.id, idea.name, tuple(found), found.total(), right[idea.id])
        for idea in IDEAS
        if (found := by_idea.get(idea.id))
    ]
    misconceptions = [
        Practised(id, known[id]["name"], tuple(found), found.total(), 0, known[id]["hint"])
        for id, found in shown.items()
        if id in known
    ]
    misconceptions.sort(key=lambda one: (-len(one.learners), -one.answers, one.name))
    return Practice(tuple(records), tuple(unreadable), tuple(ideas), tuple(misconceptions))
