"""The JavaScript and CSS of ``browser/``, as anywidget and a page of its own get them.

anywidget serves one ES module and no more, while small files, each with one idea, are what people
read. So the files are joined when Python loads them: each keeps its text, without its ``import``
lines and the word ``export``. Nothing is built and nothing is committed twice; Node and the tests
import single files as they are.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import anywidget

FOLDER = Path(__file__).with_name("browser")

# `import { a, b } from "./file.mjs";`, on one line or several.
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.mjs)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const |function |class |async )", re.MULTILINE)


def module(main: str) -> str:
    """Join a file and all that it imports into one ES module, each after those that it needs."""
    joined: dict[str, str] = {}

    def add(name: str) -> None:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for needed in IMPORT.findall(text):
            if needed not in joined:
                add(needed)
        joined[name] = f"// {name}\n{EXPORT.sub('', IMPORT.sub('', text))}"

    add(main)
    return "\n".join(joined.values())


def page(explorer: anywidget.AnyWidget, title: str = "Convolution explorer") -> str:
    """Write an explorer as one HTML file that works from disk: no kernel, no request to anywhere.

    The page begins with the settings of the `ConvExplorer`; script, style and numbers lie in it.
    """
    # What is Jupyter's and anywidget's own nobody asks for on this page.
    foreign = {*anywidget.AnyWidget.class_traits(), "_esm", "_css", "_anywidget_id"}
    state = explorer.get_state([name for name in explorer.keys if name not in foreign])
    parts = {
        "TITLE": title,
        "STYLE": (FOLDER / "explorer.css").read_text(encoding="utf-8"),
        # "</" inside a script would end it.
        "STATE": json.dumps(state, default=_base64, separators=(",", ":")).replace("</", "<\\/"),
        "MODULE": f"{module('view.mjs')}\n{module('pagemodel.mjs')}",
    }
    filled = (FOLDER / "page.html").read_text(encoding="utf-8")
    for name, text in parts.items():
        filled = filled.replace(f"/*{name}*/", text)
    return filled


def _base64(value: memoryview) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode("ascii")}
