"""Known mistakes get their name, and nothing else gets one."""

import numpy as np
import pytest
from support.first_mistakes import FIRST_MISTAKES
from support.judged import judged
from support.known_mistakes import some_mistakes
from support.right.layers import seven_loops
from support.right.maps import loops_into_zeros
from support.right.sizes import counted, marked
from support.truly_named import wrong_and_truly_named
from support.unknown_answers import TWO_AT_ONCE

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.faults.naming import known_mistake, known_mistakes
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise

BY_EXERCISE = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)


@BY_EXERCISE
def test_known_mistakes_are_named_and_lose_points(found):
    # Where a likelier mistake gives the very same results, it is the one that is named.
    costs = {fault.id: fault.cost for fault in found.faults.faults}
    for mistake in some_mistakes(found):
        verdict = judged(found, mistake.function)
        assert verdict.status == "wrong", mistake.id
        assert verdict.points < found.points, mistake.id
        ids = [known.id for known in verdict.mistakes]
        assert mistake.id in ids or (ids and costs[ids[0]] < costs[mistake.id])
        assert verdict.mistakes[0].name in describe(verdict)
        if len(verdict.mistakes) == 1:
            # A patient's own hints are about its illness.
            hint = found.hints[0] if mistake.id == found.begun else verdict.mistakes[0].hint
            assert hint in describe(verdict), mistake.id


@pytest.mark.sweep
@BY_EXERCISE
def test_names_and_points_of_mistakes_do_not_hang_on_the_seed(found):
    for mistake in some_mistakes(found, most=12):
        verdicts = [judged(found, mistake.function, seed) for seed in range(3)]
        assert len({verdict.points for verdict in verdicts}) == 1, mistake.id
        assert len({tuple(m.id for m in verdict.mistakes) for verdict in verdicts}) == 1


@pytest.mark.sweep
@BY_EXERCISE
def test_mistakes_of_the_first_catalogue_still_have_their_name(found):
    for id in FIRST_MISTAKES[found.id].split():
        verdict = judged(found, known_mistake(found, id).function)
        assert id in [mistake.id for mistake in verdict.mistakes], id


ALIKE = {
    ("brackets-around-input", "kernel-after-dividing"): "without padding they are one formula",
    ("kernel-sides-swapped", "picture-sides-swapped"): "the sides' product is the same number",
    ("last-end", "one-window-too-many"): "a view has only the windows that fit, loops raise",
    ("channels-taken-to-be-last", "unpadded-picture-read", "zeros-counted-twice"): "most cases "
    "raise; those of conv2d tell them",
    ("kernel-after-dividing", "stride-used-twice"): "most cases raise; those of conv2d tell them",
}
"""Names that come together, and why: no case could tell them apart, or another exercise's do."""


@pytest.mark.sweep
@BY_EXERCISE
def test_likely_mistakes_come_one_at_a_time(found):
    likely = {fault.id for fault in found.faults.faults if fault.cost <= 1}
    for mistake in known_mistakes(found):
        if mistake.id in likely:
            verdict = judged(found, mistake.function)
            names = tuple(sorted(one.id for one in verdict.mistakes))
            by_values = verdict.fails_by != "error" and np.size(verdict.failure.got.value)
            assert len(names) == 1 or names in ALIKE or not by_values, names


@BY_EXERCISE
def test_some_mistake_scores_nothing(found):
    points = [judged(found, mistake.function).points for mistake in some_mistakes(found)]
    assert 0.0 in points


@BY_EXERCISE
def test_mistakes_of_an_exercise_have_different_ids_and_a_hint_without_the_answer(found):
    assert len({mistake.id for mistake in known_mistakes(found)}) == len(known_mistakes(found))
    for mistake in some_mistakes(found):
        assert not mistake.name[0].isupper()  # it follows "it looks as if"
        assert not mistake.name.endswith(".")
        assert mistake.hint[-1] in ".?"


