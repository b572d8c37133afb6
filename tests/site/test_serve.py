"""The website on this machine: files with the types that browsers insist on."""

import threading
from urllib.request import urlopen

import pytest

from serve import server


@pytest.fixture
def address(tmp_path):
    for name in ("index.html", "a.mjs", "b.wasm", "c.json"):
        (tmp_path / name).write_text("", encoding="utf-8")
    listening = server(tmp_path)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html"),
        ("a.mjs", "text/javascript"),
        ("b.wasm", "application/wasm"),
        ("c.json", "application/json"),
    ],
)
def test_types_of_files(address, name, kind):
    with urlopen(f"{address}/{name}") as answer:
        assert answer.headers.get_content_type() == kind
