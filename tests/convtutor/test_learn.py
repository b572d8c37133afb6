"""A step of gradient descent goes downhill by the right amount, and many steps reach the goal."""

import numpy as np
import pytest
from support.right.steps import by_nudging

from convlib import kernels
from convlib.conv2d import conv2d
from convtutor import learn


def correlate(x, weight):
    return conv2d(x[None, None], weight[None, None])[0, 0]


def test_loss_is_the_mean_of_the_squared_differences():
    # Values 0·1 + 1·2 = 2 and 3; wanted 0 and 4; (2² + 1²) / 2 = 2.5.
    assert learn.loss(np.array([[1, 2, 3]]), np.array([[0, 4]]), np.array([[0, 1]])) == 2.5


def test_loss_is_zero_for_the_kernel_that_made_the_map():
    x, wanted = learn.pair()
    assert learn.loss(x, wanted, kernels.sobel()) == 0


def test_step_of_the_notebook_by_hand():
    x = np.array([[1, 2, 0], [0, 1, 3], [2, 0, 1]])
    weight, wanted = np.array([[1, 0], [0, -1]]), np.array([[2, -1], [1, 3]])
    # Errors −2, 0, −1, −3. Top right: 2 · (−2·2 + 0·0 − 1·1 − 3·3) / 4 = −7.
    # Top left: 2 · (−2·1 − 3·1) / 4 = −2.5; bottom left: 2 · (−1·2) / 4 = −1;
    # bottom right: 2 · (−2·1 − 3·1) / 4 = −2.5.
    new = learn.gradient_step(x, wanted, weight, 0.1)
    assert np.allclose(new, [[1.25, 0.7], [0.1, -0.75]])


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (2, 3), (4, 1), (5, 6)])
def test_slope_is_that_of_the_loss_nudged(shape):
    rng = np.random.default_rng(1)
    x, weight = rng.normal(size=(5, 7)), rng.normal(size=shape)
    target = rng.normal(size=np.subtract(x.shape, shape) + 1)
    new = learn.gradient_step(x, target, weight, 0.3)
    assert np.allclose(new, by_nudging(x, target, weight, 0.3))


def test_step_changes_no_input():
    rng = np.random.default_rng(2)
    given = rng.normal(size=(4, 5)), rng.normal(size=(3, 3)), rng.normal(size=(2, 3))
    before = [array.copy() for array in given]
    learn.gradient_step(*given, 0.1)
    assert all(map(np.array_equal, given, before))


def test_right_kernel_stays_where_it_is():
    x, wanted = learn.pair()
    assert np.array_equal(learn.gradient_step(x, wanted, kernels.sobel(), 0.5), kernels.sobel())


def test_fit_keeps_the_start_and_each_step():
    x, wanted = learn.pair()
    start = np.ones((3, 3))
    history, losses = learn.fit(x, wanted, start, 0.5, 2)
    second = learn.gradient_step(x, wanted, start, 0.5)
    assert np.array_equal(history[0], start)
    assert np.array_equal(history[1], second)
    assert np.array_equal(history[2], learn.gradient_step(x, wanted, second, 0.5))
    assert losses.tolist() == [learn.loss(x, wanted, kernel) for kernel in history]


@pytest.mark.parametrize("name", kernels.NAMED)
def test_fit_finds_any_kernel_on_a_varied_picture(name):
    x, kernel = np.random.default_rng(3).normal(size=(16, 18)), kernels.NAMED[name]()
    history, losses = learn.fit(x, correlate(x, kernel), np.zeros((3, 3)), 0.3, 200)
    assert np.allclose(history[-1], kernel, atol=1e-6)
    assert (np.diff(losses) < 1e-12).all()  # near 0 it only rounds


def test_learning_rate_that_is_too_large_climbs_without_a_warning():
    x, wanted = learn.pair()
    _, losses = learn.fit(x, wanted, np.ones((3, 3)), 50.0, 400)
    assert losses[5] > losses[0]
    assert not np.isfinite(losses[-1])


def test_fit_takes_the_steps_of_the_function_that_is_given():
    x, wanted = learn.pair()
    history, _ = learn.fit(x, wanted, np.ones((3, 3)), 0.5, 3, take_step=lambda x, t, w, r: w + 1)
    assert history[:, 0, 0].tolist() == [1, 2, 3, 4]


def test_every_weight_of_a_step_is_made_as_one_value():
    rng = np.random.default_rng(1)
    x, target, weight = (rng.normal(size=shape) for shape in ((5, 6), (4, 4), (2, 3)))
    stepped = learn.gradient_step(x, target, weight, 0.3)
    for place in np.ndindex(weight.shape):
        assert learn.one_weight(x, target, weight, 0.3, *place).new == pytest.approx(stepped[place])
