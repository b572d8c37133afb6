"""The show of hands as kernels and the instructor's page meet it, behind a hub that is none."""

import contextlib
import dataclasses
import http.client
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import show_of_hands
from support.fake_hub import SCOPE, run_service


@pytest.fixture(scope="module")
def running():
    with run_service() as service:
        yield service


@pytest.fixture
def service(running):
    """The service as it begins, closed."""
    running.podium.lab = None
    running.hub.seconds, running.hub.status = 0, 200
    running.hub.asked.clear()
    running.hub.may_answer.set()
    return running


def at(service):
    return service.ask("state", token="token-of-instructor")[1]["lab"]["at"]


def test_nothing_is_kept_or_asked_before_a_lab_is_open(service):
    status, told = service.vote("maria", "side", "14")
    assert (status, told) == (409, {"says": "closed: no lab is open, so nothing was kept"})
    assert service.hub.asked == []
    assert service.do("open")["at"] is None


def test_each_person_counts_once_with_the_latest_answer(service):
    service.do("open")
    for person, answer in [("maria", "14"), ("ali", "15"), ("maria", "15")]:
        assert service.vote(person, "side", answer) == (204, {})
    assert at(service) == {"question": "side", "answered": [2]}
    assert service.do("show", "side")["at"]["bars"] == [{"answer": "15", "hands": [2]}]


def test_the_hub_is_asked_once_for_each_token(service):
    service.do("open")
    for question in ("side", "cost", "side"):
        service.vote("maria", question, "1")
    assert service.hub.asked.count("token-of-maria") == 1


def test_class_of_300_that_answers_at_once_is_counted(service):
    service.do("open")
    with ThreadPoolExecutor(300) as pool:
        answers = list(pool.map(lambda person: service.vote(f"{person}", "side", "14"), range(300)))
    assert {status for status, _ in answers} == {204}
    assert at(service)["answered"] == [300]


def test_bars_are_told_only_while_they_are_open(service):
    service.do("open")
    service.vote("maria", "side", "14")
    assert "14" not in str(service.ask("state", token="token-of-instructor"))
    assert "14" in str(service.do("show", "side"))
    assert "14" not in str(service.do("hide", "side"))


def test_second_round_stands_beside_the_first_once_it_is_opened(service):
    service.do("open")
    for person, answer in [("maria", "14"), ("ali", "15"), ("eve", "15")]:
        service.vote(person, "side", answer, ["14", "15"])
    service.do("show", "side")
    assert service.do("second", "side")["at"] == {"question": "side", "answered": [3, 0]}
    for person in ("maria", "ali"):
        service.vote(person, "side", "14", ["14", "15"])
    told = service.do("show", "side")["at"]
    assert told["answered"] == [3, 2]
    assert told["bars"] == [{"answer": "14", "hands": [1, 2]}, {"answer": "15", "hands": [2, 0]}]


def test_end_forgets_all_and_a_new_lab_knows_nobody(service):
    service.do("open")
    service.vote("maria", "side", "14")
    before = service.podium.lab
    assert service.do("end") is None
    assert service.vote("maria", "side", "14")[0] == 409
    assert service.do("open")["questions"] == {}
    assert service.podium.lab.digest("maria") != before.digest("maria")


def test_open_lab_is_not_emptied_by_opening_it_again(service):
    service.do("open")
    service.vote("maria", "side", "14")
    assert service.do("open")["questions"] == {"side": 1}


def test_lab_that_nobody_ends_is_forgotten(service, monkeypatch):
    service.do("open")
    service.podium.clear_if_over()
    assert service.podium.lab
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 6 * 3600)
    service.podium.clear_if_over()
    assert service.podium.lab is None


def test_lab_that_ends_while_the_hub_is_asked_keeps_nothing(service):
    service.do("open")
    service.hub.may_answer.clear()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(service.vote, "maria", "side", "14")
        while "token-of-maria" not in service.hub.asked:
            time.sleep(0.01)
        service.do("end")
        assert service.do("open")["questions"] == {}
        service.hub.may_answer.set()
        assert answer.result()[0] == 409
    assert service.do("open")["questions"] == {}


# ---------------------------------------------------------------- without a name


def test_neither_name_nor_token_is_kept(service):
    service.do("open")
    service.vote("maria_the_learner", "side", "an_answer")
    kept = pickle.dumps(vars(service.podium.lab))
    assert b"an_answer" in kept
    assert b"maria" not in kept


def test_process_logs_neither_names_nor_answers(service):
    hub = urlsplit(service.address)
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        "PYTHONPATH": str(Path(show_of_hands.__file__).parents[1]),
        "JUPYTERHUB_SERVICE_URL": f"http://{place}",
        "JUPYTERHUB_SERVICE_PREFIX": hub.path,
        "JUPYTERHUB_API_URL": f"http://{hub.netloc}/hub/api",
        "JUPYTERHUB_API_TOKEN": "service-of-show-of-hands",
        "JUPYTERHUB_CLIENT_ID": "service-show-of-hands",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "show_of_hands"],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started = dataclasses.replace(service, address=f"http://{place}{hub.path}")
    with process:
        while process.poll() is None:
            with contextlib.suppress(ConnectionRefusedError):
                started.do("open")
                break
            time.sleep(0.05)
        assert started.vote("maria", "side", "an_answer")[0] == 204
        assert started.vote("maria", "side!", "an_answer")[0] == 400
        for path in ("", "state"):
            assert started.ask(path, token="token-of-maria")[0] == 403
        assert started.ask("hands", {}, "nonsense")[0] == 400
        assert started.do("show", "side")["at"]["answered"] == [1]
        process.terminate()
        said = process.stdout.read()
    assert said == ""


