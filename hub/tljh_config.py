"""The Littlest JupyterHub: this and ``roles.py`` go to ``/opt/tljh/config/jupyterhub_config.d``.

Before: ``sudo -E pip install "convolution_course-….whl[lab,hub]"`` in a terminal of the hub, a
folder of the class and an exchange, as docs/hub.md has them. Not tried by us on a real one.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from roles import configure

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub puts this name here

configure(
    c,
    instructors={"jupyter-ina", "ina"},  # TLJH makes the account jupyter-ina for the user ina
    course="/srv/convolution/course",
    exchange="/srv/convolution/exchange",
    python="/opt/tljh/user/bin/python3",
)
