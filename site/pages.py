"""The website's pages: their source, made from notebooks and docs, and what Sphinx makes of it."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import jinja2
from sphinx.cmd.build import main as sphinx

from convtutor import browser
from convtutor.explore import ConvExplorer, NetworkExplorer
from convtutor.explore.browser_data import BROWSER
from convtutor.practice.practice_widget import PracticeWidget
from coursekit.course import Course
from front import MISTAKE, explorer, verdict
from pictures import PictureFolder
from unit_pages import UnitPage

ROOT = Path(__file__).resolve().parents[1]
BY_HAND = Path(__file__).resolve().parent / "source"
TEXTS = (
    "accessibility",
    "grading",
    "hub",
    "instructor",
    "own-exercises",
    "site",
    "speed",
    "strength",
)
DOCS = [*(f"{name}.md" for name in TEXTS), "speed.png"]


class PagesError(Exception):
    """Sphinx found something wrong; it has said what."""


def build(folder: Path, pictures: int) -> None:
    """Write all pages into a folder; what else is there goes, but for the notebooks that run.

    Of each explorer there are so many pictures, at most. What Sphinx reads, and what it notes
    down, lie beside the folder.
    """
    for old in folder.glob("*"):
        if old.is_file():
            old.unlink()
        elif old.name != "lite":
            shutil.rmtree(old)
    source, notes = (folder.with_name(f"{folder.name}-{name}") for name in ("source", "notes"))
    write_source(source, pictures)
    options = ["-b", "html", "-q", "-W", "--keep-going", "-E", "-d", str(notes)]
    if sphinx([*options, str(source), str(folder)]):
        raise PagesError(
            "The pages have faults, named above; mend them in site/source/ or in docs/."
        )


def write_source(folder: Path, pictures: int) -> None:
    """Write what Sphinx reads: what is written by hand, and pages of units, docs and explorers."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(BY_HAND, folder)
    static = folder / "_static"
    course = Course(ROOT)
    units = [UnitPage(unit, course.solutions, static, pictures) for unit in course.units()]
    openings = {unit.name: unit.opening for unit in units}
    pages = [folder / "units" / f"{unit.name}.ipynb" for unit in units]
    with ProcessPoolExecutor() as workers:
        list(workers.map(UnitPage.write, units, pages))
    _copy_docs(folder)
    _write_explorers(static)
    values = {
        "units": [unit.about for unit in units],
        "openings": openings,
        "mistake": MISTAKE,
        "verdict": verdict(PictureFolder(static / "pictures", "_static/pictures")),
    }
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder))
    for page in BY_HAND.rglob("*.md"):
        name = page.relative_to(BY_HAND)
        if "_parts" not in name.parts:
            text = environment.get_template(name.as_posix()).render(values)
            (folder / name).write_text(f"{text}\n", encoding="utf-8")


def _copy_docs(folder: Path) -> None:
    for name in DOCS:
        shutil.copy(ROOT / "docs" / name, folder)
    # Parts of it are parts of pages; they lie beside what it links to.
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("](docs/", "](")
    (folder / "_parts" / "README.md").write_text(readme, encoding="utf-8")
    text = (ROOT / "CONVENTIONS.md").read_text(encoding="utf-8")
    (folder / "conventions.md").write_text(text.partition("## Glossary\n")[0], encoding="utf-8")
    glossary = (ROOT / "coursekit/progress/glossary.md").read_text(encoding="utf-8")
    (folder / "glossary.md").write_text(glossary.removeprefix("#"), encoding="utf-8")


def _write_explorers(static: Path) -> None:
    pages = {
        "explorer": ConvExplorer(),
        "front": explorer(),
        "network": NetworkExplorer(),
        "practice": PracticeWidget(),
    }
    for name, shown in pages.items():
        file = static / "explorers" / f"{name}.html"
        file.write_text(shown.page(), encoding="utf-8")
    shutil.copy(BROWSER / "controls.css", static)
    shutil.copy(browser.FOLDER / "pagemodel.mjs", static)
    (static / "controls.mjs").write_text(browser.module(BROWSER / "controls.mjs"), encoding="utf-8")
