"""The controls and the picture of an explorer on a bare page: their JavaScript without a kernel."""

import base64
from collections.abc import Callable

import anywidget
import pytest
from system.browser.accessibility import violations
from system.browser.notebook_page import expect

from convtutor.explore.controls import Menu, Slider, TickBox
from convtutor.explore.function_explorer import PictureArea

# What anywidget hands to `render`, as little of it as there is.
MODEL = """class Model {
    constructor(state) { this.state = state; this.listeners = []; this.saved = []; }
    get(name) { return this.state[name]; }
    set(name, value) {
        this.state[name] = value;
        for (const [event, call] of this.listeners) if (event === `change:${name}`) call();
    }
    save_changes() { this.saved.push({...this.state}); }
    on(event, call) { this.listeners.push([event, call]); }
    off(event, call) {
        this.listeners = this.listeners.filter(one => one[0] !== event || one[1] !== call);
    }
}"""
SHOW = f"""async ([url, state, style]) => {{
    {MODEL}
    const {{default: widget}} = await import(url);
    document.title = "controls";
    document.documentElement.lang = "en";
    document.body.innerHTML = "<main><h1>controls</h1><div></div><div></div></main>";
    const sheet = document.head.appendChild(document.createElement("style"));
    sheet.textContent = style;
    window.model = new Model(state);
    const places = [...document.querySelectorAll("main div")];
    window.ends = places.map(el => widget.render({{model, el}}));
}}"""


@pytest.fixture
def show(page) -> Callable:
    """Put two views of a widget on a bare page, as a notebook may show it twice."""

    def put(widget: anywidget.AnyWidget) -> None:
        state = widget.get_state()
        module = base64.b64encode(state.pop("_esm").encode()).decode()
        style = state.pop("_css")
        state = {name: kept for name, kept in state.items() if not name.startswith("_")}
        state = {name: kept for name, kept in state.items() if name not in ("layout", "tabbable")}
        page.evaluate(SHOW, [f"data:text/javascript;base64,{module}", state, style])

    page.goto("about:blank")
    return put


def of_model(page, name: str) -> object:
    return page.evaluate("name => model.get(name)", name)


def test_slider_says_its_name_and_number_and_moves_by_keyboard_in_every_view(page, show):
    show(Slider(min=1, max=4, step=1, value=2, description="stride (pixels)"))
    handles = page.get_by_role("slider", name="stride (pixels)", exact=True)
    expect(handles).to_have_count(2)
    expect(handles.first).to_have_value("2")
    handles.first.focus()
    page.keyboard.press("ArrowRight")
    assert of_model(page, "value") == 3
    assert page.evaluate("model.saved.map(state => state.value)") == [3]
    expect(handles.last).to_have_value("3")
    expect(page.locator(".readout").last).to_have_text("3")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")  # there is nothing beyond
    assert of_model(page, "value") == 4
    assert page.evaluate("model.saved.length") == 2


def test_slider_of_floats_gives_and_shows_the_short_number(page, show):
    show(Slider(min=-1.0, max=1.0, step=0.1, value=0.0, description="bias"))
    handle = page.get_by_role("slider").first
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert of_model(page, "value") == -0.3
    expect(page.locator(".readout").first).to_have_text("−0.3")


def test_value_from_python_moves_the_slider(page, show):
    show(Slider(min=0, max=300, step=1, value=0, description="step"))
    page.evaluate("model.set('value', 250)")
    for handle in page.get_by_role("slider").all():
        expect(handle).to_have_value("250")


def test_menu_chooses_by_keyboard_in_every_view(page, show):
    show(Menu({"no edge": 0, "vertical edges": 1}, description="filter"))
    menus = page.get_by_role("combobox", name="filter")
    expect(menus).to_have_count(2)
    expect(menus.first.locator("option")).to_have_text(["no edge", "vertical edges"])
    menus.first.focus()
    page.keyboard.press("ArrowDown")
    assert of_model(page, "index") == 1
    expect(menus.last).to_have_value("vertical edges")


def test_tick_box_ticks_by_keyboard_in_every_view(page, show):
    show(TickBox(value=False, description="flip the kernel"))
    boxes = page.get_by_role("checkbox", name="flip the kernel")
    boxes.first.focus()
    page.keyboard.press("Space")
    assert of_model(page, "value") is True
    expect(boxes.last).to_be_checked()


@pytest.mark.parametrize(
    "widget",
    [
        Slider(min=1, max=4, step=1, value=2, description="stride (pixels)"),
        Menu(["edge", "blur"], description="filter"),
        TickBox(value=True, description="flip the kernel"),
        PictureArea(value="<p>a picture</p>", text="a picture"),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_every_widget_is_accessible_shows_its_focus_and_takes_its_listeners_along(
    page, show, widget
):
    show(widget)
    assert violations(page) == []
    for control in page.locator("input, select").all():
        control.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(control).to_be_focused()
        assert control.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    assert page.evaluate("model.listeners.length") > 0
    page.evaluate("ends.forEach(end => end())")
    assert page.evaluate("model.listeners.length") == 0


def test_picture_is_announced_once_when_the_hand_rests_and_not_at_first(page, show):
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from now on only this test moves the time
    show(PictureArea(value="<p>first</p>", text="the first"))
    line = page.get_by_role("status").first
    page.clock.run_for(5000)
    assert line.text_content() == ""
    line.evaluate(
        """line => {
            window.said = [];
            const keep = () => line.textContent && said.push(line.textContent);
            new MutationObserver(keep).observe(line, {childList: true});
        }"""
    )
    for number in range(5):  # a held key
        page.evaluate(
            "n => { model.set('text', `number ${n}`); model.set('value', `<p>${n}</p>`); }", number
        )
        expect(page.locator("p").first).to_have_text(str(number))  # the picture does not wait
        page.clock.run_for(300)
    assert page.evaluate("said") == []
    page.clock.run_for(1000)
    assert page.evaluate("said") == ["number 4"]
    page.clock.run_for(30000)
    assert line.text_content() == ""
