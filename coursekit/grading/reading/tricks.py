"""Characters that make a cell read otherwise than it runs."""

from __future__ import annotations

import re
import unicodedata

from coursekit.grading.submission import quote

_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_LINE_ENDS = re.compile("[\u0085\u2028\u2029\x1c-\x1e]|\r(?!\n)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1b\x1f\x7f\ufffd]")
# Cyrillic and Greek letters that are drawn as Latin ones.
_DOUBLES = set("аеорсухіјѕһӏԁԛԝАВЕКМНОРСТУХІЈЅοΟΑΒΕΖΗΙΚΜΝΡΤΥΧν")
_WORDS = re.compile(r"[^\W\d]\w*")
_KINDS = (
    (_DIRECTIONS, "characters that turn the direction of the text"),
    (_INVISIBLE, "invisible characters"),
    (_LINE_ENDS, "characters that end a line for some programs and not for Python, or the reverse"),
    (_CONTROLS, "control characters, or characters that could not be read"),
)


def tricks(source: str) -> list[str]:
    r"""Find what makes a text read otherwise than it runs, in half sentences; mostly nothing.

    Letters of other alphabets are no trick: only a word that can be taken for a Latin one is, or
    one that Python itself takes for another.

    Examples
    --------
    >>> tricks("größe = 3  # naïve"), tricks("p\u0430dding = 1")
    ([], ["words that look like others, such as 'p\\u0430dding'"])
    """
    if source.isascii() and not _CONTROLS.search(source) and not _LINE_ENDS.search(source):
        return []
    first = {words: pattern.search(source) for pattern, words in _KINDS}
    found = {words: match[0] for words, match in first.items() if match}
    if double := next(filter(_is_double, _WORDS.findall(source)), ""):
        found["words that look like others"] = double
    return [f"{words}, such as {quote(shown)}" for words, shown in found.items()]


def _is_double(word: str) -> bool:
    """Whether a word can be taken for a Latin one, or is another one to Python (by NFKC)."""
    if word.isascii():
        return False
    if unicodedata.normalize("NFKC", word) != unicodedata.normalize("NFC", word):
        return True
    latin = any(unicodedata.name(letter, "").startswith("LATIN") for letter in word)
    doubles = set(word) & _DOUBLES
    return bool(doubles) and (latin or doubles == set(word))
