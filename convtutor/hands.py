"""A show of hands: on a hub that offers one, a guess also counts on the class's projector.

The hub sets CONVTUTOR_HANDS where it offers one; without it nothing here does anything. The service
behind it, `hub/show_of_hands/`, keeps no names. Nobody waits for it, and no fault of it is seen.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import Any

HANDS_VARIABLE = "CONVTUTOR_HANDS"
"""An environment variable: the internal address of the hub's service, with its path."""

TOKEN_VARIABLE = "JUPYTERHUB_API_TOKEN"
"""An environment variable: with this each server shows its hub whose it is."""

LONGEST = 200
"""Characters of a guess that are sent; the service keeps fewer."""

SECONDS = 10
"""The thread that sends a guess gives up after so long."""


def raise_hand(question: str, answer: Any, expects: Sequence[Any] | type | None) -> str:
    """Send a guess to the class's projector, if there is one, without waiting.

    `expects` are the answers that the question offers, or says that it asks for a whole number. The
    sentence that says so to the learner is returned; "" where nothing is sent.
    """
    address, token = os.environ.get(HANDS_VARIABLE), os.environ.get(TOKEN_VARIABLE)
    if not address or not token:
        return ""
    hand: dict[str, Any] = {"question": question, "answer": str(answer)[:LONGEST]}
    if expects is not None:
        hand["expects"] = [] if isinstance(expects, type) else [str(choice) for choice in expects]
    send = threading.Thread(target=_send, args=(address, token, hand), daemon=True)
    with suppress(RuntimeError):  # no thread may be had: the guess stands all the same
        send.start()
    return " Where the class votes, your choice counts there, without your name."


def _send(address: str, token: str, hand: dict[str, Any]) -> None:
    """Post it, to this address alone: no proxy and no other host may see the token."""
    # Loaded here, in the thread: whoever imports convtutor needs none of it.
    from http.client import HTTPConnection, HTTPException, HTTPSConnection
    from urllib.parse import urlsplit

    with suppress(OSError, HTTPException, ValueError):
        url = urlsplit(address)
        connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
        headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        path = f"{url.path.rstrip('/')}/hands"
        with closing(connect(url.netloc, timeout=SECONDS)) as connection:
            connection.request("POST", path, json.dumps(hand), headers)
            connection.getresponse()
