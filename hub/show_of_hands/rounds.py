"""What an open lab keeps of a class: who stands for a hand, and what came in, question by question.

Nothing here knows a name: a person is a digest under a key that was drawn for this lab alone, and
the lab's end is that nobody holds it any more.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter, deque
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from show_of_hands.bars import MOST, Expects, bars, one_line

HOURS = 6
"""After so many a lab ends by itself."""

QUESTIONS = 200
"""Different questions in one lab; the course has about thirty."""

QUESTIONS_EACH = 60
"""Different questions that one person may answer."""

RECENT = 9
"""New hands that say which question the class is at: one who runs ahead does not turn the page."""

QUESTION_ID = re.compile(r"[\w-]{1,60}")


class RefusedError(ValueError):
    """What came cannot be counted; the text says why."""


@dataclass(frozen=True)
class Hand:
    """An answer to a question, as a kernel sends it."""

    question: str
    answer: str
    expects: Expects

    @classmethod
    def from_json(cls, sent: Any) -> Hand:
        """Read what came; a RefusedError says that it is of another form."""
        if not isinstance(sent, dict):
            raise RefusedError("an object is needed: {question, answer, expects}")
        question, answer, expects = (sent.get(name) for name in ("question", "answer", "expects"))
        if not isinstance(question, str) or not QUESTION_ID.fullmatch(question):
            raise RefusedError(
                "question is the id of a question: 60 letters, digits, - and _ at most"
            )
        if not isinstance(answer, str) or not one_line(answer):
            raise RefusedError("answer is a text, and not an empty one")
        if expects is None:
            return cls(question, one_line(answer), None)
        if not isinstance(expects, list) or not all(isinstance(one, str) for one in expects):
            raise RefusedError("expects is a list of texts: the answers that the question offers")
        return cls(question, one_line(answer), tuple(map(one_line, expects[:MOST])))


@dataclass
class Question:
    """A question, and each person's latest answer in the first round and, later, in the second."""

    rounds: list[dict[bytes, str]] = field(default_factory=lambda: [{}])
    expects: dict[bytes, Expects] = field(default_factory=dict)
    shown: bool = False

    def as_json(self) -> dict[str, Any]:
        """Tell what the page may know: the bars only while they are shown."""
        told: dict[str, Any] = {"answered": [len(hands) for hands in self.rounds]}
        if self.shown:
            # What most say that it offers: one who sends something else changes nothing.
            expects = Counter(self.expects.values()).most_common(1)[0][0]
            found = bars([hands.values() for hands in self.rounds], expects)
            told["bars"] = [{"answer": answer, "hands": hands} for answer, hands in found]
        return told


class OpenLab:
    """What has come in since the instructor opened the lab, and what the page is at; in seconds."""

    def __init__(self, opened: float) -> None:
        self._key = secrets.token_bytes(32)
        self._ends = opened + 3600 * HOURS
        self._questions: dict[str, Question] = {}
        self._recent: deque[str] = deque(maxlen=RECENT)
        self._picked: str | None = None
        self.known: dict[bytes, bytes] = {}  # who has which token, both as digests

    def is_over(self, now: float) -> bool:
        """Say whether the lab has been open for too long."""
        return now >= self._ends

    def digest(self, secret: str) -> bytes:
        """Make of a name or a token what stands for it in this lab, and leads to neither."""
        return blake2b(secret.encode(), key=self._key, digest_size=16).digest()

    def count(self, person: bytes, hand: Hand) -> None:
        """Count a hand in its question's running round, in place of the same person's earlier one.

        A RefusedError says that it is one question too many.
        """
        question = self._questions.get(hand.question)
        if question is None:
            answered = sum(person in one.expects for one in self._questions.values())
            if answered >= QUESTIONS_EACH or len(self._questions) >= QUESTIONS:
                raise RefusedError("this lab has no room for one more question")
            question = self._questions[hand.question] = Question()
        if person not in question.rounds[-1]:
            self._recent.append(hand.question)
        question.rounds[-1][person] = hand.answer
        question.expects[person] = hand.expects

    @property
    def coming_in(self) -> str | None:
        """The question that most of the latest hands are for; of two, the later one."""
        latest = list(self._recent)
        return max(reversed(latest), key=latest.count, default=None)

    @property
    def at(self) -> str | None:
        """The question that the page shows: the one that was picked, or the one that comes in."""
        return self._picked or self.coming_in

    def pick(self, question: str | None) -> None:
        """Stay at a question, or follow the class; a RefusedError says that nobody answered it."""
        if question is not None:
            self._find(question)
        self._picked = question

    def show(self, question: str, shown: bool = True) -> None:
        """Open or close the bars of a question, and stay at it."""
        self._find(question).shown = shown
        self._picked = question

    def second_round(self, question: str) -> None:
        """Count from now on in a second round; the bars close until they are opened again."""
        found = self._find(question)
        if len(found.rounds) == 2:
            raise RefusedError("the second round of this question has begun already")
        found.rounds.append({})
        self.show(question, False)

    def _find(self, question: str) -> Question:
        if question not in self._questions:
            raise RefusedError("nobody has answered this question in this lab")
        return self._questions[question]

    def as_json(self) -> dict[str, Any]:
        """Tell what the page shows."""
        at = self.at
        return {
            "questions": {name: len(one.expects) for name, one in self._questions.items()},
            "coming_in": self.coming_in,
            "picked": self._picked,
            "at": at and {"question": at, **self._questions[at].as_json()},
        }
