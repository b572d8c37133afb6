"""The explorer on its page: settings, kernels and pictures, changed by hand and keyboard."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from system.browser.explorer_page import KERNEL, NUMBERS, SIX, expect

from convlib import conv2d, images, kernels
from convtutor import trained


def test_weights_are_edited_by_keyboard_cell_by_cell(open_page):
    shown = open_page(NUMBERS, KERNEL)
    first = shown.labelled("weight for grey, row 0, column 0")
    first.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.type("-0,5")
    shown.page.keyboard.press("Enter")
    shown.settle()
    assert shown.array("weight").ravel().tolist() == [1, 2, 3, -0.5]
    assert shown.value() == 0 + 1 * 2 + 6 * 3 - 7 * 0.5
    shown.page.keyboard.press("Tab")  # one stop for the whole kernel
    expect(shown.root.locator(".weight:focus")).to_have_count(0)


def test_what_is_no_number_is_put_back(open_page):
    shown = open_page(NUMBERS, KERNEL)
    weight = shown.labelled("weight for grey, row 0, column 1")
    weight.fill("two")
    weight.blur()
    expect(weight).to_have_value("2")
    assert shown.array("weight").ravel().tolist() == [1, 2, 3, -4]


def test_looking_at_a_weight_does_not_round_it(open_page):
    shown = open_page(NUMBERS, KERNEL / 3)
    weight = shown.labelled("weight for grey, row 0, column 0")
    weight.focus()
    weight.blur()
    shown.settle()
    np.testing.assert_array_equal(shown.array("weight")[0, 0], KERNEL / 3)


def test_bias_is_added_once(open_page):
    shown = open_page(images.house(16), SIX[:1], row=5, column=5)
    before = shown.value()
    shown.labelled("bias").fill("2")
    shown.labelled("bias").press("Enter")
    shown.settle()
    assert shown.value() == pytest.approx(before + 2)


def test_flip_turns_the_kernel_and_an_edited_weight_lands_where_it_is_seen(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.labelled("flip the kernel (true convolution)").check()
    shown.settle()
    corner = shown.labelled("weight for grey, row 0, column 0")
    expect(corner).to_have_value("−4")
    # 0·(−4) + 1·3 + 6·2 + 7·1 = 22
    assert shown.value() == 22
    corner.fill("9")
    corner.press("Enter")
    shown.settle()
    assert shown.array("weight").ravel().tolist() == [1, 2, 3, 9]


def test_preset_fills_the_kernel_and_follows_its_size(open_page):
    shown = open_page(images.house(16))
    shown.labelled("kernel").select_option("blur")
    shown.slide("kernel_size", 5)
    np.testing.assert_allclose(shown.array("weight"), np.full((1, 3, 5, 5), 1 / 25))
    expect(shown.labelled("kernel")).to_have_value("blur")


def test_own_numbers_get_a_frame_of_zeros_in_a_larger_kernel(open_page):
    kernel = np.arange(1.0, 10).reshape(3, 3)
    shown = open_page(images.grey(images.house(16)), kernel)
    shown.slide("kernel_size", 5)
    np.testing.assert_array_equal(shown.array("weight")[0, 0], np.pad(kernel, 1))


def test_kernel_keeps_its_name_and_its_numbers_on_the_way_through_other_sizes(open_page):
    shown = open_page(images.house(16))
    shown.slider("kernel_size").press("ArrowRight")  # no edge kernel has an even size
    expect(shown.labelled("kernel")).to_have_value("your own numbers")
    shown.slider("kernel_size").press("ArrowRight")
    expect(shown.labelled("kernel")).to_have_value("vertical edges")
    np.testing.assert_array_equal(shown.array("weight")[0, 0], kernels.edge(5))
    weight = shown.labelled("weight for red, row 0, column 0")
    weight.fill("7")
    weight.press("Enter")
    shown.slide("kernel_size", 1)
    shown.slide("kernel_size", 5)
    assert shown.array("weight")[0, 0, 0].tolist() == [7, -1, 0, 1, 1]


def test_learned_filter_brings_its_size(open_page):
    shown = open_page()
    shown.labelled("kernel").select_option("learned 2 (7 × 7)")
    shown.settle()
    np.testing.assert_array_equal(shown.array("weight")[0], trained.filters()[1])


def test_more_filters_make_a_stack_of_maps_to_choose_from(open_page):
    shown = open_page(images.house(16))
    shown.slide("filters", 4)
    assert shown.array("weight").shape == (4, 3, 3, 3)
    assert shown.array("bias").shape == (4,)
    weights = shown.array("weight")
    assert len({weights[index].tobytes() for index in range(4)}) == 4
    expect(shown.title("Feature")).to_have_text("Feature maps: 4 of 14 × 14")
    third = shown.root.get_by_role("radio", name="filter 2")
    third.check()
    shown.settle()
    expected = conv2d(shown.array("image")[None], weights)[0, 2, 0, 0]
    assert shown.value() == pytest.approx(expected, abs=1e-3)
    shown.slide("filters", 2)
    assert shown.setting("filter") == 1


def test_sliders_offer_only_settings_with_which_the_kernel_fits(open_page):
    shown = open_page(NUMBERS, KERNEL)
    expect(shown.slider("kernel_size")).to_have_attribute("max", "5")
    expect(shown.slider("input_size")).to_have_attribute("min", "2")
    shown.slide("kernel_size", 5)
    expect(shown.slider("dilation")).to_be_disabled()
    expect(shown.slider("input_size")).to_have_attribute("min", "5")
    shown.slide("padding", 2)
    shown.slide("input_size", 2)
    expect(shown.slider("padding")).to_have_attribute("min", "2")
    assert shown.array("image").shape[1] == 2


@pytest.mark.parametrize(
    "name", ["input_size", "kernel_size", "stride", "padding", "dilation", "filters"]
)
def test_both_ends_of_every_slider_work(open_page, name):
    shown = open_page(images.house(16), padding=1)
    slider = shown.slider(name)
    for key in ("End", "Home", "ArrowRight"):
        slider.press(key)
        shown.settle()
        settings = {n: shown.setting(n) for n in ("stride", "padding", "dilation")}
        expected = conv2d(shown.array("image")[None], shown.array("weight"), **settings)
        rows, columns = expected.shape[2:]
        expect(shown.title("Feature")).to_contain_text(f"{rows} × {columns}")
        assert shown.value() == pytest.approx(expected[0, 0, 0, 0], abs=2e-3)


def test_size_counters_fill_the_formula_in(open_page):
    shown = open_page(images.house(32), np.ones((6, 3, 5, 5)), stride=2)
    counters = shown.root.locator(".counters")
    expect(counters).to_contain_text("(32 − 5) / 2 + 1 = 14.5, floored to 14")
    this, connected = counters.locator("tbody tr").all()
    expect(this).to_contain_text("456")
    # 6 · 14 · 14 values of 75 products each
    expect(this).to_contain_text("88,200")
    # 6 · 14 · 14 units of 3 · 32 · 32 weights and a bias: 1,176 · 3,073
    expect(connected).to_contain_text("3,613,848")
    shown.slide("padding", 2)
    expect(counters).to_contain_text("(32 + 2·2 − 5) / 2 + 1 = 16.5, floored to 16")


def test_painting_changes_pixels_by_mouse_and_by_keyboard(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.labelled("paint pixels").check()
    shown.labelled("number of the brush").fill("50")
    box = shown.input.bounding_box()
    at = shown.point(shown.input, 0, 1)
    shown.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    shown.page.mouse.down()
    to = shown.point(shown.input, 0, 4)
    shown.page.mouse.move(box["x"] + to["x"], box["y"] + to["y"])  # one stroke, all cells between
    shown.page.mouse.up()
    shown.settle()
    expected = NUMBERS.copy()
    expected[0, 1:5] = 50
    np.testing.assert_array_equal(shown.array("image")[0], expected)
    # 0·1 + 50·2 + 6·3 + 7·(−4) = 90
    assert shown.value() == 90
    shown.input.focus()
    shown.page.keyboard.press("ArrowDown")  # from row 0, column 4, where the brush was
    shown.page.keyboard.press("Enter")
    shown.settle()
    assert shown.array("image")[0, 1, 4] == 50
    # Everything that the pixel feeds is worked out anew: here the map itself is asked.
    maps = conv2d(shown.array("image")[None], KERNEL[None, None])[0, 0]
    shown.map.press("Enter")
    for row, column in ((0, 3), (0, 4), (1, 3), (1, 4)):
        shown.hover(shown.map, row, column)
        number = f"{maps[row, column]:g}".replace("-", "−")
        expect(shown.status).to_contain_text(
            f"row {row}, column {column} of the map holds {number}.", ignore_case=True
        )
    shown.map.focus()
    shown.page.keyboard.press("Control+End")
    shown.settle()
    assert shown.value() == maps[3, 4]


def test_colour_of_the_brush_paints_three_channels(open_page):
    shown = open_page(images.house(16))
    shown.labelled("paint pixels").check()
    shown.labelled("colour of the brush").fill("#ff8000")
    shown.input.click(position=shown.point(shown.input, 3, 2))
    np.testing.assert_allclose(shown.array("image")[:, 3, 2], [1, 128 / 255, 0])


def test_own_picture_is_taken_from_a_file(open_page):
    file = BytesIO()
    Image.fromarray((images.house(20).transpose(1, 2, 0) * 255).round().astype(np.uint8)).save(
        file, "png"
    )
    shown = open_page(NUMBERS, np.ones((3, 3)))
    shown.labelled("your own").set_input_files(
        {"name": "house.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    expect(shown.title("Input")).to_have_text("Input: 3 channels of 20 × 20")
    np.testing.assert_allclose(shown.array("image"), images.house(20), atol=1 / 255)
    assert shown.array("weight").shape == (1, 3, 3, 3)


def test_file_that_is_no_picture_is_told(open_page):
    shown = open_page()
    shown.labelled("your own").set_input_files(
        {"name": "notes.png", "mimeType": "image/png", "buffer": b"words"}
    )
    expect(shown.status).to_contain_text("notes.png is not a picture that this browser can read")


def test_picture_of_the_menu_becomes_the_input(open_page):
    shown = open_page()
    shown.labelled("picture").select_option("checkerboard")
    shown.settle()
    np.testing.assert_array_equal(shown.array("image"), images.checkerboard(8)[None])
    shown.labelled("picture").select_option("as given")
    shown.settle()
    np.testing.assert_array_equal(shown.array("image"), images.house(32))


def test_smaller_input_is_made_of_the_whole_picture_and_grows_back_unharmed(open_page):
    shown = open_page()
    shown.slide("input_size", 16)
    halves = images.house(32).reshape(3, 16, 2, 16, 2).mean(axis=(2, 4))
    np.testing.assert_allclose(shown.array("image"), halves)
    shown.slide("input_size", 32)
    np.testing.assert_array_equal(shown.array("image"), images.house(32))


def test_reset_brings_everything_back(open_page):
    shown = open_page(NUMBERS, KERNEL, stride=2, row=1)
    shown.labelled("paint pixels").check()
    shown.input.click(position=shown.point(shown.input, 3, 2))
    shown.slide("filters", 3)
    shown.slide("stride", 1)
    shown.slide("input_size", 12)
    shown.map.press("Control+End")
    shown.button("Reset").click()
    shown.settle()
    np.testing.assert_array_equal(shown.array("image")[0], NUMBERS)
    np.testing.assert_array_equal(shown.array("weight")[0, 0], KERNEL)
    assert [shown.setting(name) for name in ("stride", "row", "column")] == [2, 1, 0]
    expect(shown.labelled("paint pixels")).not_to_be_checked()
