"""From a notebook's bytes to its cells, whatever has become of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coursekit.grading.submission import harmless, quote

MOST_CELLS = 20_000
"""Cells that are looked at. A unit has fewer than a hundred."""


class UnreadableError(Exception):
    """The file is no notebook; the sentence says why."""


@dataclass(frozen=True)
class Cell:
    """One cell of a submission, with everything of a wrong type left out."""

    index: int  # its place, from 0
    kind: str  # "code", "markdown", or whatever the file says
    source: str  # text that can be encoded as UTF-8
    marks: dict[str, Any]  # nbgrader's metadata, where there are any
    cell_id: str  # the notebook format's own id, or ""

    @property
    def grade_id(self) -> str:
        """The id that nbgrader knows the cell by, or ""."""
        found = self.marks.get("grade_id")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Notebook:
    """What is readable of a submission, and what a person may want to know of the file."""

    cells: tuple[Cell, ...]
    unit: str  # the one that the notebook says it is of; "" here and below where it says nothing
    kernel: str
    language: str
    notes: tuple[str, ...]


def read_cells(data: bytes) -> Notebook:
    """Read what can be read of a file; UnreadableError where no cell can be had."""
    text, notes = _decode(data)
    try:
        # Long whole numbers cost time that grows with the square of their length.
        found = json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 20 else 0)
    except RecursionError:
        raise UnreadableError("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        where = getattr(error, "pos", None)
        place = "" if where is None else f" at character {where:,} of {len(text):,}"
        raise UnreadableError(
            f"The file is not JSON{place}, so it is damaged or cut off; "
            "ask for it to be handed in again."
        ) from None
    if not isinstance(found, dict):
        raise UnreadableError("The file is JSON but not a notebook: it needs a list of cells.")
    listed = _listed(found, notes)
    if len(listed) > MOST_CELLS:
        notes.append(f"It has {len(listed):,} cells; the first {MOST_CELLS:,} are looked at.")
        listed = listed[:MOST_CELLS]
    cells = [_cell(index, one) for index, one in enumerate(listed) if isinstance(one, dict)]
    if missing := len(listed) - len(cells):
        notes.append(f"{missing} of its cells are no cells (null, or of a wrong kind): left out.")
    about = _dict(found.get("metadata"))
    spec, language = _dict(about.get("kernelspec")), _dict(about.get("language_info"))
    return Notebook(
        cells=tuple(cells),
        unit=_text(_dict(about.get("course")).get("unit"))[:200],
        kernel=_text(spec.get("name"))[:200],
        language=_text(spec.get("language") or language.get("name"))[:200],
        notes=tuple(notes),
    )


def _decode(data: bytes) -> tuple[str, list[str]]:
    """Turn the bytes into text: UTF-8 as notebooks are, or what else editors save."""
    if not data.strip():
        raise UnreadableError("The file is empty.")
    encoding = json.detect_encoding(data).removesuffix("-sig")
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    notes = []
    if encoding != "utf-8":
        told = f"The file is saved as {encoding.upper()}, not as UTF-8; read all the same."
        notes.append(harmless(told))
    elif b"\xef\xbf\xbd" not in data and "\ufffd" in text:
        notes.append("The file is not UTF-8: what cannot be read of its text is shown as \\ufffd.")
    return text, notes


def _listed(found: dict[str, Any], notes: list[str]) -> list[Any]:
    """Find the list of cells, in the form of today or of before 2015."""
    listed = found.get("cells")
    if isinstance(listed, list):
        major = found.get("nbformat")
        if major != 4:
            told = f"It says to be notebook format {quote(repr(major))}; read as format 4."
            notes.append(harmless(told))
        return listed
    sheets = found.get("worksheets")
    if isinstance(sheets, list):
        told = "It is saved in an old notebook format (3 or before); read all the same."
        notes.append(harmless(told))
        parts = [_dict(sheet).get("cells") for sheet in sheets]
        return [cell for part in parts if isinstance(part, list) for cell in part]
    raise UnreadableError("The file is JSON but not a notebook: it needs a list of cells.")


def _cell(index: int, found: dict[str, Any]) -> Cell:
    return Cell(
        index=index,
        kind=_text(found.get("cell_type"))[:40],
        source=_source(found.get("source", found.get("input"))),
        marks=_dict(_dict(found.get("metadata")).get("nbgrader")),
        cell_id=_text(found.get("id"))[:200],
    )


def _source(found: Any) -> str:
    """A cell's text, which notebooks keep as one string or as a list of lines."""
    if isinstance(found, list):
        found = "".join(line for line in found if isinstance(line, str))
    return _text(found).replace("\r\n", "\n")


def _text(found: Any) -> str:
    """A string that can be encoded: what stands for no character becomes U+FFFD."""
    if not isinstance(found, str):
        return ""
    if "\0" in found:
        found = found.replace("\0", "\ufffd")
    try:
        found.encode()
    except UnicodeEncodeError:
        # Pairs of surrogates are one character; a lone one is none.
        found = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return found


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
