"""What learners wrote, made harmless to show: in a terminal, on a page, in a spreadsheet."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

LINE = 200
"""Characters that are shown of something that belongs on one line."""

TEXT = 20_000
"""Characters that are shown of a longer text."""

# What spreadsheets begin a formula with, the wide forms of Chinese and Japanese keyboards included.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

Row = Sequence[object]


def one_line(text: str, most: int = LINE) -> str:
    r"""Return a text for a terminal: on one line, and nothing in it moves the cursor.

    Examples
    --------
    >>> one_line("red \x1b[31malert\nand more")
    'red \\x1b[31malert and more'
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return visible(" ".join(cut.split()))


def some_names(names: Sequence[str], longest: int = LINE, most: int = 20) -> str:
    """Return the first of many names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(one_line(name, longest) for name in names[:most]) + more


def visible(text: str) -> str:
    r"""Return a text where each character that nobody sees is written out as its code.

    Line ends and tabs stay. Marks that turn the direction of writing are such characters, with
    which code can be made to look like other code.

    Examples
    --------
    >>> visible("a\u202eb\r\nc")
    'a\\u202eb\nc'
    """
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else _code(c) for c in text)


def _code(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def shortened(text: str, most: int = TEXT) -> str:
    r"""Return a text, cut where it is too long for a page.

    Examples
    --------
    >>> shortened("abcdef", 4)
    'abcd\n… (2 more characters)'
    """
    return text if len(text) <= most else f"{text[:most]}\n… ({len(text) - most} more characters)"


@functools.cache
def page_template(file: Path, **functions: Callable[..., Any]) -> Template:
    """Read a page's template and name what it calls; all text is escaped, and made `visible`."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        # Nothing on the page can hide, or turn the direction of what is around it.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.globals |= functions
    return environment.from_string(file.read_text(encoding="utf-8"))


def page_style(file: Path) -> Markup:
    """Read a page's style, after what all pages share."""
    shared = Path(__file__).with_name("pages.css")
    return Markup("".join(one.read_text(encoding="utf-8") for one in (shared, file)))


def safe_cell(value: object) -> str:
    """Write a value so that every spreadsheet shows it and none computes it.

    A text that begins as formulas do gets an apostrophe before it; a number stays one.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(" @SUM(A1)"), safe_cell("-3.5"), safe_cell("+"), safe_cell(2.0)
    ("'=1+1", "'@SUM(A1)", '-3.5', "'+", '2')
    """
    if isinstance(value, float):
        return f"{value:.10g}"
    text = one_line(str(value), 1000)
    formula = FORMULA.match(text) and not NUMBER.fullmatch(text)
    return f"'{text}" if formula else text


def csv_text(rows: Iterable[Row]) -> str:
    """Write rows as the text of a CSV file, of which a spreadsheet takes no cell for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([safe_cell(one) for one in row] for row in rows)
    return text.getvalue()
