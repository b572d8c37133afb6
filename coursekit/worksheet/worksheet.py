"""``coursekit worksheet``: versions of one worksheet that are as hard as each other, and a key.

The questions are those of `convtutor.practice`. In each place all versions have questions with the
same words, numbers as long, and the same misconceptions that can show: what is easy to get wrong in
one is so in all of them. So one table of the key, with a column for each version, decodes them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import numpy as np
from markupsafe import Markup

from convtutor.practice.bank import named_misconceptions
from convtutor.practice.bank import questions as asked_on
from convtutor.practice.questions import IDEAS, Idea, PracticeQuestion
from convtutor.practice.questions.spoken_numbers import spoken
from coursekit.atomic_write import write_text
from coursekit.errors import CourseError
from coursekit.grading.escaping import page_template

FOLDER = Path(__file__).parent
KEY = "key.html"
NO_ONE = {
    "name": "another mistake was seen in the map",
    "hint": "Work out one value with that mistake, and compare.",
}
"""What the key calls an answer that shows no misconception."""
MOST_LOOKED_AT = 600
"""Questions of one idea, before there are said to be too few that are alike."""


@dataclass(frozen=True)
class Place:
    """One place of the worksheet: its question in each version."""

    idea: Idea
    questions: tuple[PracticeQuestion, ...]

    @property
    def form(self) -> str:
        """How it is answered, which is the same in all versions."""
        return self.questions[0].form

    def right(self) -> list[str]:
        """The right answers of each version."""
        return [", ".join(said(one, answer) for answer in one.right[:6]) for one in self.questions]

    def decoded(self) -> dict[str, list[str]]:
        """What each misconception answers in each version, by its id; "" of none that is known."""
        found: dict[str, list[list[str]]] = {}
        for version, question in enumerate(self.questions):
            for wrong in question.wrong:
                for id in wrong.misconceptions or ("",):
                    answers = found.setdefault(id, [[] for _ in self.questions])
                    answers[version].append(said(question, wrong.answer))
        return {id: [", ".join(answers) for answers in some] for id, some in found.items()}


def said(question: PracticeQuestion, answer: Sequence[Any]) -> str:
    """An answer as people write it: 55, 96×55×55, (2, 0), or the letter of a choice."""
    if question.form == "choice":
        return ascii_uppercase[answer[0]]
    if question.form == "settings":
        return f"({', '.join(map(str, answer))})"
    return "×".join(map(spoken, answer))


# ---------------------------------------------------------------- choosing


def choose(questions: int, versions: int, seed: int, ideas: Sequence[Idea]) -> list[Place]:
    """Choose questions in the order of teaching, as many of each idea as can be.

    A CourseError says that an idea has too few that are alike.
    """
    rng = np.random.default_rng(seed)
    further = rng.permutation(len(ideas))[: questions % len(ideas)]
    found = []
    for place, idea in enumerate(ideas):
        count = questions // len(ideas) + (place in further)
        found += [Place(idea, group) for group in _groups(idea, seed, count, versions)]
    return found


def _groups(idea: Idea, seed: int, count: int, versions: int) -> list[tuple[PracticeQuestion, ...]]:
    """Some groups of questions that are as hard as each other."""
    if not count:
        return []
    alike: dict[Any, list[PracticeQuestion]] = defaultdict(list)
    full: list[tuple[PracticeQuestion, ...]] = []
    for question in asked_on(idea, seed, MOST_LOOKED_AT):
        group = alike[difficulty(question)]
        group.append(question)
        if len(group) == versions:
            full.append(tuple(group))
            if len(full) == count:
                return full
            group.clear()
    raise CourseError(
        f"There are only {len(full)} times {versions} questions on {idea.name} that are as hard as "
        f"each other, and {count} times are needed; ask for fewer questions or versions."
    )


def difficulty(question: PracticeQuestion) -> tuple[Any, ...]:
    """What questions that are as hard as each other have in common."""
    words = re.sub(r"\d[\d,]*", "#", question.text)
    digits = "".join(map(str, question.right[0]))
    ids = sorted(id for wrong in question.wrong for id in wrong.misconceptions)
    if question.form == "choice":  # which three of the wrong ones are there, matters little
        return bool(question.origin), words, question.choices[0]["kind"], len(ids)
    return bool(question.origin), words, len(digits), *sorted({*ids})


# ---------------------------------------------------------------- writing


def write_worksheet(
    folder: Path, *, questions: int, versions: int, seed: int, ideas: Sequence[str] = ()
) -> list[Path]:
    """Write a page for each version, A first, and last the key.

    The same seed gives the same worksheet. Ideas are asked by their ids; all of them, unless given.
    A CourseError says that there is no such idea, too few questions are alike, or nothing can be
    written there.
    """
    known = {idea.id: idea for idea in IDEAS}
    if missing := [id for id in ideas if id not in known]:
        raise CourseError(f"There is no idea {missing[0]!r}; choose from {', '.join(known)}.")
    asked = [idea for idea in IDEAS if idea.id in ideas or not ideas]
    places = choose(questions, versions, seed, asked)
    letters = ascii_uppercase[:versions]
    style = Markup((FOLDER / "print.css").read_text(encoding="utf-8"))
    about = {"style": style, "seed": seed, "letters": letters, "choices": ascii_uppercase}
    sheet, key = (page_template(FOLDER / name) for name in ("sheet.html", KEY))
    pages = {
        f"version-{letter}.html": sheet.render(
            **about, letter=letter, questions=[place.questions[index] for place in places]
        )
        for index, letter in enumerate(letters)
    } | {KEY: key.render(**about, places=places, known={**named_misconceptions(asked), "": NO_ONE})}
    for name, page in pages.items():
        write_text(folder / name, page, "choose another folder by --output")
    return [folder / name for name in pages]
