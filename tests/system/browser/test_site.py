"""The website's pages in a browser: what a visitor meets, on a screen and on a phone."""

import re
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from support.answers_shown import answers_in
from support.course_copy import ROOT
from system.browser.accessibility import violations
from system.browser.notebook_page import expect

from serve import server

pytest.importorskip("sphinx", reason="needs the extra `site`: pip install -e .[site]")

pytestmark = pytest.mark.system

SCREEN, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
LINK = re.compile(r'(?:href|src)="([^"]+)"')
OF_EACH_KIND = ["index", "units/02_padding", "explorer", "instructor", "grading", "api"]
# What axe-core cannot judge, since something lies over it or it is no text: it calls these unsure.
UNSURE = ("could not be determined", "only non-text characters", "too short to determine")


def build(folder, *options):
    # In a process of its own: Sphinx warns of its own ways, and a warning fails a test here.
    command = [sys.executable, ROOT / "site" / "build.py", "--pages-only", folder, *options]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    build(folder, "--pictures", "6")  # most of the time goes into drawing them
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "site"
    build(folder)
    return folder


@pytest.fixture(scope="module")
def address(folder):
    with server(folder) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://localhost:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.fixture
def visit(page, address, complaints):
    """Open pages; at the end nothing was asked of another host and nothing was missing."""
    page.on("response", lambda got: got.status >= 400 and complaints.append(got.url))
    page.set_viewport_size(SCREEN)

    def open_page(name):
        page.goto(f"{address}/{name}.html", wait_until="networkidle")
        return page

    yield open_page
    # The notebooks that run are not built here; test_lite.py has them.
    assert [one for one in complaints if "/lite/" not in one] == []


def written(folder):
    return [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]


def test_no_page_shows_an_answer(folder):
    assert answers_in(folder) == []


def test_every_link_within_the_site_leads_somewhere(folder):
    lost = []
    for path in written(folder):
        text = path.read_text(encoding="utf-8")
        for link in LINK.findall(text):
            target = urldefrag(unquote(link)).url.split("?")[0]
            if not target or re.match(r"[a-z]+:", target) or "lite/" in target:
                continue
            if not (path.parent / target).exists():
                lost.append(f"{path.relative_to(folder)}: {link}")
    assert lost == []


def test_no_page_names_another_host_but_in_links_to_read(folder):
    for path in written(folder):
        text = path.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|link|img|iframe|source)[^>]*https?://[^>]*>", text)
        assert fetched == [], path


@pytest.mark.sweep
def test_pages_are_small(whole):
    size = sum(path.stat().st_size for path in whole.rglob("*") if path.is_file())
    assert size < 16e6


def test_visitor_meets_the_explorer_and_three_doors_at_once(visit):
    page = visit("index")
    for name in ("Start in your browser", "Install", "Teach with it"):
        box = page.locator(".doors").get_by_role("link", name=name).bounding_box()
        assert box["y"] + box["height"] < SCREEN["height"]
    frame = page.frame_locator("#front")
    assert page.locator("#front").bounding_box()["y"] < SCREEN["height"] / 4
    made = frame.locator(".formula .made")
    before = made.inner_text()
    assert made.bounding_box()["y"] < SCREEN["height"]
    for _ in range(2):  # the value beside it is the same
        frame.get_by_role("application", name="feature map").press("ArrowRight")
    expect(made).not_to_have_text(before)


def test_first_door_opens_the_first_unit(visit):
    page = visit("index")
    start = page.get_by_role("link", name="Start in your browser")
    wanted = "lite/notebooks/index.html?path=01_single_filter/01_single_filter.ipynb"
    assert start.get_attribute("href") == wanted


def test_explorer_is_as_high_as_its_frame(visit):
    page = visit("explorer")
    height = page.locator("iframe.explorer").evaluate(
        "frame => [frame.clientHeight, frame.contentDocument.body.scrollHeight]"
    )
    assert abs(height[0] - height[1]) <= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_explorer_is_as_light_or_dark_as_the_page(visit, theme):
    page = visit("explorer")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    explorer = page.frame_locator("iframe.explorer").locator(".conv-explorer")
    colour = "getComputedStyle(node).backgroundColor"
    paper = explorer.evaluate(f"node => {colour}")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) > 3 * 128) == (theme == "light")


def test_slider_changes_the_picture_and_its_words_by_keyboard(visit):
    page = visit("units/02_padding")
    area = page.locator(".played").first
    picture = area.locator("img")
    seen = [picture.get_attribute("src")]
    assert "5 positions" in area.locator("figcaption").inner_text()
    area.get_by_label("padding (zeros a side)").press("ArrowRight")
    seen.append(picture.get_attribute("src"))
    assert "9 positions" in area.locator("figcaption").inner_text()
    area.get_by_label("window (pixels)").press("Home")
    seen.append(picture.get_attribute("src"))
    assert "11 positions" in area.locator("figcaption").inner_text()
    assert len(set(seen)) == 3
    # Those who listen hear of it when the hand rests.
    page.wait_for_function(
        "[...document.querySelectorAll('.played [role=status]')]"
        ".some(line => line.textContent.includes('11 positions'))"
    )


def test_menu_changes_the_picture_too(visit):
    page = visit("units/08_network")
    area = page.locator(".played", has=page.locator("select"))
    before = area.locator("img").get_attribute("src")
    area.get_by_label("between").select_option(index=1)
    assert area.locator("img").get_attribute("src") != before


def test_page_of_one_s_work_says_so_where_the_list_of_units_does_not_arrive(visit):
    page = visit("work")
    expect(page.locator("#kept-here")).to_contain_text("The list of units did not arrive.")


def test_search_finds_a_unit(visit, page, address):
    visit("index")
    page.goto(f"{address}/search.html?q=padding")
    page.locator("#search-results li").first.wait_for()
    found = page.locator("#search-results").inner_text()
    assert "Padding: keep the border and the size" in found


def test_nothing_is_wider_than_a_phone(visit, folder):
    wide = []
    for path in written(folder):
        name = path.relative_to(folder).with_suffix("").as_posix()
        page = visit(name)
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(name)
    assert wide == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_no_reader_is_kept_out(page, address, name, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    found = violations(page)
    assert [one for one in found if not any(words in one for words in UNSURE)] == []


@pytest.mark.sweep
def test_same_course_makes_the_same_bytes(whole, tmp_path):
    build(tmp_path / "site")
    first, second = (
        {path.relative_to(one): path.read_bytes() for path in one.rglob("*") if path.is_file()}
        for one in (whole, tmp_path / "site")
    )
    assert set(first) == set(second)
    assert [path for path in first if first[path] != second[path]] == []
