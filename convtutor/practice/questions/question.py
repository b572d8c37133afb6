"""A question, and what each wrong answer to it says about who gives it.

A question is a recipe of `convtutor.checks.faults` with numbers to follow it with. What the
unchanged recipe gives is right. What it gives with a fault in it is the answer of somebody who has
that misconception; an answer that no fault gives is no misconception's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from convtutor.checks.faults import exposed
from convtutor.checks.faults.recipe import Fault, Recipe, Values, plain, together
from convtutor.checks.faults.wording import WORDS
from convtutor.practice.questions.plain_words import HINTS, NAMES
from convtutor.practice.questions.spoken_numbers import say, spelt

Answer = tuple[Any, ...]
"""Numbers: most answers are one, a shape is three."""
Drawing = dict[str, Any]

_NAMED = exposed.ONE_FILTER | exposed.CONVOLUTION  # for names that say {the_kernel} and the like

TOLD_APART = 0.8
"""Of the pairs of misconceptions that a question is about, how many must answer differently."""

FEWEST = 3
"""How many misconceptions a question is about at least."""


@dataclass(frozen=True)
class Misconception:
    """A fault that a learner may have in mind, and what to say to somebody who shows it."""

    fault: Fault
    # A sentence or two for `str.format`, with the values of the right computation by the names of
    # its steps, those of the wrong one in `my`, and what the question adds.
    says: str

    @property
    def name(self) -> str:
        """What follows "it looks as if"."""
        return NAMES.get(self.fault.id, self.fault.name).format_map(_NAMED)

    @property
    def hint(self) -> str:
        """A nudge: the fault's own, or that of the first step which it changes."""
        own = self.fault.hint or WORDS[plain(next(iter(self.fault.changes)))][1]
        return HINTS.get(self.fault.id, own).format_map(_NAMED)


def misconceptions(faults: Iterable[Fault], says: Mapping[str, str]) -> tuple[Misconception, ...]:
    """The faults that have something to say to a learner, by their ids."""
    by_id = {fault.id: fault for fault in faults}
    return tuple(Misconception(by_id[id], sentence) for id, sentence in says.items())


@dataclass(frozen=True)
class Wrong:
    """A wrong answer, and who gives it: one misconception, or several that answer alike here."""

    answer: Answer
    misconceptions: tuple[str, ...]
    says: str
    drawing: Drawing | None = None


@dataclass(frozen=True)
class PracticeQuestion:
    """A question with all of its answers, as the bank holds it."""

    id: str
    idea: str
    text: str
    right: tuple[Answer, ...]
    wrong: tuple[Wrong, ...]
    working: str
    drawing: Drawing
    origin: str = ""
    form: str = "number"
    asked: tuple[str, ...] = ()
    choices: tuple[Drawing, ...] = ()
    shown: Drawing | None = None  # with the question


@dataclass(frozen=True)
class Asked:
    """A question before its answers are computed."""

    settings: tuple[Any, ...]  # what makes it another question than those of its kind
    text: str
    recipe: Recipe
    given: Values  # what the recipe's first steps read
    misconceptions: Sequence[Misconception]  # those that it can be about
    working: str  # how the answer comes about, for `str.format` as a misconception's sentence
    drawing: Drawing  # shown with the solution
    # From the values of a wrong computation to a drawing of it, if there is one; and from the right
    # values to what else the sentences name.
    draw: Callable[[Values], Drawing | None] = field(default=lambda ours: None)
    more: Callable[[Values], Values] = field(default=lambda right: {})
    origin: str = ""
    form: str = "number"


@dataclass(frozen=True)
class Idea:
    """Something to understand."""

    id: str
    name: str
    unit: str  # whose notebook teaches it
    # From a generator of random numbers, and whether the numbers should be those of a real network,
    # to a question; None where what came up tells too little.
    ask: Callable[[np.random.Generator, bool], PracticeQuestion | None]
    misconceptions: tuple[Misconception, ...]


def answer_to(idea: str, asked: Asked) -> PracticeQuestion | None:
    """Answer a question rightly and in all of its wrong ways; None where it tells too little."""
    right = asked.recipe.values(asked.given)
    true = as_answer(right["returned"])
    shown = wrong_answers(asked.recipe, right, asked.misconceptions)
    if shown is None or not tells_apart([answer for _, answer, _ in shown]):
        return None
    if any(min(answer) < 0 for _, answer, _ in shown):
        return None
    spoken = say({**right, **asked.more(right)})
    return PracticeQuestion(
        id=f"{idea}/{'-'.join(map(str, asked.settings))}",
        idea=idea,
        text=asked.text,
        right=(true,),
        wrong=tuple(
            Wrong(answer, *_of_all(some, spoken, asked.draw)) for answer, some in by_answer(shown)
        ),
        working=asked.working.format_map(spoken),
        drawing=asked.drawing,
        origin=asked.origin,
        form=asked.form,
    )


Shown = tuple[Misconception, Answer, Values]
"""A misconception, what it answers, and all the values on the way there."""


def wrong_answers(
    recipe: Recipe, right: Values, some: Sequence[Misconception]
) -> list[Shown] | None:
    """What each misconception answers that a question is about.

    It is about those that change any step of its computation: without padding, none of padding.
    None where one of them gives the right answer all the same.
    """
    true, found = as_answer(right["returned"]), []
    for one in some:
        ours = recipe.follow(right, together([one.fault]) or {})
        if not differs(right, ours):
            continue
        if "error" in ours:
            return None
        answer = as_answer(ours["returned"])
        if answer == true:
            return None
        found.append((one, answer, ours))
    return found


def differs(right: Values, ours: Values) -> bool:
    """Whether a step came out as another value, and not only as another kind of number."""
    pairs = [(ours.get(name), right.get(name)) for name in ours["otherwise"]]
    return not all(
        isinstance(one, int | float) and isinstance(other, int | float) and one == other
        for one, other in pairs
    )


def tells_apart(answers: Sequence[Any]) -> bool:
    """Whether at least 80 % of the pairs of answers differ, and there are some to tell apart."""
    pairs = list(combinations(answers, 2))
    differing = sum(one != other for one, other in pairs)
    return len(answers) >= FEWEST and differing >= TOLD_APART * len(pairs)


def by_answer(shown: Iterable[Shown]) -> list[tuple[Answer, list[Shown]]]:
    """The misconceptions that answer alike, together."""
    alike: dict[Answer, list[Shown]] = {}
    for one in shown:
        alike.setdefault(one[1], []).append(one)
    return list(alike.items())


def _of_all(
    some: Sequence[Shown], spoken: Values, draw: Callable[[Values], Drawing | None]
) -> tuple[tuple[str, ...], str, Drawing | None]:
    """Who answers alike, what to say to them, and the drawing if it is of one of them alone."""
    ids = tuple(one.fault.id for one, _, _ in some)
    sentences = [one.says.format_map({**spoken, "my": say(ours)}) for one, _, ours in some]
    return ids, either(sentences), draw(some[0][2]) if len(some) == 1 else None


def either(sentences: Sequence[str]) -> str:
    """Several explanations of one answer, as what they are: possible ones."""
    if len(sentences) == 1:
        return sentences[0]
    return f"This answer can come about in {spelt(len(sentences))} ways. " + " Or: ".join(sentences)


def as_answer(value: Any) -> Answer:
    """Numbers as people type them: whole ones whole, others to two places."""
    numbers = np.asarray(value).ravel().tolist()
    return tuple(one if isinstance(one, int) else round(float(one), 2) for one in numbers)
