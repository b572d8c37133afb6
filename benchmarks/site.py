"""How large the website is, and how long a visitor waits: `make bench-site ARGS="--save"`.

The site is built, served on this machine, and opened some times in a real Chromium that has never
seen it. A visitor opens a unit, waits for Python, writes an answer and checks it; the clock runs
from the click on the link.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "build" / "site"
PAGE = ROOT / "docs" / "site.md"
TABLE = re.compile(r"(<!-- measured: .*? -->\n).*?(<!-- end -->)", re.DOTALL)

UNIT = "02_padding"
RIGHT = "def same_padding(kernel_size):\n    return kernel_size // 2 if kernel_size % 2 else None"
# The cells are run from the page's own JavaScript: what a key press adds is not measured.
ANSWER = """async (code) => {
    const app = window.jupyterapp;
    const kernel = app.shell.currentWidget.context.sessionContext.session.kernel;
    const run = (code) => kernel.requestExecute({ code }).done;
    await run("from convtutor import check");
    const seen = performance.now();
    await run(code);
    return (performance.now() - seen) / 1000;
}"""
IDLE = """() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext
    ?.session?.kernel?.status === "idle" """


def main() -> None:
    """Build, measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description="Measure the website.")
    parser.add_argument("--rounds", type=int, default=5, help="visitors; their median counts")
    parser.add_argument("--save", action="store_true", help="write docs/site.md")
    given = parser.parse_args()
    begin = time.perf_counter()
    subprocess.run([sys.executable, str(ROOT / "site" / "build.py")], check=True)
    built = time.perf_counter() - begin
    with serve() as address, sync_playwright() as playwright:
        program = os.environ.get("COURSE_CHROMIUM", "/usr/bin/chromium")
        found = program if Path(program).exists() else None
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        visits = [visit(chromium, address) for _ in range(given.rounds)]
        text = table(built, visits, chromium.version)
    print(text)
    if given.save:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(TABLE.sub(lambda found: found[1] + text + found[2], page), encoding="utf-8")


@contextmanager
def serve() -> Iterator[str]:
    """Serve the site on this machine; give its address."""
    program = str(ROOT / "site" / "serve.py")
    command = [sys.executable, "-u", program, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline().split()[0].rstrip("/")
        running.terminate()


def visit(chromium: Browser, address: str) -> dict[str, float]:
    """Come for the first time, and give an answer; seconds from the click, and megabytes."""
    context = chromium.new_context()
    page = context.new_page()
    sizes: list[int] = []
    context.on("response", lambda response: sizes.append(size(response)))
    begin = time.perf_counter()
    page.goto(f"{address}/lite/notebooks/index.html?path={UNIT}/{UNIT}.ipynb")
    page.locator(".jp-Cell").first.wait_for()
    seen = time.perf_counter() - begin
    page.wait_for_function(IDLE, timeout=120_000)
    ready = time.perf_counter() - begin
    checking = page.evaluate(ANSWER, f"{RIGHT}\ncheck(same_padding)")
    graded = time.perf_counter() - begin
    context.close()
    return {
        "the unit can be read": seen,
        "Python is ready": ready,
        "the first answer is graded": graded,
        "… of which the check itself": checking,
        "what came over the wire": sum(sizes) / 1e6,
    }


def size(response: Response) -> int:
    """Bytes of an answer, as the server tells; a service worker only passes it on."""
    if response.from_service_worker:
        return 0
    return int(response.headers.get("content-length", 0))


def table(built: float, visits: list[dict[str, float]], version: str) -> str:
    """Write what was measured as a table of Markdown."""
    all_files = [path for path in SITE.rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in all_files) / 1e6
    python = sum(path.stat().st_size for path in SITE.glob("lite/static/python/*")) / 1e6
    rows = {
        "`make site`, downloads kept from before": f"{built:.0f} s",
        "the folder": f"{whole:.1f} MB in {len(all_files):,} files",
        "… of which the browser's Python": f"{python:.1f} MB",
    }
    for name in visits[0]:
        median = statistics.median(one[name] for one in visits)
        unit = "MB" if name.endswith("the wire") else "s"
        rows[name] = f"{median:.1f} {unit}"
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Chromium {version.split('.')[0]}"
    day = f"{date.today():%-d %B %Y}"
    head = f"Measured on {day}: {machine}; the median of {len(visits)} first visits.\n\n"
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return head + "\n".join(["| what | how much |", "| --- | ---: |", *lines]) + "\n"


if __name__ == "__main__":
    main()
