"""A class on a JupyterHub: handed out, handed in, graded and handed back, each in their role."""

from dataclasses import dataclass, field

import nbformat
import pytest
from support.course_copy import ROOT, UNITS, answered, solved
from support.running_hub import Hub, run_hub_command, running_hub
from system.browser.accessibility import violations
from system.browser.hub_server import ROLES, Desk, account

UNIT = "02_padding"
TITLE = "Padding: keep the border and the size"
FULL = "<strong>5</strong> of 5 points"
WRONG = "def same_padding(kernel_size):\n    return (kernel_size - 1) / 2"


@dataclass
class Played:
    """What was seen in a class on the hub, from the hand-out to the second grade."""

    hub: Hub
    menus: dict[str, list[str]] = field(default_factory=dict)
    start: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # of the desk, by axe
    printed: dict[str, str] = field(default_factory=dict)  # by the desk's commands
    pages: dict[str, str] = field(default_factory=dict)  # of feedback, by learner
    report: str = ""
    formgrader: str = ""
    others: dict[str, int] = field(default_factory=dict)  # what ben's browser gets of others


def hand_in(desk: Desk, right, wrong: str = "") -> None:
    """Answer the unit on disk, as if saved, and submit it by a click."""
    path = desk.hub.home(account(desk.name)) / "convolution" / UNIT / f"{UNIT}.ipynb"
    notebook = answered(nbformat.read(path, as_version=4), UNIT, right)
    for cell in notebook.cells:
        if wrong and cell.source.startswith("def same_padding"):
            cell.source = wrong
    desk.hub.give(account(desk.name), path, nbformat.writes(notebook))
    desk.assignments()
    row = desk.page.locator("#fetched_assignments_list .list_item", has_text=UNIT)
    row.get_by_role("button", name="Submit").click()
    desk.page.locator("#submitted_assignments_list", has_text=UNIT).wait_for()


def open_desk(desk: Desk):
    """Open the class desk from the launcher, and return it."""
    desk.page.get_by_text("Class desk").click()
    inside = desk.page.frame_locator("iframe[src*='/desk']")
    inside.get_by_role("row", name=TITLE).wait_for()
    return inside


def click(inside, label: str, done: str = "Done.") -> str:
    """Let the desk run one of its commands, and return what that printed."""
    inside.get_by_role("button", name=f"{label}: {TITLE}").click()
    inside.locator("#said", has_text=done).wait_for()
    return inside.locator("#output").inner_text()


def fetch_feedback(desk: Desk) -> str:
    """Fetch feedback by a click, and return the newest page."""
    folder = desk.hub.home(account(desk.name)) / "convolution" / UNIT / "feedback"
    before = set(folder.glob(f"*/{UNIT}.html"))
    desk.assignments()
    row = desk.page.locator("#submitted_assignments_list .list_item", has_text="Fetch Feedback")
    row.first.get_by_role("button", name="Fetch Feedback").click()
    for _ in range(600):
        if new := set(folder.glob(f"*/{UNIT}.html")) - before:
            return new.pop().read_text(encoding="utf-8")
        desk.page.wait_for_timeout(200)
    raise AssertionError(f"no feedback came to {folder}")


@pytest.fixture(scope="module")
def played(chromium):
    with running_hub({account(name): role for name, role in ROLES.items()}) as hub:
        seen = Played(hub)
        ada, ben, assistant = (Desk(hub, chromium, name) for name in ("ada", "ben", "assistant"))
        seen.start["ada"] = ada.page.locator(".jp-MarkdownViewer").inner_text()
        seen.menus = {desk.name: desk.menu() for desk in (ada, assistant)}
        inside = open_desk(assistant)
        frame = next(one for one in assistant.page.frames if "/desk" in one.url)
        seen.problems = violations(frame)
        seen.printed["release"] = click(inside, "Hand out")
        for learner in (ada, ben):
            learner.assignments()
            row = learner.page.locator("#released_assignments_list .list_item", has_text=UNIT)
            row.get_by_role("button", name="Fetch").click()
            learner.page.locator("#fetched_assignments_list", has_text=UNIT).wait_for()
        right = solved(ROOT, UNIT)
        hand_in(ada, right)
        hand_in(ben, right, WRONG)
        for action in ("Collect", "Grade", "Report", "Hand back"):
            seen.printed[action] = click(inside, action)
        with assistant.context.expect_page() as opened:
            inside.get_by_role("link", name=f"open report: {TITLE}").click()
        opened.value.get_by_role("heading").first.wait_for()
        seen.report = opened.value.locator("body").inner_text()
        seen.pages["ada"] = fetch_feedback(ada)
        seen.pages["ben"] = fetch_feedback(ben)
        assistant.close()
        # Ben mends it and hands in again; only he is graded anew, by somebody else of the team.
        hand_in(ben, right)
        inside = open_desk(instructor := Desk(hub, chromium, "instructor"))
        for action in ("Collect", "Grade", "Hand back"):
            seen.printed[f"{action} again"] = click(inside, action)
        seen.pages["ben again"] = fetch_feedback(ben)
        instructor.page.get_by_role("menuitem", name="Nbgrader").click()
        instructor.page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        framed = instructor.page.frame_locator("iframe[src*='/formgrader']")
        framed.get_by_role("link", name=UNIT).first.wait_for()
        seen.formgrader = framed.locator("body").inner_text()
        for what, address in {
            "ada's server": f"{ada.server}/lab",
            "the desk": f"{assistant.server}/desk/",
            "own desk": f"{ben.server}/desk/",
            "own formgrader": f"{ben.server}/formgrader",
        }.items():
            seen.others[what] = ben.context.request.get(address).status
        yield seen
        for desk in (ada, ben, instructor):
            desk.close()


