"""matplotlib's list of fonts, which it would else look for anew, for a second, in each box."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

_LIST = """
import sys
from matplotlib import font_manager as fonts
find = fonts.findSystemFonts
# Those that come with matplotlib: a box has no others.
fonts.findSystemFonts = lambda places=None, fontext="ttf": find(places, fontext) if places else []
fonts.json_dump(fonts.FontManager(), sys.argv[1])
print(fonts.FontManager.__version__)
"""

SECONDS = 60.0
"""To make the list. A machine that takes longer does without."""


def font_list(cells: Iterable[str]) -> list[str] | None:
    """Give the name and the text of the file with the list of fonts, if cells may draw."""
    if any("matplotlib" in cell or "pylab" in cell for cell in cells):
        return _make_list()
    return None


@functools.cache
def _make_list() -> list[str] | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fonts.json")
        try:
            made = subprocess.run(
                [sys.executable, "-P", "-c", _LIST, str(file)],  # nothing from the current folder
                env={**os.environ, "MPLBACKEND": "Agg"},
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
            )
            return [f"fontlist-v{made.stdout.split()[-1]}.json", file.read_text(encoding="utf-8")]
        except (OSError, subprocess.SubprocessError, IndexError):
            return None
