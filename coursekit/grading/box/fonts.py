"""matplotlib's list of fonts, which it would else look for anew, for a second, in each box."""

from __future__ import annotations

import copy
import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path


def font_list(cells: Iterable[str]) -> list[str] | None:
    """Give the name and the text of the file with the list of fonts, if cells may draw."""
    if any("matplotlib" in cell or "pylab" in cell for cell in cells):
        return _make_list()
    return None


@functools.cache
def _make_list() -> list[str]:
    from matplotlib import font_manager, get_data_path

    fonts = copy.copy(font_manager.fontManager)
    for kind in ("ttflist", "afmlist"):
        # Those that come with matplotlib: a box has no others.
        listed = [
            one for one in getattr(fonts, kind) if Path(one.fname).is_relative_to(get_data_path())
        ]
        setattr(fonts, kind, listed)
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as file:
        font_manager.json_dump(fonts, file.name)
        return [f"fontlist-v{fonts.__version__}.json", file.read()]
