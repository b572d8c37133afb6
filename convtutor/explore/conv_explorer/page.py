"""The explorer as one HTML file that works from disk: no kernel, and no request to anywhere."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from convtutor.explore.conv_explorer import source
from convtutor.explore.conv_explorer.widget import ConvExplorer

TEMPLATE = Path(__file__).with_name("browser") / "page.html"


def page(explorer: ConvExplorer, title: str = "Convolution explorer") -> str:
    """Write an explorer with its present settings as a page of its own.

    Parameters
    ----------
    explorer : ConvExplorer
        Its settings are where the page begins.
    title : str
        The page's heading.

    Returns
    -------
    str
        HTML with the script, the style and all numbers in it.
    """
    # What is Jupyter's own, and not the explorer's, nobody asks for on this page.
    state = explorer.get_state(list(ConvExplorer.class_own_traits(sync=True)))
    filled = TEMPLATE.read_text(encoding="utf-8")
    parts = {
        "TITLE": title,
        "STYLE": source.style(),
        # "</" inside a script would end it.
        "STATE": json.dumps(state, default=_bytes, separators=(",", ":")).replace("</", "<\\/"),
        "MODULE": source.module(),
    }
    for name, text in parts.items():
        filled = filled.replace(f"/*{name}*/", text)
    return filled


def write_page(target: Path) -> None:
    """Write the page of an explorer with the default settings to a file.

    Parameters
    ----------
    target : Path
        Where to; folders on the way are made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(ConvExplorer()), encoding="utf-8")


def _bytes(value: Any) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode("ascii")}
