"""Named filters: their weights, and what they answer to."""

import numpy as np
import pytest

from convlib import conv2d, images, kernels

STEP = images.step(5, 6)  # dark columns 0 to 2, bright columns 3 to 5


def answer(picture, kernel):
    return conv2d(picture[np.newaxis, np.newaxis], kernel[np.newaxis, np.newaxis])[0, 0]


@pytest.mark.parametrize("name", kernels.NAMED)
def test_every_named_kernel_is_a_new_3_by_3_array_of_float64(name):
    kernel = kernels.NAMED[name]()
    assert kernel.shape == (3, 3)
    assert kernel.dtype == np.float64
    kernel[:] = 7  # one learner's experiment does not spoil the next call
    assert not (kernels.NAMED[name]() == 7).any()


@pytest.mark.parametrize("size", [1, 3, 5])
def test_identity_gives_the_picture_back(size):
    margin = size // 2
    inside = STEP[margin : 5 - margin, margin : 6 - margin]
    np.testing.assert_array_equal(answer(STEP, kernels.identity(size)), inside)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_blur_is_the_mean_of_the_window(size):
    maps = answer(STEP, kernels.blur(size))
    np.testing.assert_allclose(maps[0, 0], STEP[:size, :size].mean())
    np.testing.assert_allclose(kernels.blur(size).sum(), 1)


def test_edge_is_positive_where_the_picture_gets_brighter_to_the_right():
    # Right column minus left column, three rows each: 3·1 − 3·0 where the step is between.
    np.testing.assert_array_equal(answer(STEP, kernels.edge()), [[0, 3, 3, 0]] * 3)
    np.testing.assert_array_equal(answer(1 - STEP, kernels.edge()), [[0, -3, -3, 0]] * 3)


def test_edge_of_rows_answers_to_level_edges_only():
    assert (answer(STEP, kernels.edge(axis="rows")) == 0).all()
    assert answer(STEP.T, kernels.edge(axis="rows")).max() == 3  # brighter below


@pytest.mark.parametrize("axis", ["columns", "rows"])
@pytest.mark.parametrize("size", [3, 5])
def test_edge_answers_0_to_an_even_area(axis, size):
    assert kernels.edge(size, axis).sum() == 0


def test_sobel_counts_the_middle_line_twice():
    np.testing.assert_array_equal(kernels.sobel(), [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    np.testing.assert_array_equal(kernels.sobel("rows"), kernels.sobel().T)


def test_sharpen_keeps_an_even_area_and_overshoots_at_an_edge():
    assert kernels.sharpen().sum() == 1
    # 5·0 − (0 + 0 + 0 + 1) = −1 on the dark side, 5·1 − (1 + 1 + 1 + 0) = 2 on the bright.
    np.testing.assert_array_equal(answer(STEP, kernels.sharpen()), [[0, -1, 2, 1]] * 3)


def test_outline_answers_to_edges_of_any_direction():
    assert kernels.outline().sum() == 0
    np.testing.assert_array_equal(kernels.outline(), kernels.outline().T)
    # A dark pixel beside the step has three bright neighbours: −3; a bright one 8 − 5 = 3.
    np.testing.assert_array_equal(answer(STEP, kernels.outline()), [[0, -3, 3, 0]] * 3)


def test_for_channels_answers_to_a_grey_picture_as_the_kernel_does():
    colour = np.stack([STEP] * 3)
    filter_ = kernels.for_channels(kernels.sobel())
    assert filter_.shape == (3, 3, 3)
    maps = conv2d(colour[np.newaxis], filter_[np.newaxis])[0, 0]
    np.testing.assert_allclose(maps, answer(STEP, kernels.sobel()), atol=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kernels.identity(4), "kernel_size=4 has no middle; use an odd kernel_size >= 1"),
        (lambda: kernels.edge(2), "kernel_size=2 has no middle"),
        (lambda: kernels.identity(-1), "kernel_size=-1 has no middle"),
        (lambda: kernels.blur(0), "kernel_size=0 is too small; use kernel_size >= 1"),
        (lambda: kernels.edge(3, "x"), "axis='x' is unknown; use 'columns' or 'rows'"),
        (lambda: kernels.sobel("x"), "axis='x' is unknown"),
        (lambda: kernels.for_channels(kernels.blur(), 0), "channels=0 is too small"),
        (lambda: kernels.for_channels(np.ones((3, 5, 5))), r"\(3, 5, 5\) .* use kernel\[0\]"),
    ],
)
def test_impossible_kernels_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
