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

Function = Callable[..., Any]
Values = dict[str, Any]
Changes = Mapping[str, "tuple[Step, ...]"]

AXES = ("rows", "cols")
SLIP = 3
"""What it costs that any number came out wrong: far-fetched, so likelier mistakes come first."""


@dataclass(frozen=True)
class Step:
    """One function of a recipe, and the steps that it reads."""

    function: Function
    reads: tuple[str, ...]

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """Compute it from the values of other steps."""
        return self.function(*map(values.__getitem__, self.reads))

    def on(self, axis: str) -> Step:
        """The same of an axis: what it calls `n` is "rows_n", and `other_n` that of the other."""
        other = AXES[axis == AXES[0]]

        def named(name: str) -> str:
            if name.startswith("other_"):
                return f"{other}_{name[6:]}"
            return name if name == "right" else f"{axis}_{name}"

        return Step(self.function, tuple(map(named, self.reads)))


def step(function: Function | Step) -> Step:
    """Read from a function's parameters what it reads, but from those with a default."""
    if isinstance(function, Step):
        return function
    code, defaults = function.__code__, function.__defaults__ or ()
    return Step(function, code.co_varnames[: code.co_argcount - len(defaults)])


def plain(slot: str) -> str:
    """A step without its axis: "rows_places" is "places"."""
    axis, _, name = slot.partition("_")
    return name if axis in AXES else slot


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
        Part of the message of the error that the fault itself raises; "any" for any message,
        "shapes" where the shapes in it must be the same and no other fault's are. From errors alone
        no other fault is named, since an error has many causes.
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
        **changes: Function | Step,
    ) -> None:
        self.id, self.name, self.hint, self.cost, self.raises = id, name, hint, cost, raises
        self.changes = {slot: step(change) for slot, change in changes.items()}
        self.on: tuple[tuple[str, str], ...] = ()

    def on_axes(self) -> tuple[Fault, ...]:
        """The same fault of both axes, of the rows alone and of the columns alone."""
        own = self.on or tuple(
            (f"{self.id}-{said}-only", f"{self.name}, for the {said} only")
            for said in ("rows", "columns")
        )
        variants = []
        for (id, name), axes in zip(((self.id, self.name), *own), (AXES, *zip(AXES)), strict=True):
            one = Fault(id, name, self.hint, self.cost + (axes != AXES), self.raises)
            one.changes = {
                f"{axis}_{slot}": change.on(axis)
                for axis in axes
                for slot, change in self.changes.items()
            }
            variants.append(one)
        return tuple(variants)

    def per_axis(self, rows: tuple[str, str], cols: tuple[str, str]) -> Fault:
        """Give an id and a name of its own to the fault of the rows, and to that of the columns."""
        self.on = (rows, cols)
        return self


@dataclass(frozen=True)
class Recipe:
    """Steps in the order in which they are computed; the last one is the answer."""

    steps: Mapping[str, Step]
    _after: dict[frozenset[str], tuple[tuple[str, Step], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def then(self, **steps: Function | Step) -> Recipe:
        """The recipe with more steps at its end, or with others in their place."""
        return Recipe({**self.steps, **{name: step(one) for name, one in steps.items()}})

    def values(self, given: Values) -> Values:
        """All values of a right computation."""
        values = dict(given)
        for name, one in self.steps.items():
            values[name] = one(values)
        return values

    def _changed(self, changed: frozenset[str]) -> tuple[tuple[str, Step], ...]:
        """The changed steps and all that they lead on to, in their order."""
        if changed not in self._after:
            reached, found = set(changed), []
            for name, one in self.steps.items():
                if name in changed or not reached.isdisjoint(one.reads):
                    reached.add(name)
                    found.append((name, one))
            self._after[changed] = tuple(found)
        return self._after[changed]

    def follow(self, values: Values, changes: Changes, anew: Iterable[str] | None = None) -> Values:
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
            last of them, and "failed" the step. "otherwise" are the names of those that are, and
            "in vain" of what was read where nothing came of it.
        """
        now, anew = dict(values), set(changes if anew is None else anew)
        otherwise: set[str] = set()
        in_vain: set[str] = set()
        now |= {"otherwise": otherwise, "in vain": in_vain}
        for name, right in self._changed(frozenset(changes)):
            ours = changes.get(name, (right,))
            if (
                name not in anew
                and otherwise.isdisjoint(right.reads)
                and (ours[0] is right or all(otherwise.isdisjoint(one.reads) for one in ours))
            ):
                continue
            value = None
            try:
                for place, one in enumerate(ours):
                    if "right" in one.reads:
                        now["right"] = value if place else right(now)
                    value = one(now)
            except Exception as error:
                now["error"], now["failed"] = error, name
                otherwise.add(name)
                break
            if _same(value, values[name]):
                in_vain.update([name], right.reads, *(one.reads for one in ours))
            else:
                now[name] = value
                otherwise.add(name)
        return now


def _same(one: Any, other: Any) -> bool:
    """Whether two values of a step are the same, kind of number included."""
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, Exception):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and bool((one == other).all())
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


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


@dataclass(frozen=True)
class Exposed:
    """Which recipe an exercise follows, and what can go wrong in it.

    Attributes
    ----------
    recipe : Recipe
    asked : callable
        From the exercise's arguments, as its reference has them, to what the first steps read.
    faults : tuple of Fault
    styles : tuple of str
        In which a step may be written, where that matters; the first one is the recipe's own.
    words : mapping
        For names that say {the_kernel} and the like.
    combine : callable
        Whether two faults together mean something here.
    """

    recipe: Recipe
    asked: Callable[..., Values]
    faults: tuple[Fault, ...]
    styles: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    combine: Callable[[Fault, Fault], bool] = lambda one, other: True
