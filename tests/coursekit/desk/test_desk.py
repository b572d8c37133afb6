"""The class desk: one command at a time, of units that there are, for its own page alone."""

import asyncio
import json
import sys

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from coursekit.course import find_course
from coursekit.desk import jobs
from coursekit.desk.desk_server import Desk, application
from coursekit.desk.jobs import ACTIONS, Action, Job, Jobs

UNIT = "02_padding"
JSON = {"Content-Type": "application/json"}


LONG = """
import time
print("here", flush=True)
try:
    time.sleep(600)
except KeyboardInterrupt:
    print("kept")
"""


def program(text: str) -> Action:
    """An action that runs a Python program, whose last word is the unit."""
    return Action("Try", (sys.executable, "-c", text))


async def until_done(desk: Desk) -> Job:
    async with asyncio.timeout(60):
        while desk.jobs.running:
            await asyncio.sleep(0.02)
    return desk.jobs.newest


def served(steps, course=None):
    """Run steps, a coroutine of the desk and of how one asks it, with the desk on a port."""

    async def run():
        socket, port = bind_unused_port()
        desk = Desk(course or find_course())
        server = HTTPServer(application(desk))
        server.add_socket(socket)

        async def ask(where, body=None, headers=JSON):
            method = {"method": "POST", "body": body, "headers": headers} if body else {}
            address = f"http://127.0.0.1:{port}/{where}"
            return await AsyncHTTPClient().fetch(address, raise_error=False, **method)

        try:
            await steps(desk, ask)
        finally:
            server.stop()

    asyncio.run(run())


def question(action, unit=UNIT):
    return json.dumps({"action": action, "unit": unit})


def test_commands_are_those_that_one_would_type():
    typed = {name: action.shown(UNIT) for name, action in ACTIONS.items()}
    assert typed == {
        "release": f"nbgrader release_assignment {UNIT}",
        "collect": f"nbgrader collect --update {UNIT}",
        "grade": f"coursekit grade {UNIT}",
        "report": f"coursekit report {UNIT}",
        "feedback": f"nbgrader release_feedback {UNIT}",
    }


def test_what_a_command_prints_comes_as_it_is_printed(monkeypatch):
    text = (
        "import sys; print('of', sys.argv[1]); print('and', 'wrong', file=sys.stderr); sys.exit(1)"
    )
    monkeypatch.setitem(ACTIONS, "grade", program(text))

    async def steps(desk, ask):
        assert (await ask("act", question("grade"))).code == 200
        await until_done(desk)
        job = json.loads((await ask("state?since=1")).body)["job"]
        assert (job["lines"], job["count"], job["code"]) == (["and wrong"], 2, 1)

    served(steps)


def test_second_command_waits_for_the_first_which_can_be_stopped(monkeypatch):
    monkeypatch.setitem(ACTIONS, "grade", program(LONG))

    async def steps(desk, ask):
        await ask("act", question("grade"))
        while not desk.jobs.newest.lines:
            await asyncio.sleep(0.02)
        refused = await ask("act", question("report"))
        assert refused.code == 409
        assert b"Another command is running; wait, or stop it." in refused.body
        state = json.loads((await ask("state")).body)
        assert not any(action["can"] for unit in state["units"] for action in unit["actions"])
        await ask("act", question("stop", ""))
        assert (await until_done(desk)).lines == ["here", "kept"]

    served(steps)


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (question("grade", "99_none"), JSON, 404),
        (question("grade", "../02_padding"), JSON, 404),
        (question("delete"), JSON, 404),
        ("[1]", JSON, 400),
        ("no JSON", JSON, 400),
        # A form of another site can send this kind, and no JSON.
        (question("grade"), {"Content-Type": "text/plain"}, 415),
    ],
)
def test_what_is_no_question_of_the_page_runs_nothing(body, headers, code):
    async def steps(desk, ask):
        assert (await ask("act", body, headers)).code == code
        assert desk.jobs.newest is None

    served(steps)


def test_page_is_whole_and_reports_are_found_in_their_folder_alone():
    async def steps(desk, ask):
        for part in ("", "page.mjs", "page.css", "icon.svg"):
            assert (await ask(part)).code == 200, part
        for other in (
            "server.py",
            "report/../../gradebook.db",
            "report/%2e%2e/%2e%2e/pyproject.toml",
        ):
            assert (await ask(other)).code in (403, 404), other

    served(steps)


def test_counts_are_of_people_and_of_what_was_graded_in_the_end(tmp_path, monkeypatch):
    course = find_course()
    exchange = tmp_path / "exchange"
    for name in (
        f"ada+{UNIT}+1+x",
        f"ada+{UNIT}+2+y",
        f"ben+{UNIT}+1+z",
        "cleo+01_single_filter+1+w",
    ):
        (exchange / "convolution" / "inbound" / name).mkdir(parents=True)
    (exchange / "convolution" / "outbound" / "01_single_filter").mkdir(parents=True)
    (tmp_path / "notebooks").symlink_to(course.root / "notebooks")
    for learner in ("ada", "ben"):
        (tmp_path / "submitted" / learner / UNIT).mkdir(parents=True)
    (tmp_path / "grading" / UNIT).mkdir(parents=True)
    for record in ("ada.json", "gone.json", "unfinished.json"):
        (tmp_path / "grading" / UNIT / record).touch()
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(exchange))
    desk = Desk(type(course)(tmp_path))
    units = {unit["name"]: unit for unit in desk.state(0)["units"]}
    assert units[UNIT]["counts"] == [2, 2, 1]
    can = {
        name: [one["name"] for one in unit["actions"] if one["can"]] for name, unit in units.items()
    }
    assert can[UNIT] == ["release", "collect", "grade", "report", "feedback"]
    assert can["01_single_filter"] == ["collect"]
    assert can["03_stride"] == ["release"]


def test_of_a_long_output_the_newest_lines_are_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(jobs, "MOST_LINES", 10)
    monkeypatch.setitem(ACTIONS, "grade", program("print(*range(1000), sep='\\n')"))

    async def steps():
        running = Jobs(tmp_path, {})
        job = await running.start("grade", UNIT)
        while running.running:
            await asyncio.sleep(0.02)
        assert job.lines == [str(number) for number in range(990, 1000)]
        assert job.dropped == 990

    asyncio.run(steps())
