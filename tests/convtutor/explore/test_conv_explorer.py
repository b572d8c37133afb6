"""The explorer's Python side: settings both ways, the core's sentences, what a notebook keeps."""

import base64
import re

import numpy as np
import pytest
from traitlets import TraitError

from convlib import conv2d, images, kernels
from convtutor import browser
from convtutor.explore import ConvExplorer
from convtutor.explore.browser_data import BROWSER, menus, pack, unpack
from convtutor.explore.conv_explorer import CONTROLS

NUMBERS = np.arange(20.0).reshape(4, 5)  # H ≠ W
KERNEL = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, 3.0]])  # K_h ≠ K_w, no symmetry
GENERATOR = np.random.default_rng(0)
COLOUR = GENERATOR.random((3, 9, 11))
FILTERS = GENERATOR.normal(size=(2, 3, 3, 2))


def from_the_page(explorer, **state):
    """Let settings arrive as they do from the browser: arrays as bytes."""
    packed = {n: pack(np.asarray(v)) if isinstance(v, np.ndarray) else v for n, v in state.items()}
    explorer.set_state(packed)


def change_together(explorer, changes):
    """Assign several settings as one change, in traitlets' own way."""
    with explorer.hold_trait_notifications():
        for name, value in changes.items():
            setattr(explorer, name, value)


def test_feature_map_is_the_cores_with_every_setting():
    settings = {"stride": 2, "padding": 1, "dilation": 2}
    explorer = ConvExplorer(COLOUR, FILTERS, [0.5, -1.5], **settings)
    expected = conv2d(COLOUR[None], FILTERS, [0.5, -1.5], **settings)[0]
    assert explorer.feature_map.shape == (2, 4, 6)
    np.testing.assert_array_equal(explorer.feature_map, expected)


def test_flip_gives_the_true_convolution():
    explorer = ConvExplorer(NUMBERS, KERNEL, flip=True)
    # Top left, with the kernel turned by half a turn to [[3, 0, 2], [-1, 0, 1]]:
    # 0·3 + 1·0 + 2·2 + 5·(−1) + 6·0 + 7·1 = 6.
    assert explorer.feature_map[0, 0, 0] == 6
    explorer.flip = False
    # 0·1 + 1·0 + 2·(−1) + 5·2 + 6·0 + 7·3 = 29
    assert explorer.feature_map[0, 0, 0] == 29


def test_defaults_are_a_house_and_vertical_edges():
    explorer = ConvExplorer()
    np.testing.assert_array_equal(explorer.image, images.house(32))
    np.testing.assert_array_equal(explorer.weight[0, 2], kernels.edge(3))
    assert repr(explorer) == (
        "ConvExplorer(image 3×32×32, weight 1×3×3×3, stride 1, padding 0, dilation 1): map 1×30×30"
    )


def test_one_kernel_and_one_filter_may_be_written_without_the_outer_axes():
    assert ConvExplorer(NUMBERS, KERNEL).weight.shape == (1, 1, 2, 3)
    assert ConvExplorer(COLOUR, FILTERS[0], 2.0).weight.shape == (1, 3, 3, 2)
    assert ConvExplorer(COLOUR, FILTERS[0], 2.0).bias.tolist() == [2.0]


def test_words_for_a_padding_become_its_number():
    assert ConvExplorer(NUMBERS, np.ones((3, 3)), padding="same").padding == 1
    assert ConvExplorer(NUMBERS, KERNEL, padding="valid").padding == 0


def test_padding_that_differs_from_side_to_side_is_refused_with_a_remedy():
    with pytest.raises(ValueError, match=r"'same' puts 0, 1, 1 and 1 zeros .* padding=1"):
        ConvExplorer(NUMBERS, KERNEL, padding="same")


