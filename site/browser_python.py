"""A Python for the visitor's browser: Pyodide with the course and all that it needs, and no more.

Each part has its version: Pyodide (`PYODIDE`), what it does not know (``constraints.txt``), what
JupyterLite's kernel brings (the extra ``site``), and the course's own wheel, made from this
checkout. Pyodide's lock file is written anew with just these, so that the kernel finds whatever it
asks for in the site's own folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.metadata import Metadata
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]

PYODIDE = "open-webui==0.12.4"
"""A wheel on PyPI that carries a whole Pyodide, with the sum of each of its wheels."""
INSIDE = PurePosixPath("open_webui", "frontend", "pyodide")
PLACE = "static/python"
"""Where it lies in the site of JupyterLite."""
LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
NETWORK = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
"""Where Pyodide's files lie on its public network."""

LABEXTENSIONS = Path(sysconfig.get_path("data"), "share", "jupyter", "labextensions")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
UNKNOWN_TO_PYODIDE = ("anywidget", "comm", "ipywidgets", "psygnal")
COURSE = "convolution-course"
PRELOADED = ("ipykernel", "piplite", "pyodide-kernel", "micropip", "ipython", "jedi", COURSE)
"""What the kernel would look for on PyPI when it starts, and the course."""

NEVER_LOADED = {"fonttools", "jupyterlab-widgets", "pytz"}
"""What packages ask for and no notebook loads: PDF and PostScript, JupyterLab's own side, dates."""

# 3.12 is the newest that the wheel of `PYODIDE` admits; the others, pure, run on any.
PIP = ["--no-deps", "--only-binary=:all:", "--python-version=3.12", "--platform=any"]
PIP += ["--implementation=py", "--abi=none", "--quiet", "--disable-pip-version-check"]
# What a wheel's own markers are asked about.
BROWSER = {"sys_platform": "emscripten", "python_version": "3.14", "extra": ""}

FIRST_DAY = "315532800"
"""1 January 1980, the first that a zip file knows; for a checkout without its history."""

Entry = dict[str, Any]
"""What Pyodide's lock file says of one package."""


def put(folder: Path, cache: Path, *, network: bool) -> dict[str, Any]:
    """Put Pyodide, the course and all that they need into a folder; return the kernel's settings.

    The folder is to be `PLACE` in the site, and is replaced; downloads are kept in the cache for
    the next time. With `network`, Pyodide's own files stay on its public network.
    """
    pyodide = _pyodide(cache)
    lock = read_json(pyodide / LOCK)
    known = {canonicalize_name(name): entry for name, entry in lock["packages"].items()}
    kernels = (LABEXTENSIONS / KERNEL / "static" / "pypi").glob("*.whl")
    ours = [*kernels, *_download(map(_pin, UNKNOWN_TO_PYODIDE), cache), _course(cache)]
    needed = _closure(known | {entry["name"]: entry for entry in map(_entry, ours)}, PRELOADED)

    there = {path.name: path for path in pyodide.glob("*.whl")}
    others = {path.name: path for path in ours}
    # Pyodide names some pure wheels that this copy of it leaves out; PyPI has them.
    left_out = [e for e in needed.values() if e["file_name"] not in there | others]
    for path in _download([f"{entry['name']}=={entry['version']}" for entry in left_out], cache):
        others[path.name] = path
    for entry in left_out:
        entry["sha256"] = _sum(others[entry["file_name"]])

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    version = read_json(pyodide / "package.json")["version"]
    address = NETWORK.format(version=version) if network else f"./{PLACE}/"
    for entry in needed.values():
        path = others.get(entry["file_name"]) or there[entry["file_name"]]
        if _sum(path) != entry["sha256"]:
            raise SystemExit(f"{path} is not the file that Pyodide's lock file names; delete it.")
        if network and path.name in there:
            entry["file_name"] = address + path.name
        else:
            shutil.copy(path, folder)
    for name in [] if network else CORE:
        shutil.copy(pyodide / name, folder)
    lock["packages"] = needed
    (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    return {
        "pyodideUrl": f"{address}pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./{PLACE}/{LOCK}",
            "packages": list(needed),
        },
    }


def _pyodide(cache: Path) -> Path:
    """Return the folder of Pyodide, downloaded once."""
    folder = cache / "pyodide"
    if not folder.exists():
        (wheel,) = _download([PYODIDE], cache)
        with zipfile.ZipFile(wheel) as inside:
            names = [name for name in inside.namelist() if INSIDE in PurePosixPath(name).parents]
            inside.extractall(cache / "open-webui", names)
        (cache / "open-webui" / INSIDE).rename(folder)
        shutil.rmtree(cache / "open-webui")
        wheel.unlink()
    return folder


def _download(requirements: Iterable[str], cache: Path) -> list[Path]:
    """Download wheels that run anywhere, without what they need; return where they are."""
    (cache / "wheels").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        run([sys.executable, "-m", "pip", "download", *PIP, "--dest", folder, *requirements], cache)
        return [path.replace(cache / "wheels" / path.name) for path in Path(folder).iterdir()]


def _pin(name: str) -> str:
    """Return the requirement of a package as constraints.txt pins it."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    (pinned,) = re.findall(rf"^{re.escape(name)}==.*$", text, re.MULTILINE)
    return str(pinned)


def _course(cache: Path) -> Path:
    """Build the course's own wheel, without the part that runs a lab and grades."""
    folder = cache / "course"
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], cache)
    (whole,) = folder.glob("*.whl")
    wheel = folder / "browser" / whole.name
    wheel.parent.mkdir()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(wheel, "w") as target:
        for member in source.infolist():
            if not member.filename.startswith("coursekit/"):
                target.writestr(member, source.read(member))
    return wheel


def _entry(wheel: Path) -> Entry:
    """Describe a wheel as Pyodide's lock file does."""
    name, version, *_ = parse_wheel_filename(wheel.name)
    with zipfile.ZipFile(wheel) as inside:
        (path,) = [path for path in inside.namelist() if path.endswith(".dist-info/METADATA")]
        metadata = Metadata.from_email(inside.read(path), validate=False)
    return {
        "name": str(name),
        "version": str(version),
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": _sum(wheel),
        "package_type": "package",
        "imports": [],
        "depends": [
            canonicalize_name(needed.name)
            for needed in metadata.requires_dist or []
            if needed.marker is None or needed.marker.evaluate(BROWSER)
        ],
        "unvendored_tests": False,
    }


def _closure(entries: dict[str, Entry], roots: Iterable[str]) -> dict[str, Entry]:
    """Return these packages and all that they need."""
    found: dict[str, Entry] = {}
    waiting = list(roots)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = entries[name]
            entries[name]["depends"] = sorted({*entries[name]["depends"]} - NEVER_LOADED)
            waiting += entries[name]["depends"]
    return dict(sorted(found.items()))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_json(path: Path) -> dict[str, Any]:
    """Read an object from a file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _day() -> str:
    """Return the day of the last change, so that what is built twice is the same twice."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(git, capture_output=True, text=True)
    return asked.stdout.strip() or FIRST_DAY


def run(command: list[str], folder: Path) -> None:
    """Run a command quietly; where it fails, say what it said."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": _day()}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{(ran.stdout + ran.stderr)[-3000:]}")