def test_what_make_hub_says_leads_on(played):
    said = played.hub.said
    assert played.hub.address in said
    assert f"Teach     {account('instructor')}, {account('assistant')}" in said
    assert f"Learn     {account('ada')}, {account('ben')}" in said
    assert "For trying only: this one password lets anybody be anybody." in said


def test_learner_has_the_start_page_and_of_nbgrader_the_list_of_units_alone(played):
    assert "Slide one filter over a picture" in played.start["ada"]
    assert "Handing in." in played.start["ada"]
    assert played.menus["ada"] == ["Assignment List"]
    assert {"Formgrader", "Assignment List"} <= set(played.menus["assistant"])
    assert "Course List" not in played.menus["assistant"]


def test_desk_runs_the_commands_and_shows_what_they_print(played):
    assert played.problems == []
    assert f"Released as: convolution {UNIT}" in played.printed["release"]
    assert f"Collecting submission: {account('ada')} {UNIT}" in played.printed["Collect"]
    lines = {line.partition(" ")[0]: line for line in played.printed["Grade"].splitlines()}
    assert "5 of 5" in lines[account("ada")]
    assert "same_padding" in lines[account("ben")]
    assert "same_padding" in played.report


def test_formgrader_opens_in_its_frame_with_the_units(played):
    assert "01_single_filter" in played.formgrader
    assert UNIT in played.formgrader


def test_second_hand_in_is_graded_and_nobody_else_anew(played):
    assert "5 of 5" in played.printed["Grade again"]
    assert account("ada") not in played.printed["Grade again"]
    assert FULL in played.pages["ben again"]


def test_each_learner_reads_their_own_page(played):
    assert FULL in played.pages["ada"]
    assert FULL not in played.pages["ben"]
    assert "same_padding" in played.pages["ben"]


def test_learners_account_reads_nothing_of_the_class_and_nothing_of_others(played):
    hub = played.hub
    for place in (
        hub.course,
        hub.course / "gradebook.db",
        hub.course / "solutions",
        hub.root / "hub",
        hub.home(account("ada")),
        hub.home(account("instructor")),
    ):
        assert hub.run_as(account("ben"), "ls", str(place)).returncode, place
    exchange = hub.root / "exchange" / "convolution"
    for place in ("inbound", "feedback"):
        assert hub.run_as(account("ben"), "ls", str(exchange / place)).returncode, place
    found = hub.run_as(
        account("ben"), "grep", "-rl", "BEGIN SOLUTION", str(hub.root)
    ).stdout.split()
    ours = tuple(f"/{unit}.ipynb" for unit in UNITS)
    assert [path for path in found if path.endswith(ours)] == []


def test_learners_browser_reaches_neither_others_nor_what_is_for_instructors(played):
    assert played.others == {
        "ada's server": 403,
        "the desk": 403,
        "own desk": 404,
        "own formgrader": 404,
    }


def test_removing_tells_first(played):
    told = run_hub_command("--folder", str(played.hub.root), "--remove")
    assert account("ada") in told.stdout
    assert "Nothing was taken away." in told.stdout
    assert played.hub.home(account("ada")).exists()


def test_exchange_that_cannot_be_used_is_said_and_the_work_stays(played):
    hub = played.hub
    exchange, away = hub.root / "exchange", hub.root / "away"
    mine = hub.home(account("ada")) / "convolution" / UNIT / f"{UNIT}.ipynb"
    before = mine.read_bytes()
    mode = exchange.stat().st_mode
    for fault in ("missing", "read-only"):
        (exchange.rename(away) if fault == "missing" else exchange.chmod(0o555))
        try:
            done = hub.as_learner(account("ada"), "nbgrader", "submit", UNIT)
        finally:
            (away.rename(exchange) if fault == "missing" else exchange.chmod(mode))
        assert done.returncode, fault
        assert f"Unwritable directory, please contact your instructor: {exchange}" in done.stderr
        assert mine.read_bytes() == before
    assert hub.as_learner(account("ada"), "nbgrader", "submit", UNIT).returncode == 0
