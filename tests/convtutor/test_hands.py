"""What `predict` sends where a hub offers a show of hands, and that nobody waits for it."""

import json
import socket
import threading

import numpy as np
import pytest

from convtutor import notebook
from convtutor.hands import raise_hand
from convtutor.notebook import predict

SENTENCE = "Where the class votes, your choice counts there, without your name."


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(notebook, "_written", {})
    for name in ("CONVTUTOR_HANDS", "JUPYTERHUB_API_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def listening():
    """A socket that listens as the service does; what answers is up to the test."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        yield server


@pytest.fixture
def on_a_hub(listening, monkeypatch):
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/services/show-of-hands/"
    monkeypatch.setenv("CONVTUTOR_HANDS", address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a-token")


def received(listening, answer=b"HTTP/1.1 204 No Content\r\n\r\n"):
    """Take one request and answer it; give its first line, its headers and its body."""
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as stream:
        first = stream.readline().decode().strip()
        lines = iter(lambda: stream.readline().decode().strip(), "")
        headers = dict(line.split(": ", 1) for line in lines)
        body = stream.read(int(headers["Content-Length"]))
        connection.sendall(answer)
    return first, headers, json.loads(body)


def test_without_a_hub_nothing_is_sent_and_nothing_said(listening, capsys, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a-token")
    before = threading.active_count()
    predict("side", 15, why="half of 30")
    assert capsys.readouterr().out == "Written down: 15. Read on to find out.\n"
    assert threading.active_count() == before


def test_address_without_a_token_is_no_hub(on_a_hub, capsys, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN")
    predict("side", 15)
    assert SENTENCE not in capsys.readouterr().out


def test_guess_is_sent_and_the_learner_is_told(on_a_hub, listening, capsys):
    predict("side", 15, expects=[13, 14, 15], why="a secret reason")
    first, headers, hand = received(listening)
    assert first == "POST /services/show-of-hands/hands HTTP/1.1"
    assert headers["Authorization"] == "token a-token"
    assert hand == {"question": "side", "answer": "15", "expects": ["13", "14", "15"]}
    said = " ".join(capsys.readouterr().out.split())
    assert said == f"Written down: 15. {SENTENCE} Read on to find out."


@pytest.mark.parametrize(
    ("answer", "expects", "sent"),
    [
        ("yes", ["yes", "no"], {"answer": "yes", "expects": ["yes", "no"]}),
        (np.int64(15), int, {"answer": "15", "expects": []}),
        (0.5, None, {"answer": "0.5"}),
        (np.array([1, 2]), None, {"answer": "[1 2]"}),
        ("x" * 10_000, None, {"answer": "x" * 200}),
    ],
)
def test_any_guess_is_sent_as_its_text(on_a_hub, listening, answer, expects, sent):
    raise_hand("side", answer, expects)
    assert received(listening)[2] == {"question": "side"} | sent


def test_nothing_is_sent_without_a_guess_or_after_the_answer_was_seen(on_a_hub, listening, capsys):
    predict("side", ...)
    notebook._written["side"] = notebook._Prediction(15, revealed=True)
    predict("side", 14)
    assert SENTENCE not in capsys.readouterr().out
    listening.settimeout(0.2)
    with pytest.raises(TimeoutError):
        listening.accept()


def threads_after(question):
    """The threads that a guess leaves, for ever at the longest as long as they may."""
    before = set(threading.enumerate())
    predict(question, 15)
    return set(threading.enumerate()) - before


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Oh\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 302 F\r\nLocation: /\r\n\r\n",
    ],
)
def test_service_that_fails_is_not_noticed(on_a_hub, listening, capfd, answer):
    left = threads_after("side")
    received(listening, answer)
    for thread in left:
        thread.join(20)
    assert SENTENCE in " ".join(capfd.readouterr().out.split())
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "http://[", "http://h:port/", "ftp", "http://x y/"]
)
def test_service_that_is_not_there_is_not_noticed(on_a_hub, capfd, monkeypatch, address):
    monkeypatch.setenv("CONVTUTOR_HANDS", address)
    for thread in threads_after("side"):
        thread.join(20)
    assert capfd.readouterr().err == ""


def test_nobody_waits_for_a_service_that_does_not_answer(on_a_hub, listening, monkeypatch):
    monkeypatch.setattr("convtutor.hands.SECONDS", 0.5)
    left = threads_after("side")  # back, while nobody has even taken the request
    assert left
    assert all(thread.daemon and thread.is_alive() for thread in left)
    for thread in left:
        thread.join(20)
    assert not any(thread.is_alive() for thread in left)


def test_where_no_thread_may_be_had_the_guess_stands(on_a_hub, capsys, monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    predict("side", 15)
    assert capsys.readouterr().out.startswith("Written down: 15.")


def test_token_goes_to_no_proxy(on_a_hub, listening, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    raise_hand("side", 15, None)
    assert received(listening)[0].startswith("POST /services/")
