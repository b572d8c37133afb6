"""Unit 07: patients are ill in one way each, several settings are right, shapes are exact."""

import inspect
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest
from support.truly_named import wrong_and_truly_named
from support.unknown_clinic import UNKNOWN, UNKNOWN_CALLS, UNKNOWN_MAPS

from convtutor.calling import call_here
from convtutor.calling.outcome import Case
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise
from convtutor.units.clinic import patients
from convtutor.units.clinic.right import reject_settings

NOTEBOOK = Path(__file__).parents[3] / "solutions" / "07_clinic" / "07_clinic.ipynb"
MENDED = [found for found in exercises("clinic") if found.id.startswith("mended_")]
ILLNESS = {
    "mended_1": "kernel-flipped",
    "mended_2": "stride-in-size-only",
    "mended_3": "bias-per-channel",
    "mended_4": "padding-at-the-end-only",
    "mended_5": "wrapped-bytes",
    "mended_6": "last-filter-everywhere",
}
EACH = pytest.mark.parametrize("found", MENDED, ids=lambda e: e.id)


def patient_of(found):
    return getattr(patients, found.id.replace("mended", "patient"))


# ---------------------------------------------------------------- the patients


@EACH
def test_patient_is_known_by_its_illness_and_earns_nothing_unmended(found):
    verdict = judge(found, call_here(patient_of(found)))
    assert [mistake.id for mistake in verdict.mistakes] == [ILLNESS[found.id]]
    assert verdict.points == 0


@EACH
def test_patient_has_the_signature_of_the_mended_function(found):
    given = inspect.signature(patient_of(found)).parameters.values()
    wanted = found.signature.parameters.values()
    assert [(p.name, p.default) for p in given] == [(p.name, p.default) for p in wanted]


@EACH
def test_notebook_shows_the_very_code_whose_maps_it_showed_before(found):
    cells = {cell.id: cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    shown = cells[found.id.replace("mended_", "patient-")].source
    assert shown == inspect.getsource(patient_of(found)).rstrip()


@EACH
def test_every_aspect_has_an_oblong_kernel_and_an_oblong_map(found):
    for aspect in found.aspects:
        cases = [case for case in found.cases if case.aspect == aspect]
        for kind in (
            [case.arguments[1].shape[-2:] for case in cases],
            [found.reference(*case.arguments, **case.options).shape[-2:] for case in cases],
        ):
            assert any(height != width for height, width in kind)
        assert all(case.arguments[0].shape[1] != case.arguments[0].shape[2] for case in cases)


def test_bytes_leave_the_range_of_a_byte_on_both_sides_in_each_aspect():
    found = find_exercise("mended_5")
    for aspect in found.aspects:
        cases = [case for case in found.cases if case.aspect == aspect]
        assert all(case.arguments[0].dtype == np.uint8 for case in cases)
        assert min(found.reference(*case.arguments).min() for case in cases) < 0
    assert max(found.reference(*case.arguments).max() for case in found.all_cases(0)) > 255


def test_filters_are_more_than_channels():
    for case in find_exercise("mended_6").all_cases(0):
        x, weight = case.arguments
        assert len(weight) > len(x) == weight.shape[1]


def test_value_of_one_of_several_maps_is_replayed_with_its_filter():
    found = find_exercise("mended_6")
    case = Case((np.array([[[1, 2, 3]]]), np.array([[[[1, 10]]], [[[1, 5]]]])))
    # Filter 1 at column 1: 2·1 + 3·5.
    text = found.replay(case, (1, 0, 1))
    assert text.startswith("filter 1:\nthe value at row 0, column 1, reads")
    assert "2·1 + 3·5 = 17" in text


# ---------------------------------------------------------------- no name for anything else


@EACH
@pytest.mark.parametrize("change", UNKNOWN_MAPS.values(), ids=UNKNOWN_MAPS)
def test_map_that_is_wrong_in_another_way_gets_no_false_name(found, change):
    wrong_and_truly_named(found, lambda *a, **k: change(found.reference(*a, **k)))


@EACH
@pytest.mark.parametrize("change", UNKNOWN_CALLS.values(), ids=UNKNOWN_CALLS)
def test_two_mistakes_at_once_get_no_false_name(found, change):
    wrong_and_truly_named(found, lambda *a, **k: change(found.reference, *a, **k))


@pytest.mark.parametrize(
    ("id", "function"),
    [
        pytest.param(id, function, id=f"{id}-{name}")
        for id, functions in UNKNOWN.items()
        for name, function in functions.items()
    ],
)
def test_design_that_is_wrong_in_another_way_gets_no_false_name(id, function):
    wrong_and_truly_named(find_exercise(id), function)


# ---------------------------------------------------------------- several right answers


def rejected(value, in_size=8, out_size=4):
    return reject_settings(Case((in_size, out_size)), value)


@pytest.mark.parametrize("value", [(2, 2, 0), (5, 1, 0), (3, 2, 1), (4, 2, 1)])
def test_any_setting_that_gives_the_size_is_right(value):
    # (8 − 2)/2 + 1, (8 − 5)/1 + 1, floor((8 + 2 − 3)/2) + 1, (8 + 2 − 4)/2 + 1: 4 each time.
    assert rejected(value) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((3, 2, 0), "any setting that gives 4 is right; yours gives 3: floor((8 + 2·0 − 3)/2) + 1"),
        ((2.0, 2, 0), "are whole numbers"),
        (np.array([2.0, 2.0, 0.0]), "are whole numbers"),
        ((2, 2, False), "are whole numbers"),
        ((0, 2, 0), "kernel_size (0) and stride (2) must be at least 1"),
        ((2, 0, 0), "kernel_size (2) and stride (0) must be at least 1"),
        ((2, 2, -1), "padding (-1) must be at least 0"),
        ((2, 2, 2), "padding (2) must be at least 0 and below kernel_size (2)"),
        ((9, 1, 0), "a kernel of 9 does not fit into 8 + 2·0 pixels"),
    ],
)
def test_setting_that_is_not_right_is_told_why(value, words):
    assert words in rejected(value)


