"""From the records of a class to what is worth knowing of it: counts, and who is behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from convtutor.checks.code_errors import KINDS
from convtutor.checks.exercise import Exercise, Mistake
from convtutor.checks.faults.naming import known_mistake
from coursekit.course import Unit
from coursekit.grading.report.asked import Question, plain_answer
from coursekit.grading.report.entries import Entry, ExerciseResult
from coursekit.grading.report.likeness import Likeness, by_learners, find_likeness
from coursekit.grading.report.practised import NO_PRACTICE, Practice

OUTCOMES = (
    *("right", "known mistake", "error in the code", "unknown mistake"),
    *("not written", "not judged"),
)
"""The ways in which an exercise can end."""


@dataclass(frozen=True)
class Pattern:
    """A way in which several learners' answers to an exercise were wrong.

    They have the same mistakes, or no named one, and then the same description or kind of error.
    """

    exercise: Exercise
    results: Mapping[str, ExerciseResult]  # by learner
    judged: int  # learners whose answer to the exercise was judged

    @property
    def example(self) -> ExerciseResult:
        """The result of one of them."""
        return next(iter(self.results.values()))

    @property
    def learners(self) -> tuple[str, ...]:
        """Who they are."""
        return tuple(self.results)

    @property
    def count(self) -> int:
        """How many learners."""
        return len(self.results)

    @property
    def outcome(self) -> str:
        """Which of `OUTCOMES` it is."""
        if self.example.mistakes:
            return "known mistake"
        return "error in the code" if self.example.error else "unknown mistake"

    @cached_property
    def known(self) -> dict[str, Mistake]:
        """The named mistakes that it looks like, but for those that the course has no longer."""
        found = {id: known_mistake(self.exercise, id) for id in self.example.mistakes}
        return {id: mistake for id, mistake in found.items() if mistake}

    @property
    def name(self) -> str:
        """The mistake in half a sentence, which follows "it looks as if", or its description."""
        ids, error = self.example.mistakes, self.example.error
        named = ", or as if ".join(self.known[id].name if id in self.known else id for id in ids)
        return named or self.example.described or KINDS.get(error, error)

    @property
    def id(self) -> str:
        """Its mistakes' ids, "error: " and its kind, "described" or "unknown"."""
        if self.example.mistakes:
            return " or ".join(self.example.mistakes)
        if self.example.described:
            return "described"
        return f"error: {self.example.error}" if self.example.error else "unknown"


@dataclass(frozen=True)
class Theme:
    """A known mistake wherever it was made: to be taken up once, not once an exercise."""

    patterns: tuple[Pattern, ...]  # the most frequent first

    @property
    def name(self) -> str:
        """The mistake in half a sentence, which follows "it looks as if"."""
        return self.patterns[0].name

    @cached_property
    def learners(self) -> tuple[str, ...]:
        """All who made it, each once."""
        return tuple(dict.fromkeys(name for one in self.patterns for name in one.learners))

    @property
    def count(self) -> int:
        """How many learners."""
        return len(self.learners)

    @property
    def judged(self) -> int:
        """Learners of whom one of these exercises was judged."""
        return max(pattern.judged for pattern in self.patterns)

    @property
    def where(self) -> str:
        """The exercises' ids; of more than two, how many."""
        ids = [pattern.exercise.id for pattern in self.patterns]
        return ", ".join(ids) if len(ids) <= 2 else f"{len(ids)} exercises"


@dataclass(frozen=True)
class ExerciseFindings:
    """What became of one exercise.

    Its patterns are the known ones, the most frequent first; then those without a name that did the
    same and can be described; then errors by their kind; then all others as one.
    """

    exercise: Exercise
    judged: int  # learners whose answer was judged
    became: Mapping[str, list[str]]  # learners by "right", "wrong", "not written", "not judged"
    patterns: tuple[Pattern, ...]
    fails_by: Mapping[str, int]  # of those others: what came instead of a right result, how often
    aspects: Mapping[str, int]  # how many written answers fail in each

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """How many learners in each of `OUTCOMES`."""
        counts = Counter({what: len(names) for what, names in self.became.items()})
        for pattern in self.patterns:
            counts[pattern.outcome] += pattern.count
        return {name: counts[name] for name in OUTCOMES}


@dataclass(frozen=True)
class Answer:
    """One answer to a question, as most wrote it, however others did."""

    text: str
    count: int
    right: bool


@dataclass(frozen=True)
class QuestionFindings:
    """What a class answered to a question."""

    question: Question
    answers: tuple[Answer, ...]  # the most frequent first
    silent: int  # learners without an answer

    @property
    def answered(self) -> int:
        """Learners with an answer."""
        return sum(answer.count for answer in self.answers)

    @property
    def right(self) -> int:
        """Learners with the right answer."""
        return sum(answer.count for answer in self.answers if answer.right)


