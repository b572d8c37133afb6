"""Take the README's picture of the explorer: `make explorer-picture`. Needs Chromium."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from convlib import images, kernels
from convtutor.explore import ConvExplorer

TARGET = Path(__file__).parent / "explorer.png"


def main() -> None:
    """Open the standalone page where a window meets the wall of the house, and keep a picture."""
    weight = np.stack([np.stack([kernels.edge(3, axis)] * 3) for axis in ("columns", "rows")])
    explorer = ConvExplorer(images.house(32), weight, [0.5, 0], row=16, column=5)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "explorer.html"
        file.write_text(explorer.page(), encoding="utf-8")
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        opened = chromium.new_page(viewport={"width": 1060, "height": 900})
        opened.goto(file.as_uri())
        opened.locator(".formula .made").wait_for()
        opened.locator(".conv-explorer").screenshot(path=TARGET)
        said = opened.locator(".status").inner_text()
        chromium.close()
    print(f"{TARGET.name}: {said}")


if __name__ == "__main__":
    main()
