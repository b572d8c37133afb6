"""One unit in JupyterLab's page: what a learner does there, and sees."""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING

import pytest
from system.browser.lab_server import SECONDS, Lab

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Response

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs Playwright: pip install playwright"
)
expect = sync_api.expect
expect.set_options(timeout=SECONDS * 1000)

POLLING = 200  # milliseconds; asking at each frame, as Playwright would, takes half of a core

# JupyterLab's own look for output on stderr and for a traceback.
ERRORS = ", ".join(
    f'[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("stderr", "error")
)


class NotebookPage:
    """A unit, open in a page of its own.

    Parameters
    ----------
    page : playwright.sync_api.Page
        A fresh page.
    lab : Lab
        The server.
    unit : str
        The unit to open, or another folder of the work folder with a notebook of its name.
    link : playwright.sync_api.Locator, optional
        What to click in an open JupyterLab; without one, the page opens the unit and nothing else.
    """

    def __init__(self, page: Page, lab: Lab, unit: str, link: Locator | None = None) -> None:
        self.page = page
        self.path = lab.course.work / unit / f"{unit}.ipynb"
        if link:
            link.click()
        else:
            page.goto(lab.notebook_url(unit, workspace=f"test-{unit}"))
        self.wait_until_open()

    def wait_until_open(self) -> None:
        """Wait until all cells are there and a kernel is chosen."""
        self.panel = self.page.locator(".jp-NotebookPanel")
        self.cells = self.panel.locator(".jp-Cell")
        self.code_cells = self.panel.locator(".jp-CodeCell")
        expect(self.cells).to_have_count(len(self.saved_cells()))
        expect(self.panel.locator(".jp-KernelName")).to_contain_text("Python 3")

    def saved_cells(self) -> list[dict]:
        """The cells as they are in the learner's file."""
        return json.loads(self.path.read_text(encoding="utf-8"))["cells"]

    def saved_source(self, grade_id: str) -> str:
        """The text of one cell in the learner's file."""
        source = self.saved_cells()[self._place(grade_id)]["source"]
        return source if isinstance(source, str) else "".join(source)

    def cell(self, grade_id: str) -> Locator:
        """Find a cell by nbgrader's name for it, such as ``check-window_response``."""
        return self.cells.nth(self._place(grade_id))

    def _place(self, grade_id: str) -> int:
        names = [
            cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in self.saved_cells()
        ]
        return names.index(grade_id)

    # ------------------------------------------------------------------ doing

    def choose(self, menu: str, command: str) -> None:
        """Choose a command in JupyterLab's menu bar."""
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{command}$")).click()

    def run_all(self) -> list[int]:
        """Run all cells, wait for the last one, and return their execution counts."""
        before = self.prompts()
        for _ in range(5):
            self.choose("Run", "Run All Cells")
            with contextlib.suppress(sync_api.TimeoutError):
                self.page.wait_for_function(
                    BEGAN, arg=before, timeout=SECONDS * 1000 / 8, polling=POLLING
                )
            self.page.wait_for_function(NONE_RUNS, timeout=SECONDS * 1000, polling=POLLING)
            now = self.prompts()
            if all(re.fullmatch(r"\[\d+\]:", prompt) for prompt in now) and now != before:
                return [int(prompt.strip("[]:")) for prompt in now]
            # "Idle" is shown before the kernel listens. A run that begins too early ends at once,
            # with empty prompts, and has to be asked for again.
        raise AssertionError(f"not all cells ran; their prompts are {now}")

    def prompts(self) -> list[str]:
        """What stands beside the code cells, in view or not: ``[3]:``, ``[*]:`` or ``[ ]:``."""
        return self.page.evaluate(PROMPTS)

    def write(self, grade_id: str, source: str) -> None:
        """Put a text in place of all that stands in a cell, and run the cell."""
        self.cell(grade_id).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        expect(self.lines(grade_id)).to_have_text(source.splitlines())
        self.page.keyboard.press("Shift+Enter")

    def run(self, grade_id: str) -> Locator:
        """Run one cell and return its first output."""
        cell = self.cell(grade_id)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        return cell.locator(".jp-OutputArea-output").first

    def save(self) -> None:
        """Save by keyboard, and wait until the server has done all that it does at a save."""
        for _ in range(4):
            # While JupyterLab saves by itself, it takes no notice of the keys.
            with contextlib.suppress(sync_api.TimeoutError):
                with self.page.expect_response(_is_save, timeout=SECONDS * 1000 / 4) as saved:
                    self.page.keyboard.press("ControlOrMeta+s")
                assert saved.value.ok, saved.value.text()
                return
        raise AssertionError("Ctrl+S saved nothing")

    def close(self) -> None:
        """Save, close the notebook and end its kernel; the rest of JupyterLab stays open."""
        self.save()
        self.choose("File", "Close and Shut Down Notebook…")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.panel).to_have_count(0)

    # ------------------------------------------------------------------ seeing

    def errors(self) -> list[str]:
        """Tracebacks, what went to stderr, and widgets that JupyterLab could not show."""
        failed = self.panel.get_by_text(re.compile("Error displaying widget|Loading widget"))
        return self.panel.locator(ERRORS).all_text_contents() + failed.all_text_contents()

    def lines(self, grade_id: str) -> Locator:
        """The lines of text in a cell's editor."""
        return self.cell(grade_id).locator(".cm-line")

    def explorers(self) -> Locator:
        """The outputs that hold a slider and a figure drawn by the kernel."""
        outputs = self.panel.locator(".jp-OutputArea-output")
        return outputs.filter(has=self.page.get_by_role("slider")).filter(
            has=self.page.locator("figure img")
        )


def _is_save(response: Response) -> bool:
    return response.request.method == "PUT" and "/api/contents/" in response.url


# Cells whose code is folded away have no prompt. Those out of view have no text for a reader, and
# so none for Playwright's own way to ask.
PROMPTS = """[
    ...document.querySelectorAll(
        ".jp-NotebookPanel .jp-CodeCell:not(:has(.jp-InputPlaceholder)) .jp-InputPrompt"
    )
].map(prompt => prompt.textContent.trim())"""
BEGAN = f"before => String({PROMPTS}) !== String(before)"
NONE_RUNS = f"() => !{PROMPTS}.includes('[*]:')"
