"""The explorer's standalone page: what a hand does there, and what the page holds then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from convlib import kernels
from convtutor.explore import ConvExplorer

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs Playwright: pip install playwright"
)
expect = sync_api.expect


# Whole numbers, H ≠ W, and a kernel without symmetry.
NUMBERS = np.arange(30.0).reshape(5, 6)
KERNEL = np.array([[1.0, 2.0], [3.0, -4.0]])
SIX = np.stack(
    [
        np.stack([kernel] * 3)
        for kernel in (
            kernels.edge(3),
            kernels.sobel(),
            kernels.blur(),
            kernels.outline(),
            kernels.sharpen(),
            kernels.identity(),
        )
    ]
)


class ExplorerPage:
    """An explorer on a page of its own, opened from disk.

    Parameters
    ----------
    page : playwright.sync_api.Page
        A fresh page.
    explorer : ConvExplorer
        Where the page begins.
    folder : Path
        Where to put the page.
    """

    def __init__(self, page: Page, explorer: ConvExplorer, folder: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        file = folder / "explorer.html"
        file.write_text(explorer.page(), encoding="utf-8")
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.goto(file.as_uri())
        self.root = page.locator(".conv-explorer")
        self.map = page.get_by_role("application", name="feature map")
        self.input = page.get_by_role("application", name="input picture")
        self.status = self.root.locator(".status")
        expect(self.status).to_contain_text("of the map")

    def slider(self, name: str) -> Locator:
        """The slider of one setting, by the setting's name."""
        return self.root.locator(f'[data-setting="{name}"]')

    def slide(self, name: str, value: int) -> None:
        """Put a slider on a value."""
        self.slider(name).fill(str(value))
        self.settle()

    def button(self, name: str) -> Locator:
        """A button by its words."""
        return self.root.get_by_role("button", name=name)

    def title(self, begin: str) -> Locator:
        """The title of a part, by how it begins."""
        return self.root.locator(".title", has_text=begin)

    def labelled(self, label: str) -> Locator:
        """A control by its label."""
        return self.root.get_by_label(label, exact=True)

    def setting(self, name: str) -> object:
        """A plain setting as the model holds it now."""
        return self.page.evaluate("name => view.model.get(name)", name)

    def array(self, name: str) -> np.ndarray:
        """An array as the model holds it now."""
        packed = self.page.evaluate(UNPACK, name)
        return np.array(packed["values"]).reshape(packed["shape"])

    def value(self) -> float:
        """The number in the blue frame of the formula."""
        return float(self.root.locator(".made").inner_text().replace("−", "-"))

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.page.evaluate(TWO_FRAMES)

    def pixel(self, canvas: Locator, row: float, column: float, layer: str = "base") -> list[int]:
        """The colour in the middle of a cell: red, green, blue, opacity.

        Counted from the canvas' top left, the ring of zeros included.
        """
        return canvas.evaluate(PIXEL, [row, column, layer])

    def point(self, canvas: Locator, row: int, column: int) -> dict:
        """Where the middle of a cell is on the canvas, in pixels of the page."""
        rows, columns = canvas.evaluate(CELLS)
        box = canvas.bounding_box()
        return {
            "x": (column + 0.5) / columns * box["width"],
            "y": (row + 0.5) / rows * box["height"],
        }

    def hover(self, canvas: Locator, row: int, column: int) -> None:
        """Move the mouse onto a cell."""
        canvas.hover(position=self.point(canvas, row, column))
        self.settle()


TWO_FRAMES = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(done)))"""
UNPACK = """name => {
    const {shape, data} = view.model.get(name);
    const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    return {shape, values: [...new Float64Array(bytes)]};
}"""
# A canvas says how many cells it has, the ring of zeros included.
CELLS = "canvas => canvas.dataset.cells.split(' ').map(Number)"
PIXEL = """(canvas, [row, column, layer]) => {
    const [rows, columns] = canvas.dataset.cells.split(' ').map(Number);
    const asked = layer === 'base' ? canvas.previousElementSibling : canvas;
    const x = Math.floor((column + 0.5) / columns * asked.width);
    const y = Math.floor((row + 0.5) / rows * asked.height);
    return [...asked.getContext('2d').getImageData(x, y, 1, 1).data];
}"""
