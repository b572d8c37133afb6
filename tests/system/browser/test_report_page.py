"""The report of a class in Chromium: no violation, nothing fetched, everything within the page."""

import pytest
from support.fictitious_class import COURSE, make_class, write_class
from system.browser.accessibility import violations

from coursekit.course import Course
from coursekit.grading.report.report_command import write_report

UNIT = "03_stride"


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The pages of a class of 40, with names and without."""
    root = tmp_path_factory.mktemp("course")
    for folder in ("notebooks", "solutions"):
        (root / folder).symlink_to(COURSE.root / folder)
    records = make_class(UNIT, 40, failed=2)
    evil = "<img src=x onerror=\"document.title='got in'\"><script>document.title='got in'</script>"
    records[3] |= {"learner": evil, "notes": [evil]}
    write_class(root / "grading" / UNIT, records)
    return {
        anonymous: write_report(Course(root), UNIT, anonymous=anonymous).page
        for anonymous in (False, True)
    }


@pytest.fixture(params=[False, True], ids=["with names", "without names"])
def address(reports, request):
    return reports[request.param].as_uri()


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_has_no_violation(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    unfold(page)
    assert page.get_by_text("On the board").first.is_visible()
    # The page's own policy forbids the style that the judge adds to show what is out of view.
    page.add_style_tag = lambda **style: None
    assert violations(page) == []


def test_report_asks_for_nothing_and_runs_nothing(page, address, complaints):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert complaints == [address]  # which is a file, and on no server
    assert page.title().endswith("what the class made of it")
    widths = page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert len(widths) > 5
    assert min(widths) > 100


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_report_is_no_wider_than_the_window(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_printed_report_is_black_on_white_in_a_dark_theme_too(page, address):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(address)
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert not page.get_by_role("navigation").is_visible()
