"""Numbers in words, as the terminal, the start page and the report write them."""

from __future__ import annotations


def points(got: float, most: float) -> str:
    """Write points.

    Examples
    --------
    >>> points(1.5, 4.0)
    '1.5 of 4 points'
    """
    return f"{round(got, 2):g} of {round(most, 2):g} points"


def bar(got: float, most: float, width: int = 10) -> str:
    """Draw a bar of text that is full only when every point is there.

    Examples
    --------
    >>> bar(1.5, 3.0)
    '█████░░░░░'
    """
    filled = int(width * got / most) if most else 0
    return "█" * filled + "░" * (width - filled)


def percent(share: float) -> str:
    """Write a share; never 0 for something that happened, never 100 for less than all.

    Examples
    --------
    >>> percent(0.345), percent(0.001), percent(0.999), percent(1), percent(0)
    ('34 %', '< 1 %', '99 %', '100 %', '0 %')
    """
    if 0 < share < 0.01:
        return "< 1 %"
    whole = 99 if 0.99 < share < 1 else round(100 * share)
    return f"{whole} %"


def learners(count: int) -> str:
    """Write how many.

    Examples
    --------
    >>> learners(1), learners(12)
    ('1 learner', '12 learners')
    """
    return "1 learner" if count == 1 else f"{count:,} learners"


def duration(seconds: float) -> str:
    """Write how late something was.

    Examples
    --------
    >>> duration(20), duration(150), duration(4 * 3600), duration(3 * 86400)
    ('under 1 minute', '2 minutes', '4 hours', '3 days')
    """
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "under 1 minute"


SMALL = 10
"""Of fewer learners than this a percentage says less than the two numbers."""


def rate(count: int, total: int) -> str:
    """Write how many of how many, shortly.

    Examples
    --------
    >>> rate(14, 40), rate(2, 3)
    ('35 %', '2 of 3')
    """
    return percent(count / total) if total >= SMALL else f"{count} of {total}"


def out_of(count: int, total: int) -> str:
    """Write how many of how many, with the share where it says something.

    Examples
    --------
    >>> out_of(14, 40), out_of(2, 3)
    ('14 of 40 (35 %)', '2 of 3')
    """
    said = f"{count:,} of {total:,}"
    return f"{said} ({percent(count / total)})" if total >= SMALL else said
