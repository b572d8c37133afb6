"""The explorers, driven headless: what a hand on a slider does, without a browser."""

import html
import subprocess
import sys

import ipywidgets as widgets
import numpy as np
import pytest

from convlib import images, kernels
from convlib.conv2d import conv2d
from convtutor import draw
from convtutor.draw.phrases import number
from convtutor.explore import explore, explore_map, explore_response, slider
from convtutor.explore.controls import Menu, Slider, TickBox

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))


def one_number(stride):
    return draw.maps({"map": [[stride]]})


def area(explorer):
    """What the reader sees under the controls, as HTML."""
    return explorer._box.children[-1].value


def window_response(x, weight, bias, row, column):
    height, width = weight.shape[1:]
    window = x[:, row : row + height, column : column + width]
    return float((window * weight).sum() + bias)


def test_moving_a_slider_draws_anew():
    explorer = explore(one_number, stride=(1, 4))
    first = area(explorer)
    explorer.controls["stride"].value = 3
    assert explorer.settings == {"stride": 3}
    assert explorer.text == "map (1 × 1): rows 3."
    assert area(explorer) != first
    assert f"<figcaption>{explorer.text}</figcaption>" in area(explorer)


def test_set_moves_the_control_as_a_hand_would():
    explorer = explore(one_number, stride=(1, 4))
    explorer.set(stride=2)
    assert explorer.controls["stride"].value == 2
    assert "rows 2" in explorer.text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"step": 2}, "no setting 'step'; there are stride"), ({"stride": 9}, "from 1 to 4")],
)
def test_set_refuses_what_no_hand_could_do(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        explore(one_number, stride=(1, 4)).set(**values)


def test_set_refuses_a_choice_that_is_not_in_the_menu():
    explorer = explore(one_number, stride=[1, 2])
    with pytest.raises(ValueError, match="stride cannot be 7"):
        explorer.set(stride=7)


def test_a_bare_plane_of_numbers_is_drawn_as_a_map():
    explorer = explore(lambda size: np.eye(size), size=(2, 3))
    assert explorer.text == "map (2 × 2): rows 1, 0 | 0, 1."


def test_settings_that_do_not_go_together_show_the_sentence_and_the_sliders_live_on():
    explorer = explore(draw.stride_positions, input_size=(4, 9), kernel_size=(3, 7))
    explorer.set(kernel_size=7)
    assert explorer.picture is None
    assert "kernel covers 7 pixels" in explorer.text
    assert "<img" not in area(explorer)
    assert html.escape(explorer.text) in area(explorer)
    explorer.set(input_size=9)
    assert explorer.text == "(9 − 7)/1 + 1 = 3 positions; every pixel is read."
    assert "<img" in area(explorer)


def test_a_function_not_written_yet_shows_a_friendly_sentence():
    def apply_filter(x, weight):
        raise NotImplementedError

    explorer = explore_map(apply_filter, PORTRAIT, {"edge": EDGE})
    assert explorer.text.startswith("Nothing to draw yet")
    assert "run this cell again" in area(explorer)


def test_an_error_of_the_learner_s_function_is_named_and_escaped(capfd):
    def apply_filter(x, weight, stride):
        raise KeyError("<b>rows</b>")

    explorer = explore_map(apply_filter, PORTRAIT, EDGE, stride=(1, 4))
    explorer.set(stride=2)
    assert "KeyError: '<b>rows</b>'" in explorer.text
    assert "<b>" not in area(explorer)
    assert capfd.readouterr() == ("", "")


def test_a_function_without_return_is_told_so():
    explorer = explore_map(lambda x, weight, stride: None, PORTRAIT, EDGE, stride=(1, 4))
    assert "is None" in explorer.text
    assert "`return`" in explorer.text


def test_the_saved_output_has_a_still_picture_and_words_beside_the_live_view():
    explorer = explore(one_number, stride=(1, 4))
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "text/plain",
    }
    assert bundle["text/html"] == one_number(1).to_html()
    assert bundle["text/plain"] == "Explorer(stride): map (1 × 1): rows 1."


def test_the_plain_text_is_the_same_each_time():
    assert repr(explore(one_number, stride=(1, 4))) == repr(explore(one_number, stride=(1, 4)))


# --- controls ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "kind", "value"),
    [
        ((1, 4), Slider, 1),
        ((1, 9, 2), Slider, 1),
        ((-1.0, 1.0), Slider, -1.0),
        (["edge", "blur"], Menu, "edge"),
        ({"an edge": 1, "a blur": 2}, Menu, 1),
        (True, TickBox, True),
        (slider(0, 27, value=3), Slider, 3),
        (widgets.IntText(4), widgets.IntText, 4),
    ],
)
def test_a_short_description_makes_the_control(description, kind, value):
    explorer = explore(lambda setting: [[1]], setting=description)
    made = explorer.controls["setting"]
    assert isinstance(made, kind)
    assert made.value == value
    assert type(made.value) is type(value)


