"""One server and one Chromium for all tests of this folder; a fresh page for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from system.browser.lab_server import Lab, run_lab

NAMES = ["chromium", "chromium-browser", "google-chrome"]
OPTIONS = [
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
]
# A hub starts servers as their users, and only root may; tests.yml runs it by sudo.
collect_ignore = [] if os.name == "nt" or os.geteuid() == 0 else ["test_hub.py"]
VIEWPORT = {"width": 1400, "height": 1000}
PLAYWRIGHT_MISSING = "needs Playwright: pip install playwright"
CHROMIUM_MISSING = (
    "needs Chromium: apt-get install chromium, or playwright install chromium "
    "(COURSE_CHROMIUM names one that is elsewhere)"
)


def find_chromium(own: str) -> str | None:
    """Return the browser to use; `own` is where Playwright would have put one."""
    if asked := os.environ.get("COURSE_CHROMIUM"):
        return shutil.which(asked)
    found = filter(None, map(shutil.which, NAMES))
    return next(found, own if Path(own).exists() else None)


# The fixtures of this package end with it: while Playwright runs, no other test can use asyncio.
@pytest.fixture(scope="package")
def chromium() -> Iterator:
    sync_api = pytest.importorskip("playwright.sync_api", reason=PLAYWRIGHT_MISSING)
    with sync_api.sync_playwright() as playwright:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            pytest.skip(CHROMIUM_MISSING)
        launched = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def lab(chromium, tmp_path_factory) -> Iterator[Lab]:
    with run_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(autouse=True)
def _place_for_pictures(tmp_path) -> None:
    """Where a picture of the page is kept if a test fails."""


@pytest.fixture
def page(chromium) -> Iterator:
    """A page without a past; if the test fails, a picture of it is left in tmp_path."""
    context = chromium.new_context(viewport=VIEWPORT)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def shared_page(chromium) -> Iterator:
    """One page for all tests of a file: JupyterLab takes seconds to load, and as many to run."""
    context = chromium.new_context(viewport=VIEWPORT)
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(page) -> list[str]:
    """What goes wrong behind the page: errors of its scripts, requests to other machines."""
    return listen(page)


def listen(page) -> list[str]:
    """Collect complaints about a page from now on."""
    found = []
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on("console", lambda said: _is_error(said) and found.append(_complaint(said)))
    page.on("request", lambda asked: _is_elsewhere(asked.url) and found.append(asked.url))
    return found


@pytest.fixture(scope="module")
def shared_complaints(shared_page) -> list[str]:
    """What has gone wrong behind the shared page in all tests of the file so far."""
    return listen(shared_page)


ATTACHMENT = "attachment:"
"""JupyterLab shows a cell's picture by this address, in vain, before it puts the picture there."""


NO_LAB = "Shared module @jupyterlite/services"
"""The website's kernel lies in the same environment; JupyterLab finds it is none of its own."""


def _is_error(said) -> bool:
    asked = said.location["url"]
    own = asked.startswith(ATTACHMENT) or asked.endswith("/favicon.ico")  # a browser asks by itself
    return said.type == "error" and not own and NO_LAB not in said.text


def _complaint(said) -> str:
    return f"console: {said.text} {said.location['url']}"


def _is_elsewhere(url: str) -> bool:
    here = ("http://localhost:", "http://127.0.0.1:", "data:", "blob:", ATTACHMENT)
    return not url.startswith(here)


@pytest.fixture
def open_page(page, tmp_path) -> Iterator[Callable]:
    """Open an explorer; at the end nothing was asked of the network and nothing complained."""
    from system.browser.explorer_page import ExplorerPage

    from convtutor.explore import ConvExplorer

    opened = []

    def open_explorer(*arguments, **settings):
        opened.append(ExplorerPage(page, ConvExplorer(*arguments, **settings), tmp_path))
        return opened[-1]

    yield open_explorer
    for one in opened:
        assert one.complaints == []
        assert [url for url in one.asked if not url.startswith("data:")] == [page.url]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Keep what a failed test saw last, and say where."""
    report = yield
    used = getattr(item, "funcargs", {})
    page = used.get("page") or used.get("shared_page")
    if report.when == "call" and report.failed and page and not page.is_closed():
        folder = used["tmp_path"]
        report.sections.append(("what the page showed", _keep_page(page, folder)))
    return report


def _keep_page(page, folder: Path) -> str:
    try:
        page.screenshot(path=folder / "page.png")
        (folder / "page.txt").write_text(page.inner_text("body"), encoding="utf-8")
    except Exception as error:  # the test's own failure is what matters
        return f"cannot be shown: {error}"
    return f"{folder / 'page.png'} and page.txt beside it"
