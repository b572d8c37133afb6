"""What the answers are tried on: small, separating, and within the contracts."""

import inspect
from itertools import pairwise

import numpy as np
import pytest

from convtutor.units.catalogue import UNITS, exercises

EXERCISES = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
# Their signatures are others: test_clinic.py and test_learned_filters.py look at their arrays.
APART = ("clinic", "learned_filters")
WITH_ARRAYS = pytest.mark.parametrize(
    "found",
    [e for e in exercises() if "weight" in e.signature.parameters and e.unit not in APART],
    ids=lambda e: e.id,
)
KERNELS_OF_ONE = ("conv2d", "conv2d_vectorised", *(f"mended_{patient}" for patient in range(1, 7)))
WITH_SIZES = pytest.mark.parametrize(
    "found", [e for e in exercises() if "input_size" in e.signature.parameters], ids=lambda e: e.id
)


def settings_of(found, case):
    """The arguments of a call by name, defaults included."""
    bound = found.signature.bind(*case.arguments, **case.options)
    bound.apply_defaults()
    return bound.arguments


def as_layer(settings):
    """The picture and the filter of a call as a batch and as filters, as in conv2d."""
    arrays = settings["x"], settings["weight"]
    return [array[np.newaxis] if array.ndim == 3 else array for array in arrays]


@EXERCISES
def test_required_arguments_come_by_position_and_optional_ones_by_name(found):
    required = [p for p in found.signature.parameters.values() if p.default is inspect._empty]
    for case in found.all_cases(0):
        assert len(case.arguments) == len(required)
        assert set(case.options) <= set(found.signature.parameters)


@EXERCISES
def test_cases_are_the_same_bit_for_bit_from_the_same_seed(found):
    def as_bytes(seed):
        return [
            [np.asarray(value).tobytes() for value in settings_of(found, case).values()]
            for case in found.all_cases(seed)
        ]

    assert as_bytes(3) == as_bytes(3)
    assert as_bytes(3) != as_bytes(4)


@EXERCISES
def test_fresh_cases_have_every_aspect_of_the_fixed_ones_and_no_other(found):
    for seed in range(20):
        fresh = found.all_cases(seed)[len(found.cases) :]
        assert {case.aspect for case in fresh} == set(found.aspects)
        assert "" not in found.aspects


@WITH_ARRAYS
def test_some_results_are_too_large_for_a_byte_and_some_are_below_zero(found):
    for seed in range(20):
        results = [found.reference(*c.arguments, **c.options) for c in found.all_cases(seed)]
        assert max(map(np.max, results)) > 255
        assert min(map(np.min, results)) < 0


@WITH_ARRAYS
def test_arrays_are_finite_never_empty_and_of_the_kinds_promised(found):
    for seed in range(20):
        for case in found.all_cases(seed):
            settings = settings_of(found, case)
            assert settings["x"].ndim == settings["weight"].ndim
            x, weight = as_layer(settings)
            for array in (x, weight):
                assert array.ndim == 4
                assert array.size
                assert array.dtype in (np.float64, np.int64)
                assert np.isfinite(array).all()
                assert max(array.shape) < 100
            assert x.shape[1] == weight.shape[1]
            padding = settings.get("padding", 0)
            assert all(np.array(weight.shape[2:]) <= np.array(x.shape[2:]) + 2 * padding)
            for name in ("stride", "padding", "row", "column"):
                assert type(settings.get(name, 0)) is int


@WITH_ARRAYS
def test_fixed_maps_are_small_enough_for_paper(found):
    for case in found.cases:
        x, weight, *_ = case.arguments
        assert max(x.shape) <= 6
        assert max(weight.shape) <= 3
        assert max(abs(x).max(), abs(weight).max()) < 10
        assert (x == x.astype(int)).all()


@WITH_ARRAYS
def test_fixed_arrays_tell_rows_columns_and_channels_apart(found):
    for case in found.cases:
        x, weight = as_layer(settings_of(found, case))
        assert x.shape[2] != x.shape[3]
        for slice_ in weight.reshape(-1, *weight.shape[2:]):
            # No flip and no turn leaves a slice as it is. (One row or column has fewer of them.)
            for axis in (0, 1):
                if slice_.shape[axis] > 1:
                    assert not np.array_equal(slice_, np.flip(slice_, axis))
            assert not np.array_equal(slice_, slice_[::-1, ::-1])
            assert not np.array_equal(slice_, slice_.T)
        assert (x < 0).any()
        for one in weight:
            for channel, other in pairwise(one):
                assert not np.array_equal(channel, other)


