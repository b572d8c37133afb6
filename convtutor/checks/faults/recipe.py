"""A computation as named steps, and faults as changes of steps.

A step is a function whose parameters name the steps that it reads, so what depends on what is
plain to see. A fault puts another function in the place of a step. Its parameters name steps, too,
and `right` is what the unchanged step would give: with it two faults of one step go together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from convtutor.calling import take_numbers

Function = Callable[..., Any]
Values = dict[str, Any]
Changes = Mapping[str, "tuple[Step, ...]"]

AXES = ("rows", "cols")


@dataclass(frozen=True)
class Step:
    """One function of a recipe, and the steps that it reads."""

    function: Function
    reads: tuple[str, ...]

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """Compute it from the values of other steps."""
        return self.function(*[values[name] for name in self.reads])


def step(function: Function, axis: str = "", own: Iterable[str] = ()) -> Step:
    """Read from a function's parameters what it reads.

    Parameters
    ----------
    function : callable
        Parameters with a default are its own business.
    axis : str
        "rows" or "cols": a step of that axis, which says `n` for "rows_n", and `other_n` for that
        of the other one.
    own : iterable of str
        The names of an axis' steps.
    """
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[: code.co_argcount - len(defaults)]
    if axis:
        other, own = AXES[axis == "rows"], set(own)
        names = tuple(
            f"{axis}_{name}"
            if name in own
            else f"{other}_{name[6:]}"
            if name.startswith("other_") and name[6:] in own
            else name
            for name in names
        )
    return Step(function, tuple(names))


class Fault:
    """A change of one step or two, with what it is called and what to do.

    Parameters
    ----------
    id, name : str
        The name follows "it looks as if".
    hint : str
        A question or a nudge; the step's own where it is "".
    cost : int
        How far-fetched: among faults that come out alike the cheapest is named, and the dear ones
        are not combined with others.
    raises : str
        Part of the message of the error that the fault itself raises; "any" for any message. From
        errors alone no other fault is named, since an error has many causes.
    **changes : callable
        By step.
    """

    def __init__(
        self,
        id: str,
        name: str,
        hint: str = "",
        cost: int = 1,
        raises: str = "",
        **changes: Function,
    ) -> None:
        self.id, self.name, self.hint, self.cost, self.raises = id, name, hint, cost, raises
        self.changes: dict[str, Step] = {slot: step(change) for slot, change in changes.items()}
        self._functions = changes
        self.on: tuple[tuple[str, str], ...] = ()

    def on_axes(self, own: Iterable[str]) -> tuple[Fault, ...]:
        """The same fault of both axes, of the rows alone and of the columns alone."""
        variants = []
        for index, axes in enumerate((AXES, AXES[:1], AXES[1:])):
            id, name = self.id, self.name
            if index:
                said = "rows" if index == 1 else "columns"
                id, name = f"{id}-{said}-only", f"{name}, for the {said} only"
                if self.on:
                    id, name = self.on[index - 1]
            one = Fault(id, name, self.hint, self.cost + bool(index), self.raises)
            one.changes = {
                f"{axis}_{slot}": step(change, axis, own)
                for axis in axes
                for slot, change in self._functions.items()
            }
            variants.append(one)
        return tuple(variants)

    def per_axis(self, rows: tuple[str, str], cols: tuple[str, str]) -> Fault:
        """Give an id and a name of its own to the fault of the rows, and to that of the columns."""
        self.on = (rows, cols)
        return self


@dataclass(frozen=True)
class Result:
    """What a computation gives in one case: a value, or the class of an error."""

    value: np.ndarray | None
    error: str = ""
    changed: bool = False
    message: str = ""


@dataclass(frozen=True)
class Recipe:
    """Steps in the order in which they are computed; the last one is the answer."""

    steps: Mapping[str, Step]
    _after: dict[frozenset[str], tuple[tuple[str, Step], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def then(self, **steps: Function) -> Recipe:
        """The recipe with more steps at its end, or with others in their place."""
        return Recipe({**self.steps, **{n: step(f) for n, f in steps.items()}})

    def values(self, given: Values) -> Values:
        """All values of a right computation."""
        values = dict(given)
        for name, one in self.steps.items():
            values[name] = one(values)
        return values

    def after(self, changed: frozenset[str]) -> tuple[tuple[str, Step], ...]:
        """The changed steps and all that they lead on to, in their order."""
        if changed not in self._after:
            reached, found = set(changed), []
            for name, one in self.steps.items():
                if name in changed or not reached.isdisjoint(one.reads):
                    reached.add(name)
                    found.append((name, one))
            self._after[changed] = tuple(found)
        return self._after[changed]

    def follow(
        self,
        values: Values,
        changes: Changes,
        anew: Iterable[str] | None = None,
    ) -> Values:
        """Compute with some of the steps changed; what reads nothing that is otherwise, stays.

        Parameters
        ----------
        values : dict
            Of the right computation, or of one with all of these changes but those in `anew`.
        changes : mapping of str to tuple of Step
        anew : iterable of str, optional
            The changed steps that `values` has not; without it, all.

        Returns
        -------
        dict
            All values, those that are otherwise among them. Where a step raised, the "error" is the
            last of them, and "failed" the step.
        """
        now, anew = dict(values), set(changes if anew is None else anew)
        otherwise: set[str] = set()
        for name, right in self.after(frozenset(changes)):
            ours = changes.get(name, (right,))
            reads = [right.reads, *(one.reads for one in ours if one is not right)]
            if name not in anew and all(map(otherwise.isdisjoint, reads)):
                continue
            value = None
            try:
                for place, one in enumerate(ours):
                    if "right" in one.reads:
                        now["right"] = value if place else right(now)
                    value = one(now)
            except Exception as error:
                now["error"], now["failed"] = error, name
                break
            if not same_value(value, values[name]):
                now[name] = value
                otherwise.add(name)
        return now


def result_in(values: Values) -> tuple[Result, bool]:
    """What a computation gave, and whether the style of the code matters to it."""
    answer = values.get("error", values["returned"])
    found = result_of(answer, bool(values.get("mutated")))
    return found, bool(values.get("hangs") or values.get("misfit"))


def result_of(answer: Any, changed: bool = False) -> Result:
    """An answer as a result: an error that stands for itself was raised."""
    if isinstance(answer, Exception):
        return Result(None, type(answer).__name__, message=str(answer))
    if answer is None or isinstance(answer, str):
        return Result(None, type(answer).__name__)
    try:
        value = np.asarray(answer)
    except ValueError:  # ragged
        return Result(None, "list")
    if value.dtype.kind == "O":
        return Result(None, take_numbers(answer)[1])
    return Result(value, changed=changed)


def same_value(one: Any, other: Any) -> bool:
    """Whether two values of a step are the same, kind of number included."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and bool((one == other).all())
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same_value, one, other))
    return bool(one == other) if not isinstance(one, Exception) else False


def together(faults: Iterable[Fault], style: str | None = None) -> Changes | None:
    """All changes of some faults; None where two of them want the same step for themselves."""
    changes: dict[str, tuple[Step, ...]] = {}
    for fault in faults:
        for slot, one in fault.changes.items():
            there = changes.get(slot, ())
            if not there or "right" in one.reads:
                changes[slot] = (*there, one)
            elif "right" in there[0].reads:
                changes[slot] = (one, *there)
            else:
                return None
    if style is not None:
        changes["style"] = (Step(lambda: style, ()),)
    return changes
