"""How many learners a hub on this machine bears: `make bench-hub`, as root.

A real hub (`make hub` in a folder and on a port of its own) with as many accounts. Learners sign in
side by side, wait for their server, open JupyterLab's page, save a notebook a few times, and run
all its cells; then their server is stopped, and the next come. So memory bounds how many are there
at once, and time how many come in all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import aiohttp  # comes with jupyter-server-proxy
import psutil
from support.running_hub import running_hub

UNIT = "convolution/01_single_filter/01_single_filter.ipynb"
SAVES = 5
PAUSE = 2.0
"""Seconds between two saves of one learner."""
COLUMNS = {
    "at once": 8,
    "all": 9,
    "start s": 18,
    "save ms": 16,
    "MiB": 6,
    "run": 6,
    "failed": 7,
    "s": 6,
}

PATIENCE = 300
"""Seconds for a server to start, then it counts as failed."""


@dataclass
class Seen:
    """What was measured with so many learners at once."""

    starts: list[float] = field(default_factory=list)  # seconds, from the sign-in to JupyterLab
    saves: list[float] = field(default_factory=list)  # seconds
    failed: list[str] = field(default_factory=list)
    memory: float = 0.0  # MiB a server, at its largest
    with_kernel: float = 0.0  # the same after all cells were run
    seconds: float = 0.0  # for all


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hub", description=__doc__)
    parser.add_argument("--learners", type=int, default=200, help="in all (%(default)s)")
    parser.add_argument("--at-once", default="1,5,10,20", metavar="N,N", help="(%(default)s)")
    options = parser.parse_args()
    levels = [int(level) for level in options.at_once.split(",")]
    names = [f"load{number:04}" for number in range(options.learners)]
    shares = [names[: max(2, level)] for level in levels[:-1]] + [names]
    people = {"loadteacher": "instructor"} | dict.fromkeys(names, "learner")
    with running_hub(people) as hub:
        print("".join(f"{name:>{width}}" for name, width in COLUMNS.items()))
        for level, share in zip(levels, shares, strict=True):
            seen = asyncio.run(visit(hub.address, hub.password, share, level))
            starts, saves = spread(seen.starts, 1), spread(seen.saves, 1000)
            print(
                f"{level:8}{len(share):9}{starts:>18}{saves:>16}{seen.memory:6.0f}"
                f"{seen.with_kernel:6.0f}{len(seen.failed):7}{seen.seconds:6.0f}",
                flush=True,
            )
            for reason in sorted(set(seen.failed)):
                print(f"         {seen.failed.count(reason)} times: {reason}")


def spread(times: list[float], unit: float) -> str:
    """Give the median and the 95th percentile."""
    if len(times) < 2:
        return "-"
    late = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times) * unit:.1f} / {late * unit:.1f}"


async def visit(address: str, password: str, names: list[str], at_once: int) -> Seen:
    """Let all of them come, so many at once."""
    seen, room = Seen(), asyncio.Semaphore(at_once)
    began = time.monotonic()

    async def come(name: str) -> None:
        async with room:
            try:
                await learn(address, password, name, seen)
            except (TimeoutError, aiohttp.ClientError, RuntimeError) as error:
                seen.failed.append(f"{type(error).__name__}: {error}"[:100])

    await asyncio.gather(*map(come, names))
    seen.seconds = time.monotonic() - began
    return seen


async def learn(address: str, password: str, name: str, seen: Seen) -> None:
    """Sign in, wait, save a few times, and leave, as a browser would."""
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name, as this one's
    async with aiohttp.ClientSession(address, timeout=patience, cookie_jar=jar) as browser:
        began = time.monotonic()
        await browser.get("/hub/login")
        form = {"username": name, "password": password, "_xsrf": token(browser, "/hub/")}
        async with browser.post("/hub/login?next=/hub/spawn", data=form):
            pass
        server = f"/user/{name}"
        while True:
            async with browser.get(f"{server}/lab") as page:
                if page.status == 200 and page.url.path.startswith(f"{server}/lab"):
                    break
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError("the server did not start")
            await asyncio.sleep(0.3)
        seen.starts.append(time.monotonic() - began)
        contents = f"{server}/api/contents/{UNIT}"
        async with browser.get(contents) as answer:
            notebook = (await answer.json())["content"]
        body = {"type": "notebook", "format": "json", "content": notebook}
        for _ in range(SAVES):
            await asyncio.sleep(PAUSE)
            await save(browser, contents, body, token(browser, f"{server}/"), seen)
        seen.memory = max(seen.memory, memory_of(name))
        await run_all(browser, server, notebook, token(browser, f"{server}/"))
        seen.with_kernel = max(seen.with_kernel, memory_of(name))
        headers = {"X-XSRFToken": token(browser, "/hub/")}
        async with browser.delete(f"/hub/api/users/{name}/server", headers=headers):
            pass


async def save(
    browser: aiohttp.ClientSession, where: str, body: dict[str, Any], xsrf: str, seen: Seen
) -> None:
    """Save the notebook once."""
    began = time.monotonic()
    headers = {"X-XSRFToken": xsrf, "Content-Type": "application/json"}
    async with browser.put(where, data=json.dumps(body), headers=headers) as answer:
        if answer.status != 200:
            raise RuntimeError(f"saving answered {answer.status}")
    seen.saves.append(time.monotonic() - began)


async def run_all(
    browser: aiohttp.ClientSession, server: str, notebook: dict[str, Any], xsrf: str
) -> None:
    """Start a kernel for the notebook and run its cells, whatever comes of them."""
    asked = {"path": UNIT, "name": UNIT, "type": "notebook", "kernel": {"name": "python3"}}
    headers = {"X-XSRFToken": xsrf}
    async with browser.post(f"{server}/api/sessions", json=asked, headers=headers) as answer:
        if answer.status != 201:
            raise RuntimeError(f"starting a kernel answered {answer.status}")
        kernel = (await answer.json())["kernel"]["id"]
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    async with browser.ws_connect(f"{server}/api/kernels/{kernel}/channels", max_msg_size=0) as ws:
        for number, code in enumerate(cells):
            message = {
                "channel": "shell",
                "header": {"msg_id": f"cell-{number}", "msg_type": "execute_request"},
                "parent_header": {},
                "metadata": {},
                "content": {"code": code, "stop_on_error": False, "allow_stdin": False},
            }
            await ws.send_json(message)
            async for said in ws:
                text = said.type is aiohttp.WSMsgType.TEXT  # pictures come as bytes
                if text and json.loads(said.data)["msg_type"] == "execute_reply":
                    break


def token(browser: aiohttp.ClientSession, path: str) -> str:
    """Return the cookie against forged requests that holds for a path."""
    for cookie in browser.cookie_jar:
        if cookie.key == "_xsrf" and cookie["path"].rstrip("/") == path.rstrip("/"):
            return unquote(cookie.value)
    return ""


def memory_of(name: str) -> float:
    """Return the memory of all that somebody runs, in MiB; what is shared counts in parts."""
    total = 0
    for process in psutil.process_iter(["username"]):
        if process.info["username"] == name:
            try:
                total += process.memory_full_info().pss
            except (psutil.Error, AttributeError):
                continue
    return total / 2**20


if __name__ == "__main__":
    main()