def test_controls_are_labelled_in_words():
    explorer = explore(
        lambda **_: [[1]], kernel_size=(1, 7), row=slider(0, 27, label="window row (pixels)")
    )
    labels = [one.description for one in explorer.controls.values()]
    assert labels == ["kernel size", "window row (pixels)"]


@pytest.mark.parametrize(
    ("limits", "sent", "value"),
    [
        ((1, 4), 3, 3),
        ((1, 4), 9, 4),
        ((-2, 2), -7, -2),
        # A browser sends 1 for 1.0 as well.
        ((-1.0, 1.0), 1, 1.0),
        ((0.0, 2.0), np.float32(0.5), 0.5),
    ],
)
def test_a_slider_keeps_to_its_range_and_to_its_kind_of_number(limits, sent, value):
    made = slider(*limits)
    made.value = sent
    assert made.value == value
    assert type(made.value) is type(value)


@pytest.mark.parametrize("sent", ["3", None, float("nan")])
def test_a_slider_refuses_what_is_no_number(sent):
    with pytest.raises(ValueError, match=r"stride cannot be .*expected a number"):
        explore(one_number, stride=(1, 4)).set(stride=sent)


def test_a_menu_holds_its_options_and_the_page_their_names():
    eye, ones = np.eye(2), np.ones((2, 2))
    explorer = explore(lambda kernel: kernel, kernel={"identity": eye, "sum": ones, "none": None})
    menu = explorer.controls["kernel"]
    assert menu.labels == ["identity", "sum", "none"]
    assert menu.value is eye
    menu.index = 1  # as the page does
    assert menu.value is ones
    assert explorer.text == "map (2 × 2): rows 1, 1 | 1, 1."
    explorer.set(kernel=np.eye(2))
    assert menu.index == 0


def test_the_page_is_sent_a_picture_and_its_words_together():
    explorer = explore(one_number, stride=(1, 4))
    place = explorer._box.children[-1]
    seen = []
    place.observe(lambda change: seen.append((place.text, explorer.text)), names="value")
    explorer.set(stride=2)
    assert seen == [("map (1 × 1): rows 2.",) * 2]
    assert {"value", "text"} <= set(place.get_state())


def test_a_slider_that_starts_outside_its_range_gets_a_sentence():
    with pytest.raises(ValueError, match="from 0 to 5 cannot start at 9"):
        slider(0, 5, value=9)


def test_a_description_of_no_control_gets_a_sentence():
    with pytest.raises(TypeError, match=r"stride=7 describes no control; give \(lowest"):
        explore(one_number, stride=7)


# --- ready explorers -----------------------------------------------------------------------


def test_the_learner_s_own_function_fills_the_map_in_reading_order():
    explorer = explore_response(window_response, PORTRAIT, EDGE, bias=0.1)
    explorer.set(row=1, column=2)
    filled = explorer.picture.figure.axes[1].get_images()[0].get_array()
    # Row 0 (28 cells) and three cells of row 1.
    assert filled.count() == 28 + 3
    expected = conv2d(PORTRAIT[None], EDGE[None], [0.1])[0, 0]
    assert np.allclose(filled.compressed(), expected.flat[:31])
    assert explorer.text.endswith(f"Your function gives {number(expected[1, 2], 3)} there.")


def test_moving_back_empties_the_map_again():
    explorer = explore_response(window_response, PORTRAIT, EDGE)
    explorer.set(row=5)
    explorer.set(row=0, column=0)
    assert explorer.picture.figure.axes[1].get_images()[0].get_array().count() == 1


def test_a_wrong_function_is_shown_with_its_own_value():
    explorer = explore_response(lambda x, weight, bias, row, column: 5, PORTRAIT, EDGE)
    assert explorer.text.endswith("Your function gives 5 there.")


def test_explore_map_draws_what_the_function_returns_for_each_setting():
    def apply_filter(x, weight, stride=1):
        return conv2d(x[None], weight[None], stride=stride)[0, 0]

    filters = {"edge": EDGE, "blur": kernels.for_channels(kernels.blur(3))}
    explorer = explore_map(apply_filter, PORTRAIT, filters, stride=(1, 4))
    explorer.set(filter="blur", stride=2)
    shown = explorer.picture.figure.axes[1].get_images()[0].get_array()
    assert np.allclose(shown, apply_filter(PORTRAIT, filters["blur"], stride=2))
    assert "(15 × 15)" in explorer.text


def test_importing_convlib_loads_neither_widgets_nor_matplotlib():
    code = "import convlib, sys; print({'ipywidgets', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
