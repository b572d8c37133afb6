"""From the records of a class to what is worth knowing of it: counts, and who is behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from convtutor.checks.code_errors import KINDS
from convtutor.checks.exercise import Exercise
from convtutor.checks.faults.naming import known_mistake
from coursekit.course import Unit
from coursekit.grading.report.asked import Question, plain_answer
from coursekit.grading.report.entries import Entry


@dataclass(frozen=True)
class Pattern:
    """A way in which several learners' answers to an exercise were wrong.

    Attributes
    ----------
    exercise : Exercise
    mistakes : tuple of str
        The ids of the known mistakes that it looks like: mostly one. None for all the answers
        that were wrong in ways without a name.
    learners : tuple of str
    judged : int
        Learners whose answer to the exercise was judged.
    error : str
        The kind of an error that is no mistake in convolution.
    source : str
        The code of one of the answers without a name that do the same.
    described : str
        Of answers without a name that do the same: how they differ from the right one.
    """

    exercise: Exercise
    mistakes: tuple[str, ...]
    learners: tuple[str, ...]
    judged: int
    described: str = ""
    error: str = ""
    source: str = ""

    @property
    def known(self) -> bool:
        """Whether the mistake has a name."""
        return bool(self.mistakes)

    @property
    def count(self) -> int:
        """How many learners."""
        return len(self.learners)

    @property
    def name(self) -> str:
        """The mistake in half a sentence, which follows "it looks as if", or its description."""
        known = ((id, known_mistake(self.exercise, id)) for id in self.mistakes)
        named = ", or as if ".join(one.name if one else id for id, one in known)
        return named or self.described or KINDS.get(self.error, self.error)

    @property
    def id(self) -> str:
        """Its mistakes' ids, "error: " and its kind, "described" or "unknown"."""
        nameless = f"error: {self.error}" if self.error else "unknown"
        return " or ".join(self.mistakes) or ("described" if self.described else nameless)


@dataclass(frozen=True)
class Theme:
    """A known mistake wherever it was made: to be taken up once, not once an exercise.

    Attributes
    ----------
    patterns : tuple of Pattern
        The most frequent first.
    """

    patterns: tuple[Pattern, ...]

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

    Attributes
    ----------
    exercise : Exercise
    judged : int
        Learners whose answer was judged.
    right, not_written, not_judged : tuple of str
        Learners.
    patterns : tuple of Pattern
        The known ones, the most frequent first; then those without a name that did the same and
        can be described; then errors by their kind; then all others as one.
    fails_by : mapping of str to int
        Of the answers without a name: in a word or two, what came instead of a right result.
    aspects : mapping of str to int
        For each aspect, how many written answers fail in it.
    """

    exercise: Exercise
    judged: int
    right: tuple[str, ...]
    not_written: tuple[str, ...]
    not_judged: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    fails_by: dict[str, int]
    aspects: dict[str, int]

    @property
    def known(self) -> int:
        """How many made a mistake that has a name."""
        return sum(pattern.count for pattern in self.patterns if pattern.known)

    @property
    def unknown(self) -> int:
        """How many were wrong in a way that has no name."""
        return sum(p.count for p in self.patterns if not (p.known or p.error))

    @property
    def errors(self) -> int:
        """How many gave no result, by an error that is no mistake in convolution."""
        return sum(pattern.count for pattern in self.patterns if pattern.error)


@dataclass(frozen=True)
class Answer:
    """One answer to a question, however it was written.

    Attributes
    ----------
    text : str
        As most wrote it.
    count : int
    right : bool
    """

    text: str
    count: int
    right: bool


@dataclass(frozen=True)
class QuestionFindings:
    """What a class answered to a question.

    Attributes
    ----------
    question : Question
    answers : tuple of Answer
        The most frequent first.
    silent : int
        Learners without an answer.
    """

    question: Question
    answers: tuple[Answer, ...]
    silent: int

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
    """What a class made of a unit.

    Attributes
    ----------
    unit : Unit
    entries : tuple of Entry
        Sorted by the learner's name.
    exercises : tuple of ExerciseFindings
    questions : tuple of QuestionFindings
    unreadable : tuple of str
        Names of files that should have been records.
    """

    unit: Unit
    entries: tuple[Entry, ...]
    exercises: tuple[ExerciseFindings, ...]
    questions: tuple[QuestionFindings, ...]
    unreadable: tuple[str, ...] = ()

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
    def alike(self) -> tuple[Pattern, ...]:
        """What several learners did alike that has no name, the most frequent first."""
        described = (p for one in self.exercises for p in one.patterns if p.described)
        return tuple(sorted((p for p in described if p.count > 1), key=lambda p: -p.count))

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The mistakes with a name in all exercises, the most frequent first."""
        alike: dict[tuple[str, ...], list[Pattern]] = defaultdict(list)
        for pattern in (p for one in self.exercises for p in one.patterns if p.known):
            # Some ids mean another thing in another exercise; then the name is another, too.
            alike[*pattern.mistakes, pattern.name].append(pattern)
        found = [Theme(tuple(sorted(them, key=lambda p: -p.count))) for them in alike.values()]
        return tuple(sorted(found, key=lambda theme: -theme.count))


def find(
    unit: Unit,
    exercises: Sequence[Exercise],
    questions: Iterable[Question],
    entries: Sequence[Entry],
    unreadable: Iterable[str] = (),
) -> Findings:
    """Count what a class did.

    The exercises are those of the unit, from the catalogue; there is at least one entry.
    """
    return Findings(
        unit,
        tuple(entries),
        tuple(_find_in_exercise(exercise, entries) for exercise in exercises),
        tuple(_find_in_question(question, entries) for question in questions),
        tuple(unreadable),
    )


def _find_in_exercise(exercise: Exercise, entries: Sequence[Entry]) -> ExerciseFindings:
    learners: dict[str, list[str]] = defaultdict(list)  # by what became of their answer
    # By the mistakes that it has, or by what it does without one that has a name.
    mistaken: dict[tuple[tuple[str, ...], str, str, str], list[str]] = defaultdict(list)
    sources: dict[str, str] = {}  # by what answers do alike
    fails_by: Counter[str] = Counter()
    aspects: Counter[str] = Counter()
    for entry in entries:
        result = None if entry.problem else entry.results.get(exercise.id)
        learners[result.status if result else "not judged"].append(entry.learner)
        if result and result.status == "wrong":
            nameless = bool(result.described) and not result.mistakes
            same = (result.described, result.alike) if nameless else ("", "")
            mistaken[result.mistakes, *same, result.error].append(entry.learner)
            sources.setdefault(same[1], result.source)
            aspects.update(result.wrong_aspects)
            if not (result.mistakes or nameless or result.error):
                fails_by[result.fails_by] += 1
    judged = len(entries) - len(learners["not judged"])
    patterns = [
        Pattern(exercise, mistakes, tuple(names), judged, described, error, sources[alike])
        for (mistakes, described, alike, error), names in mistaken.items()
    ]
    return ExerciseFindings(
        exercise=exercise,
        judged=judged,
        right=tuple(learners["right"]),
        not_written=tuple(learners["not written"]),
        not_judged=tuple(learners["not judged"]),
        patterns=tuple(
            sorted(
                patterns,
                key=lambda p: (not p.known, not p.described, not p.error, -p.count, p.mistakes),
            )
        ),
        fails_by=dict(sorted(fails_by.items(), key=lambda item: (-item[1], item[0]))),
        aspects={aspect: aspects[aspect] for aspect in exercise.aspects},
    )


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
