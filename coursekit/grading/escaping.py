"""What learners wrote, made harmless to show: in a terminal, on a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

LINE = 200
"""Characters that are shown of something that belongs on one line."""

TEXT = 20_000
"""Characters that are shown of a longer text."""


def one_line(text: str, most: int = LINE) -> str:
    r"""Return a text for a terminal: on one line, and nothing in it moves the cursor.

    Examples
    --------
    >>> one_line("red \x1b[31malert\nand more")
    'red \\x1b[31malert and more'
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return visible(" ".join(cut.split()))


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
