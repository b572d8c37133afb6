"""What holds for every picture of the course: readable, described in words, and drawn alike."""

import numpy as np
import pytest
from support.drawn import assert_words_stand_apart

from convlib import images, kernels
from convlib.conv2d import conv2d
from convtutor import draw, learn, trained
from convtutor.draw.style import NUMBER_SIZE

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))
RANDOM = np.random.default_rng(1).normal(size=(3, 6, 6)) * 10

EVERY_PICTURE = {
    "image in colour": lambda: draw.image(PORTRAIT),
    "image in grey": lambda: draw.image(images.step(5, 7)),
    "image_and_map": lambda: draw.image_and_map(PORTRAIT, conv2d(PORTRAIT[None], EDGE[None])[0, 0]),
    "maps": lambda: draw.maps({"a": np.eye(6), "b": -np.eye(9), "c": np.eye(3)}),
    "channels": lambda: draw.channels(PORTRAIT),
    "filter_slices": lambda: draw.filter_slices(EDGE),
    "kernel_flip": lambda: draw.kernel_flip(np.arange(9.0).reshape(3, 3)),
    "three_channel_window": lambda: draw.three_channel_window(PORTRAIT, EDGE, 0.1, 3, 10),
    "three_channel_window, 7 × 7, padded": lambda: draw.three_channel_window(
        PORTRAIT, kernels.for_channels(kernels.blur(7)), 0, 0, 15, stride=2, padding=3
    ),
    "three_channel_window, grey": lambda: draw.three_channel_window(
        PORTRAIT[:1], kernels.sobel()[None], -1, 29, 29
    ),
    "worked_window": lambda: draw.worked_window(images.step(3, 3), kernels.edge(3), 0.5),
    "stride_positions": lambda: draw.stride_positions(32, 5, 2),
    "stride_positions, long": lambda: draw.stride_positions(64, 7, 2, 3),
    "window_path": lambda: draw.window_path(6, 3, 2, 1),
    "three_channel_window, unread pixels": lambda: draw.three_channel_window(
        PORTRAIT, EDGE, 0, 13, 13, stride=2
    ),
    "sizes_chart": lambda: draw.sizes_chart(32, 5),
    "padded_picture": lambda: draw.padded_picture(images.step(3, 4), 2),
    "ring_and_map": lambda: draw.ring_and_map(PORTRAIT, EDGE, 2),
    "layer_volumes": lambda: draw.layer_volumes((3, 32, 32), (6, 3, 5, 5), 2, 2),
    "layer_volumes, many filters": lambda: draw.layer_volumes((6, 28, 28), (64, 6, 3, 3)),
    "learning": lambda: draw.learning(*learn.pair(), [np.eye(3)] * 300, [1e-3] * 300, 299),
    "filter_gallery": lambda: draw.filter_gallery(trained.filters()),
    "filter_and_windows": lambda: draw.filter_and_windows(
        trained.filters()[0], *trained.strongest_windows(trained.filters()[0])
    ),
    "picture_row": lambda: draw.picture_row(trained.pictures()),
    "window_columns": lambda: draw.window_columns(np.arange(1, 21).reshape(4, 5), 2, 7),
    "map_difference": lambda: draw.map_difference([[1, 2], [3, 4]], [[1, 2], [3, -40]], (1, 1)),
    "map_difference, with its replay": lambda: draw.map_difference(
        np.full((2, 3, 5, 4), 7),
        np.full((2, 3, 5, 4), -1234567),
        (1, 2, 4, 3),
        replay=draw.window_replay(
            -RANDOM, RANDOM[:, :4, :5] / 7, -9.87, (4, 3), 1, 1, ("picture 1", "filter 2")
        ),
    ),
    "map_difference, large": lambda: draw.map_difference(
        np.zeros((40, 30)), np.eye(40, 30), (0, 0)
    ),
    "map_difference, other sizes": lambda: draw.map_difference(
        np.arange(28).reshape(7, 4), np.arange(28).reshape(4, 7)
    ),
    "map_difference, not numbers": lambda: draw.map_difference(
        [[1, 2, 3]], [[np.nan, np.inf, -np.inf]], (0, 0)
    ),
    "map_difference, other planes": lambda: draw.map_difference(
        np.full((2, 3, 7, 7), 1000), np.full((1, 7, 7), -0.25)
    ),
    "map_difference, a ring": lambda: draw.map_difference(
        np.pad(np.ones((2, 3)), 2), np.ones((6, 7)), (0, 0), ring=2
    ),
    "map_difference, one number": lambda: draw.map_difference(-3.5, 2**62, ()),
    "map_difference, a weight": lambda: draw.map_difference(
        [[1.0]],
        [[2.0]],
        (0, 0),
        replay=draw.weight_replay(RANDOM[0], RANDOM[1, 1:, 1:], RANDOM[2, :2, :2], 0.125, (1, 1)),
    ),
    "replayed_cell": lambda: draw.replayed_cell(
        draw.window_replay(RANDOM, RANDOM[:, :1, :1], 1, (0, 0)), yours=2
    ),
    "replayed_cell, larger window": lambda: draw.replayed_cell(
        draw.window_replay(PORTRAIT, np.tile(EDGE, (1, 2, 2)), -0.125, (9, 10), 2, 1),
        yours=[1e9, -2e-9, 3],
    ),
    "size_positions": lambda: draw.size_positions(draw.Slide(32, 5, 2, 0), yours=15),
    "size_positions, too few": lambda: draw.size_positions(
        draw.Slide(30, 7, 1, 3), yours=-1, name="rows"
    ),
    "unread_positions": lambda: draw.unread_positions(draw.Slide(9, 3, 4, 0), yours=0.5),
    "settings_positions": lambda: draw.settings_positions(draw.Slide(8, 3, 2, 1), wanted=1),
    "same_positions": lambda: draw.same_positions(11, yours=0),
    "same_positions, even": lambda: draw.same_positions(10, yours=5),
    "time_and_memory": lambda: draw.time_and_memory(
        {"a": (0.25, 64_000), "b": (0.001, 5), "c": None}
    ),
    "shared_weights": lambda: draw.shared_weights(6, 3, 2, 1),
    "shared_weights, largest": lambda: draw.shared_weights(10, 5, 5, 5),
    "shape_trace": lambda: draw.shape_trace(
        [(1, 32, 32), (6, 28, 28), (6, 14, 14), (120, 1, 1)], ["input", "conv", "pool", "conv"]
    ),
    "shape_trace, with what is seen": lambda: draw.shape_trace(
        [(3, 227, 227), (96, 55, 55), (96, 27, 27)], ["input", "conv", "pool"], [1, 11, 19]
    ),
    "seen_pixels": lambda: draw.seen_pixels(20, [(3, 2), (2, 2), (3, 1)], 1),
    "count_bars": lambda: draw.count_bars({"a filter": 76, "a unit": 3073}),
    "share_bars": lambda: draw.share_bars(
        {
            "parameters": {"filters": 14714688, "fully connected": 123642856},
            "multiplications": {"filters": 15346630656, "fully connected": 123633664},
        }
    ),
}


