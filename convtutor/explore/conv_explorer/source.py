"""The explorer's JavaScript and CSS, as the browser gets them.

anywidget serves one ES module and no more, while small files, each with one idea, are what people
read. So the files of ``browser/`` are joined when Python loads them: each keeps its text, without
its ``import`` lines and the word ``export``. Nothing is built and nothing is committed twice; Node
and the tests import single files as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).with_name("browser")
MAIN = "explorer.mjs"

# `import { a, b } from "./file.mjs";`, on one line or several.
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.mjs)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const |function |class |async )", re.MULTILINE)


def module() -> str:
    """Join the explorer's files into one ES module, each after those that it imports.

    Returns
    -------
    str
        JavaScript whose default export has anywidget's ``render``.
    """
    joined: dict[str, str] = {}

    def add(name: str) -> None:
        if name in joined:
            return
        text = (FOLDER / name).read_text(encoding="utf-8")
        joined[name] = ""  # a circle of imports ends here
        for needed in IMPORT.findall(text):
            add(needed)
        # Taken out and put back: the order of a dict is the order of its keys' arrival.
        del joined[name]
        joined[name] = f"// {name}\n{EXPORT.sub('', IMPORT.sub('', text))}"

    add(MAIN)
    return "\n".join(joined.values())


def style() -> str:
    """Read the explorer's CSS.

    Returns
    -------
    str
    """
    return (FOLDER / "explorer.css").read_text(encoding="utf-8")
