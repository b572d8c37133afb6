"""Small pictures: shapes, ranges, and what is in them."""

import numpy as np
import pytest

from convlib import images


@pytest.mark.parametrize("make", [images.portrait, images.house])
@pytest.mark.parametrize("size", [16, 32, 65])
def test_pictures_in_colour_are_3_by_side_by_side_from_0_to_1(make, size):
    picture = make(size)
    assert picture.shape == (3, size, size)
    assert picture.dtype == np.float64
    assert picture.min() >= 0
    assert picture.max() <= 1
    # In colour: the channels differ.
    assert not np.array_equal(picture[0], picture[1])
    assert not np.array_equal(picture[1], picture[2])
    picture[:] = 0.5  # a new array: the next call is not spoilt
    assert not (make(size) == 0.5).all()


@pytest.mark.parametrize("make", [images.portrait, images.house])
def test_pictures_are_the_same_each_time(make):
    np.testing.assert_array_equal(make(32), make(32))


def test_portrait_has_edges_and_is_no_flat_area():
    grey = images.grey(images.portrait(32))
    assert grey.std() > 0.1


def test_house_has_a_blue_sky_above_and_green_grass_below():
    picture = images.house(32)
    assert picture[:, 0, 0].argmax() == 2
    assert picture[:, -1, 0].argmax() == 1
    assert len(np.unique(picture.reshape(3, -1), axis=1).T) == 7  # seven flat colours


@pytest.mark.parametrize(("width", "dark"), [(1, 0), (4, 2), (7, 3)])
def test_step_is_dark_on_the_left_and_bright_on_the_right(width, dark):
    picture = images.step(2, width, dark=0.2, bright=0.9)
    np.testing.assert_array_equal(picture, [[0.2] * dark + [0.9] * (width - dark)] * 2)


def test_checkerboard_turns_at_each_step():
    picture = images.checkerboard(5)
    assert picture[0, 0] == 0
    assert (picture[1:] + picture[:-1] == 1).all()
    assert (picture[:, 1:] + picture[:, :-1] == 1).all()


def test_grey_is_the_mean_of_the_channels():
    # (1 + 2 + 6)/3 = 3
    np.testing.assert_array_equal(images.grey(np.array([[[1.0]], [[2.0]], [[6.0]]])), [[3]])


def test_grey_refuses_channels_last_and_its_remedy_works():
    photograph = np.zeros((4, 5, 3))
    with pytest.raises(ValueError, match=r"shape \(4, 5, 3\) but needs \(3, H, W\).*np\.moveaxis"):
        images.grey(photograph)
    assert images.grey(np.moveaxis(photograph, 2, 0)).shape == (4, 5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: images.portrait(7), "size=7 is out of range; use 8 <= size <= 512"),
        (lambda: images.portrait(513), "size=513 is out of range"),
        (lambda: images.house(15), "size=15 is too small; use size >= 16"),
    ],
)
def test_sizes_out_of_range_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
