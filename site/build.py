"""Build the website: `make site`.

The pages come first, by Sphinx; then the notebooks as they run in the visitor's own browser, by
JupyterLite, in the folder `lite/` of the same site.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lite
import pages
from played import MOST

BUILD = Path(__file__).resolve().parents[1] / "build"


def main() -> int:
    """Build all of it, or the pages alone."""
    parser = argparse.ArgumentParser(description="Build the website in build/site/.")
    parser.add_argument("--pages-only", action="store_true", help="leave JupyterLite out")
    parser.add_argument("folder", type=Path, nargs="?", default=BUILD / "site")
    parser.add_argument(
        "--pictures",
        type=int,
        default=MOST,
        metavar="N",
        help="of one explorer, at most: with few of them it is sooner done (%(default)s)",
    )
    parser.add_argument(
        "--pyodide-from-network",
        action="store_true",
        help="let browsers get Pyodide from its public network; the site is smaller by that",
    )
    given = parser.parse_args()
    try:
        pages.build(given.folder, given.pictures)
    except pages.PagesError as error:
        print(error, file=sys.stderr)
        return 1
    if not given.pages_only:
        lite.build(given.folder / "lite", BUILD / "lite", network=given.pyodide_from_network)
    _leave_out(given.folder)
    return 0


def _leave_out(folder: Path) -> None:
    """Delete what no browser asks for: sources of scripts, and fonts in formats of the past."""
    for pattern in ("*.map", "rspack.config*", "fa-*.svg", "*.eot", "*.ttf", "fa-*.woff"):
        for path in folder.rglob(pattern):
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