BAD = [
    ({"stride": 0}, ValueError, "stride=0 is too small; use stride >= 1"),
    ({"stride": 1.5}, TypeError, "stride=1.5 is a float; use a whole number"),
    ({"padding": -1}, ValueError, "padding=-1 is too small"),
    ({"dilation": 4}, ValueError, r"kernel covers 5 pixels .*dilation=4.* has only 4"),
    ({"weight": np.ones((9, 9))}, ValueError, "kernel covers 9 pixels"),
    ({"weight": FILTERS}, ValueError, "each filter has 3 kernels"),
    ({"bias": [1.0, 2.0]}, ValueError, r"bias has shape \(2,\) but weight has 1 filters"),
    ({"image": ["a"]}, ValueError, r"image has shape \(1,\)"),
    (
        {"image": NUMBERS[..., None]},
        ValueError,
        r"\(4, 5, 1\), with the channels last.*np\.moveaxis",
    ),
    ({"image": NUMBERS[None, None]}, ValueError, r"use image\[0\] for the first of a batch"),
    ({"image": NUMBERS * np.nan}, ValueError, "image holds a number that is not finite"),
    ({"row": 3}, ValueError, "row=3 is too large: the map has 3 rows; use row <= 2"),
    ({"column": -1}, ValueError, "column=-1 is too small"),
    ({"filter": 1}, ValueError, "the number of filters is 1"),
]


@pytest.mark.parametrize(("setting", "kind", "sentence"), BAD, ids=lambda value: str(value)[:20])
def test_bad_argument_gets_the_cores_sentence(setting, kind, sentence):
    with pytest.raises(kind, match=sentence):
        ConvExplorer(**({"image": NUMBERS, "weight": KERNEL} | setting))
    explorer = ConvExplorer(NUMBERS, KERNEL)
    before = repr(explorer)
    (name, value), *_ = setting.items()
    with pytest.raises(kind, match=sentence):
        explorer.set(**setting)
    # traitlets' own kind of error undoes a group of changes, too.
    with pytest.raises(TraitError, match=sentence):
        change_together(explorer, {"pinned": True, name: value})
    with pytest.raises(ValueError, match=sentence):
        setattr(explorer, name, value)
    assert (repr(explorer), explorer.pinned) == (before, False)


def test_picture_with_the_channels_last_is_refused_without_weights_too():
    with pytest.raises(ValueError, match=r"\(9, 11, 3\).*use np\.moveaxis\(image, -1, 0\)"):
        ConvExplorer(np.moveaxis(COLOUR, 0, -1))


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        ((8, 9, 3), r"image has shape \(8, 9, 3\), with the channels last"),
        ((3, 8, 5), r"weight with the filters last, \(5, 5, 3, 4\): use weight.transpose"),
    ],
)
def test_filters_last_hide_no_picture_with_the_channels_last(image, sentence):
    with pytest.raises(ValueError, match=sentence):
        ConvExplorer(np.ones(image), np.ones((5, 5, 3, 4)))


def test_unknown_setting_and_control_are_named_with_those_that_exist():
    with pytest.raises(ValueError, match="no setting 'strides'; there are image, weight"):
        ConvExplorer().set(strides=2)
    with pytest.raises(ValueError, match="no control 'strides'; there are input_size"):
        ConvExplorer(controls=["strides"])


def test_set_changes_what_only_fits_together():
    explorer = ConvExplorer(NUMBERS, KERNEL)
    explorer.set(image=COLOUR, weight=FILTERS, bias=[1.0, 2.0], stride=2)
    np.testing.assert_array_equal(
        explorer.feature_map, conv2d(COLOUR[None], FILTERS, [1.0, 2.0], stride=2)[0]
    )


def test_window_stays_inside_when_the_map_shrinks():
    explorer = ConvExplorer(NUMBERS, KERNEL, row=2, column=2)
    explorer.stride = 3
    assert (explorer.row, explorer.column) == (0, 0)


def test_observe_hears_of_python_and_of_the_page():
    explorer = ConvExplorer(NUMBERS, KERNEL)
    heard = []
    explorer.observe(lambda change: heard.append((change.name, change.new)), ["stride", "row"])
    explorer.stride = 2
    from_the_page(explorer, row=1)
    assert heard == [("stride", 2), ("row", 1)]


def test_settings_that_fit_only_together_arrive_from_the_page():
    explorer = ConvExplorer(NUMBERS, KERNEL)
    from_the_page(explorer, image=COLOUR, weight=FILTERS, bias=np.array([0.0, 1.0]), filter=1)
    assert explorer.feature_map.shape == (2, 7, 10)
    assert explorer.filter == 1


