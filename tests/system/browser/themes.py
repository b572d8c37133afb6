"""JupyterLab in light and in dark, chosen as a reader chooses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

THEMES = ["JupyterLab Light", "JupyterLab Dark"]


def in_both_themes(page: Page) -> Iterator[str]:
    """Show an open JupyterLab in one theme, then in the other, and name each.

    The theme that is on comes first and the other one stays: the server keeps it for the next
    page, which would otherwise begin with changing it back.
    """
    shown = page.locator("body").get_attribute("data-jp-theme-name")
    yield shown
    for other in THEMES:
        if other != shown:
            use_theme(page, other)
            yield other


def use_theme(page: Page, name: str) -> None:
    """Choose a theme in JupyterLab's menu, and wait until the page is in its colours."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Settings").click()
    page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
    page.locator(".lm-Menu-itemLabel", has_text=name).first.click()
    page.locator(f'body[data-jp-theme-name="{name}"]').wait_for(state="attached")
