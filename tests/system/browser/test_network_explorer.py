"""The network explorer in a real browser: changed, mended, looked through, played with."""

import numpy as np
import pytest
from system.browser.accessibility import violations
from system.browser.network_page import NetworkPage, expect

from convlib import images
from convtutor.explore import NetworkExplorer

SMALL = "3x32x32 > conv 6 5x5 > relu > maxpool 2 > flatten > linear 10"


@pytest.fixture
def open_network(page, tmp_path):
    opened = []

    def open_explorer(*arguments, **settings):
        opened.append(NetworkPage(page, NetworkExplorer(*arguments, **settings), tmp_path))
        return opened[-1]

    yield open_explorer
    for one in opened:
        assert one.complaints == []
        assert all(url.startswith(("data:", "blob:", one.file.as_uri())) for url in one.asked)


def test_changed_number_is_followed_by_all_that_comes_after(open_network):
    shown = open_network(SMALL)
    shown.number(1, "kernel").fill("3x5")
    # 32 - 2 = 30 and 32 - 4 = 28, halved: 6·15·14 = 1260 numbers
    expect(shown.layer(3)).to_contain_text("6 × 15 × 14")
    expect(shown.layer(4).locator(".shape")).to_have_text("1,260")
    expect(shown.totals).to_contain_text("12,886")  # 6·(3·15 + 1) + 10·1261
    shown.number(3, "kernel").press("ArrowUp")  # the pool goes on stepping by its own side
    assert shown.network == SMALL.replace("5x5", "3x5").replace("maxpool 2", "maxpool 3")
    assert shown.page.evaluate("view.model.get('network')") == shown.line.input_value()


