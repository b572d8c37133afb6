"""The desk's small web server: the page, what it asks for, and the reports.

``python -m coursekit.desk.desk_server SOCKET``, as jupyter-server-proxy starts it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_unix_socket
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from coursekit.course import Course, Unit, find_course
from coursekit.desk.jobs import ACTIONS, Jobs
from coursekit.errors import CourseError
from coursekit.grading.escaping import page_style
from coursekit.grading.report.report_command import PAGE

HERE = Path(__file__).parent
MADE = {"page.mjs": "text/javascript", "page.css": "text/css", "icon.svg": "image/svg+xml"}


class Desk:
    """What the handlers share: the class's course, and its jobs."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.jobs = Jobs(course.root, course.child_environment())

    def state(self, since: int) -> dict[str, Any]:
        """Tell how far each unit is, and what the newest job has printed since a line."""
        job = self.jobs.newest
        told: dict[str, Any] = {"units": [self._about(unit) for unit in self.course.units()]}
        if job:
            lines = job.lines[max(0, since - job.dropped) :]
            told["job"] = {
                "action": job.action,
                "unit": job.unit,
                "command": ACTIONS[job.action].shown(job.unit),
                "code": job.code,
                "lines": lines,
                "count": job.dropped + len(job.lines),
            }
        return told

    def _has_report(self, unit: str) -> bool:
        return (self.course.report(unit) / PAGE).exists()

    def units(self) -> set[str]:
        """Return the names of the units."""
        return {unit.name for unit in self.course.units()}

    def _about(self, unit: Unit) -> dict[str, Any]:
        root, name = self.course.root, unit.name
        exchange = Path(os.environ.get("NBGRADER_EXCHANGE") or root / "exchange")
        handed_in = {path.name.split("+")[0] for path in exchange.glob(f"*/inbound/*+{name}+*")}
        collected = [path.parent.name for path in (root / "submitted").glob(f"*/{name}")]
        records = self.course.records(name)
        graded = [learner for learner in collected if (records / f"{learner}.json").exists()]
        can = {
            "release": not any(exchange.glob(f"*/outbound/{name}")),
            "collect": bool(handed_in),
            "grade": bool(collected),
            "report": bool(graded),
            "feedback": bool(graded),
        }
        return {
            "name": name,
            "title": unit.title,
            "counts": [len(handed_in), len(collected), len(graded)],
            "actions": [
                {
                    "name": action,
                    "label": about.label,
                    "command": about.shown(name),
                    "can": can[action] and not self.jobs.running,
                }
                for action, about in ACTIONS.items()
            ],
            "report": f"report/{name}/{PAGE}" if self._has_report(name) else "",
        }


class DeskHandler(RequestHandler):
    """What all answers of the desk have in common."""

    desk: Desk

    def initialize(self, desk: Desk) -> None:
        """Take what is shared; tornado calls this."""
        self.desk = desk

    def set_default_headers(self) -> None:
        """Let nothing be kept, framed elsewhere or taken for another kind."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def refuse(self, status: HTTPStatus, sentence: str) -> None:
        """Answer with a sentence for the person at the page."""
        self.set_status(status)
        self.finish({"problem": sentence})


class PageHandler(DeskHandler):
    """The page and its parts."""

    def get(self, name: str) -> None:
        """Give one of them."""
        file = HERE / (name or "page.html")
        self.set_header("Content-Type", f"{MADE.get(name, 'text/html')}; charset=utf-8")
        self.finish(page_style(file) if name == "page.css" else file.read_bytes())


class StateHandler(DeskHandler):
    """How far everything is."""

    def get(self) -> None:
        """Give it as JSON."""
        since = self.get_query_argument("since", "0")
        try:
            self.finish(self.desk.state(int(since) if since.isdecimal() else 0))
        except CourseError as error:
            self.refuse(HTTPStatus.CONFLICT, str(error))


class ActionHandler(DeskHandler):
    """Begin a job, or stop it."""

    async def post(self) -> None:
        """Take {"action", "unit"}; only as JSON, which no other site's form can send."""
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise HTTPError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            asked = json.loads(self.request.body)
            action, unit = str(asked["action"]), str(asked.get("unit", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return self.refuse(HTTPStatus.BAD_REQUEST, "That was no question of this page.")
        jobs = self.desk.jobs
        if action == "stop":
            jobs.stop()
        elif action not in ACTIONS or unit not in self.desk.units():
            return self.refuse(HTTPStatus.NOT_FOUND, f"There is no {action!r} of {unit!r} here.")
        elif jobs.running:
            return self.refuse(HTTPStatus.CONFLICT, "Another command is running; wait, or stop it.")
        else:
            await jobs.start(action, unit)
        self.finish(self.desk.state(0))


def application(desk: Desk) -> Application:
    """Return the desk as a tornado application."""
    shared = {"desk": desk}
    parts = "|".join(name.replace(".", r"\.") for name in MADE)
    reports = {"path": str(desk.course.report(""))}
    return Application(
        [
            (rf"/({parts}|)", PageHandler, shared),
            (r"/state", StateHandler, shared),
            (r"/act", ActionHandler, shared),
            (r"/report/(.*)", StaticFileHandler, reports),
        ]
    )


async def serve(course: Course, socket: str) -> None:
    """Answer on a socket until the process is ended."""
    server = HTTPServer(application(Desk(course)))
    server.add_socket(bind_unix_socket(socket, mode=0o600))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(find_course(), sys.argv[1]))
