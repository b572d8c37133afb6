"""One value taken apart: its numbers by hand, and the core's over a grid of settings."""

import numpy as np
import pytest

from convlib import conv2d
from convlib.one_value import one_value

X = np.array([[[1, 2, 3], [4, 5, 6]], [[10, 20, 30], [40, 50, 60]]])
WEIGHT = np.array([[[1, 0], [2, -1]], [[0, 1], [1, 0]]])


def test_value_in_the_corner_reads_zeros():
    # Cell (0, 1) at stride 2 and padding 1: rows −1 and 0, columns 1 and 2.
    # Channel 0: 2·2 − 1·3 = 1; channel 1: 1·20 = 20; 1 + 20 + 5 = 26.
    made = one_value(X, WEIGHT, 5, 0, 1, stride=2, padding=1)
    assert (made.row, made.column) == (0, 1)
    assert made.rows.tolist() == [-1, 0]
    assert made.columns.tolist() == [1, 2]
    assert made.padded_rows.tolist() == [0, 1]
    assert made.padded_columns.tolist() == [2, 3]
    assert made.is_padding.tolist() == [[True, True], [False, False]]
    assert made.window.tolist() == [[[0, 0], [2, 3]], [[0, 0], [20, 30]]]
    assert made.products.tolist() == [[[0, 0], [4, -3]], [[0, 0], [20, 0]]]
    assert made.channel_sums.tolist() == [1, 20]
    assert made.value == 26


def test_every_value_is_the_core_s_whatever_the_settings():
    rng = np.random.default_rng(0)
    for _ in range(60):
        x = rng.integers(0, 256, rng.integers([1, 5, 6], [4, 9, 9])).astype(np.uint8)
        weight = rng.normal(size=(len(x), *rng.integers(1, 4, 2)))
        settings = {
            "stride": tuple(rng.integers(1, 4, 2).tolist()),
            "padding": tuple(map(tuple, rng.integers(0, 3, (2, 2)).tolist())),
            "dilation": tuple(rng.integers(1, 3, 2).tolist()),
        }
        whole = conv2d(x[None], weight[None], [0.5], **settings)[0, 0]
        for cell in np.ndindex(whole.shape):
            made = one_value(x, weight, 0.5, *cell, **settings)
            assert made.value == pytest.approx(whole[cell])
            assert np.array_equal(made.products, made.window * weight)
            inside = np.argwhere(~made.is_padding)
            for i, j in inside:
                assert (made.window[:, i, j] == x[:, made.rows[i], made.columns[j]]).all()
            assert not made.window[:, made.is_padding].any()
            down = sum(0 <= row < x.shape[1] for row in made.rows)
            across = sum(0 <= column < x.shape[2] for column in made.columns)
            assert len(inside) == down * across


def test_bytes_do_not_wrap_round():
    x = np.full((1, 1, 2), 200, np.uint8)
    assert one_value(x, np.full((1, 1, 2), 2, np.uint8), 0, 0, 0).value == 800


@pytest.mark.parametrize(
    ("x", "weight", "cell", "words"),
    [
        (X, WEIGHT, (1, 0), r"1 rows and 2 columns, so it has no cell in row 1, column 0"),
        (X, WEIGHT, (0, -1), "no cell in row 0, column -1; both count from 0"),
        (X[0], WEIGHT, (0, 0), r"x has shape \(2, 3\); .* three axes, \(C, H, W\)"),
        (X, WEIGHT[None], (0, 0), r"weight has shape \(1, 2, 2, 2\); .* \(C, K_h, K_w\)"),
        (X, WEIGHT[:1], (0, 0), "one kernel for each channel"),
        (X, np.ones((2, 3, 3)), (0, 0), "kernel covers 3 pixels"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(x, weight, cell, words):
    with pytest.raises(ValueError, match=words):
        one_value(x, weight, 0, *cell)
