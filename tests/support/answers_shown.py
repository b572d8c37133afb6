"""Whether a folder that people may read shows an answer of an exercise or a question."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from support.course_copy import ROOT, UNITS, nbgrader_cells, read_unit

from convtutor.units.catalogue import recall_question

# What a reader can open. The modules of right answers that the checks need lie in a wheel.
READABLE = {".html", ".ipynb", ".js", ".json", ".md", ".mjs", ".txt", ".xml"}
SHORTEST = 12  # signs of a line that says something
TAG = re.compile(r"<[^>]{0,2000}>")
ASKED = re.compile(r'(?:predict|recall)\("(\w+)",(?!\.\.\.)')
REVEALED = re.compile(r'"truth":"')


def answers_in(folder: Path) -> list[str]:
    """Search all files of a folder, and say which answers are in which of them."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in READABLE:
            text = plain(path.read_text(encoding="utf-8", errors="replace"))
            place = path.relative_to(folder)
            found += [f"{place}: {line}" for line in secret_lines() if plain(line) in text]
            found += [f"{place}: an answer to {id}" for id in ASKED.findall(text)]
            found += [f"{place}: what came out"] * len(REVEALED.findall(text))
    return found


def plain(text: str) -> str:
    """What people see of HTML, JSON or code, without any space."""
    shown = html.unescape(TAG.sub("", text.replace('\\"', '"').replace("\\n", "\n")))
    return re.sub(r"\s+", "", shown)


@cache
def secret_lines() -> list[str]:
    """What is only in solutions: lines of functions, and what is said to a right answer or a guess.

    A line that stands in what learners are handed, or in the docs, gives nothing away.
    """
    public = [*ROOT.glob("notebooks/*/*.ipynb"), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    known = "\n".join(plain(path.read_text(encoding="utf-8")) for path in public)
    lines = [line for unit in UNITS for line in _written(unit)]
    return sorted({line for line in lines if len(line) >= SHORTEST and plain(line) not in known})


def _written(unit: str) -> list[str]:
    solved = read_unit(ROOT, "solutions", unit)
    lines = []
    for cell in nbgrader_cells(solved, "solution").values():
        _, *parts = cell.source.split("### BEGIN SOLUTION")
        for part in parts:
            lines += [line.strip() for line in part.split("### END SOLUTION")[0].splitlines()]
    for cell in solved.cells:
        for id in re.findall(r'recall\("(\w+)"', cell.source) if cell.cell_type == "code" else ():
            question = recall_question(id)
            lines += [question.hint, question.praise]
    return [line for line in lines if not line.startswith("#")]
