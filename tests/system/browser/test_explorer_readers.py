"""The explorer for all its readers: by ear, by touch, in large print, in a dark room."""

import pytest
from system.browser.accessibility import violations
from system.browser.explorer_page import KERNEL, NUMBERS, SIX, ExplorerPage, expect

from convlib import images
from convtutor.explore import ConvExplorer


def test_unit_gets_only_the_controls_that_it_asks_for(open_page):
    shown = open_page(controls=["stride"])
    assert shown.root.locator("input[type=range]").count() == 1
    expect(shown.labelled("paint pixels")).to_have_count(0)
    expect(shown.root.locator(".counters")).to_be_hidden()
    expect(shown.button("Play")).to_have_count(0)
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


def test_two_explorers_and_two_views_of_one(open_page):
    shown = open_page(NUMBERS, KERNEL)
    # A second view of the same model, and a model of its own.
    shown.page.evaluate("() => { openView(view.model); openView(); }")
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


@pytest.mark.parametrize("width", [320, 560, 760, 905, 960, 1400])
def test_every_part_keeps_to_its_place_at_any_width(open_page, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    shown = open_page(images.house(32), SIX, padding=1)
    shown.slide("kernel_size", 5)
    assert page.evaluate(OUT_OF_PLACE) == []


# What reaches beyond the part that it belongs to, to the right, where the next part begins.
OUT_OF_PLACE = """() => [
    ...document.querySelectorAll('.stage > *, .counters > *, .playbar, .sliders > *')]
    .flatMap(part => [...part.querySelectorAll('*')]
        .filter(one => one.offsetParent
            && one.getBoundingClientRect().right > part.getBoundingClientRect().right + 1)
        .map(one => `${part.className}: ${one.tagName} ${one.className} ${one.textContent}`))"""


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
        page.evaluate("() => { window.second = openView(view.model); }")
        expect(shown.page.locator(".conv-explorer")).to_have_count(2)
        shown.settle()
        assert page.evaluate("callbacks") > 5
        page.get_by_role("button", name="Play").last.click()
        page.evaluate("second.close()")
        expect(shown.page.locator(".conv-explorer")).to_have_count(1)
        assert page.evaluate("callbacks") == 0
    shown.settle()
    page.evaluate("() => { frames_ = 0; }")
    page.evaluate("() => view.model.set('stride', 2)")
    assert page.evaluate("frames_") == 1  # of the view that is left


# From now on: callbacks that the model keeps, and frames that somebody asked for.
COUNT_CALLBACKS_AND_FRAMES = """() => {
    window.callbacks = window.frames_ = 0;
    const {model} = view;
    const [on, off] = [model.on.bind(model), model.off.bind(model)];
    model.on = (...given) => { callbacks++; on(...given); };
    model.off = (...given) => { callbacks--; off(...given); };
    const ask = requestAnimationFrame;
    window.requestAnimationFrame = (act) => { frames_++; return ask(act); };
}"""