@WITH_ARRAYS
def test_every_aspect_has_fixed_cases_with_an_oblong_kernel_an_oblong_map_and_a_bias(found):
    for aspect in found.aspects:
        cases = [settings_of(found, case) for case in found.cases if case.aspect == aspect]
        assert any(s["weight"].shape[-2] != s["weight"].shape[-1] for s in cases)
        # Where biases are an aspect, who forgets them loses that one alone.
        apart = "biases" in found.aspects and aspect != "biases"
        assert any(np.any(s["bias"]) for s in cases) is not (aspect == "no bias" or apart)
        if found.returns == "map":
            shapes = [found.reference(**settings).shape for settings in cases]
            assert any(height != width for *_, height, width in shapes)


@pytest.mark.parametrize(
    "found", [e for e in exercises() if e.id in KERNELS_OF_ONE], ids=lambda e: e.id
)
def test_some_kernel_has_one_row_only_and_some_has_one_column(found):
    # With any window it makes a value: what raises an error elsewhere shows there by its numbers.
    sides = {case.arguments[1].shape[-2:] for case in found.cases}
    assert {1} < {height for height, _ in sides}
    assert {1} < {width for _, width in sides}


@WITH_ARRAYS
def test_some_case_has_several_channels_and_some_only_one(found):
    channels = {case.arguments[0].shape[-3] for case in found.cases}
    assert 1 in channels
    assert max(channels) >= 2


def test_layers_tell_pictures_filters_and_channels_apart():
    (found,) = exercises("multi_filter")
    shapes = [found.reference(**settings_of(found, case)).shape for case in found.cases]
    assert any(batch >= 2 and filters not in (1, batch) for batch, filters, *_ in shapes)
    weights = [case.arguments[1] for case in found.cases]
    assert {np.sign(len(w) - w.shape[1]) for w in weights} == {-1, 0, 1}
    # Here biases that are laid along the columns raise no error.
    assert any(filters == width > 1 for _, filters, _, width in shapes)


def test_some_strided_map_leaves_a_remainder():
    (found,) = [e for e in exercises("stride") if e.returns == "map"]
    remainders = set()
    for case in found.cases:
        settings = settings_of(found, case)
        for axis in (1, 2):
            side = settings["x"].shape[axis] + 2 * settings["padding"]
            remainders.add((side - settings["weight"].shape[axis]) % settings["stride"])
    assert remainders > {0}


@WITH_SIZES
def test_sizes_are_within_their_contract(found):
    for seed in range(20):
        for case in found.all_cases(seed):
            settings = settings_of(found, case)
            input_size, kernel_size, stride, padding = settings.values()
            assert all(type(value) is int for value in settings.values())
            assert 1 <= kernel_size <= input_size + 2 * padding
            assert 0 <= padding < kernel_size
            assert stride >= 1
            assert input_size < 1000
            if found.id == "unread_pixels":
                assert stride <= kernel_size


@WITH_SIZES
def test_some_stride_does_not_divide_and_some_does(found):
    remainders = {
        (s["input_size"] + 2 * s["padding"] - s["kernel_size"]) % s["stride"] > 0
        for s in (settings_of(found, case) for case in found.cases)
    }
    assert remainders == {False, True}


@WITH_SIZES
def test_smallest_size_can_be_drawn_on_paper(found):
    for aspect in found.aspects:
        cases = [case for case in found.cases if case.aspect == aspect]
        assert min(case.arguments[0] for case in cases) <= 11


def test_ids_are_different_and_units_have_exercises():
    ids = [found.id for found in exercises()]
    assert len(set(ids)) == len(ids)
    for unit in UNITS:
        idea = unit.__name__.rpartition(".")[2]
        assert {found.unit for found in [*exercises(idea), *unit.QUESTIONS]} == {idea}
        # Whatever number its folder has.
        assert exercises(idea) == exercises(f"03_{idea}") == exercises(f"12_{idea}")
    assert exercises("99_nothing") == exercises("03_") == ()


@EXERCISES
def test_reference_has_annotations_defaults_and_positive_points(found):
    assert found.points > 0
    for parameter in found.signature.parameters.values():
        assert parameter.annotation is not inspect._empty
