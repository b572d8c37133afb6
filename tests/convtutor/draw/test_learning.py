"""Learning and trained filters are drawn as they are, and the sentences say the same."""

import numpy as np
import pytest

from convtutor import draw, learn, trained
from convtutor.draw.filters import stripe_direction

X, WANTED = learn.pair()
HISTORY, LOSSES = learn.fit(X, WANTED, np.ones((3, 3)), 0.5, 20)
FILTERS = trained.filters()


def shown(axes):
    return axes.get_images()[0].get_array()


def panels(picture):
    return {axes.get_title(): axes for axes in picture.figure.axes}


@pytest.mark.parametrize("step", [0, 7, 20])
def test_kernel_and_its_map_are_those_of_the_step(step):
    by_title = panels(draw.learning(X, WANTED, HISTORY, LOSSES, step))
    assert np.array_equal(shown(by_title[f"the kernel after step {step}"]), HISTORY[step])
    difference = shown(by_title["its map (30 × 30)"]) - shown(by_title["the wanted map (30 × 30)"])
    assert (difference**2).mean() == pytest.approx(LOSSES[step])


def test_curve_has_every_loss_on_a_logarithmic_axis_and_a_dot_at_the_step():
    axes = panels(draw.learning(X, WANTED, HISTORY, LOSSES, 7))[
        "the loss after each step, on a logarithmic axis"
    ]
    curve, dot = axes.get_lines()
    assert axes.get_yscale() == "log"
    assert np.array_equal(curve.get_ydata(), LOSSES)
    assert (list(dot.get_xdata()), list(dot.get_ydata())) == ([7], [LOSSES[7]])


def test_both_maps_share_the_colours_of_the_wanted_one():
    by_title = panels(draw.learning(X, WANTED, HISTORY, LOSSES, 0))
    limit = abs(WANTED).max()
    for title in ("its map (30 × 30)", "the wanted map (30 × 30)"):
        assert by_title[title].get_images()[0].get_clim() == (-limit, limit)


def test_sentence_says_the_loss_now_and_at_first():
    text = draw.learning(X, WANTED, HISTORY, LOSSES, 20).text
    assert text.startswith(f"After step 20 of 20 the loss is {LOSSES[20]:.3g}; it began at ")
    assert f"{LOSSES[0]:.3g}" in text


def test_losses_that_are_zero_or_without_end_can_be_drawn():
    for losses in ([0.0, 0.0], [1.0, np.inf], [np.nan, 2.0]):
        picture = draw.learning([[1.0]], [[1.0]], np.ones((2, 1, 1)), losses, 0)
        assert picture.png()


# --- filters as pictures ---------------------------------------------------------------------


def test_gallery_shows_each_filter_with_grey_for_zero_and_full_strength_for_the_largest():
    axes = draw.filter_gallery(FILTERS).figure.axes
    for panel, one in zip(axes, FILTERS, strict=True):
        colours = np.moveaxis(shown(panel), 2, 0)
        assert np.allclose((colours - 0.5) * 2 * abs(one).max(), one)
    assert [panel.get_title() for panel in axes] == [str(index) for index in range(24)]


def test_sentence_of_the_gallery_counts_the_kinds_and_names_each_filter():
    text = draw.filter_gallery(FILTERS).text
    kinds = [draw.filter_kind(one) for one in FILTERS]
    for kind in set(kinds):
        assert f"{kinds.count(kind)} {kind}" in text
    assert f"; 23 {kinds[23]}, {stripe_direction(FILTERS[23])}." in text


STRIPES = {
    "vertical": [[-1, 0, 1]] * 3,
    "horizontal": [[-1] * 3, [0] * 3, [1] * 3],
    "slanting down": [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],  # equal along the way down right
    "slanting up": [[2, 1, 0], [1, 0, -1], [0, -1, -2]],
}


@pytest.mark.parametrize("direction", STRIPES)
@pytest.mark.parametrize("sign", [1, -1])
def test_direction_of_stripes(direction, sign):
    grey = np.stack([sign * np.array(STRIPES[direction])] * 3)
    assert stripe_direction(grey) == direction
    assert draw.filter_kind(grey) == "light and dark"


def test_kind_of_colours():
    edge = np.array(STRIPES["vertical"])
    assert draw.filter_kind(np.stack([edge, 0 * edge, -edge])) == "two colours"
    assert draw.filter_kind(np.stack([np.ones((3, 3)), -np.ones((3, 3)), edge / 9])) == (
        "one colour all over"
    )


def test_large_losses_are_written_out():
    picture = draw.learning(X, WANTED, HISTORY[:2], np.array([1.0, 2e6]), 1)
    axes = panels(picture)["the loss after each step, on a logarithmic axis"]
    assert "1,000,000" in [label.get_text() for label in axes.get_yticklabels()]


def test_windows_stand_beside_the_filter_with_values_and_names():
    windows, values, names = trained.strongest_windows(FILTERS[9])
    picture = draw.filter_and_windows(FILTERS[9], windows, values, names)
    first, *rest = picture.figure.axes
    assert first.get_title() == "filter"
    assert [axes.get_xlabel() for axes in rest] == names
    assert [float(axes.get_title()) for axes in rest] == pytest.approx(values, abs=0.005)
    for axes, window in zip(rest, windows, strict=True):
        assert np.array_equal(shown(axes), np.moveaxis(window, 0, 2))
        (frame,) = axes.patches
        # 7 × 7 pixels in the middle of 21 × 21: from 7 − 0.5 on.
        assert (frame.get_xy(), frame.get_width(), frame.get_height()) == ((6.5, 6.5), 7, 7)
    assert f"{names[0]})" in picture.text
