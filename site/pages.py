"""The website's pages: their source, made from notebooks and docs, and what Sphinx makes of it."""

from __future__ import annotations

from pathlib import Path


def build(folder: Path) -> None:
    """Write all pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