# ---------------------------------------------------------------- no false name


UNKNOWN_SIZES = {
    "a constant": lambda n, k, stride=1, padding=0: 28,
    "the input's size": lambda n, k, stride=1, padding=0: n,
    "padding on one side and no + 1": lambda n, k, stride=1, padding=0: (n + padding - k) // stride,
    "no padding and rounded up": lambda n, k, stride=1, padding=0: -(-(n - k) // stride) + 1,
    "right for the shown example only": lambda n, k, stride=1, padding=0: 14 if n == 32 else 3,
    "stride + 1": lambda n, k, stride=1, padding=0: (n + 2 * padding - k) // (stride + 1) + 1,
    "rounded up and a float": lambda n, k, stride=1, padding=0: np.ceil(
        (n + 2 * padding - k) / stride + 1
    ),
    "a name and a kind at once": lambda n, k, stride=1, padding=0: float(
        (n + 2 * padding - k) // stride
    ),
}
UNKNOWN_UNREAD = {
    "the stride less one": lambda n, k, stride=1, padding=0: stride - 1,
    "twice": lambda n, k, stride=1, padding=0: 2 * marked(n, k, stride, padding),
    "gaps of the size and one": lambda n, k, stride=1, padding=0: (
        n - counted(n, k, stride, padding) + 1
    ),
}


def reference(id):
    return find_exercise(id).reference


def window(x, w, b, i, j):
    return reference("window_response")(x, w, b, i, j)


UNKNOWN_WINDOWS = {
    "nothing": lambda x, w, b, i, j: 0,
    "only the bias": lambda x, w, b, i, j: b,
    "flipped, without bias": lambda x, w, b, i, j: window(x, w[:, ::-1, ::-1], 0, i, j),
    "first channel, without bias": lambda x, w, b, i, j: window(x[:1], w[:1], 0, i, j),
    "flipped along rows only": lambda x, w, b, i, j: window(x, w[:, ::-1], b, i, j),
    "flipped along columns only": lambda x, w, b, i, j: window(x, w[:, :, ::-1], b, i, j),
    "bias taken off": lambda x, w, b, i, j: window(x, w, -b, i, j),
    "not a number": lambda x, w, b, i, j: float("nan"),
    "without end": lambda x, w, b, i, j: float("inf"),
    "the smallest int64": lambda x, w, b, i, j: np.int64(-(2**63)),
    "always at the corner": lambda x, w, b, i, j: window(x, w, b, 0, 0),
}
UNKNOWN_MAPS = {
    "the picture": lambda x, w, **k: x,
    "a little off": lambda *a, **k: loops_into_zeros(*a, **k) * 1.001 + 0.001,
    "upside down": lambda *a, **k: loops_into_zeros(*a, **k)[::-1],
    "flipped along rows only": lambda x, w, **k: loops_into_zeros(x, w[:, ::-1], **k),
    "flipped, without bias": lambda x, w, bias=0.0, **k: loops_into_zeros(x, w[:, ::-1, ::-1], **k),
    "all one number": lambda *a, **k: loops_into_zeros(*a, **k)[0, 0],
    "not numbers": lambda *a, **k: np.full_like(loops_into_zeros(*a, **k), np.nan),
    "ragged": lambda *a, **k: [[1, 2], [3]],
    "words": lambda *a, **k: "map",
    "an object": lambda *a, **k: object(),
    "truth values": lambda *a, **k: loops_into_zeros(*a, **k) > 0,
    "complex": lambda *a, **k: loops_into_zeros(*a, **k) * 1j,
    "empty": lambda *a, **k: np.zeros((0, 0)),
    "raises": lambda *a, **k: 1 // 0,
    "other channels, other way": lambda x, w, **k: loops_into_zeros(x[::-1], w, **k)[:, ::-1],
}
UNKNOWN_PADS = {
    "a ring of ones": lambda x, p: np.pad(x, [(0, 0), (p, p), (p, p)], constant_values=1),
    "upside down": lambda x, p: np.pad(x, [(0, 0), (p, p), (p, p)])[:, ::-1],
    "channels summed": lambda x, p: np.pad(x.sum(axis=0), p),
    "nothing": lambda x, p: None,
}
UNKNOWN_SAME = {
    "even and odd refused": lambda k: 1 if k == 1 else int("x"),
    "another error for even": lambda k: k // 2 if k % 2 else [][0],
    "two too few": lambda k: k - 2,
    "nothing": lambda k: None,
}
UNKNOWN_LAYERS = {
    "the pictures": lambda x, w, **k: x,
    "filters in another order": lambda x, w, bias=None, **k: seven_loops(x, w[::-1], bias, **k),
    "pictures in another order": lambda x, w, **k: seven_loops(x[::-1], w, **k),
    "channels in another order": lambda x, w, **k: seven_loops(x[:, ::-1], w, **k),
    "flipped along rows only": lambda x, w, **k: seven_loops(x, w[:, :, ::-1], **k),
    "flipped, without bias": lambda x, w, bias=None, **k: seven_loops(x, w[:, :, ::-1, ::-1], **k),
    "the sum of all biases": lambda x, w, bias=None, **k: (
        seven_loops(x, w, **k) + np.sum(0 if bias is None else bias)
    ),
    "one map of all filters": lambda *a, **k: seven_loops(*a, **k).sum(axis=1),
    "ragged": lambda *a, **k: [[1, 2], [3]],
}
UNKNOWN = {
    "window_response": UNKNOWN_WINDOWS,
    "apply_filter": UNKNOWN_MAPS,
    "zero_pad": UNKNOWN_PADS,
    "same_padding": UNKNOWN_SAME,
    "conv_output_size": UNKNOWN_SIZES,
    "unread_pixels": UNKNOWN_UNREAD,
    "conv2d": UNKNOWN_LAYERS,
    "conv2d_vectorised": {
        # This one is known there.
        name: function
        for name, function in UNKNOWN_LAYERS.items()
        if name != "maps on the last axis"
    },
    "apply_filter_strided": UNKNOWN_MAPS
    | {
        "flipped, without padding": lambda x, w, bias=0.0, stride=1, padding=0: loops_into_zeros(
            x, w[:, ::-1, ::-1], bias, stride
        ),
        "no stride, no padding": lambda x, w, bias=0.0, stride=1, padding=0: loops_into_zeros(
            x, w, bias
        ),
    },
}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("id", "function"),
    [
        pytest.param(id, function, id=f"{id}-{name}")
        for functions_by_id in (UNKNOWN, TWO_AT_ONCE)
        for id, functions in functions_by_id.items()
        for name, function in functions.items()
    ],
)
def test_unlisted_mistake_gets_no_false_name(id, function):
    verdict = wrong_and_truly_named(find_exercise(id), function)
    if not verdict.mistakes:
        assert "looks as if" not in describe(verdict)


@pytest.mark.sweep
@BY_EXERCISE
def test_mistake_with_one_value_off_is_no_longer_that_mistake(found):
    for mistake in some_mistakes(found, most=12):
        values = []  # of which an empty one cannot be off

        def mostly(*arguments, values=values, mistake=mistake, **options):
            value = np.asarray(mistake.function(*arguments, **options))
            values.append(value)
            off = value.size and not any(v.size for v in values[:-1])
            return value + 1000 if off else value

        assert judge(found, call_here(mostly)).mistakes == (), mistake.id
        assert values  # a mistake that raised in every case would be a name for any error


@pytest.mark.parametrize("error", [ValueError, IndexError, TypeError])
@BY_EXERCISE
def test_function_that_always_raises_gets_no_name(found, error):
    def raises(*arguments, **options):
        raise error("oh")

    assert judge(found, call_here(raises)).mistakes == ()
