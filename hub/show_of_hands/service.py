"""Who may ask what: kernels send hands, the instructor's page asks for the state and changes it.

Every refusal is a status and a sentence as JSON, {"says": ...}. Nothing that came in is logged.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jupyterhub.services.auth import (
    HubOAuth,
    HubOAuthCallbackHandler,
    HubOAuthenticated,
    UserNotAllowed,
)
from tornado import httpserver, ioloop, web

from show_of_hands.rounds import HOURS, Hand, OpenLab, RefusedError

PAGE = Path(__file__).parent / "page"

LARGEST = 4096
"""Bytes of a request's body that are read; `convtutor/hands.py` sends a few hundred."""

SECONDS_TO_ASK = 60
"""How long the hub may take to say whose token it is; of a whole class the last waits longest."""

BACKLOG = 1024
"""Connections that wait to be taken: a class at once is not turned away."""

CLOSED = "closed: no lab is open, so nothing was kept"


class Podium:
    """The place of the open lab; None while none is open."""

    lab: OpenLab | None = None

    def clear_if_over(self) -> None:
        """Forget a lab that nobody has ended."""
        if self.lab and self.lab.is_over(time.monotonic()):
            self.lab = None


class _Handler(web.RequestHandler):
    """What all answers have in common: headers, and sentences."""

    def initialize(self, podium: Podium, hub_auth: HubOAuth) -> None:
        self.podium = podium
        self.hub_auth = hub_auth

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        )

    def say(self, status: int, sentence: str) -> None:
        """Answer with a status and a sentence: as JSON, or as text to one who opens a page."""
        self.set_status(status)
        if "text/html" in self.request.headers.get("Accept", ""):
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{sentence[0].upper()}{sentence[1:]}.")
        else:
            self.finish({"says": sentence})

    def write_error(self, status_code: int, **options: Any) -> None:
        """Say what tornado or JupyterHub refused."""
        self.say(status_code, SENTENCES.get(status_code, self._reason))

    def sent(self) -> Any:
        """Read the body, or refuse it."""
        if len(self.request.body) > LARGEST:
            raise RefusedError(f"at most {LARGEST:,} bytes are read")
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise RefusedError("JSON is needed, as UTF-8") from None


SENTENCES = {
    400: "this could not be read; open the page again",
    403: "this page is for those who teach the course; if you do, reload it and sign in again",
    404: "there is nothing at this address",
    405: "this address is asked in another way",
    500: "the service or the hub could not answer; try again",
    502: "the hub could not answer; try again",
}


class Hands(_Handler):
    """Where a learner's kernel sends what was given to `predict`."""

    async def post(self) -> None:
        """Count a hand."""
        lab = self.podium.lab
        if lab is None:
            return self.say(409, CLOSED)
        try:
            hand = Hand.from_json(self.sent())
            person = await self._person(lab)
            if person is None:
                return self.say(403, "a token is needed that the hub has given to a person")
            if self.podium.lab is not lab:  # ended while the hub was asked
                return self.say(409, CLOSED)
            lab.count(person, hand)
        except RefusedError as refused:
            return self.say(400, str(refused))
        except (TimeoutError, web.HTTPError):
            return self.say(503, "the hub did not say whose token this is, so nothing was kept")
        self.set_status(204)

    async def _person(self, lab: OpenLab) -> bytes | None:
        """Ask the hub, once for each token in a lab; neither token nor name is kept."""
        token = self.hub_auth.get_token(self, in_cookie=False)
        if not token:
            return None
        digest = lab.digest(token)
        if digest not in lab.known:
            asked = self.hub_auth.user_for_token(token, use_cache=False, sync=False)
            model = await asyncio.wait_for(asked, SECONDS_TO_ASK)
            if model is None or model.get("kind", "user") != "user":
                return None
            lab.known[digest] = lab.digest(model["name"])
        return lab.known[digest]


class _Instructors(HubOAuthenticated, _Handler):
    """What only those reach who may access the service."""

    async def prepare(self) -> None:
        """Ask the hub who this is without blocking, and refuse whoever may not be here."""
        model = await self.hub_auth.get_user(self, sync=False)
        try:
            self.current_user = model and self.check_hub_user(model)
        except UserNotAllowed:
            raise web.HTTPError(403) from None


class Projector(_Instructors):
    """The page."""

    @web.authenticated
    def get(self) -> None:
        """Send the page, with the token that its requests need beside the cookie."""
        self.render("index.html", xsrf=self.xsrf_token.decode(), hours=HOURS)


class State(_Instructors):
    """What the page shows, and what its buttons do."""

    async def prepare(self) -> None:
        """Refuse who is not signed in, too: a page's request cannot follow to a login."""
        await super().prepare()
        if self.current_user is None:
            raise web.HTTPError(403)

    def get(self) -> None:
        """Tell the state."""
        lab = self.podium.lab
        self.finish({"lab": lab and lab.as_json()})

    def post(self) -> None:
        """Do what a button says, and tell the state."""
        try:
            self._do(self.sent())
        except RefusedError as refused:
            return self.say(400, str(refused))
        self.get()

    def _do(self, sent: Any) -> None:
        lab = self.podium.lab
        match sent:
            case {"do": "open"}:
                self.podium.lab = lab or OpenLab(time.monotonic())
            case {"do": "end"}:
                self.podium.lab = None
            case _ if lab is None:
                raise RefusedError("no lab is open")
            case {"do": "follow"}:
                lab.pick(None)
            case {"do": "pick", "question": str(question)}:
                lab.pick(question)
            case {"do": "show" | "hide" as verb, "question": str(question)}:
                lab.show(question, verb == "show")
            case {"do": "second", "question": str(question)}:
                lab.second_round(question)
            case _:
                raise RefusedError(
                    "do: open, end, follow; or pick, show, hide, second with a question"
                )


class Callback(_Handler, HubOAuthCallbackHandler):
    """Where the hub sends an instructor back who has signed in."""


class Nowhere(_Handler):
    """Any other address."""

    def prepare(self) -> None:
        """Say so."""
        raise web.HTTPError(404)


def make_app(prefix: str, podium: Podium, hub_auth: HubOAuth) -> web.Application:
    """Put the service together, which lies on the hub at a prefix with a slash at both ends.

    The open lab lies on the podium; `hub_auth` knows people by their tokens.
    """
    parts = {"podium": podium, "hub_auth": hub_auth}
    return web.Application(
        [
            (prefix.rstrip("/"), web.RedirectHandler, {"url": prefix}),
            (prefix, Projector, parts),
            (prefix + "state", State, parts),
            (prefix + "hands", Hands, parts),
            (prefix + "oauth_callback", Callback, parts),
            (prefix + r"page/(hands\.(?:mjs|css))", web.StaticFileHandler, {"path": PAGE}),
        ],
        template_path=PAGE,
        cookie_secret=secrets.token_bytes(32),
        default_handler_class=Nowhere,
        default_handler_args=parts,
        log_function=lambda handler: None,
    )


def serve(address: str, prefix: str, hub_auth: HubOAuth) -> httpserver.HTTPServer:
    """Listen as `make_app` says; an old lab is forgotten within a minute.

    The address is the URL whose host and port to listen on, as the hub gives it; port 0 takes a
    free one.
    """
    podium = Podium()
    # What is larger is not even read.
    server = httpserver.HTTPServer(make_app(prefix, podium, hub_auth), max_body_size=16 * LARGEST)
    url = urlsplit(address)
    server.listen(url.port or 0, url.hostname or "", backlog=BACKLOG)
    ioloop.PeriodicCallback(podium.clear_if_over, 60_000).start()
    return server
