"""The explorer on its standalone page: everything that hand and keyboard can do with it."""

import numpy as np
import pytest
from browser.accessibility import violations
from browser.explorer_page import ExplorerPage, expect

from convlib import conv2d, images, kernels
from convlib.explore import ConvExplorer

# Whole numbers, H ≠ W, and a kernel without symmetry.
NUMBERS = np.arange(30.0).reshape(5, 6)
KERNEL = np.array([[1.0, 2.0], [3.0, -4.0]])
SIX = np.stack(
    [
        np.stack([kernel] * 3)
        for kernel in (
            kernels.edge(3),
            kernels.sobel(),
            kernels.blur(),
            kernels.outline(),
            kernels.sharpen(),
            kernels.identity(),
        )
    ]
)
ORANGE, BLUE = [213, 94, 0], [0, 114, 178]


@pytest.fixture
def open_page(page, tmp_path):
    """Open an explorer; at the end nothing was asked of the network and nothing complained."""
    opened = []

    def open_explorer(*arguments, **settings):
        opened.append(ExplorerPage(page, ConvExplorer(*arguments, **settings), tmp_path))
        return opened[-1]

    yield open_explorer
    for one in opened:
        assert one.complaints == []
        assert [url for url in one.asked if not url.startswith("data:")] == [page.url]


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


def test_learned_filter_brings_its_size(open_page):
    shown = open_page()
    shown.labelled("kernel").select_option("learned 2 (7 × 7)")
    shown.settle()
    from convlib import trained

    np.testing.assert_array_equal(shown.array("weight")[0], trained.filters()[1])


def test_more_filters_make_a_stack_of_maps_to_choose_from(open_page):
    shown = open_page(images.house(16))
    shown.slide("filters", 4)
    assert shown.array("weight").shape == (4, 3, 3, 3)
    assert shown.array("bias").shape == (4,)
    weights = shown.array("weight")
    assert len({weights[index].tobytes() for index in range(4)}) == 4
    expect(shown.title("Feature")).to_have_text("Feature maps: 4 of 14 × 14")
    third = shown.root.get_by_role("radio", name="filter 3")
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
    shown.button("▶ Play").click()
    expect(shown.button("▶ Play")).to_be_visible()
    assert (shown.setting("row"), shown.setting("column")) == (3, 4)
    shown.settle()
    assert shown.pixel(shown.map, 3, 2, "top")[3] == 0
    shown.button("◀ Back").click()
    assert (shown.setting("row"), shown.setting("column")) == (3, 3)
    shown.button("|◀ First").click()
    assert (shown.setting("row"), shown.setting("column")) == (0, 0)


def test_pause_stops_the_slide(open_page):
    shown = open_page()
    shown.button("▶ Play").click()
    expect(shown.root).to_contain_text("3 of 900")
    shown.button("⏸ Pause").click()
    column = shown.setting("column")
    shown.page.wait_for_timeout(600)  # at six steps a second it would have moved on
    assert shown.setting("column") == column


def test_scrub_bar_goes_to_any_place(open_page):
    shown = open_page(NUMBERS, KERNEL)
    scrub = shown.labelled("place in reading order")
    scrub.fill("8")
    # Of five columns the eighth place is the third of the second row.
    assert (shown.setting("row"), shown.setting("column")) == (1, 2)
    scrub.press("End")
    assert (shown.setting("row"), shown.setting("column")) == (3, 4)


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
    maps = conv2d(shown.array("image")[None], KERNEL[None, None])[0, 0]
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
    from io import BytesIO

    from PIL import Image

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


def test_unit_gets_only_the_controls_that_it_asks_for(open_page):
    shown = open_page(controls=["stride"])
    assert shown.root.locator("input[type=range]").count() == 1
    expect(shown.labelled("paint pixels")).to_have_count(0)
    expect(shown.root.locator(".counters")).to_be_hidden()
    expect(shown.button("▶ Play")).to_have_count(0)
    shown.map.press("ArrowRight")
    assert shown.setting("column") == 1
    weight = shown.root.locator(".weight").first
    assert weight.get_attribute("readonly") is not None


def test_every_focusable_element_keeps_its_keys_from_jupyterlab(open_page):
    shown = open_page()
    unmarked = shown.root.locator(
        ":is(a[href], button, input, select, textarea, summary, [tabindex])"
        ':not([data-lm-suppress-shortcuts="true"])'
    )
    assert unmarked.count() == 0
    assert shown.root.locator("[tabindex]").count() > 2


def test_what_changed_is_spoken_once_the_hand_rests(open_page):
    shown = open_page(NUMBERS, KERNEL)
    live = shown.root.get_by_role("status")
    expect(live).to_have_text("")
    shown.slide("stride", 2)
    expect(live).to_contain_text("1 map of 2 × 3")
    expect(live).to_contain_text("row 4 is left out")


