"""From answers to bars: which of them are one, what a bar is called, in which order they stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress

MOST = 10
"""Bars of their own; what is left stands in one more, for the others."""

LONGEST = 40
"""Characters of an answer that are kept."""

OTHERS = "others"

Expects = tuple[str, ...] | None
"""The answers that a question offers; none at all if it asks for a number; None if for any text."""


def one_line(text: str) -> str:
    r"""Cut a text to what a bar has room for, without signs that nobody sees.

    Examples
    --------
    >>> one_line("  the\n same\u202e ")
    'the same'
    """
    seen = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST])
    words = " ".join(seen.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def same(answer: str) -> float | str:
    """Give what answers have in common that `reveal` takes for one: a number, or small letters.

    Examples
    --------
    >>> same("4") == same("4.0"), same("Yes") == same("yes"), same("04") == same("4")
    (True, True, False)
    """
    for number in (int, float):
        with suppress(ValueError):
            value: float = number(answer)
            if str(value) == answer and math.isfinite(value):
                return value
    return answer.casefold()


def bars(rounds: Sequence[Collection[str]], expects: Expects) -> list[tuple[str, list[int]]]:
    """Count the answers of one round or two, one a person: what each bar is called, and its hands.

    What the question offers has a bar, also where nobody took it. Of the rest numbers have one, and
    other texts only where the question asks for any text: so nobody puts a sentence of their own on
    the projector where answers were offered. First comes what is offered, then numbers by size,
    then texts; last the others. Offered numbers stand among numbers.
    """
    offered = {same(choice): choice for choice in (expects or ())[:MOST]}
    counted = [Counter(map(same, answers)) for answers in rounds]
    by_hands = sum(counted, Counter[float | str]()).most_common()
    free = [key for key, _ in by_hands if expects is None or not isinstance(key, str)]
    more = [key for key in free if key not in offered]
    standing = [*offered, *more[: MOST - len(offered)]]
    first = list(offered) if any(isinstance(key, str) for key in offered) else []
    standing.sort(key=lambda key: _place(key, first))

    spelt = Counter(answer for answers in rounds for answer in answers).most_common()
    names = {same(answer): answer for answer, _ in reversed(spelt)} | offered
    found = [(names[key], [hands[key] for hands in counted]) for key in standing]
    others = [hands.total() - sum(hands[key] for key in standing) for hands in counted]
    return found + ([(OTHERS, others)] if any(others) else [])


def _place(key: float | str, first: list[float | str]) -> tuple[int, float, str]:
    """Tell where a bar stands: what is offered in its order, then numbers, then texts."""
    if key in first:
        return 0, first.index(key), ""
    return (2, 0, key) if isinstance(key, str) else (1, key, "")
