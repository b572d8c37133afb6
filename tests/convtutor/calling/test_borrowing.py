"""Work that is left to convlib's own functions is refused by name."""

import sys

import numpy as np
import pytest
from support.one_map import MAP, judged, right

import convlib
from convlib.one_value import one_value
from convtutor import draw
from convtutor.calling import call_here
from convtutor.calling.outcome import Case, Returned
from convtutor.checks.faults.naming import known_mistakes
from convtutor.units.catalogue import find_exercise


def by_conv2d(x, weight, bias=0.0):
    return convlib.conv2d(x[np.newaxis], weight[np.newaxis], [bias])[0, 0]


def by_another_name(x, weight, bias=0.0):
    from convlib.conv2d import conv2d as mine

    return mine(x[np.newaxis], weight[np.newaxis], [bias])[0, 0]


def by_the_reference(x, weight, bias=0.0):
    return find_exercise("apply_filter").reference(x, weight, bias)


def by_numpy_s_loop(x, weight, bias=0.0):
    import convlib.sizes as nothing_to_see

    rows = np.vectorize(nothing_to_see.conv_output_size)([x.shape[1]], weight.shape[1])
    return right(x, weight, bias)[: rows[0]]


def by_one_value(x, weight, bias=0.0):
    return one_value(x, weight, bias, 0, 0).value + right(x, weight, bias)


def by_its_sizes(x, weight, bias=0.0):
    rows = convlib.conv_output_size(x.shape[1], weight.shape[1])
    return right(x, weight, bias)[:rows]


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (by_conv2d, "conv2d"),
        (by_another_name, "conv2d"),
        (by_the_reference, "apply_filter"),
        (by_its_sizes, "conv_output_size"),
        (by_numpy_s_loop, "conv_output_size"),
        (by_one_value, "one_value"),
        (known_mistakes(MAP)[0].function, "__call__"),
        (MAP.reference, "apply_filter"),
    ],
)
def test_work_left_to_convlib_is_refused_by_name(function, name, shown):
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert f"Your function leaves the work to convlib's own {name}; here you write it " in text
    assert "Hint" not in text
    assert shown() == ""
    assert sys.getprofile() is None


def test_other_parts_of_convlib_are_free_to_use():
    def uses(x, weight, bias=0.0):
        x = x * convlib.kernels.identity(1)
        draw.size_positions(draw.Slide(5, 3, 1, 0), 4)  # which asks conv_output_size
        return right(x, weight, bias)

    assert draw.size_positions  # loads matplotlib, which is not to count as the call's time
    assert judged(uses)[0].status == "right"


def test_garbage_of_the_course_s_own_is_not_the_learner_s_work():
    def unfinished():
        yield 1
        yield 2

    here = unfinished.__code__.co_filename
    cycle = [unfinished()]
    next(cycle[0])
    cycle.append(cycle)
    del cycle

    busy = eval("lambda x: len([[number] for number in range(100_000)])")  # wakes the collector
    assert isinstance(call_here(busy, frozenset({here}))(Case((1,))), Returned)
