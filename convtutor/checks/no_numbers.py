"""Say what came of a call that gave no numbers to compare."""

from __future__ import annotations

from convtutor.calling import TOO_LARGE
from convtutor.calling.outcome import Borrowed, Outcome, Raised, Returned, TookTooLong


def is_numbers(got: Returned) -> bool:
    """Tell whether a result is whole or real numbers; a truth value is none."""
    return got.value is not None and got.value.dtype.kind in "iuf"


def describe_no_numbers(got: Outcome) -> str:
    """Say what came instead of numbers.

    Parameters
    ----------
    got : Outcome
        Anything but numbers that were returned.

    Returns
    -------
    str
        The middle of a sentence: it begins small and ends without a full stop.
    """
    if isinstance(got, Returned):
        return _describe_result(got)
    if isinstance(got, Borrowed):
        return (
            f"your function leaves the work to convlib's own {got.name}; here you write it "
            "yourself, with NumPy and functions of your own"
        )
    where = f", in the line `{got.line}`" if getattr(got, "line", "") else ""
    if isinstance(got, TookTooLong):
        return f"still running after {got.seconds:g} s, so it was stopped{where}; does a loop end?"
    if isinstance(got, Raised):
        message = f": {got.message}" if got.message else ""
        return f"{got.kind}{message}{where}"
    return "not written yet"


def _describe_result(got: Returned) -> str:
    kind = got.kind
    if kind == "NoneType":
        return "the function returned None; does its last line say `return`?"
    if got.value is not None and got.value.dtype.kind == "c":
        return "the function returned complex numbers; take their real part: result.real"
    if kind == "ndarray":
        kind = f"array of {got.value.dtype}"
    advice = ", not numbers"
    if kind.startswith(TOO_LARGE):
        advice = ""
    elif kind in ("list", "tuple"):
        advice = " that is not a grid of numbers"
    elif kind == "generator":
        advice = ", which makes its values only when asked; put them into an array"
    elif kind.endswith("Error"):
        advice = f"; to refuse an input, raise it: raise {kind}(...)"
    return f"the function returned {with_article(kind)}{advice}"


def with_article(kind: str) -> str:
    """Put "a" or "an" before a word."""
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"