def test_arrays_cannot_be_changed_behind_the_pages_back():
    given = NUMBERS.copy()
    explorer = ConvExplorer(given, KERNEL)
    given[0, 0] = 100  # the caller's own stays the caller's
    assert explorer.image[0, 0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        explorer.image[0, 0, 0] = 1


def test_packing_keeps_shape_order_and_numbers():
    array = np.asfortranarray(GENERATOR.normal(size=(2, 3)))
    packed = pack(array)
    assert bytes(packed["data"])[:8] == np.float64(array[0, 0]).tobytes()
    np.testing.assert_array_equal(unpack(packed), array)


def test_notebook_keeps_a_still_picture_with_words_beside_the_live_view():
    explorer = ConvExplorer(row=16, column=5)
    data, _ = explorer._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert data["text/plain"] == repr(explorer)
    assert re.search(
        r'<img src="data:image/png;base64,[^"]+" [^>]*alt="How the value in row 16',
        data["text/html"],
    )
    assert "they make −2.55" in data["text/html"]
    assert "http" not in re.sub(r'base64,[^"]+', "", data["text/html"])


def test_still_picture_shows_the_flipped_kernel_when_it_is_flipped():
    data, _ = ConvExplorer(row=16, column=5, flip=True)._repr_mimebundle_()
    assert "they make 2.55" in data["text/html"]


def test_still_picture_of_numbers_that_are_no_brightness_is_picture_and_map():
    data, _ = ConvExplorer(NUMBERS, KERNEL)._repr_mimebundle_()
    # The first row: 29, 34 and 39, since each step to the right adds 1 + 0 − 1 + 2 + 0 + 3 = 5.
    assert "29, 34, 39" in data["text/html"]


@pytest.mark.parametrize(
    "settings",
    [
        {"image": GENERATOR.normal(size=(6, 8, 9)), "weight": np.ones((2, 6, 3, 3)), "filter": 1},
        {"image": 9 * COLOUR, "weight": FILTERS},
        {"image": -NUMBERS, "weight": KERNEL, "dilation": 2},
        {"image": COLOUR, "weight": FILTERS, "dilation": 2, "padding": 1},
        {"image": NUMBERS, "weight": np.ones((4, 5))},
    ],
    ids=["six channels", "bright colours", "negative numbers", "gaps", "one value"],
)
def test_every_explorer_has_a_still_picture(settings):
    data, _ = ConvExplorer(**settings)._repr_mimebundle_()
    assert "<img" in data["text/html"]


def test_controls_are_those_asked_for_and_all_by_default():
    assert ConvExplorer(controls=("stride", "play")).controls == ["stride", "play"]
    assert tuple(ConvExplorer().controls) == CONTROLS


def test_menus_hold_the_courses_own_kernels():
    named = menus()["kernels"]
    assert named["blur"][4] == kernels.blur(4).tolist()
    assert named["horizontal edges"][5] == kernels.edge(5, "rows").tolist()
    assert {"sharpen", "identity", "outline", "vertical edges"} <= set(named)
    learned = unpack(menus()["learned"])
    assert learned.shape == (6, 3, 7, 7)


def test_module_is_one_file_that_asks_for_no_other():
    joined = set()
    for main in ("view.mjs", "controls.mjs"):
        text = browser.module(BROWSER / main)
        assert "import {" not in text
        assert "import(" not in text
        assert re.findall(r"^export .*", text, re.MULTILINE) in (
            ["export default { render };"],
            ["export default {"],
        )
        # Each file is there once, after those that it needs.
        names = re.findall(r"^// (\w+\.mjs)$", text, re.MULTILINE)
        assert len(set(names)) == len(names)
        assert names[-1] == main
        joined.update(names)
    # No view asks for the model of a page, which the page puts beside one; others draw lines.
    files = [*BROWSER.glob("*.mjs"), *browser.FOLDER.glob("*.mjs")]
    assert joined | {"pagemodel.mjs", "svg.mjs"} == {path.name for path in files}


def test_page_holds_everything_and_no_address():
    text = ConvExplorer(NUMBERS, KERNEL, stride=2).page()
    assert not re.search(r"https?://|<link[^>]*href=\"(?!data:)|@import", text)
    assert base64.b64encode(NUMBERS.tobytes()).decode() in text
    assert not re.search(r"/\*[A-Z]+\*/", text)
