"""Faults: each can be made and said in its exercise, and each is found again."""

import re

import numpy as np
import pytest
from support.judged import judged

from convtutor.calling import call_here
from convtutor.calling.outcome import Raised
from convtutor.checks.faults import size_faults
from convtutor.checks.faults.naming import known_mistake, known_mistakes
from convtutor.checks.faults.recipe import Fault, Recipe, plain, step, together
from convtutor.checks.faults.steps import SIZE
from convtutor.checks.faults.wording import WORDS
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise

EXERCISES = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)


@EXERCISES
def test_right_recipe_gives_the_right_answer(found):
    for case in found.all_cases(3):
        values = found.faults.recipe.values(found.faults.asked(*case.arguments, **case.options))
        if found.accepts:
            answer = values["returned"]
            assert found.accepts(case, None if answer is None else np.array(answer)) == ""
        elif isinstance(values["returned"], Exception):
            with pytest.raises(type(values["returned"])):
                found.reference(*case.arguments, **case.options)
        else:
            expected = found.reference(*case.arguments, **case.options)
            np.testing.assert_allclose(values["returned"], expected)


@EXERCISES
def test_faults_read_steps_that_are_there_and_have_names_of_their_own(found):
    recipe, case = found.faults.recipe, found.cases[0]
    asked = found.faults.asked(*case.arguments, **case.options)
    known = {*recipe.steps, *asked, "right"}
    for fault in found.faults.faults:
        assert set(fault.changes) <= set(recipe.steps), fault.id
        assert {name for one in fault.changes.values() for name in one.reads} <= known, fault.id
        name = fault.name.format_map(found.faults.words)
        hint = fault.hint or WORDS[plain(next(iter(fault.changes)))][1]
        assert not name[0].isupper()  # it follows "it looks as if"
        assert not name.endswith(".")
        assert hint[-1] in ".?"
    ids = [fault.id for fault in found.faults.faults]
    assert len(set(ids)) == len(ids)


@pytest.mark.sweep
@EXERCISES
def test_every_fault_is_found_again_and_loses_points(found):
    raising = {fault.id for fault in found.faults.faults if fault.raises}
    for mistake in known_mistakes(found):
        verdict = judged(found, mistake.function)
        assert verdict.status == "wrong", mistake.id
        assert verdict.points < found.points
        # An error alone has many causes; and some faults cannot be told from three others.
        if verdict.fails_by != "error" or mistake.id in raising:
            names = [one.id for one in verdict.mistakes]
            assert len(names) <= 3, mistake.id


# ---------------------------------------------------------------- steps


def test_only_what_reads_a_changed_step_is_computed_again():
    computed = []

    def noting(name, function):
        def run(*values):
            computed.append(name)
            return function(*values)

        return run

    recipe = Recipe(
        {
            "a": step(lambda given: given),
            "b": step(lambda given: given + 1),
            "returned": step(lambda a, b: a * b),
        }
    )
    values = recipe.values({"given": 3})
    fault = Fault("b-doubled", "b was doubled", b=lambda right: 2 * right)
    after = recipe.follow(values, together([fault]))
    assert {name: after[name] for name in values} == values | {"b": 8, "returned": 24}
    assert after["otherwise"] == {"b", "returned"}
    assert computed == []


def test_two_faults_of_one_step_go_together_if_one_goes_on_from_the_other():
    law = {fault.id: fault for fault in size_faults.LAW}
    assert together([law["missing-plus-one"], law["one-taken-off"]]) is None
    both = together([law["missing-plus-one"], law["area-for-side"]])
    values = SIZE.values({"given_n": 9, "given_k": 3, "given_s": 2, "given_p": 0})
    assert SIZE.follow(values, both)["returned"] == 3**2


# ---------------------------------------------------------------- two at once


def both(n, k, stride=1, padding=0):
    return (n + padding - k) // stride


