"""What learners wrote, made harmless to show: in a terminal, on a page."""

from __future__ import annotations

import html

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


def on_page(text: str, most: int = TEXT) -> str:
    """Return a text for HTML: escaped, and cut where it is too long.

    Examples
    --------
    >>> on_page("<script>alert('1')</script>")
    '&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;'
    """
    shown = html.escape(visible(text[:most]))
    return shown if len(text) <= most else f"{shown}\n… ({len(text) - most} more characters)"
