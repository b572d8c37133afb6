"""What a hub's configuration is told of the course; what it had stays."""

from types import SimpleNamespace

import pytest
from roles import INSTRUCTORS, configure
from traitlets.config import Config

PLACES = {"course": "/class", "exchange": "/exchange", "python": "/py"}


@pytest.fixture
def c():
    config = Config()
    config.JupyterHub.services = [{"name": "mine"}]
    config.JupyterHub.load_roles = [{"name": "mine"}]
    config.JupyterHub.load_groups = {"mine": {"users": ["ada"]}}
    config.Spawner.environment = {"MINE": "stays"}
    return config


def spawner(*groups):
    return SimpleNamespace(user=SimpleNamespace(groups=[SimpleNamespace(name=g) for g in groups]))


def test_only_instructors_are_told_of_the_class(c):
    configure(c, instructors={"tom", "ina"}, **PLACES)
    assert c.JupyterHub.load_groups[INSTRUCTORS] == {"users": ["ina", "tom"]}
    assert c.JupyterHub.load_groups["mine"] == {"users": ["ada"]}
    assert c.Spawner.cmd == ["/py", "-m", "coursekit.lab.hub_user"]
    told = {
        name: (value(spawner(INSTRUCTORS, "x")), value(spawner("x"))) if callable(value) else value
        for name, value in c.Spawner.environment.items()
    }
    assert told == {
        "MINE": "stays",
        "NBGRADER_EXCHANGE": "/exchange",
        "COURSEKIT_ROLE": ("instructor", "learner"),
        "COURSEKIT_CLASS": ("/class", ""),
    }
    assert c.JupyterHub.services == [{"name": "mine"}]


def test_show_of_hands_is_found_below_the_hubs_own_path(c):
    c.JupyterHub.base_url = "/lab/"
    configure(c, instructors=(), **PLACES, show_of_hands="http://127.0.0.1:9")
    told = c.Spawner.environment["CONVTUTOR_HANDS"]
    assert told(spawner()) == "http://127.0.0.1:9/lab/services/show-of-hands/"


def test_show_of_hands_is_a_service_whose_page_is_for_instructors(c):
    configure(c, instructors={"ina"}, **PLACES, show_of_hands="http://127.0.0.1:9/")
    mine, service = c.JupyterHub.services
    assert (mine["name"], service["url"]) == ("mine", "http://127.0.0.1:9/")
    _, role = c.JupyterHub.load_roles
    assert role["groups"] == [INSTRUCTORS]
    assert role["scopes"] == [f"access:services!service={service['name']}"]
    address = f"http://127.0.0.1:9/services/{service['name']}/"
    told = c.Spawner.environment["CONVTUTOR_HANDS"]
    assert (told(spawner("x")), told(spawner(INSTRUCTORS))) == (address, "")