def test_two_mistakes_are_named_and_mending_one_leaves_the_other():
    found = find_exercise("conv_output_size")
    (mistake,) = judge(found, call_here(both)).mistakes
    assert mistake.id == "missing-plus-one+padding-once"
    assert mistake.name == "the + 1 is missing, and the padding was counted on one side only"
    mended = judge(found, call_here(lambda *a, **k: both(*a, **k) + 1)).mistakes
    assert [one.id for one in mended] == ["padding-once"]
    assert known_mistake(found, mistake.id).name == mistake.name
    assert known_mistake(found, "missing-plus-one+nonsense") is None


@pytest.mark.parametrize(
    ("room", "names"),
    [
        (lambda n, k, s, p: k, ["the kernel size took the place of the room to move"]),
        (lambda n, k, s, p: n + 2 * s - k, ["the stride took the place of the padding"]),
        (lambda n, k, s, p: n * p - 7, []),
    ],
)
def test_number_that_comes_out_wrong_is_named_where_no_likelier_mistake_is(room, names):
    def size(n, k, stride=1, padding=0):
        return room(n, k, stride, padding) // stride + 1

    verdict = judge(find_exercise("conv_output_size"), call_here(size))
    assert [one.name for one in verdict.mistakes] == names


def multiplied_and_square(input_shape, layers):
    (channels, height, width), shapes = input_shape, []
    for out, k, stride, padding in layers:
        channels *= out or 1
        height = (height + 2 * padding - k) // stride + 1
        width = (height + 2 * padding - k) // stride + 1
        shapes.append((channels, height, width))
    return shapes


def many_biases_and_a_row_short(x, weight, bias=0.0):
    channels, height, width = weight.shape
    maps = np.zeros((x.shape[1] - height + 1, x.shape[2] - width + 1))
    for i, j in np.ndindex(maps.shape):
        for c, k, m in np.ndindex(channels, height - 1, width):
            maps[i, j] += x[c, i + k, j + m] * weight[c, k, m]
        maps[i, j] += channels * bias
    return maps


def from_the_input_with_no_last_start(input_shape, layers):
    return [
        (out or input_shape[0], *(len(range(0, n + 2 * p - k, s)) for n in input_shape[1:]))
        for out, k, s, p in layers
    ]


def pixels_from_the_first_zero_and_one_more(n, k, stride=1, padding=0):
    return max(0, (n + 2 * padding - k) % stride - 2 * padding) + 1


def large_numbers_without_signs(x, weight):
    (_, height, width), maps = weight.shape, []
    for i, j in np.ndindex(x.shape[1] - height + 1, x.shape[2] - width + 1):
        maps.append(abs((x[:, i : i + height, j : j + width] * weight).sum()))
    return np.minimum(np.reshape(maps, (x.shape[1] - height + 1, -1)), 255)


def total_written_anew_a_row_short(x, weight, bias, row, column):
    total = bias
    for c, i, j in np.ndindex(len(weight), weight.shape[1] - 1, weight.shape[2]):
        total = x[c, row + i, column + j] * weight[c, i, j]
    return total


def slope_written_anew_a_row_short(x, target, weight, learning_rate):
    slope = np.zeros(weight.shape)
    for i, j in np.ndindex(len(target) - 1, target.shape[1]):
        window = x[i : i + len(weight), j : j + weight.shape[1]]
        slope = 2 * ((window * weight).sum() - target[i, j]) * window / target.size
    return weight - learning_rate * slope


@pytest.mark.parametrize(
    ("id", "function", "both"),
    [
        # Each in a column of its own.
        ("trace_shapes", multiplied_and_square, {"channels-multiplied", "width-from-new-height"}),
        # Loops, where slices would be too small for the kernel.
        ("apply_filter", many_biases_and_a_row_short, {"bias-per-channel", "kernel-cut-short"}),
        # A size is made anew: both sizes come from neither of the two alone.
        (
            "trace_shapes",
            from_the_input_with_no_last_start,
            {"all-read-the-input", "last-start-left-out"},
        ),
        # One shows only where the two make up for each other, and the result is right.
        (
            "unread_pixels",
            pixels_from_the_first_zero_and_one_more,
            {"both-paddings-taken-off", "last-read-pixel-counted"},
        ),
        # Both change what is returned: first the one, then the other.
        ("mended_5", large_numbers_without_signs, {"absolute-values", "held-at-255"}),
        # The last of those that are left, and not the last of all.
        (
            "window_response",
            total_written_anew_a_row_short,
            {"total-overwritten-by-each-product", "kernel-cut-short"},
        ),
        (
            "gradient_step",
            slope_written_anew_a_row_short,
            {"last-position-averaged", "last-row-of-places-left-out"},
        ),
    ],
)
def test_two_mistakes_are_found_whatever_their_code(id, function, both):
    (mistake,) = judge(find_exercise(id), call_here(function)).mistakes
    assert {part.removesuffix("-rows-only") for part in mistake.id.split("+")} == both