# ---------------------------------------------------------------- who may look


@pytest.mark.parametrize("token", ["", "token-of-maria", "nonsense", "service-of-other"])
@pytest.mark.parametrize("sent", [None, {"do": "open"}])
def test_only_those_who_may_access_the_service_see_or_change_the_state(service, token, sent):
    status, told = service.ask("state", sent, token)
    assert status == 403
    assert told["says"].startswith("this page is for those who teach the course")
    assert service.podium.lab is None


def test_learner_is_refused_the_page_without_their_name_in_it(service):
    status, told = service.ask("", token="token-of-maria")
    assert status == 403
    assert "maria" not in str(told)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/services/show-of-hands", "/services/show-of-hands/"),
        ("/services/show-of-hands/", "/hub/api/oauth2/authorize?"),
    ],
)
def test_whoever_opens_the_page_is_led_to_it_by_way_of_the_hub(service, path, leads_to):
    place = urlsplit(service.address).netloc
    with contextlib.closing(http.client.HTTPConnection(place, timeout=20)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status in (301, 302)
        assert answer.headers["Location"].startswith(leads_to)


# ---------------------------------------------------------------- what else may come

HAND = {"question": "side", "answer": "14"}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"", "JSON is needed"),
        (b"\xff\xfe", "JSON is needed"),
        (b"[" * 4000, "JSON is needed"),
        (b"[]", "an object is needed"),
        (b"x" * 5000, "at most 4,096 bytes are read"),
        ({}, "question is the id of a question"),
        (HAND | {"question": "a sentence!"}, "question is the id of a question"),
        (HAND | {"question": "x" * 61}, "question is the id of a question"),
        (HAND | {"question": ["side"]}, "question is the id of a question"),
        (HAND | {"answer": 14}, "answer is a text"),
        (HAND | {"answer": " \n"}, "answer is a text, and not an empty one"),
        (HAND | {"expects": "int"}, "expects is a list of texts"),
        (HAND | {"expects": [14]}, "expects is a list of texts"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(service, sent, says):
    service.do("open")
    status, told = service.ask("hands", sent, "token-of-maria")
    assert status == 400
    assert says in told["says"]
    assert service.vote("maria", "side", "14")[0] == 204


def test_what_is_far_too_large_is_not_even_read(service):
    service.do("open")
    with contextlib.suppress(OSError):  # the service may hang up while it is sent
        assert service.ask("hands", b"x" * 10**7, "token-of-maria")[0] == 400
    assert service.vote("maria", "side", "14")[0] == 204


@pytest.mark.parametrize("token", ["", "nonsense", "service-of-other"])
def test_only_a_persons_token_counts(service, token):
    service.do("open")
    status, told = service.ask("hands", HAND, token)
    assert (status, told["says"]) == (403, "a token is needed that the hub has given to a person")
    assert service.do("open")["questions"] == {}


def test_hub_that_fails_or_is_slow_is_told_and_the_service_goes_on(service, monkeypatch):
    service.do("open")
    service.hub.status = 500
    status, told = service.vote("maria", "side", "14")
    assert status == 503
    assert told["says"].startswith("the hub did not say whose token this is")
    service.hub.status, service.hub.seconds = 200, 1
    with monkeypatch.context() as patience:
        patience.setattr("show_of_hands.service.SECONDS_TO_ASK", 0.1)
        assert service.vote("maria", "side", "14")[0] == 503
    service.hub.seconds = 0
    assert service.vote("maria", "side", "14")[0] == 204


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"do": "dance"}, "do: open, end, follow"),
        ({"do": "pick"}, "do: open, end, follow"),
        ([], "do: open, end, follow"),
        (b"{", "JSON is needed"),
        ({"do": "show", "question": "cost"}, "nobody has answered this question"),
        ({"do": "pick", "question": "cost"}, "nobody has answered this question"),
    ],
)
def test_button_that_is_none_is_refused(service, sent, says):
    service.do("open")
    status, told = service.ask("state", sent, "token-of-instructor")
    assert status == 400
    assert says in told["says"]


def test_button_of_an_old_page_changes_nothing_after_the_end(service):
    status, told = service.ask("state", {"do": "show", "question": "side"}, "token-of-instructor")
    assert (status, told["says"]) == (400, "no lab is open")


def test_other_addresses_and_other_ways_to_ask_get_a_sentence(service):
    assert service.ask("nowhere") == (404, {"says": "there is nothing at this address"})
    assert service.ask("hands") == (405, {"says": "this address is asked in another way"})
