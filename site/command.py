"""Run another program while the site is built."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST_DAY = "315532800"
"""1 January 1980, the first that a zip file knows; for a checkout without its history."""


def _day() -> str:
    """Return the day of the last change, so that what is built twice is the same twice."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(git, capture_output=True, text=True)
    return asked.stdout.strip() or FIRST_DAY


def run(command: list[str], folder: Path) -> None:
    """Run a command quietly; where it fails, say what it said."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": _day()}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{(ran.stdout + ran.stderr)[-3000:]}")