def test_style_is_found_out_where_it_first_matters():
    def walked(n, k, stride=1, padding=0):
        # The padding is left out; where no window fits it counts 0, and the formula less.
        return len(range(0, n - k + 1, stride))

    (mistake,) = judge(find_exercise("conv_output_size"), call_here(walked)).mistakes
    assert mistake.id == "padding-left-out"
    assert mistake.function(4, 7, padding=2) == 0


def test_each_of_two_mistakes_must_show_in_a_result():
    def zeros(x, weight):
        # Where it gives maps they are zero, and errors have many causes.
        maps = np.zeros((len(weight), *np.subtract(x.shape[1:], weight.shape[2:]) + 1))
        for index, row, column in np.ndindex(maps.shape):
            window = x[:, row : row + weight.shape[2], column : column + weight.shape[3]]
            maps[index, row, column] = (window * maps[index]).sum()
        return maps

    verdict = judge(find_exercise("mended_6"), call_here(zeros))
    assert not any("+" in mistake.id for mistake in verdict.mistakes)


def test_kernel_of_one_column_goes_with_a_window_of_any_width():
    found = find_exercise("window_response")
    wide = known_mistake(found, "kernel-taken-as-square").function
    x, weight = np.arange(15).reshape(1, 3, 5), np.array([[[1], [10], [100]]])
    # Three columns, 2 to 4, where one is asked for: 2 + 3 + 4, 7 + 8 + 9 and 12 + 13 + 14.
    assert wide(x, weight, 0, 0, 2) == 9 + 10 * 24 + 100 * 39


def test_explanation_has_the_numbers_of_the_case_that_is_shown():
    found = find_exercise("conv_output_size")
    verdict = judge(found, call_here(both))
    case, (mistake,) = verdict.failure.case, verdict.mistakes
    assert (case.arguments, dict(case.options)) == ((4, 4), {})  # no padding: no zeros to count
    # With a padding of 1 and a kernel of 3, an axis of 6 has room for 5 steps of 1, and 6 places.
    assert mistake.explanation == (
        "With input_size 4, kernel_size 4: the number of places: yours 0, right 1. "
        "With input_size 6, kernel_size 3, padding 1: the zeros that the size counts: "
        "yours 1, right 2."
    )


@EXERCISES
def test_every_explanation_names_a_case_and_where_it_parts_from_the_right_one(found):
    parted = re.compile(r"With [^:]+: (.+: yours .+, right .+|it ends in an? .+|the array .+)\.")
    own = {mistake.id for mistake in found.by_hand}
    for mistake in known_mistakes(found):
        if found.known_by:  # of several right answers, no one is to be told
            assert mistake.explanation == ""
        elif mistake.id not in own:
            assert parted.fullmatch(mistake.explanation), (mistake.id, mistake.explanation)


def test_error_of_a_known_mistake_shows_no_line_of_ours():
    found = find_exercise("conv2d")
    call = call_here(known_mistake(found, "missing-bias-not-handled").function)
    raised = [one for one in map(call, found.cases) if isinstance(one, Raised)]
    assert raised
    assert {one.line for one in raised} == {""}


def test_nothing_of_a_hidden_case_is_told():
    found = find_exercise("conv_output_size")

    def large(n, k, stride=1, padding=0):
        return (n + 2 * padding - k) // stride + (n < 40)

    verdict = judge(found, call_here(large), 5)
    assert all("right" not in one.explanation for one in verdict.mistakes)
