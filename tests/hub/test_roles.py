"""What a hub's configuration is told of the course."""

from types import SimpleNamespace

from roles import INSTRUCTORS, configure
from traitlets.config import Config


def spawner(*groups):
    return SimpleNamespace(user=SimpleNamespace(groups=[SimpleNamespace(name=g) for g in groups]))


def test_only_instructors_are_told_of_the_class():
    c = Config()
    c.Spawner.environment = {"MINE": "stays"}
    configure(c, instructors={"tom", "ina"}, course="/class", exchange="/exchange", python="/py")
    assert c.JupyterHub.load_groups == {INSTRUCTORS: {"users": ["ina", "tom"]}}
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
