"""The hub that `make hub` starts: local accounts, and one password for all that says so."""

import json
import os
from pathlib import Path

from roles import configure  # the command that starts the hub puts this folder's parent on the path

from try_hub.place import Place

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub puts this name here

settings = json.loads(Path(os.environ["TRY_HUB_SETTINGS"]).read_text())
place = Place(Path(settings["root"]))
ports = settings["ports"]
teachers = [name for name, role in settings["members"].items() if role != "learner"]

c.JupyterHub.bind_url = f"http://127.0.0.1:{ports['hub']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{ports['inside']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{ports['proxy']}"
c.ConfigurableHTTPProxy.command = [
    str(place.proxy / "node_modules" / ".bin" / "configurable-http-proxy")
]
c.JupyterHub.log_level = "INFO"

# For trying, and for nothing else: whoever has the password is whoever they say they are.
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = settings["password"]
c.Authenticator.allowed_users = set(settings["members"])
c.JupyterHub.template_vars = {
    "announcement_login": (
        '<strong style="color: #b00020">This hub is for trying only: everybody has the same '
        "password. Take another authenticator before real learners come.</strong>"
    )
}

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
configure(
    c,
    instructors=teachers,
    course=str(place.course),
    exchange=str(place.exchange),
    python=str(place.python),
    show_of_hands=f"http://127.0.0.1:{ports['hands']}",
)
