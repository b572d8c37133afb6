"""A unit as a page: its notebook as learners get it, with all there is to see and no answer.

What a page shows below a cell is what the author's run left there, of cells that are the same for
learners. Of all others it shows none: of a function to write the stub, of its check, of guesses and
of questions a line that says where they are asked. Sliders and explorers are live; those that draw
what a learner's own function gives wait for it in the notebook.

The answers that are folded below a question under "Find out" are there: they are the unit's prose,
folded in the notebook as well, and no point depends on them.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from convtutor.explore import ConvExplorer, NetworkExplorer
from convtutor.explore.function_explorer import Explorer
from convtutor.units.catalogue import exercises
from coursekit.course import Unit, notebook_in
from pictures import PictureFolder
from played import MOST, played

# What the course says of a cell that a page cannot run, by the function that the cell calls.
NOTES = {
    "check": "In the notebook, this line tells at once whether your function is right and, if "
    "not, which mistake it is.",
    "predict": "In the notebook, your guess is written down here.",
    "reveal": "In the notebook, your guess is held here against what comes out.",
    "recall": "In the notebook, your answer is checked here.",
}
OWN = "In the notebook, this draws what your own function gives."
VERSIONS = "environment"
"""The id of the cell that says which versions run: of no use where nothing runs."""


class UnitPage:
    """One unit on its way to a page.

    It lies in the folder of solutions as its author ran it; `static` is the folder of the site's
    files that are no pages. Of one explorer so many pictures are drawn at most.
    """

    def __init__(self, about: Unit, solutions: Path, static: Path, most: int = MOST) -> None:
        self.about = about
        self.most = most
        self.name = about.name
        self.notebook = nbformat.read(notebook_in(about.folder.parent, self.name), as_version=4)
        ran = nbformat.read(notebook_in(solutions, self.name), as_version=4)
        self.ran = {cell.id: cell for cell in ran.cells}
        self.explorers = static / "explorers"
        self.explorers.mkdir(parents=True, exist_ok=True)
        self.pictures = PictureFolder(static / "pictures", "../_static/pictures")
        self.to_write = {exercise.function_name for exercise in exercises(self.name)}
        self.names: dict[str, Any] = {}  # those of the notebook, as it runs

    @property
    def opening(self) -> str:
        """The picture with which the unit opens, from the top of the site's source."""
        (kinds,) = self.notebook.cells[0].attachments.values()
        address, *_ = self.pictures.keep(base64.b64decode(kinds["image/png"]))
        return address.removeprefix("..")

    @property
    def lite(self) -> str:
        """Where the notebook itself runs, seen from the unit's page."""
        return f"../lite/notebooks/index.html?path={self.name}/{self.name}.ipynb"

    @property
    def file(self) -> str:
        """The notebook as it is handed out, as a file."""
        return f"../lite/files/{self.name}/{self.name}.ipynb"

    def write(self, path: Path) -> None:
        """Write the page as a notebook that holds all its outputs, for MyST-NB."""
        cells = []
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown":
                cells.append(self._prose(cell))
            elif cell.id != VERSIONS:
                cell.outputs = self._outputs(cell)
                cells.append(cell)
        self.notebook.cells = cells
        nbformat.write(self.notebook, path)

    def _prose(self, cell: NotebookNode) -> NotebookNode:
        for name, kinds in cell.pop("attachments", {}).items():
            address, *_ = self.pictures.keep(base64.b64decode(kinds["image/png"]))
            cell.source = cell.source.replace(f"attachment:{name}", address)
        cell.source = cell.source.replace("../START.md#Glossary", "../glossary.md")
        if cell.id == "title":
            title, rest = cell.source.split("\n", 1)
            cell.source = f"{title}\n\n{self._start()}\n{rest}"
        return cell

    def _start(self) -> str:
        return (
            f'<p class="start"><a class="btn btn-primary" href="{self.lite}">'
            f"Run it in your browser</a> <span>{self.about.minutes} minutes</span></p>\n"
            f'<p class="start"><a href="{self.file}" download data-take="{self.name}">'
            f"Take this with you</a>{''.join(map(self._door, elsewhere()))}</p>\n"
        )

    def _door(self, door: tuple[str, str]) -> str:
        name, address = door
        return f' · <a href="{address.format(unit=self.name)}">Open it in {name}</a>'

    def _outputs(self, cell: NotebookNode) -> list[NotebookNode]:
        """Run a cell as learners have it, and choose what its page shows below it."""
        shown = self._run(cell.source)
        called = _called(cell.source)
        if self.ran[cell.id].source != cell.source and not called:  # a function to write
            return []
        for function, note in NOTES.items():
            if function in called:
                return [self._note(note)]
        if isinstance(shown, ConvExplorer):
            return [_html(self._explorer(cell.id, shown))]
        if isinstance(shown, NetworkExplorer):  # one page for all, which begins where its link says
            address = f"../_static/explorers/network.html#{shown.fragment}"
            return [_html(framed(address, shown.TITLE))]
        if isinstance(shown, Explorer):
            own = shown.picture is None  # it waits for a function of the learner's
            return [self._note(OWN) if own else _html(played(shown, self.pictures, self.most))]
        if called & self.to_write:
            return [self._note(OWN)]
        return [self._saved(output) for output in self.ran[cell.id].outputs]

    def _run(self, source: str) -> Any:
        """Run a cell; what it prints is dropped. Return what its last line gives, if anything."""
        *statements, last = ast.parse(source).body
        ends = isinstance(last, ast.Expr)
        begin = ast.Module(statements if ends else [*statements, last], [])
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(begin, self.name, "exec"), self.names)
            if isinstance(last, ast.Expr):
                return eval(compile(ast.Expression(last.value), self.name, "eval"), self.names)
        return None

    def _explorer(self, cell: str, explorer: ConvExplorer) -> str:
        file = self.explorers / f"{self.name}-{cell}.html"
        file.write_text(explorer.page(), encoding="utf-8")
        return framed(f"../_static/explorers/{file.name}")

    def _note(self, words: str) -> NotebookNode:
        return _html(f'<p class="in-notebook">{words} <a href="{self.lite}">Run it</a></p>')

    def _saved(self, output: NotebookNode) -> NotebookNode:
        if output.output_type == "stream":
            return output
        return _html(self.pictures.unpack(output.data["text/html"]))


def framed(address: str, title: str = ConvExplorer.TITLE) -> str:
    """Show an explorer's own page within another one."""
    return f'<iframe class="explorer" src="{address}" title="{title}"></iframe>'


def _html(text: str) -> NotebookNode:
    return new_output("display_data", data={"text/html": text})


def _called(source: str) -> set[str]:
    """The functions that a cell calls by their bare names, or hands over to another one."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def elsewhere() -> list[tuple[str, str]]:
    """Return where else a unit opens at a click, by name; GitHub alone knows the address."""
    repository = os.environ.get("GITHUB_REPOSITORY")
    if not repository:
        return []
    notebook = "notebooks/{unit}/{unit}.ipynb"
    colab = f"https://colab.research.google.com/github/{repository}/blob/main/{notebook}"
    binder = f"https://mybinder.org/v2/gh/{repository}/main?urlpath=lab/tree/my-work/"
    return [
        ("Colab", colab),
        ("Binder", binder + "{unit}/{unit}.ipynb"),
        ("Codespaces", f"https://codespaces.new/{repository}"),
    ]
