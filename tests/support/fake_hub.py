"""The show of hands behind a hub that is none: it knows people by tokens, and signs in one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

pytest.importorskip("jupyterhub", reason="needs JupyterHub: pip install -e .[hub]")

from jupyterhub.services.auth import HubOAuth
from show_of_hands.service import BACKLOG, Podium, make_app
from tornado import httpserver, netutil, routing, web

SERVICE = "service-show-of-hands"
PREFIX = "/services/show-of-hands/"
SCOPE = "access:services!service=show-of-hands"


@dataclass
class FakeHub:
    """What the hub knows, and how it is today."""

    signs_in: str = "instructor"  # who comes to its login page
    seconds: float = 0  # how long it takes for one after the other
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    may_answer: threading.Event = field(default_factory=threading.Event)
    status: int = 200
    asked: list[str] = field(default_factory=list)  # whose tokens it was asked for

    def __post_init__(self) -> None:
        self.may_answer.set()

    def model(self, token: str) -> dict | None:
        """The person, or the service, whose token it is: `token-of-NAME`, `service-of-NAME`."""
        kind, of, name = token.partition("-of-")
        scopes = [SCOPE] if name == "instructor" else []
        kinds = {"token": "user", "service": "service"}
        return (
            {"name": name, "kind": kinds[kind], "scopes": scopes} if kind in kinds and of else None
        )


class _OfHub(web.RequestHandler):
    def initialize(self, hub: FakeHub) -> None:
        self.hub = hub


class _User(_OfHub):
    async def get(self) -> None:
        token = self.request.headers["Authorization"].split()[1]
        self.hub.asked.append(token)
        await asyncio.to_thread(self.hub.may_answer.wait)
        async with self.hub.turn:
            await asyncio.sleep(self.hub.seconds)
        model = self.hub.model(token)
        self.set_status(403 if model is None else self.hub.status)
        self.finish(model or {})


class _Authorize(_OfHub):
    def get(self) -> None:
        back = self.get_argument("redirect_uri")
        self.redirect(f"{back}?code=a-code&state={self.get_argument('state')}")


class _Token(_OfHub):
    def post(self) -> None:
        self.finish({"access_token": f"token-of-{self.hub.signs_in}"})


@dataclass
class Service:
    """A running service."""

    address: str
    podium: Podium
    hub: FakeHub

    def ask(self, path: str, sent: object = None, token: str = "") -> tuple[int, dict]:
        """Give the status and the JSON of an answer; bytes are sent as they are."""
        body = sent if isinstance(sent, bytes) else None if sent is None else json.dumps(sent)
        headers = {"Authorization": f"token {token}"} if token else {}
        url = urlsplit(self.address)
        method = "GET" if sent is None else "POST"
        with contextlib.closing(HTTPConnection(url.netloc, timeout=20)) as connection:
            connection.request(method, url.path + path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        return answer.status, json.loads(said) if said else {}

    def vote(
        self, person: str, question: str, answer: object, expects: object = None
    ) -> tuple[int, dict]:
        """Send a hand as a person's kernel does."""
        hand = {"question": question, "answer": answer, "expects": expects}
        return self.ask("hands", hand, f"token-of-{person}")

    def do(self, verb: str, question: str | None = None) -> dict | None:
        """Press a button; give the lab's state after it."""
        status, told = self.ask("state", {"do": verb, "question": question}, "token-of-instructor")
        assert status == 200, told
        return told["lab"]


@contextlib.contextmanager
def run_service() -> Iterator[Service]:
    """Run hub and service in a thread, behind one address as behind the hub's proxy."""
    sockets = netutil.bind_sockets(0, "127.0.0.1", backlog=BACKLOG)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    service = Service(url + PREFIX, Podium(), FakeHub())
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    is_ready = threading.Event()

    async def main() -> None:
        hub_auth = HubOAuth(
            api_url=f"{url}/hub/api",
            api_token="service-of-show-of-hands",
            base_url=PREFIX,
            oauth_client_id=SERVICE,
            access_scopes={SCOPE},
        )
        app = make_app(PREFIX, service.podium, hub_auth)
        parts = {"hub": service.hub}
        hub = web.Application(
            [
                ("/hub/api/user", _User, parts),
                ("/hub/api/oauth2/authorize", _Authorize, parts),
                ("/hub/api/oauth2/token", _Token, parts),
            ],
            log_function=lambda handler: None,
        )
        rules = [
            routing.Rule(routing.PathMatches("/hub/.*"), hub),
            routing.Rule(routing.AnyMatches(), app),
        ]
        server = httpserver.HTTPServer(routing.RuleRouter(rules), max_body_size=2**16)
        server.add_sockets(sockets)
        end = asyncio.Event()
        started.append((asyncio.get_running_loop(), end))
        is_ready.set()
        await end.wait()
        server.stop()
        await server.close_all_connections()
        with contextlib.suppress(ImportError):  # JupyterHub 5 has no client of its own
            from jupyterhub.httpclient import JupyterHubHTTPClient

            await JupyterHubHTTPClient.loop_instance().close()

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert is_ready.wait(20)
    try:
        yield service
    finally:
        loop, end = started[0]
        loop.call_soon_threadsafe(end.set)
        thread.join()
