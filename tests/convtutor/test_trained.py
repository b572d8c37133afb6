"""The stored filters are those that the script makes, and they do what the notebook says."""

import numpy as np
import pytest

from convlib.conv2d import conv2d
from convtutor import trained
from convtutor.trained import train
from convtutor.trained.train import WEIGHTS, slopes, training_windows


@pytest.mark.sweep
def test_stored_weights_come_from_the_script():
    # A few seconds: the whole training, not a part of it.
    assert np.allclose(train.train(), trained.filters(), atol=1e-4)


def test_help_helps_and_trains_nothing(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["train", "--help"])
    monkeypatch.setattr(train, "train", lambda: pytest.fail("it trained"))
    with pytest.raises(SystemExit):
        train.main()
    assert "write them over weights.npy" in capsys.readouterr().out


def test_stored_weights_are_small():
    assert WEIGHTS.stat().st_size < 50_000


def test_weights_of_each_filter_sum_to_zero():
    assert np.allclose(trained.filters().sum(axis=(1, 2, 3)), 0, atol=1e-5)


def test_slopes_are_those_of_the_loss_nudged():
    rng = np.random.default_rng(0)
    clean, noisy = rng.normal(size=(2, 5, 6))
    weight, bias = rng.normal(size=(3, 6)), rng.normal(size=3)

    def loss(weight, bias):
        values = np.maximum(noisy @ weight.T + bias, 0)
        errors = ((values @ weight - clean) ** 2).sum(axis=1)
        return (errors + trained.SETTINGS["fee"] * values.sum(axis=1)).mean()

    weight_slope, bias_slope = slopes(clean, noisy, weight, bias)
    bit = 1e-6
    for place in np.ndindex(weight.shape):
        nudge = np.zeros(weight.shape)
        nudge[place] = bit
        slope = (loss(weight + nudge, bias) - loss(weight - nudge, bias)) / (2 * bit)
        assert weight_slope[place] == pytest.approx(slope, abs=1e-6)
    for place in range(3):
        nudge = np.where(np.arange(3) == place, bit, 0)
        slope = (loss(weight, bias + nudge) - loss(weight, bias - nudge)) / (2 * bit)
        assert bias_slope[place] == pytest.approx(slope, abs=1e-6)


def test_every_filter_has_learned_something():
    # Of random numbers, two neighbours differ by √2 = 1.4 times their size on average.
    weight = trained.filters()
    size = weight.std(axis=(1, 2, 3))
    across, down = (np.diff(weight, axis=axis).std(axis=(1, 2, 3)) / size for axis in (3, 2))
    assert ((across + down) / 2 < 1).all()


def test_training_windows_have_no_mean_and_about_the_same_contrast():
    windows = training_windows(np.random.default_rng(0))
    assert windows.shape == (5 * 4000, 3 * 7 * 7)
    assert np.allclose(windows.mean(axis=1), 0)
    assert (windows.std(axis=1) < 1).all()


def test_pictures_are_in_colour_or_grey_from_dark_to_bright():
    pictures = trained.pictures()
    assert list(pictures) == ["portrait", "parcel", "logo", "hills", "scan"]
    for name, picture in pictures.items():
        assert picture.shape[0] == 3
        assert picture.min() >= 0
        assert 0.9 < picture.max() <= 1
        grey = np.array_equal(picture[0], picture[1]) and np.array_equal(picture[1], picture[2])
        assert grey == (name in ("hills", "scan"))


@pytest.mark.parametrize("index", [0, 9, 15])
def test_strongest_windows_give_the_values_that_are_said(index):
    kernels = trained.filters()[index]
    windows, values, names = trained.strongest_windows(kernels, context=4)
    assert sorted(names) == sorted(trained.pictures())
    assert values == sorted(values, reverse=True)
    for window, value, name in zip(windows, values, names, strict=True):
        assert window.shape == (3, 15, 15)
        assert (window[:, 4:11, 4:11] * kernels).sum() == pytest.approx(value)
        whole = conv2d(trained.pictures()[name][None], kernels[None])[0, 0]
        assert value == pytest.approx(whole[4:-4, 4:-4].max())


def test_strongest_windows_without_context_are_the_largest_values_of_the_maps():
    kernels = trained.filters()[3]
    windows, values, names = trained.strongest_windows(kernels, context=0)
    for window, value, name in zip(windows, values, names, strict=True):
        assert window.shape == (3, 7, 7)
        whole = conv2d(trained.pictures()[name][None], kernels[None])[0, 0]
        assert value == pytest.approx(whole.max())
