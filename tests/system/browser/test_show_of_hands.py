"""The projector's page in Chromium, from the hub's login to the end of the lab."""

import re

import pytest
from support.fake_hub import run_service
from system.browser.accessibility import violations


@pytest.fixture(scope="module")
def service():
    with run_service() as running:
        yield running


@pytest.fixture
def projector(service, page):
    """The page of an instructor who has signed in, with no lab open."""
    service.podium.lab = None
    service.hub.signs_in = "instructor"
    page.goto(service.address)
    page.get_by_text("No lab is open").wait_for()
    return page


@pytest.fixture
def button(projector):
    return lambda name: projector.get_by_role("button", name=name)


def open_lab(page):
    page.get_by_role("button", name="Open the lab").click()
    page.get_by_text("Nobody has answered yet").wait_for()


def vote(service, answers, question="side_at_stride_2", expects=("13", "14", "15")):
    for person, answer in enumerate(answers):
        assert service.vote(f"person-{person}", question, answer, expects)[0] == 204


def rows(page):
    """The texts of the bars' rows."""
    page.get_by_role("table").wait_for()
    found = page.locator("tbody tr").all_inner_texts()
    return [re.sub(r"\s+", " ", text).strip() for text in found]


def test_lab_from_opening_to_its_end(service, projector, button, complaints):
    open_lab(projector)
    vote(service, ["14", "15", "15", "14.5"])
    projector.get_by_text("4 have answered").wait_for()
    assert projector.get_by_role("heading", name="side at stride 2").is_visible()
    assert not projector.get_by_role("table").is_visible()
    assert "14.5" not in projector.content()

    button("Show the answers").click()
    expected = ["13 0 (0 %)", "14 1 (25 %)", "14.5 1 (25 %)", "15 2 (50 %)"]
    assert rows(projector) == expected
    lengths = [bar.bounding_box()["width"] for bar in projector.locator(".length").all()]
    assert lengths[3] > 1.9 * lengths[1] > 1.9 * lengths[0]

    button("Second round").click()
    projector.get_by_text("talk to your neighbour").wait_for()
    assert not projector.get_by_role("table").is_visible()
    vote(service, ["14", "14", "14"])
    projector.get_by_text("3 have answered again, after 4 in the first round").wait_for()
    button("Show the answers").click()
    assert rows(projector)[1] == "14 1 (25 %) 3 (100 %)"

    button("End the lab").click()
    button("Go on").click()
    assert projector.get_by_role("table").is_visible()
    button("End the lab").click()
    button("End and forget").click()
    projector.get_by_text("No lab is open").wait_for()
    assert service.podium.lab is None
    assert complaints == []


def test_page_goes_to_the_newest_question_by_itself_and_to_any_by_hand(service, projector, button):
    open_lab(projector)
    vote(service, ["14", "15"])
    projector.get_by_role("heading", name="side at stride 2").wait_for()
    vote(service, ["2", "4"], "next_layer_cheaper")
    projector.get_by_role("heading", name="next layer cheaper").wait_for()
    projector.get_by_label("Question").select_option("side at stride 2 (2)")
    projector.get_by_role("heading", name="side at stride 2").wait_for()
    button("Go to: next layer cheaper (2)").click()
    projector.get_by_role("heading", name="next layer cheaper").wait_for()


def test_answers_are_text_and_nothing_else(service, projector, button):
    open_lab(projector)
    service.vote("eve", "own", "<img src=x onerror=alert(1)>")
    service.vote("eva", "own", "\u202egnorw")
    projector.on("dialog", lambda dialog: pytest.fail("a script ran"))
    button("Show the answers").click()
    assert rows(projector) == ["<img src=x onerror=alert(1)> 1 (50 %)", "gnorw 1 (50 %)"]
    assert projector.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_violation_and_fits_a_projector(service, projector, button, scheme):
    projector.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    projector.set_viewport_size({"width": 1366, "height": 768})
    # The page's own policy forbids the style that the judge adds to show what is out of view.
    projector.add_style_tag = lambda **style: None
    assert violations(projector) == []
    open_lab(projector)
    assert violations(projector) == []
    many = [str(number) for number in range(30)]
    vote(service, many)
    button("Show the answers").click()
    projector.get_by_role("table").wait_for()
    button("Second round").click()
    projector.get_by_text("talk to your neighbour").wait_for()
    assert violations(projector) == []
    vote(service, many)
    button("Show the answers").click()
    assert len(rows(projector)) == 11
    assert violations(projector) == []
    root = "document.documentElement"
    assert projector.evaluate(
        f"{root}.scrollHeight <= innerHeight && {root}.scrollWidth <= innerWidth"
    )
    button("End the lab").click()
    assert violations(projector) == []


def test_keyboard_alone_leads_through_a_lab(service, projector, button):
    def focused():
        return projector.evaluate("document.activeElement.textContent")

    projector.keyboard.press("Tab")
    assert focused() == "Open the lab"
    projector.keyboard.press("Enter")
    projector.get_by_text("Nobody has answered yet").wait_for()
    assert focused() == "End the lab"  # the button that was pressed has gone
    vote(service, ["14"])
    button("Show the answers").wait_for()
    for _ in range(3):
        projector.keyboard.press("Shift+Tab")
    assert focused() == "Show the answers"
    projector.keyboard.press("Space")
    button("Hide the answers").wait_for()
    projector.keyboard.press("Tab")
    projector.keyboard.press("Enter")
    projector.get_by_text("talk to your neighbour").wait_for()
    assert focused() == "Show the answers"
    button("End the lab").press("Enter")
    assert focused() == "Go on"
    projector.keyboard.press("Escape")
    assert service.podium.lab
    button("End the lab").press("Enter")
    projector.keyboard.press("Shift+Tab")
    projector.keyboard.press("Enter")
    projector.get_by_text("No lab is open").wait_for()
    assert focused() == "Open the lab"


def test_another_site_cannot_press_a_button(service, projector):
    # It has the cookie, which the browser adds by itself, but not the page's own token.
    press = """fetch('state', {method: 'POST', body: '{"do": "open"}'}).then(got => got.status)"""
    assert projector.evaluate(press) == 403
    assert service.podium.lab is None


def test_refusal_and_a_service_that_is_gone_are_told(service, projector, button):
    open_lab(projector)
    vote(service, ["14"])
    button("Second round").wait_for()
    service.do("end")
    projector.evaluate("document.getElementById('second').click()")
    projector.get_by_text("No lab is open.", exact=True).wait_for()
    projector.route("**/state", lambda route: route.abort())
    projector.get_by_text("The service does not answer; this page goes on asking.").wait_for()
    projector.unroute("**/state")
    projector.get_by_text("goes on asking").wait_for(state="detached")


def test_learner_is_told_whose_page_it_is(service, page):
    service.hub.signs_in = "maria"
    assert page.goto(service.address).status == 403
    assert "This page is for those who teach the course" in page.inner_text("body")
