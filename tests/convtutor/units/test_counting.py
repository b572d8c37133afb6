"""The exercises of unit 05: their cases keep the contract, and no name is given by guess."""

from math import prod

import pytest
from support.right.counts import place_by_place, unit_by_unit, weights_then_biases
from support.truly_named import wrong_and_truly_named

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise, recall_question

EXERCISES = pytest.mark.parametrize("found", exercises("counting"), ids=lambda e: e.id)


def cases_of(id, seeds=20):
    return [case for seed in range(seeds) for case in find_exercise(id).all_cases(seed)]


@EXERCISES
def test_arguments_are_plain_whole_numbers(found):
    for case in cases_of(found.id):
        for value in case.arguments:
            values = value if isinstance(value, tuple) else (value,)
            assert all(type(number) is int and number >= 1 for number in values)


def test_layers_to_multiply_fit_together_and_keep_apart_what_can_be_swapped():
    for case in cases_of("conv2d_multiply_count"):
        (_, channels, height, width), (filters, slices, rows, columns) = case.arguments
        padding = case.options.get("padding", 0)
        assert channels == slices
        assert rows <= height + 2 * padding
        assert columns <= width + 2 * padding
    fresh = find_exercise("conv2d_multiply_count").all_cases(7)[-5:]
    for case in fresh:
        (_, channels, height, width), (filters, _, rows, columns) = case.arguments
        assert (height != width, rows != columns, channels != filters) == (True, True, True)


def test_some_count_is_beyond_32_bits_and_each_aspect_has_one_for_paper():
    found = find_exercise("conv2d_multiply_count")
    by_aspect = {aspect: [] for aspect in found.aspects}
    for case in found.cases:
        by_aspect[case.aspect].append(found.reference(*case.arguments, **case.options))
    assert max(map(max, by_aspect.values())) > 2**32
    assert max(map(min, by_aspect.values())) < 1000


def test_numbers_of_the_course_are_among_the_cases():
    # 6·(3·25 + 1); 4,704 units with 3,072 weights and a bias; 6·28·28 values of 75 products.
    assert answers("conv2d_parameter_count") >= {456}
    assert answers("linear_parameter_count") >= {3073, 14455392}
    assert answers("conv2d_multiply_count") >= {352800}


def answers(id):
    found = find_exercise(id)
    return {found.reference(*case.arguments, **case.options) for case in found.cases}


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        ("filter-without-channels", 156),  # 6·(25 + 1)
        ("bias-per-slice", 468),  # 18·(25 + 1)
        ("bias-forgotten", 450),  # 18·25
    ],
)
def test_famous_wrong_counts_of_six_filters_are_known_mistakes(mistake, expected):
    known = known_mistake(find_exercise("conv2d_parameter_count"), mistake)
    assert known.function(3, 6, 5) == expected


def right_filters(i, o, k, bias=True):
    return weights_then_biases(i, o, k, bias)


def right_units(i, o, bias=True):
    return unit_by_unit(i, o, bias)


def right_products(x, w, stride=1, padding=0):
    return place_by_place(x, w, stride, padding)


UNKNOWN = {
    "conv2d_parameter_count": {
        "another number": lambda i, o, k, bias=True: 468,
        "for maps of 28×28": lambda *a, **k: 784 * right_filters(*a, **k),
        "flat, without biases": lambda i, o, k, bias=True: o * k**2,
        "flat, one bias for all": lambda i, o, k, bias=True: o * k**2 + bias,
        "one bias for all, whatever is asked": lambda i, o, k, bias=True: o * i * k**2 + 1,
        "a bias a kernel, whatever is asked": lambda i, o, k, bias=True: o * i * (k**2 + 1),
        "one filter, without bias": lambda i, o, k, bias=True: i * k**2,
        "one filter, flat": lambda i, o, k, bias=True: k**2 + bias,
        "a side for the area, no biases": lambda i, o, k, bias=True: o * i * k,
        "swapped, and the biases always": lambda i, o, k, bias=True: i * (o * k**2 + 1),
        "cubes": lambda i, o, k, bias=True: o * (i * k**3 + bias),
        "biases only": lambda i, o, k, bias=True: o,
        "biases taken off": lambda i, o, k, bias=True: o * (i * k**2 - bias),
        "one too many": lambda *a, **k: right_filters(*a, **k) + 1,
        "right for three channels only": lambda i, o, k, bias=True: (
            right_filters(i, o, k, bias) if i == 3 else 0
        ),
    },
    "linear_parameter_count": {
        "another number": lambda i, o, bias=True: 3072,
        "one bias, whatever is asked": lambda i, o, bias=True: i * o + 1,
        "shared weights, the biases always": lambda i, o, bias=True: i + o + o,
        "one unit, without bias": lambda i, o, bias=True: i,
        "swapped, and the biases always": lambda i, o, bias=True: i * (o + 1),
        "all to all": lambda i, o, bias=True: (i + o) ** 2,
        "biases only": lambda i, o, bias=True: o,
        "biases taken off": lambda i, o, bias=True: o * (i - bias),
        "twice": lambda *a, **k: 2 * right_units(*a, **k),
        "one too few": lambda *a, **k: right_units(*a, **k) - 1,
    },
    "conv2d_multiply_count": {
        "another number": lambda x, w, stride=1, padding=0: 352801,
        "no stride, no padding": lambda x, w, stride=1, padding=0: right_products(x, w),
        "one picture, one filter": lambda x, w, **k: right_products((1, *x[1:]), (1, *w[1:]), **k),
        "no channels, and additions": lambda x, w, **k: 2 * right_products(x, w, **k) // w[1],
        "additions, and one picture": lambda x, w, **k: 2 * right_products((1, *x[1:]), w, **k),
        "padding once, no stride": lambda x, w, stride=1, padding=0: right_products(
            (*x[:2], x[2] + padding, x[3] + padding), w
        ),
        "one sum less": lambda x, w, **k: (
            2 * right_products(x, w, **k) - right_products(x, w, **k) // prod(w[1:])
        ),
        "values of one map": lambda x, w, **k: right_products(x, w, **k) // prod(w),
        "filters for channels": lambda x, w, **k: right_products(x, w, **k) // w[1] * w[0],
        "height for width": lambda x, w, **k: right_products((*x[:2], x[3], x[2]), w, **k),
        "pixels": lambda x, w, stride=1, padding=0: prod(x),
        "padding three times": lambda x, w, stride=1, padding=0: right_products(
            x, w, stride, 3 * padding
        ),
        "one too many": lambda *a, **k: right_products(*a, **k) + 1,
    },
}


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize(
    ("id", "function"),
    [
        pytest.param(id, function, id=f"{id}-{name}")
        for id, functions in UNKNOWN.items()
        for name, function in functions.items()
    ],
)
def test_other_wrong_counts_get_no_false_name(id, function, seed):
    wrong_and_truly_named(find_exercise(id), function, seed)


@EXERCISES
def test_count_as_a_float_loses_the_points_with_a_sentence_that_says_just_that(found):
    verdict = judge(found, call_here(lambda *a, **k: float(found.reference(*a, **k))))
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert "has the right value but is a float" in describe(verdict)


def test_recall_answers_worked_out_by_hand():
    # The first row (3) and the first column (3) of the window lie on zeros and share a corner.
    assert recall_question("zeros_under_a_padded_corner").answer() == 5
    # 10 + 2 − 3 = 9 pixels of room, 4 whole steps of 2, and the first position.
    assert recall_question("side_at_stride_2_with_padding_1").answer() == 5
