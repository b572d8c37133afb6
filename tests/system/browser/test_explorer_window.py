"""The explorer on its page: where the window goes, and what is shown there."""

import numpy as np
import pytest
from system.browser.explorer_page import KERNEL, NUMBERS, expect

from convlib import conv2d, images, kernels

ORANGE, BLUE = [213, 94, 0], [0, 114, 178]


def test_first_view_shows_the_window_its_products_and_the_value(open_page):
    shown = open_page(NUMBERS, KERNEL, 0.5, row=1, column=2)
    # Pixels 8 9 / 14 15: 8·1 + 9·2 + 14·3 + 15·(−4) + 0.5 = 8.5
    assert shown.value() == 8.5
    expect(shown.status).to_contain_text("The products sum to 8; with the bias 0.5 that makes 8.5")
    expect(shown.title("Input")).to_have_text("Input: 1 channel of 5 × 6")
    expect(shown.title("Feature")).to_have_text("Feature map: 4 × 5")
    shown.root.get_by_text("All 4 products, written out").click()
    expect(shown.root.locator(".products")).to_have_text("grey: 8·1 + 9·2 + 14·3 + 15·(−4) = 8")


def test_arrow_keys_move_the_window_and_the_drawing_with_it(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.map.focus()
    # The frame of the window: its left edge lies in the left of the pixel.
    before = shown.pixel(shown.input, 0, -0.45, "top")
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("ArrowDown")
    shown.settle()
    assert (shown.setting("row"), shown.setting("column")) == (1, 1)
    # 7·1 + 8·2 + 13·3 + 14·(−4) = 6
    assert shown.value() == 6
    assert before[:3] == ORANGE
    assert shown.pixel(shown.input, 0, -0.45, "top")[3] == 0
    assert shown.pixel(shown.input, 1, 0.5, "top")[:3] == ORANGE
    for key, place in {"End": (1, 4), "Control+Home": (0, 0), "Control+End": (3, 4)}.items():
        shown.page.keyboard.press(key)
        assert (shown.setting("row"), shown.setting("column")) == place
    shown.page.keyboard.press("ArrowDown")  # there is no further
    assert shown.setting("row") == 3


def test_hover_over_an_output_cell_puts_the_window_there(open_page):
    shown = open_page(NUMBERS, KERNEL, stride=2)
    shown.hover(shown.map, 1, 2)
    assert (shown.setting("row"), shown.setting("column")) == (1, 2)
    expect(shown.status).to_contain_text("the window begins at row 2, column 4 of the picture")


def test_click_pins_the_window_until_it_is_let_go(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.map.click(position=shown.point(shown.map, 2, 1))
    shown.hover(shown.map, 0, 4)
    assert (shown.setting("row"), shown.setting("column"), shown.setting("pinned")) == (2, 1, True)
    # Pixels 4 5 / 10 11: 4 + 10 + 30 − 44 = 0
    expect(shown.status).to_contain_text("Row 0, column 4 of the map holds 0.")
    expect(shown.status).to_contain_text("pinned at row 2, column 1")
    shown.map.press("Escape")
    shown.hover(shown.map, 0, 3)
    assert (shown.setting("row"), shown.setting("column")) == (0, 3)
    shown.map.press("Enter")
    expect(shown.button("Unpin")).to_be_visible()
    shown.button("Unpin").click()
    assert shown.setting("pinned") is False


def test_hover_over_a_pixel_marks_the_values_that_it_feeds(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.hover(shown.input, 2, 3)
    expect(shown.status).to_have_text(
        "The pixel in row 2, column 3 feeds 4 values of the map: rows 1 to 2, columns 2 to 3."
    )
    assert shown.pixel(shown.map, 1, 2, "top")[:3] == pytest.approx(BLUE, abs=3)
    assert shown.pixel(shown.map, 0, 2, "top")[3] == 0
    assert (shown.setting("row"), shown.setting("column")) == (0, 0)
    shown.page.mouse.move(0, 0)
    expect(shown.status).to_contain_text("of the map: the window begins")


def test_arrow_keys_on_the_input_do_what_hovering_does(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.input.focus()
    shown.page.keyboard.press("ArrowDown")
    expect(shown.status).to_contain_text("row 1, column 0 feeds 2 values")
    expect(shown.root.get_by_role("status")).to_contain_text("row 1, column 0 feeds 2 values")


def test_hover_over_a_weight_marks_the_pixels_that_it_meets(open_page):
    shown = open_page(NUMBERS, KERNEL, stride=2, padding=1)
    weight = shown.labelled("weight for grey, row 1, column 0")
    weight.hover()
    # Windows begin at the rows −1, 1 and 3; one row further down that is 0, 2 and 4. They begin at
    # the columns −1, 1, 3 and 5, of which the first is the ring's: 3 · 3 pixels and 3 zeros.
    expect(shown.status).to_contain_text("meets 9 pixels and 3 zeros of the padding")
    assert shown.pixel(shown.input, 3, 2, "top")[:3] == pytest.approx(ORANGE, abs=3)
    assert shown.pixel(shown.input, 3, 3, "top")[3] == 0
    shown.page.mouse.move(0, 0)
    weight.focus()
    expect(shown.status).to_contain_text("row 1, column 0 of this kernel meets 9 pixels")


def test_pixels_that_no_window_reads_are_shaded_and_told(open_page):
    shown = open_page(NUMBERS, np.ones((3, 3)), stride=2)
    # Rows: windows at 0 and 2 read all five. Columns: windows at 0 and 2 leave column 5.
    expect(shown.root).to_contain_text(
        "No window reads the purple pixels: column 5 is left out (5 of 30 pixels)."
    )
    colours = {
        tuple(shown.pixel(shown.input, 2, 5 + shift)) for shift in np.linspace(-0.4, 0.4, 12)
    }
    assert any(red > green + 30 and blue > green + 10 for red, green, blue, _ in colours)
    shown.slide("stride", 1)
    expect(shown.root).to_contain_text("Every pixel is read by at least one window.")


def test_padding_is_drawn_as_a_ring_of_zeros(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.slide("kernel_size", 3)
    shown.slide("padding", 2)
    assert shown.input.get_attribute("data-cells") == "9 10"
    expect(shown.status).to_contain_text("the window begins at row −2, column −2")
    assert shown.value() == 0


def test_play_slides_in_reading_order_and_fills_the_map(open_page):
    shown = open_page(NUMBERS, KERNEL)
    shown.labelled("speed").fill("60")
    shown.button("Next ▶").click()
    shown.settle()
    # What is not reached yet lies under a veil.
    assert shown.pixel(shown.map, 3, 4, "top")[3] > 150
    shown.button("Play").click()
    expect(shown.button("Play")).to_be_visible()
    assert (shown.setting("row"), shown.setting("column")) == (3, 4)
    shown.settle()
    assert shown.pixel(shown.map, 3, 2, "top")[3] == 0
    shown.button("◀ Back").click()
    assert (shown.setting("row"), shown.setting("column")) == (3, 3)
    shown.button("|◀ First").click()
    assert (shown.setting("row"), shown.setting("column")) == (0, 0)


def test_pause_stops_the_slide(open_page):
    shown = open_page()
    shown.button("Play").click()
    expect(shown.root).to_contain_text("3 of 900")
    shown.button("Pause").click()
    column = shown.setting("column")
    shown.page.wait_for_timeout(600)  # at six steps a second it would have moved on
    assert shown.setting("column") == column


def test_scrub_bar_goes_to_any_place(open_page):
    shown = open_page(NUMBERS, KERNEL)
    scrub = shown.labelled("place")
    scrub.fill("8")
    # Of five columns the eighth place is the third of the second row.
    assert (shown.setting("row"), shown.setting("column")) == (1, 2)
    scrub.press("End")
    assert (shown.setting("row"), shown.setting("column")) == (3, 4)


def test_large_picture_is_scaled_and_exact_at_the_window(open_page):
    portrait = images.portrait(512)
    shown = open_page(portrait, np.stack([kernels.outline()] * 3), row=200, column=250)
    assert shown.input.bounding_box()["width"] < 400
    expected = conv2d(portrait[None], np.stack([kernels.outline()] * 3)[None])[0, 0]
    assert shown.value() == pytest.approx(expected[200, 250], abs=1e-3)
    shown.map.press("ArrowLeft")
    shown.settle()
    assert shown.value() == pytest.approx(expected[200, 249], abs=1e-3)


def test_volume_of_more_channels_shows_the_first_and_sums_all(open_page):
    volume = np.arange(5.0)[:, None, None] * np.ones((5, 4, 4))
    shown = open_page(volume, np.ones((5, 2, 2)))
    expect(shown.title("Input")).to_have_text("Input: 5 channels of 4 × 4, the first one shown")
    assert shown.value() == 4 * (0 + 1 + 2 + 3 + 4)


@pytest.mark.parametrize("size", [3, 5, 7, 11])
def test_numbers_stay_inside_their_cells(open_page, page, size):
    page.set_viewport_size({"width": 848, "height": 680})  # what JupyterLab leaves of a laptop
    weights = np.random.default_rng(0).normal(
        scale=[[[1.3]], [[30]], [[0.01]]], size=(3, size, size)
    )
    shown = open_page(images.house(32), weights)
    # An input clips what does not fit into it.
    assert shown.root.evaluate(WIDER_THAN_THEIR_CELL) == []


WIDER_THAN_THEIR_CELL = """root => [...root.querySelectorAll('.weight')].filter(input => {
    const style = getComputedStyle(input);
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.font = `${style.fontSize} ${style.fontFamily}`;
    return context.measureText(input.value).width > input.clientWidth;
}).map(input => input.value)"""


@pytest.mark.parametrize(
    ("size", "controls"),
    [(5, ["play"]), (5, ["input_size", "kernel_size", "filters", "counts"]), (3, None)],
)
def test_laptop_shows_three_columns_below_play_and_no_more_than_the_window(
    open_page, page, size, controls
):
    page.set_viewport_size({"width": 848, "height": 800})
    shown = open_page(images.house(32), np.ones((6, 3, size, size)), controls=controls)
    assert shown.root.get_attribute("data-layout") == "wide"
    assert shown.root.bounding_box()["height"] <= 800
    tops = [
        shown.root.locator(part).bounding_box()["y"] for part in (".playbar", ".status", ".stage")
    ]
    assert tops == sorted(tops)


@pytest.mark.parametrize(("width", "layout"), [(620, "medium"), (360, "narrow")])
def test_window_without_room_for_three_columns_says_where_they_are(open_page, page, width, layout):
    page.set_viewport_size({"width": width, "height": 740})
    shown = open_page()
    assert shown.root.get_attribute("data-layout") == layout
    expect(shown.root.locator(".where")).to_contain_text("how one value is made")
    page.set_viewport_size({"width": 848, "height": 800})
    expect(shown.root.locator(".where")).to_be_hidden()
