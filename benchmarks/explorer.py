"""How long the explorers take from a key to changed pixels, and how smoothly one follows a pointer.

`make bench-explorer`. The standalone page in a real Chromium, with the sizes that the course
promises: 3×32×32 with six filters for keys and sliders, 3×64×64 for the pointer; of whole networks
the first numbers, after which all others change. Times are taken
in the page, from the event's own time stamp to the moment after the frame with its drawing.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from convlib import images, kernels
from convtutor.browser import PagedWidget
from convtutor.explore import ConvExplorer, NetworkExplorer

Press = Callable[[Page, int], object]

EVENTS = 200
SECONDS = 4
OPTIONS = ["--no-sandbox", "--disable-gpu"]


def main() -> None:
    """Measure and print a table."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = launch(playwright)
        opened = chromium.new_page(viewport={"width": 1200, "height": 1000})
        print(f"Chromium {chromium.version}, {os.cpu_count()} cores, {platform.machine()}")
        print(f"{'What a reader does, milliseconds to changed pixels':59}p50    p95")
        open_explorer(opened, layer(32), Path(folder))
        for name, press in ACTIONS.items():
            show(name, measure(opened, press))
        open_explorer(opened, layer(64), Path(folder))
        print(f"Frames a second while hovering over a map of 3×64×64: {hover_rate(opened):.0f}")
        for name in NETWORKS:
            open_explorer(opened, NetworkExplorer(name), Path(folder))
            for label, press in FIRST_NUMBERS.items():
                show(f"{name}: {label}", measure(opened, press))
        chromium.close()


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium, or Playwright's own where there is none."""
    program = os.environ.get("COURSE_CHROMIUM", "/usr/bin/chromium")
    found = program if Path(program).exists() else None
    return playwright.chromium.launch(executable_path=found, args=OPTIONS)


def layer(size: int) -> ConvExplorer:
    """Make an explorer with six filters of 3×3 on a picture in colour."""
    six = [kernels.sobel(), kernels.sobel("rows"), kernels.outline()]
    six += [kernels.blur(), kernels.sharpen(), kernels.identity()]
    return ConvExplorer(images.portrait(size), np.stack([np.stack([one] * 3) for one in six]))


def open_explorer(opened: Page, explorer: PagedWidget, folder: Path) -> None:
    """Show an explorer, and begin to note when each event is drawn."""
    file = folder / "explorer.html"
    file.write_text(explorer.page(), encoding="utf-8")
    opened.goto(file.as_uri())
    opened.evaluate(NOTE_TIMES)


# A frame's drawing is done when the task after it begins.
NOTE_TIMES = """() => {
    window.times = [];
    const note = event => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
    });
    for (const kind of ['keydown', 'input']) addEventListener(kind, note, true);
}"""


def move_window(opened: Page, turn: int) -> None:
    """Press an arrow key on the map."""
    opened.get_by_role("application", name="feature map").press(
        "ArrowRight" if turn % 28 < 26 else "Control+Home"
    )


def slide(name: str, keys: list[str]) -> Press:
    """Press keys on a slider in turn."""
    return lambda opened, turn: opened.locator(f'[data-setting="{name}"]').press(
        keys[turn % len(keys)]
    )


def first_number(place: int, label: str) -> Press:
    """Press the up and down arrows in turn in a number of the input (0) or of a layer."""

    def press(opened: Page, turn: int) -> None:
        row = opened.locator(".layer").nth(place)
        row.get_by_label(label, exact=True).press(("ArrowUp", "ArrowDown")[turn % 2])

    return press


NETWORKS = ("LeNet-5", "VGG-16", "The course's own, trained")
FIRST_NUMBERS: dict[str, Press] = {
    "rows of the picture": first_number(0, "rows"),
    "filters of layer 1": first_number(1, "filters"),
}
ACTIONS: dict[str, Press] = {
    "arrow key moves the window": move_window,
    "padding slider (all six maps anew)": slide("padding", ["ArrowRight", "ArrowLeft"]),
    "stride slider": slide("stride", ["ArrowRight", "ArrowLeft"]),
    "kernel size slider": slide("kernel_size", ["ArrowRight", "ArrowLeft"]),
    "input size slider": slide("input_size", ["ArrowRight", "ArrowLeft"]),
}


def show(name: str, times: list[float]) -> None:
    """Print a line of the table."""
    middle, late = np.percentile(times, [50, 95])
    print(f"{name:56}{middle:7.1f}{late:7.1f}")


def measure(opened: Page, press: Press) -> list[float]:
    """Do one thing many times; give the milliseconds until it showed."""
    opened.evaluate("() => { times.length = 0; }")
    for turn in range(EVENTS):
        press(opened, turn)
    return opened.evaluate("times")


def hover_rate(opened: Page) -> float:
    """Move the pointer over the map in every frame, and count the frames."""
    return opened.evaluate(HOVER, SECONDS)


HOVER = """async seconds => {
    const canvas = document.querySelector('.output canvas:last-child');
    canvas.scrollIntoView();
    const box = canvas.getBoundingClientRect();
    const begin = performance.now();
    let frames = 0;
    for (let now = begin; now - begin < 1000 * seconds;) {
        const turn = frames / 20;
        canvas.dispatchEvent(new PointerEvent('pointermove', {
            bubbles: true, pointerType: 'mouse',
            clientX: box.left + box.width * (0.5 + 0.4 * Math.cos(turn)),
            clientY: box.top + box.height * (0.5 + 0.4 * Math.sin(turn * 1.7)),
        }));
        now = await new Promise(done => requestAnimationFrame(done));
        frames += 1;
    }
    return 1000 * frames / (performance.now() - begin);
}"""


if __name__ == "__main__":
    main()
