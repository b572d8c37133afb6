"""The network explorer's page: what a hand does there, and what the page holds then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from convtutor.explore import NetworkExplorer

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs Playwright: pip install playwright"
)
expect = sync_api.expect


class NetworkPage:
    """A network explorer on a page of its own, opened from disk.

    Parameters
    ----------
    page : playwright.sync_api.Page
        A fresh page.
    explorer : NetworkExplorer
        Where the page begins.
    folder : Path
        Where to put the page.
    """

    def __init__(self, page: Page, explorer: NetworkExplorer, folder: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("request", lambda request: self.asked.append(request.url))
        self.file = folder / "network.html"
        self.file.write_text(explorer.page(), encoding="utf-8")
        page.goto(self.file.as_uri())
        self.root = page.locator(".network-explorer")
        self.sentence = self.root.locator(".sentence")
        self.totals = self.root.locator(".totals")
        self.line = self.root.get_by_label("the network in a line")
        expect(self.totals).to_contain_text("parameters")

    def layer(self, place: int) -> Locator:
        """The row of a layer, or of the input, which is 0."""
        return self.root.locator(".layer").nth(place)

    def number(self, place: int, label: str) -> Locator:
        """The field of one of a layer's numbers."""
        return self.layer(place).get_by_label(label, exact=True)

    def problem(self, place: int) -> Locator:
        """What a layer says that does not fit."""
        return self.layer(place).locator(".problem")

    def volume(self, place: int) -> Locator:
        """The drawing of what a layer makes."""
        return self.layer(place).get_by_role("application")

    def look(self, place: int) -> Locator:
        """Where a layer's row says what is seen or reached."""
        return self.layer(place).locator(".look")

    @property
    def network(self) -> str:
        """The network as the model holds it, once the next frame has drawn it, too."""
        drawn = "new Promise((done) => requestAnimationFrame(done))"
        return self.page.evaluate(f"{drawn}.then(() => view.model.get('network'))")
