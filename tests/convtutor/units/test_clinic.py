"""The clinic: patients are ill in one way each, and known by it."""

import inspect
from pathlib import Path

import nbformat
import numpy as np
import pytest
from support.truly_named import wrong_and_truly_named
from support.unknown_clinic import UNKNOWN_CALLS, UNKNOWN_MAPS

from convtutor.calling import call_here
from convtutor.calling.outcome import Case
from convtutor.checks.explanation import describe, explain
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise
from convtutor.units.clinic import patients

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "07_clinic" / "07_clinic.ipynb"
MENDED = [found for found in exercises("clinic") if found.id.startswith("mended_")]
EACH = pytest.mark.parametrize("found", MENDED, ids=lambda e: e.id)


def patient_of(found):
    return getattr(patients, found.id.replace("mended", "patient"))


# ---------------------------------------------------------------- the patients


@EACH
def test_patient_is_known_by_its_illness_and_earns_nothing_unmended(found):
    verdict = judge(found, call_here(patient_of(found)))
    assert [mistake.id for mistake in verdict.mistakes] == [found.begun]
    assert verdict.points == 0
    assert explain(verdict).hint.text == found.hints[0]


@EACH
def test_patient_has_the_signature_of_the_mended_function(found):
    given = inspect.signature(patient_of(found)).parameters.values()
    wanted = found.signature.parameters.values()
    assert [(p.name, p.default) for p in given] == [(p.name, p.default) for p in wanted]


@EACH
def test_cell_to_be_mended_holds_the_very_code_whose_maps_were_shown(found):
    cells = {cell.id: cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    begun = cells[found.id.replace("_", "-")].source.partition("    raise NotImplementedError\n")[2]
    assert begun == inspect.getsource(patient_of(found)).partition("\n")[2].rstrip()


@EACH
def test_untouched_patient_is_not_written_yet_and_told_which_line_must_go(found):
    def untouched(x, weight, **settings):
        raise NotImplementedError
        return patient_of(found)(x, weight, **settings)

    verdict = judge(found, call_here(untouched))
    assert (verdict.status, verdict.points) == ("not written", 0)
    assert "delete it, and mend the code below it" in describe(verdict)


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


def in_turn(changes):
    """Each change and each patient; in a quick run every change meets one patient, in turn."""
    return pytest.mark.parametrize(
        ("found", "change"),
        [
            pytest.param(found, changes[name], id=f"{name}-{found.id}", marks=marks)
            for number, name in enumerate(changes)
            for turn, found in enumerate(MENDED)
            for marks in [() if turn == number % len(MENDED) else pytest.mark.sweep]
        ],
    )


@in_turn(UNKNOWN_MAPS)
def test_map_that_is_wrong_in_another_way_gets_no_false_name(found, change):
    wrong_and_truly_named(found, lambda *a, **k: change(found.reference(*a, **k)))


@in_turn(UNKNOWN_CALLS)
def test_two_mistakes_at_once_get_no_false_name(found, change):
    wrong_and_truly_named(found, lambda *a, **k: change(found.reference, *a, **k))
