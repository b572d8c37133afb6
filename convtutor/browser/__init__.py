"""What pages and widgets share: files joined into modules, a page from disk, elements, colours.

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
from typing import ClassVar

import anywidget

FOLDER = Path(__file__).parent

# `import { a, b } from "./file.mjs";` or from "../folder/file.mjs", on one line or several.
IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[\w./]+\.mjs)";\n', re.MULTILINE)
COMMENT = re.compile(r"^ *(//.*|/\*\*.*\*/)\n|^ +", re.MULTILINE)  # and what a line is moved in by
EXPORT = re.compile(r"^export (?=const |function |class |async )", re.MULTILINE)


def module(main: Path) -> str:
    """Join a file and all that it imports into one ES module, each after those that it needs."""
    joined: dict[Path, str] = {}

    def add(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        for needed in IMPORT.findall(text):
            if (other := (path.parent / needed).resolve()) not in joined:
                add(other)
        joined[path] = f"// {path.name}\n{EXPORT.sub('', IMPORT.sub('', text))}"

    add(main.resolve())
    return "\n".join(joined.values())


def style(own: Path) -> str:
    """Put a view's own style sheet behind what all views share."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "view.css", own))


class PagedWidget(anywidget.AnyWidget):
    """A widget that can also be a page of its own."""

    TITLE: ClassVar[str]

    def page(self) -> str:
        """Write it as one HTML file that works from disk: no kernel, no request to anywhere.

        The page begins with the widget's settings; script, style and numbers lie in it.
        """
        # What is Jupyter's and anywidget's own nobody asks for on this page.
        foreign = {*anywidget.AnyWidget.class_traits(), "_esm", "_css", "_anywidget_id"}
        state = self.get_state([name for name in self.keys if name not in foreign])
        data = json.dumps(state, default=_base64, separators=(",", ":"))
        parts = {
            "TITLE": self.TITLE,
            "STYLE": str(self._css),
            "STATE": data.replace("</", "<\\/"),  # "</" inside a script would end it
            # Comments are for those who read the files; a site holds a page for many a unit.
            "MODULE": COMMENT.sub("", f"{self._esm}\n{module(FOLDER / 'pagemodel.mjs')}"),
        }
        filled = (FOLDER / "page.html").read_text(encoding="utf-8")
        for name, text in parts.items():
            filled = filled.replace(f"/*{name}*/", text)
        return filled


def _base64(value: memoryview) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode("ascii")}