@pytest.mark.parametrize("kind", [tuple, list, np.array])
def test_three_whole_numbers_are_right_as_tuple_list_and_array(kind):
    verdict = judge(find_exercise("find_settings"), call_here(lambda n, m: kind((n - m + 1, 1, 0))))
    assert (verdict.status, verdict.points, verdict.notes) == ("right", 3, ())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((2, 2), "the shape is (2,) but should be (3,)"),
        ("220", "the function returned a str"),
        ({2, 1, 0}, "the function returned a set"),
        (None, "Does it end with `return`"),
    ],
)
def test_what_is_not_three_numbers_is_told(value, words):
    assert words in describe(judge(find_exercise("find_settings"), call_here(lambda n, m: value)))


def test_report_gives_one_example_and_says_that_it_is_not_the_only_one():
    text = describe(judge(find_exercise("find_settings"), call_here(lambda n, m: (n, 1, 0))))
    # The whole picture as the window: one position.
    assert "    find_settings(6, 3)\n" in text or "    find_settings(5, 5)\n" in text
    assert "expected one of several, such as [" in text
    assert "is right; yours gives 1: floor((" in text
    assert "looks as if the kernel is as large as the input" in text


def test_accepts_takes_the_place_of_the_comparison():
    found = replace(find_exercise("conv_output_size"), accepts=lambda case, value: "")
    assert judge(found, call_here(lambda *a, **k: 1000)).status == "right"
    refusing = replace(found, accepts=lambda case, value: "not today")
    verdict = judge(refusing, call_here(found.reference))
    assert verdict.status == "wrong"
    assert verdict.failure.comparison.problem == "not today"


# ---------------------------------------------------------------- shapes


def test_shapes_of_lenet_5():
    # 32 − 5 + 1 = 28, 28/2 = 14, 14 − 5 + 1 = 10, 10/2 = 5.
    layers = [(6, 5, 1, 0), (None, 2, 2, 0), (16, 5, 1, 0), (None, 2, 2, 0)]
    shapes = find_exercise("trace_shapes").reference((1, 32, 32), layers)
    assert shapes == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]


def test_floats_for_shapes_lose_the_points_with_a_sentence_that_says_just_that():
    found = find_exercise("trace_shapes")

    def floats(*arguments):
        return np.array(found.reference(*arguments), dtype=float)

    text = describe(judge(found, call_here(floats)))
    assert "the values are right but floats; sizes are whole numbers: divide with //" in text
    assert "Hint" not in text


def test_one_wrong_number_among_the_shapes_is_wrong():
    found = find_exercise("trace_shapes")

    def off_by_one(*arguments):
        shapes = np.array(found.reference(*arguments))
        shapes[-1, 2] += 1
        return shapes

    verdict = judge(found, call_here(off_by_one))
    assert verdict.points == 0
    assert "1 of 3 values differ" in describe(verdict)