@pytest.mark.sweep
@pytest.mark.parametrize("name", EVERY_PICTURE)
def test_every_picture_is_readable_and_has_alternative_text_and_caption(name):
    picture = EVERY_PICTURE[name]()
    figure = picture.figure
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].count("data:image/png;base64,") == 1
    assert f'alt="{picture.title}"' in bundle["text/html"]
    assert f"{picture.text}</" in bundle["text/html"]  # below it, or folded there
    assert "<figcaption>" in bundle["text/html"]
    assert picture.text.endswith(".")
    assert bundle["text/plain"] == f"Picture: {picture.title}. {picture.text}"

    assert_words_stand_apart(figure)
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert figure.get_figwidth() <= 8.8
    for axes in figure.axes:
        texts = [*axes.texts, axes.title, axes.xaxis.label, axes.yaxis.label]
        for text in [*texts, *axes.get_xticklabels(), *axes.get_yticklabels()]:
            assert text.get_fontsize() >= NUMBER_SIZE, text.get_text()
        for shown in axes.get_images():
            assert shown.get_interpolation() == "nearest"
        for tick in [*axes.get_xticks(), *axes.get_yticks()]:
            # The chart of sizes and colour bars count something other than pixels.
            assert tick == round(tick) or not axes.get_images()


def test_every_drawing_of_the_package_is_among_them():
    drawn = {name.partition(",")[0].split(" in ")[0] for name in EVERY_PICTURE}
    replays = {"made_replay", "weight_replay", "window_replay"}  # what `map_difference` is given
    assert set(dir(draw)) - replays - {"Picture", "Slide", "filter_kind"} == drawn


READERS = {
    "text.color": "white",
    "figure.facecolor": "black",
    "font.size": 5,
    "image.origin": "lower",
    "axes.grid": True,
    "text.usetex": True,  # here without LaTeX
    "lines.linewidth": 9,
}


@pytest.mark.parametrize("name", ["image", "size_positions", "window_replay", "score"])
def test_a_picture_is_the_same_whatever_the_reader_has_set(name):
    import matplotlib as mpl

    from coursekit.grading.report.plots import score_bars

    pictures = {
        "image": lambda: draw.image(images.step(3, 3), title="a step"),
        "size_positions": EVERY_PICTURE["size_positions"],
        "window_replay": EVERY_PICTURE["replayed_cell"],
        "score": lambda: score_bars([1, 2, 2, 4], 4),
    }
    as_set_out = pictures[name]().png()
    with mpl.rc_context(READERS):
        assert pictures[name]().png() == as_set_out


def test_no_figure_stays_open_in_pyplot():
    from matplotlib import pyplot

    draw.image(PORTRAIT).png()
    assert pyplot.get_fignums() == []


def test_the_same_picture_gives_the_same_bytes():
    assert draw.stride_positions(9, 3, 2).png() == draw.stride_positions(9, 3, 2).png()


def test_html_of_a_title_and_text_is_escaped():
    page = draw.image([[0, 1]], title='<b>"x"</b>').to_html()
    assert "<b>" not in page
    assert "&lt;b&gt;&quot;x&quot;" in page
