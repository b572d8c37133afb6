"""Unit 06: windows laid flat in a wrong order are named, and nothing else gets a name."""

import numpy as np
import pytest
from support.right.layers import seven_loops
from support.right.vectorised import im2col
from support.truly_named import wrong_and_truly_named

import convlib
from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

LAYER = find_exercise("conv2d_vectorised")


def flipped_in_loops(x, weight, **options):
    return seven_loops(x, weight[:, :, ::-1, ::-1], **options)


def flat_in_another_order(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    batch, _, rows, columns = windows.shape[:4]
    order = {"column": (0, 1, 5, 4, 2, 3), "channels": (0, 4, 5, 1, 2, 3)}[ORDER]
    matrix = windows.transpose(order).reshape(batch, -1, rows * columns)
    maps = (weight.reshape(len(weight), -1) @ matrix).reshape(batch, -1, rows, columns)
    return maps if bias is None else maps + bias[:, None, None]


def product_left_as_it_fell(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    maps = np.tensordot(windows[:, :, ::stride, ::stride], weight, ((1, 4, 5), (1, 2, 3)))
    return maps if bias is None else maps + bias


ORDER = "column"


def named(function):
    return [mistake.id for mistake in judge(LAYER, call_here(function)).mistakes]


def test_wrong_values_are_named_with_a_loop_around_them_too():
    assert named(flipped_in_loops) == ["kernel-flipped"]


def test_windows_laid_flat_in_another_order_are_named(monkeypatch):
    monkeypatch.setitem(globals(), "ORDER", "column")
    assert named(flat_in_another_order) == ["laid-flat-column-by-column"]
    monkeypatch.setitem(globals(), "ORDER", "channels")
    assert named(flat_in_another_order) == ["laid-flat-channels-last"]


def whole_batch(x, weight, stride, padding, pictures_last):
    """The product of the filters and one matrix for all pictures, (C_out, N · places)."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    order = (1, 4, 5, 2, 3, 0) if pictures_last else (1, 4, 5, 0, 2, 3)
    product = weight.reshape(len(weight), -1) @ windows.transpose(order).reshape(weight[0].size, -1)
    return product.reshape(len(x), len(weight), *windows.shape[2:4])


@pytest.mark.parametrize(
    ("pictures_last", "id"),
    [(False, "batch-reshaped-for-moved"), (True, "pictures-taking-turns")],
)
def test_batch_stood_up_in_the_wrong_order_is_named(pictures_last, id):
    def function(x, weight, bias=None, stride=1, padding=0):
        maps = whole_batch(x, weight, stride, padding, pictures_last)
        return maps if bias is None else maps + bias[:, None, None]

    assert named(function) == [id]


def test_filters_reshaped_into_columns_are_named():
    def function(x, weight, bias=None, stride=1, padding=0):
        padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[1:], (1, 2, 3))
        windows = windows[:, 0, ::stride, ::stride]
        rows = windows.reshape(*windows.shape[:3], -1)
        maps = np.moveaxis(rows @ weight.reshape(-1, len(weight)), -1, 1)
        return maps if bias is None else maps + bias[:, None, None]

    assert named(function) == ["weights-reshaped-for-transposed"]


def test_windows_in_one_product_without_the_bias_earn_more_than_loops():
    def function(x, weight, bias=None, stride=1, padding=0):
        return im2col(x, weight, None, stride, padding)

    verdict = judge(LAYER, call_here(function))
    assert (verdict.points, verdict.wrong_aspects) == (6, ("biases",))
    assert judge(LAYER, call_here(seven_loops)).points == 4


def test_all_products_summed_without_a_matrix_earn_everything_and_a_word_on_memory():
    def function(x, weight, bias=None, stride=1, padding=0):
        padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], (2, 3))
        windows = windows[:, None, :, ::stride, ::stride]
        maps = (windows * weight[:, :, None, None]).sum(axis=(2, 5, 6))
        return maps if bias is None else maps + bias[:, None, None]

    assert judge(LAYER, call_here(function)).points == LAYER.points
    assert "summing holds all of them" in LAYER.praise


UNKNOWN = {
    "flipped, and without bias": lambda x, w, bias=None, **k: im2col(x, w[..., ::-1, ::-1], **k),
    "upside down": lambda x, w, *a, **k: im2col(x, w[..., ::-1, :], *a, **k),
    "filters at the end, without bias": lambda x, w, bias=None, **k: np.moveaxis(
        im2col(x, w, **k), 1, -1
    ),
    "window lying, filters at the end": lambda x, w, *a, **k: np.moveaxis(
        im2col(x, w.swapaxes(2, 3), *a, **k), 1, -1
    ),
    "first picture, flipped": lambda x, w, *a, **k: im2col(x[:1], w[..., ::-1, ::-1], *a, **k),
    "no stride, no padding": lambda x, w, bias=None, stride=1, padding=0: im2col(x, w, bias),
    "stride for padding": lambda x, w, bias=None, stride=1, padding=0: im2col(
        x, w, bias, max(padding, 1), stride - 1
    ),
    "filters last in memory": lambda x, w, *a, **k: im2col(
        x, np.moveaxis(w, 0, -1).reshape(w.shape), *a, **k
    ),
    "channels averaged, without bias": lambda x, w, bias=None, **k: im2col(x, w / w.shape[1], **k),
    "circular": lambda x, w, *a, **k: np.roll(im2col(x, w, *a, **k), 1, axis=2),
    "biases taken off": lambda x, w, bias=None, **k: im2col(
        x, w, None if bias is None else -bias, **k
    ),
}


@pytest.mark.parametrize("seed", [0, pytest.param(3, marks=pytest.mark.sweep)])
@pytest.mark.parametrize("name", UNKNOWN)
def test_other_wrong_layers_get_no_false_name(name, seed):
    wrong_and_truly_named(LAYER, UNKNOWN[name], seed)


def test_filters_left_at_the_end_are_named():
    assert named(product_left_as_it_fell) == ["filters-last"]


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("padding", [0, 2])
def test_right_answer_is_what_convlib_computes(stride, padding):
    rng = np.random.default_rng(0)
    x, weight, bias = (rng.normal(size=shape) for shape in ((2, 3, 9, 12), (4, 3, 3, 2), (4,)))
    ours = convlib.conv2d(x, weight, bias, stride=stride, padding=padding)
    right = find_exercise("conv2d_vectorised").reference
    np.testing.assert_allclose(right(x, weight, bias, stride, padding), ours, atol=1e-12)
