"""Put the course into JupyterLite: its notebooks, and a Python that runs in the visitor's browser.

Each part has its version: JupyterLite and its kernel (the extra ``site``), Pyodide (`PYODIDE`), the
wheels that Pyodide does not know (``constraints.txt``), and the course's own wheel, made from this
checkout. Pyodide's lock file is written anew with just what they need, so that the kernel finds
whatever it asks for in the site's own folder.
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
SETTINGS = Path(__file__).with_name("lite")

PYODIDE = "open-webui==0.12.4"
"""A wheel on PyPI that carries a whole Pyodide, with the sum of each of its wheels."""
INSIDE = PurePosixPath("open_webui", "frontend", "pyodide")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
NETWORK = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
"""Where Pyodide's files lie on its public network."""

UNKNOWN_TO_PYODIDE = ("anywidget", "comm", "ipywidgets", "jupyterlab_widgets", "psygnal")
COURSE = "convolution-course"
PRELOADED = ("ipykernel", "piplite", "pyodide-kernel", "micropip", "ipython", "jedi", COURSE)
"""What the kernel would look for on PyPI when it starts, and the course."""

EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
LABEXTENSIONS = Path(sysconfig.get_path("data"), "share", "jupyter", "labextensions")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
DATE = "315532800"
"""1 January 1980, the first day that a zip file knows: what is built twice is the same twice."""
# 3.12 is the newest that the wheel of `PYODIDE` admits; the others, pure, run on any.
PIP = ["--no-deps", "--only-binary=:all:", "--python-version=3.12", "--platform=any"]
PIP += ["--implementation=py", "--abi=none", "--quiet", "--disable-pip-version-check"]
# What a wheel's own markers are asked about.
BROWSER = {"sys_platform": "emscripten", "python_version": "3.14", "extra": ""}

Entry = dict[str, Any]
"""What Pyodide's lock file says of one package."""


def build(folder: Path, cache: Path, *, network: bool = False) -> None:
    """Build JupyterLite with the course in it.

    Parameters
    ----------
    folder : Path
        Where it goes; what is there is replaced.
    cache : Path
        Where downloads are kept for the next time.
    network : bool
        Whether a visitor's browser gets Pyodide from its public network. Otherwise Pyodide is part
        of the site, and a page asks no other host for anything.
    """
    source = cache / "lite"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(SETTINGS, source)
    shutil.copytree(ROOT / "notebooks", source / "contents")
    kernel = _put_python(source / "static" / "pyodide", cache, network=network)
    settings = source / "jupyter-lite.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    told["jupyter-config-data"]["litePluginSettings"] = {KERNEL: kernel}
    settings.write_text(json.dumps(told), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", str(folder)]
    command += [f"--LiteBuildConfig.federated_extensions={LABEXTENSIONS / e}" for e in EXTENSIONS]
    _run(command, source)


def _put_python(folder: Path, cache: Path, *, network: bool) -> Entry:
    """Put Pyodide, the course and all that they need into a folder; return the kernel's settings."""
    pyodide = _pyodide(cache)
    version = _read(pyodide / "package.json")["version"]
    lock = _read(pyodide / "pyodide-lock.json")
    entries = {canonicalize_name(name): entry for name, entry in lock["packages"].items()}

    kernel_wheels = (LABEXTENSIONS / EXTENSIONS[0] / "static" / "pypi").glob("*.whl")
    ours = [*kernel_wheels, *_download(map(_pin, UNKNOWN_TO_PYODIDE), cache), _course(cache)]
    entries |= {entry["name"]: entry for entry in map(_entry, ours)}
    needed = _closure(entries, PRELOADED)
    files = {path.name: path for path in [*pyodide.glob("*.whl"), *ours]}
    # Pyodide names some pure wheels that this copy of it leaves out; PyPI has them.
    left_out = [entry for entry in needed.values() if entry["file_name"] not in files]
    for path in _download([f"{entry['name']}=={entry['version']}" for entry in left_out], cache):
        files[path.name] = path
    for entry in left_out:
        entry["sha256"] = _sum(files[entry["file_name"]])

    folder.mkdir(parents=True)
    for name in CORE:
        shutil.copy(pyodide / name, folder)
    for entry in needed.values():
        path = files[entry["file_name"]]
        if _sum(path) != entry["sha256"]:
            raise SystemExit(f"{path} is not the file that Pyodide's lock file names; delete it.")
        shutil.copy(path, folder)
    lock["packages"] = needed
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(needed)},
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
        _run([sys.executable, "-m", "pip", "download", *PIP, "--dest", folder, *requirements], cache)
        return [path.replace(cache / "wheels" / path.name) for path in Path(folder).iterdir()]


def _pin(name: str) -> str:
    """Return the requirement of a package as constraints.txt pins it."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    (pinned,) = re.findall(rf"^{re.escape(name)}==.*$", text, re.MULTILINE)
    return str(pinned)


def _course(cache: Path) -> Path:
    """Build the course's own wheel."""
    folder = cache / "course"
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], cache)
    (wheel,) = folder.glob("*.whl")
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
            waiting += entries[name]["depends"]
    return dict(sorted(found.items()))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _run(command: list[str], folder: Path) -> None:
    """Run a command quietly; where it fails, say what it said."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": DATE}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{(ran.stdout + ran.stderr)[-3000:]}")
