"""What of a cell is plain Python: a notebook understands more, and a box does not."""

from __future__ import annotations

import ast
import functools
import math
import re

from coursekit.grading.submission import quote

_HEADS = re.compile(r"%%(time|capture|prun)\b")
_ONLY_HERE = re.compile(r"\s*(%(?!%)|[!?]|[\w.\[\]]+\s*\?{1,2}\s*$)")
_GIVEN_HERE = re.compile(r"(\s*[\w\[\], .]+=\s*)[!%]")  # files = !ls, t = %timeit -o …
_PROMPTS = re.compile(r"(>>> ?|In \[\d+\]: ?)")
_MORE_PROMPTS = re.compile(r"(>>> ?|\.\.\. ?|In \[\d+\]: ?|\s*\.\.\.: ?)")
_MOST_LINES = 30
_left = math.inf  # characters that may still be parsed


def look_at_most(characters: int) -> None:
    """Parse at most so much in this process; what comes after it is taken for no Python."""
    global _left
    _left = characters


@functools.lru_cache(maxsize=512)
def parsed(source: str) -> ast.Module | None:
    """Parse a text; None where it is no Python."""
    found = _parse(source)
    return found if isinstance(found, ast.Module) else None


def tree_of(cell: str) -> ast.Module | None:
    """Parse what of a cell's text is plain Python."""
    return parsed(plain_python(cell)[0])


def plain_python(source: str) -> tuple[str, str]:
    r"""Leave out the lines of a cell that only a notebook understands, and quote the first of them.

    What is Python already stays unchanged. Else `pass` stands in place of `%magic`, `!command` and
    `help?`, None in place of what they give, and prompts and an indentation of the whole cell are
    gone, if that makes it Python; otherwise the text is unchanged.

    Examples
    --------
    >>> plain_python("%matplotlib inline\nside = 28")
    ('pass\nside = 28', "'%matplotlib inline'")
    """
    if parsed(source) is not None:
        return source, ""
    # As IPython does: prompts that were copied along, a cell that is indented as a whole.
    if _PROMPTS.match(source):
        source = "\n".join(_MORE_PROMPTS.sub("", line, count=1) for line in source.split("\n"))
        if parsed(source) is not None:
            return source, ""
    if indent := re.match(r"[ \t]+(?=\S)", source):
        flush = "\n".join(line.removeprefix(indent[0]) for line in source.split("\n"))
        if parsed(flush) is not None:
            return flush, ""
    return _without_magics(source)


def _without_magics(source: str) -> tuple[str, str]:
    lines, left_out = source.split("\n"), ""
    if _HEADS.match(lines[0]):
        left_out, lines[0] = quote(lines[0]), ""
    for _ in range(_MOST_LINES):
        found = _parse("\n".join(lines))
        if isinstance(found, ast.Module):
            return "\n".join(lines), left_out
        number = (getattr(found, "lineno", None) or 0) - 1
        # An error at the end of a line may be told of the next.
        fitting = [n for n in (number, number - 1) if 0 <= n < len(lines)]
        own = (n for n in fitting if _ONLY_HERE.match(lines[n]) or _GIVEN_HERE.match(lines[n]))
        magic = next(own, None)
        if magic is None:
            break
        line = lines[magic]
        left_out = left_out or quote(line.strip())
        last = magic
        while lines[last].endswith("\\") and last + 1 < len(lines):  # goes on in the next line
            last += 1
        given = _GIVEN_HERE.match(line)
        indent = line[: len(line) - len(line.lstrip())]
        lines[magic] = f"{given[1]}None" if given else f"{indent}pass"
        lines[magic + 1 : last + 1] = [""] * (last - magic)
    return source, ""


def _parse(source: str) -> ast.Module | Exception:
    global _left
    _left -= len(source)
    if _left < 0:
        return MemoryError()
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error