@pytest.mark.parametrize(
    ("typed", "said", "mended"),
    [
        ("", "kernel: a number is missing; use 0, 1, 2 and so on.", ["5x5", "1x1"]),
        ("five", "kernel: 'five' is not a whole number; use 0, 1, 2 and so on.", ["5x5", "1x1"]),
        ("-3", "kernel: '-3' is not a whole number; use 0, 1, 2 and so on.", ["5x5", "3x3"]),
        ("100001", "kernel: 100001 is too large; use at most 100000.", ["5x5", "100000x100000"]),
        ("0", "kernel_size=0 is too small; use kernel_size >= 1.", ["1x1", "2x2"]),
        (
            "100000",
            "kernel covers 100000 pixels (kernel_size=100000) but the padded input has only 32 "
            "(input_size=32, padding=0 + 0); use padding >= 49984 or a smaller kernel.",
            ["100000x100000 p49984", "32x32"],
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_layer_with_two_remedies(open_network, typed, said, mended):
    shown = open_network(SMALL)
    for remedy, kernel in enumerate(mended):
        shown.number(1, "kernel").fill(typed)
        expect(shown.problem(1).locator("p")).to_have_text(said)
        shown.problem(1).get_by_role("button").nth(remedy).click()
        expect(shown.number(1, "kernel")).not_to_have_attribute("aria-invalid", "true")
        assert shown.network.startswith(f"3x32x32 > conv 6 {kernel} > relu")
        shown.line.fill(SMALL)
        shown.line.press("Enter")


def test_line_of_a_thousand_layers_is_refused_in_a_sentence(open_network):
    shown = open_network(SMALL)
    shown.line.fill("3x32x32" + " > relu" * 1000)
    shown.line.press("Enter")
    said = "1000 layers are more than can be looked at here; use at most 100. Nothing was changed."
    expect(shown.root.locator(".choose .problem")).to_have_text(said)
    assert shown.network == SMALL
    shown.line.fill("1x100000x100000 > conv 100000 3x3 > maxpool 2 > flatten > linear 100000")
    shown.line.press("Enter")
    # 49,999² numbers of each of 100,000 maps, to 100,000 units and a bias each, and 100,000·10
    count = 49_999**2 * 10**5 * 10**5 + 10**5 + 10**6
    expect(shown.totals).to_contain_text(f"{count:,}")


def test_layers_are_put_in_moved_taken_out_and_brought_back_by_keyboard_alone(open_network, page):
    shown = open_network(SMALL)
    shown.layer(2).get_by_label("kind of layer").select_option("avgpool")
    assert shown.network == SMALL.replace("relu", "avgpool 2")
    expect(shown.layer(2).get_by_label("kind of layer")).to_be_focused()
    for name, line in {
        "put a layer below": "conv 6 5x5 > avgpool 2 > conv 6 3x3 p1 > maxpool 2",
        "move down": "conv 6 5x5 > conv 6 3x3 p1 > avgpool 2 > maxpool 2",
        "take out": "conv 6 5x5 > avgpool 2 > maxpool 2",
    }.items():
        shown.layer(2).get_by_role("button", name=name).press("Enter")
        assert shown.network == f"3x32x32 > {line} > flatten > linear 10"
    filters = shown.number(1, "filters")
    page.evaluate("performance.now = () => 5000")  # the clock stands: both presses are of one hand
    filters.press("ArrowUp")
    filters.press("ArrowUp")  # so they are one step back
    filters.press("Control+z")
    assert shown.network == "3x32x32 > conv 6 5x5 > avgpool 2 > maxpool 2 > flatten > linear 10"
    page.keyboard.press("Control+y")
    assert shown.network.startswith("3x32x32 > conv 8 5x5")
    shown.root.get_by_role("button", name="Undo").focus()
    while shown.root.get_by_role("button", name="Undo").is_enabled():
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
    assert shown.network == SMALL


def test_value_is_looked_back_from_and_a_pixel_forward_from(open_network):
    shown = open_network("3x12x12 > conv 4 3x3 s2 p1 > relu > conv 6 3x3 g2 > flatten > linear 5")
    volume = shown.volume(3)
    volume.press("Control+Home")
    # Rows 0 to 2 of the first maps; of the picture -1 to 5, the first of which is padding.
    expect(shown.look(3)).to_have_text("here")
    expect(shown.look(1)).to_have_text("seen: channels 0 to 1, rows 0 to 2, columns 0 to 2")
    of_picture = "all 3 channels, rows 0 to 5, columns 0 to 5, and 1 row and 1 column of padding"
    expect(shown.look(0)).to_have_text(f"seen: {of_picture}")
    expect(shown.look(5)).to_have_text("reached: all 5 numbers")
    expect(shown.sentence).to_contain_text(f"sees 7 × 7 pixels of the picture: {of_picture}.")
    volume.press("PageDown")
    volume.press("PageDown")
    volume.press("PageDown")
    expect(shown.look(1)).to_have_text("seen: channels 2 to 3, rows 0 to 2, columns 0 to 2")
    box = shown.layer(0).locator(".front").bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] * 5.5 / 12, box["y"] + box["height"] * 0.5 / 12)
    # Pixel (0, 5) is read by windows -1 + 2i to 1 + 2i: i = 2 and 3 of columns, 0 of rows.
    expect(shown.look(1)).to_have_text("reached: all 4 channels, row 0, columns 2 to 3")
    expect(shown.look(3)).to_have_text("reached: all 6 channels, row 0, columns 0 to 3")


def test_broken_network_is_played_to_its_goal(open_network):
    shown = open_network(goal="Make it fit")
    goal = shown.root.get_by_role("group", name="the goal")
    expect(goal).to_contain_text("every layer fits: not yet")
    for place in (4, 7, 9):
        shown.problem(place).get_by_role("button").first.click()
    expect(goal).to_contain_text("Reached. Yours: 3 changes. At most 3; the best known: 3.")
    shown.root.get_by_label("start from").select_option("See 31 pixels cheaply")
    expect(goal).to_contain_text(
        "It began with 5,904,384. At most 100,000; the best known: 15,548."
    )
    goal.get_by_role("button", name="Show the best known").click()
    expect(goal).to_contain_text("Reached. Yours: 15,548 multiplications.")


def test_own_picture_is_watched_on_the_trained_layers(open_network, tmp_path):
    from PIL import Image

    shown = open_network("The course's own, trained")
    note = shown.root.locator(".own .note")
    expect(note).to_have_text("It can be watched on layers 1 to 3.")
    before = [shown.layer(at).locator("image").get_attribute("href") for at in range(4)]
    pixels = np.round(np.moveaxis(images.portrait(64), 0, 2) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "mine.png")
    shown.root.get_by_label("your own picture").set_input_files(tmp_path / "mine.png")
    for at in range(4):
        expect(shown.layer(at).locator("image")).not_to_have_attribute("href", before[at])
    shown.volume(1).press("Enter")
    sheet = shown.root.locator(".sheet button")
    expect(sheet).to_have_count(24)
    sheet.nth(7).click()
    expect(shown.sentence).to_contain_text("layer 1, conv (channel 7,")
    (tmp_path / "broken.png").write_text("no picture")
    shown.root.get_by_label("your own picture").set_input_files(tmp_path / "broken.png")
    expect(note).to_contain_text("broken.png is not a picture that this browser can read")
    expect(shown.root.get_by_role("status")).to_contain_text("broken.png is not a picture")


def test_link_and_copies_bring_back_exactly_this_network(open_network, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = open_network("LeNet-5")
    shown.number(1, "padding").fill("2x0")
    copied = {}
    for name in ("as PyTorch", "as Python", "the link"):
        shown.root.get_by_role("button", name=f"Copy {name}").click()
        expect(shown.root.locator(".copied")).to_contain_text("Copied.")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    line = shown.network
    assert copied["the link"].endswith(f"#{NetworkExplorer(line).fragment}")
    assert "nn.Conv2d(1, 6, 5, padding=(2, 0))," in copied["as PyTorch"]
    assert eval(copied["as Python"], {"NetworkExplorer": NetworkExplorer}).network == line
    page.goto("about:blank")
    page.goto(copied["the link"])
    assert shown.network == line
    page.goto("about:blank")
    goal = NetworkExplorer(SMALL, beside=line, goal="Make it fit")
    page.goto(f"{shown.file.as_uri()}#{goal.fragment}")
    named = page.evaluate("['network', 'beside', 'goal'].map(name => view.model.get(name))")
    assert named == [SMALL, line, "Make it fit"]
    page.goto("about:blank")
    page.goto(f"{shown.file.as_uri()}#3x32x32/konv_6")
    said = "The link cannot be read: layer 1 'konv 6' is none that is known"
    expect(shown.root.locator(".choose .problem")).to_contain_text(said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_nothing_stands_in_a_readers_way(open_network, page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    shown = open_network("The course's own, trained")
    expect(shown.root.locator(".own .note")).to_contain_text("watched")
    shown.volume(1).press("Enter")
    shown.root.locator("summary").click()
    page.mouse.wheel(0, -9999)
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    shown.root.get_by_label("start from").select_option("Make it fit")
    expect(shown.problem(4)).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unmarked = shown.root.locator(
        ':is(button, input, select, summary, [tabindex]):not([data-lm-suppress-shortcuts="true"])'
    )
    assert unmarked.count() == 0


def test_narrow_page_works_by_touch(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    shown = NetworkPage(context.new_page(), NetworkExplorer(SMALL), tmp_path)
    shown.layer(1).locator(".more").first.tap()
    assert shown.network == SMALL.replace("conv 6", "conv 7")
    front = shown.layer(3).locator(".front")
    front.scroll_into_view_if_needed()
    box = front.bounding_box()
    shown.page.touchscreen.tap(box["x"] + 1, box["y"] + box["height"] - 1)
    expect(shown.sentence).to_contain_text("layer 3, maxpool (channel 0, row 13, column 0)")
    assert shown.complaints == []
    context.close()