def test_large_picture_is_scaled_and_exact_at_the_window(open_page):
    portrait = images.portrait(512)
    shown = open_page(portrait, np.stack([kernels.outline()] * 3), row=200, column=250)
    assert shown.input.bounding_box()["width"] < 400
    expected = conv2d(portrait[None], np.stack([kernels.outline()] * 3)[None])[0, 0]
    assert shown.value() == pytest.approx(expected[200, 250], abs=1e-3)
    shown.map.press("ArrowLeft")
    shown.settle()
    assert shown.value() == pytest.approx(expected[200, 249], abs=1e-3)


def test_two_explorers_and_two_views_of_one(open_page):
    shown = open_page(NUMBERS, KERNEL)
    # A second view of the same model, and a model of its own.
    shown.page.evaluate("() => { openExplorer(explorer.model); openExplorer(); }")
    roots = shown.page.locator(".conv-explorer")
    expect(roots).to_have_count(3)
    shown.slider("stride").first.press("ArrowRight")
    shown.settle()
    shown_strides = [root.locator('[data-setting="stride"]').input_value() for root in roots.all()]
    assert shown_strides == ["2", "2", "1"]
    ids = shown.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_a_readers_way(open_page, page, scheme):
    page.emulate_media(color_scheme=scheme)
    shown = open_page(images.house(32), SIX, stride=2, padding=1)
    shown.root.locator("summary").first.click()
    shown.root.locator("summary").last.click()
    shown.settle()
    assert violations(page) == []


def test_narrow_page_fits_and_works_by_touch(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    shown = ExplorerPage(context.new_page(), ConvExplorer(images.house(32), SIX), tmp_path)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 360
    shown.map.scroll_into_view_if_needed()
    box, at = shown.map.bounding_box(), shown.point(shown.map, 10, 12)
    shown.page.touchscreen.tap(box["x"] + at["x"], box["y"] + at["y"])
    shown.settle()
    assert [shown.setting(n) for n in ("row", "column", "pinned")] == [10, 12, False]
    shown.input.scroll_into_view_if_needed()
    box, at = shown.input.bounding_box(), shown.point(shown.input, 4, 4)
    shown.page.touchscreen.tap(box["x"] + at["x"], box["y"] + at["y"])
    expect(shown.status).to_contain_text("The pixel in row 4, column 4 feeds 9 values")
    assert violations(shown.page) == []
    assert shown.complaints == []
    context.close()


def test_text_twice_as_large_loses_nothing(open_page, page):
    # What a browser does at 200 %: the window holds half as many pixels of the page.
    page.set_viewport_size({"width": 640, "height": 480})
    open_page(images.house(32), SIX)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    clipped = page.evaluate(CLIPPED)
    assert clipped == []


# Texts that are wider than the box they stand in, or that another column covers.
CLIPPED = """() => [...document.querySelectorAll(
        '.conv-explorer :is(p, span, td, th, label, button)')]
    .filter(one => one.offsetParent && !one.closest('.spoken'))
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(one => one.textContent)"""


def test_reader_who_wants_less_motion_gets_a_slow_start(open_page, page):
    page.emulate_media(reduced_motion="reduce")
    shown = open_page()
    expect(shown.labelled("speed")).to_have_value("1")
    moving = page.evaluate(
        "[...document.querySelectorAll('.conv-explorer *')].filter(one => {"
        "const style = getComputedStyle(one);"
        "return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0})"
        ".length"
    )
    assert moving == 0
    shown.button("Next ▶").click()
    assert shown.setting("column") == 1


def test_closed_view_listens_and_draws_no_more(open_page, page):
    shown = open_page()
    page.evaluate(COUNT_CALLBACKS_AND_FRAMES)
    for _ in range(3):
        page.evaluate("() => { window.second = openExplorer(explorer.model); }")
        expect(shown.page.locator(".conv-explorer")).to_have_count(2)
        shown.settle()
        assert page.evaluate("callbacks") > 5
        page.get_by_role("button", name="▶ Play").last.click()
        page.evaluate("second.close()")
        expect(shown.page.locator(".conv-explorer")).to_have_count(1)
        assert page.evaluate("callbacks") == 0
    shown.settle()
    page.evaluate("() => { frames_ = 0; }")
    page.evaluate("() => explorer.model.set('stride', 2)")
    assert page.evaluate("frames_") == 1  # of the view that is left


# From now on: callbacks that the model keeps, and frames that somebody asked for.
COUNT_CALLBACKS_AND_FRAMES = """() => {
    window.callbacks = window.frames_ = 0;
    const {model} = explorer;
    const [on, off] = [model.on.bind(model), model.off.bind(model)];
    model.on = (...given) => { callbacks++; on(...given); };
    model.off = (...given) => { callbacks--; off(...given); };
    const ask = requestAnimationFrame;
    window.requestAnimationFrame = (act) => { frames_++; return ask(act); };
}"""
