"""How results of another shape than the right one differ: in words, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from convtutor.checks.faults.seen import Seen


def other_shapes(what: str, seen: Sequence[Seen], places: bool) -> Iterator[str]:
    """Say how many axes, rows, columns are too many: what is sure first."""
    if what != "map":
        if all(s.yours.shape != s.right.shape for s in seen):
            one = all(s.right.ndim == 0 for s in seen)
            yield "an array comes back, not one number" if one else "the list has another shape"
        return
    for name in seen[0].settings:
        if all(_is_given(s, name) for s in seen):
            yield f"what comes back is {name}, as it was given"
    if all(s.yours.ndim == 0 for s in seen):
        for name in seen[0].numbers() if places else ():
            if all(s.near(s.yours, np.asarray(s.numbers().get(name, np.nan))) for s in seen):
                yield f"one number comes back and no map: {name}"
        yield "one number comes back, and no map"
    axes = {(s.yours.ndim, s.right.ndim) for s in seen}
    yours, right = min(axes)
    if len(axes) == 1 and yours != right:
        yield f"what comes back has {yours} ax{'es' if yours != 1 else 'is'}, and not {right}"
    elif len(axes) == 1:
        last = ("picture", "map" if "weight" in seen[0].settings else "channel", "row", "column")
        parts = [_longer(last[axis], seen, axis, places) for axis in range(-right, 0)]
        size = f"the map has {' and '.join(filter(None, parts))}"
        if all(parts[axis] or not any(_more(seen, axis)) for axis in range(-right, 0)):
            if places and all(map(_right_where_both_are, seen)):
                yield f"{size}, and else it is right"
            yield size
        differing = [axis for axis in range(-right, 0) if any(_more(seen, axis))]
        if all(s.yours.shape != s.right.shape for s in seen):
            joint = " and " if all(all(_more(seen, axis)) for axis in differing) else " or "
            yield f"the map has another number of {joint.join(f'{last[a]}s' for a in differing)}"


def _is_given(s: Seen, name: str) -> bool:
    given = s.settings[name]
    return isinstance(given, np.ndarray) and s.yours.shape == given.shape and s.alike(given)


def _right_where_both_are(s: Seen) -> bool:
    both = tuple(map(slice, map(min, s.yours.shape, s.right.shape)))
    return s.right[both].size > 0 and s.near(s.yours[both], s.right[both])


def _longer(name: str, seen: Sequence[Seen], axis: int, places: bool) -> str:
    """How many rows or columns too many, such as a multiple of the padding; "" for no rule."""
    more = _more(seen, axis)
    if not any(more):
        return ""
    way = "many" if max(more) > 0 else "few"
    if len(set(more)) == 1 and places:
        return f"{abs(more[0])} {name}{'s' * (abs(more[0]) > 1)} too {way}"
    if min(more) * max(more) >= 0 and places:
        padding = [s.settings.get("padding", 0) for s in seen]
        for words, times in (("the padding", 1), ("twice the padding", 2)):
            if [abs(n) for n in more] == [times * p for p in padding]:
                return f"too {way} {name}s, by {words}"
    for words in seen[0].numbers() if places else ():
        if all(s.yours.shape[axis] == s.numbers().get(words) for s in seen):
            return f"as many {name}s as {words}"
    return ""


def _more(seen: Sequence[Seen], axis: int) -> list[int]:
    return [s.yours.shape[axis] - s.right.shape[axis] for s in seen]
