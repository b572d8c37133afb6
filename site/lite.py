"""The course in JupyterLite: its notebooks, and a Python that runs in the visitor's browser."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import browser_python
from browser_python import KERNEL, LABEXTENSIONS, read_json, run
from coursekit.course import Course, notebook_in
from coursekit.notebook_file import read_notebook

ROOT = Path(__file__).parents[1]
SETTINGS = Path(__file__).with_name("lite")
LAB_SETTINGS = ROOT / "coursekit/lab/config/everyone/labconfig/default_setting_overrides.json"
EXTENSIONS = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")


def build(folder: Path, cache: Path, *, network: bool = False) -> None:
    """Build JupyterLite with the course in it, in place of what is in the folder.

    Downloads are kept in the cache for the next time. With `network`, a visitor's browser gets
    Pyodide from its public network. Otherwise Pyodide is part of the site, and a page asks no other
    host for anything.
    """
    folder, cache = folder.resolve(), cache.resolve()
    source = cache / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(SETTINGS, source)
    units = _put_notebooks(source / "contents")
    python = cache / "python"
    kernel = browser_python.put(python, cache, network=network)
    settings = source / "jupyter-lite.json"
    told = read_json(settings)
    told["jupyter-config-data"]["litePluginSettings"] = {f"{KERNEL}:kernel": kernel}
    settings.write_text(json.dumps(told), encoding="utf-8")
    _merge_settings(source / "overrides.json")
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", str(folder)]
    command += [f"--LiteBuildConfig.federated_extensions={LABEXTENSIONS / e}" for e in EXTENSIONS]
    run(command, source)
    shutil.copytree(python, folder / browser_python.PLACE)
    (folder / "units.json").write_text(json.dumps(units), encoding="utf-8")
    _add_script(folder)


def _put_notebooks(contents: Path) -> list[dict[str, Any]]:
    """Put the units where JupyterLite looks for files; return what the page of one's work asks.

    Each notebook says which release it is, since a browser keeps its copy while the site changes.
    """
    units = []
    for unit in Course(ROOT).units():
        notebook = read_notebook(notebook_in(unit.folder.parent, unit.name))
        sources = json.dumps([cell["source"] for cell in notebook["cells"]])
        release = hashlib.sha256(sources.encode()).hexdigest()[:12]
        notebook["metadata"]["course"]["release"] = release
        path = notebook_in(contents, unit.name)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        exercises = {exercise.id: exercise.points for exercise in unit.exercises}
        told = {"name": unit.name, "title": unit.title, "exercises": exercises, "release": release}
        units.append(told)
    return units


def _merge_settings(path: Path) -> None:
    """Add what the course's lab on one's own machine sets, too."""
    settings = read_json(path)
    for plugin, values in read_json(LAB_SETTINGS).items():
        settings[plugin] = values | settings.get(plugin, {})
    path.write_text(json.dumps(settings), encoding="utf-8")


def _add_script(folder: Path) -> None:
    """Let each page of JupyterLite say what this browser cannot do, and find the glossary."""
    shutil.copy(SETTINGS / "course.js", folder)
    for page in folder.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        added = text.replace("</head>", '<script src="../course.js"></script></head>', 1)
        page.write_text(added, encoding="utf-8")