@dataclass(frozen=True)
class Findings:
    """What a class made of a unit."""

    unit: Unit
    entries: Sequence[Entry]  # sorted by the learner's name
    exercises: tuple[ExerciseFindings, ...]
    questions: tuple[QuestionFindings, ...]
    unreadable: Sequence[str] = ()  # names of files that should have been records
    absent: Sequence[str] = ()  # of the roster, those who handed in nothing
    practice: Practice = NO_PRACTICE

    @cached_property
    def likeness(self) -> Mapping[tuple[str, ...], list[Likeness]]:
        """Who wrote the same code but for names, in groups, the most telling first."""
        return by_learners(find_likeness(self.entries))

    @cached_property
    def scores(self) -> list[float]:
        """The points of all who handed in, the lowest first."""
        return sorted(entry.points for entry in self.entries)

    @property
    def median(self) -> float:
        """The middle score; half the class has no more, half no less."""
        return median(self.scores)

    @property
    def full_marks(self) -> int:
        """Learners with every point."""
        return sum(points >= self.unit.points - 1e-9 for points in self.scores)

    @cached_property
    def alike(self) -> list[Pattern]:
        """What several learners did alike that has no name, the most frequent first."""
        patterns = (pattern for one in self.exercises for pattern in one.patterns)
        shared = (p for p in patterns if p.example.described and p.count > 1)
        return sorted(shared, key=_rarity)

    @cached_property
    def themes(self) -> list[Theme]:
        """The mistakes with a name in all exercises, the most frequent first."""
        alike: dict[tuple[str, ...], list[Pattern]] = defaultdict(list)
        for pattern in (pattern for one in self.exercises for pattern in one.patterns):
            if pattern.example.mistakes:
                # Some ids mean another thing in another exercise; then the name is another, too.
                alike[*pattern.example.mistakes, pattern.name].append(pattern)
        themes = (Theme(tuple(sorted(them, key=_rarity))) for them in alike.values())
        return sorted(themes, key=_rarity)


def _rarity(one: Pattern | Theme) -> int:
    return -one.count


def find(
    unit: Unit,
    exercises: Sequence[Exercise],
    questions: Iterable[Question],
    entries: Sequence[Entry],
    unreadable: Sequence[str] = (),
) -> Findings:
    """Count what a class did.

    The exercises are those of the unit, from the catalogue; there is at least one entry.
    """
    return Findings(
        unit,
        entries,
        tuple(find_in_exercise(exercise, entries) for exercise in exercises),
        tuple(_find_in_question(question, entries) for question in questions),
        unreadable,
    )


def find_in_exercise(exercise: Exercise, entries: Sequence[Entry]) -> ExerciseFindings:
    """Count what a class did in one exercise."""
    became: dict[str, list[str]] = defaultdict(list)
    alike: dict[tuple[object, ...], dict[str, ExerciseResult]] = defaultdict(dict)
    for entry in entries:
        result = None if entry.problem else entry.results.get(exercise.id)
        became[result.status if result else "not judged"].append(entry.learner)
        if result and result.status == "wrong":
            way = result.mistakes, result.described, result.alike, result.error
            alike[way][entry.learner] = result
    wrong = [result for results in alike.values() for result in results.values()]
    aspects = Counter(aspect for result in wrong for aspect in result.wrong_aspects)
    nameless = alike.get(((), "", "", ""), {}).values()
    fails_by = Counter(sorted(result.fails_by for result in nameless))
    judged = len(entries) - len(became["not judged"])
    patterns = [Pattern(exercise, results, judged) for results in alike.values()]
    return ExerciseFindings(
        exercise=exercise,
        judged=judged,
        became=dict(became),
        patterns=tuple(sorted(patterns, key=_rank)),
        fails_by=dict(fails_by.most_common()),
        aspects={aspect: aspects[aspect] for aspect in exercise.aspects},
    )


def _rank(pattern: Pattern) -> tuple[object, ...]:
    one = pattern.example
    return not one.mistakes, not one.described, not one.error, -pattern.count, one.mistakes


def _find_in_question(question: Question, entries: Sequence[Entry]) -> QuestionFindings:
    given = [e.predictions[question.key] for e in entries if question.key in e.predictions]
    ways: dict[str, Counter[str]] = defaultdict(Counter)  # of writing the same answer
    for answer in given:
        ways[plain_answer(answer)][answer] += 1
    answers = [
        Answer(written.most_common(1)[0][0], written.total(), question.is_right(plain))
        for plain, written in ways.items()
    ]
    most_first = sorted(answers, key=lambda answer: (-answer.count, answer.text))
    return QuestionFindings(question, tuple(most_first), len(entries) - len(given))
