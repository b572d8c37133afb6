"""Build the website: `make site`.

The pages come first, by Sphinx; then the notebooks as they run in the visitor's own browser, by
JupyterLite, in the folder `lite/` of the same site.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pages

BUILT = Path(__file__).resolve().parents[1] / "build" / "site"


def main() -> int:
    """Build all of it, or the pages alone."""
    parser = argparse.ArgumentParser(description="Build the website in build/site/.")
    parser.add_argument("--pages-only", action="store_true", help="leave JupyterLite out")
    parser.add_argument("folder", type=Path, nargs="?", default=BUILT)
    given = parser.parse_args()
    pages.build(given.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
