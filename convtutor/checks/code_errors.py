"""Answers that end before there is anything to compare: what it is, where, and the usual cause.

A cell that is no Python, a name that is not known, other arguments than the stub's, no result. None
of them is a mistake in convolution, and so they are told apart before any is looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from convtutor.calling.in_process import OTHER_ARGUMENTS
from convtutor.calling.outcome import Case, NotWritten, Outcome, Raised, Returned, TookTooLong
from convtutor.checks.exercise import Exercise

QUOTED = 90
"""Characters of a learner's line that are quoted."""


@dataclass(frozen=True)
class CodeError:
    """An error that has nothing to do with convolution.

    Attributes
    ----------
    kind : str
        In a word or two, such as "syntax": what a class's report counts by.
    sentence : str
        What it is, where, and what usually causes it.
    """

    kind: str
    sentence: str


KINDS = {
    "syntax": "Python cannot read the cell",
    "import": "something cannot be imported",
    "name": "a name is not known",
    "arguments": "the arguments are others than the stub's",
    "no result": "nothing comes back: `return` is missing, or not reached",
    "endless loop": "a loop does not end",
    "stub left": "the stub's `raise NotImplementedError` still stands above the answer",
    "cell": "the cell ends before its function is there",
}
"""What is said of an error's kind where many are counted."""

CHARACTERS = {
    "“”„‟«»‘’‚‛": "a typographic quotation mark, as chats and word processors write them: "
    "type ' or \" in its place",
    "−–—": "a dash that only looks like the minus sign: type - in its place",
    "×·": "a sign that Python does not multiply with: type * in its place",
    "…": "one sign, not three dots: type what it stands for",
    "≤≥≠": "a sign of mathematics: Python writes <=, >= and !=",
    "²³": "a sign of mathematics: Python writes powers with **, as in n ** 2",
    "（），：；": "a wide sign of another keyboard: type the plain one in its place",
    "\u00a0\u2002\u2003\u2009\u202f\u3000": "a space from a web page or a chat, which is none to "
    "Python: delete the spaces of that line, and type them anew",
    "\u200b\u200c\u200d\u2060\ufeff": "a sign that cannot be seen, from a web page or a chat: "
    "delete that line, and type it anew",
}  # fmt: skip
"""What characters are that Python does not take, and what to type."""

IN_A_LINE = (
    (r"\s*(```|~~~)", "It is the fence of a chat's answer: take such lines out."),
    (r"\s*(>>>|\.\.\. |In ?\[\d*\]:|Out\[\d+\]:)", "The prompt was pasted along: take such signs "
     "out, and leave the code."),
    (r".*[“”„‘’]", "It has typographic quotation marks, as chats and word processors write them: "
     "type ' or \" in their place."),
    (r"\s*(Here|This|The|You|Note|Sure|To|In|We|It)\b[^=()\[\]]*[a-z]{2,} [a-z]{2,}",
     "It is a sentence: take it out, or put # before it."),
)  # fmt: skip
"""What gives a line away that is no Python, and what to do."""

IN_A_MESSAGE = (
    ("outside function", "Spaces at its beginning were lost: move it in, below its `def`."),
    ("expected ':'", "What opens a block, such as `def`, `for` and `if`, ends with a colon."),
    ("expected an indented block", "What belongs to the line above is moved in, by four spaces."),
    ("indent", "Lines of one block begin below each other, four spaces further in than the line "
     "that opens the block."),
    ("inconsistent use of tabs", "Use spaces alone."),
    ("was never closed", "Each bracket that opens needs one that closes."),
    ("unmatched", "Each bracket that closes needs one that opens."),
    ("does not match", "Brackets close in the reverse order of opening."),
    ("unterminated", "A text begins and ends with the same quotation mark, in one line."),
    ("invalid syntax", "Look also at the end of the line above: is a bracket, a comma or a colon "
     "missing?"),
)  # fmt: skip
"""What belongs to Python's own words on a line that is no Python."""

WHOLE = "A division with / gives a number with a point, even 14.0; whole numbers come of //."
USUAL = (
    ("cannot be interpreted as an integer", WHOLE),
    ("slice indices must be integers", WHOLE),
    ("only integers, slices", WHOLE),
    ("object is not callable", "Brackets after a name call it: is an operator such as * missing "
     "there, or do square brackets belong there?"),
    ("object is not subscriptable", "Square brackets take a part of an array: is that name one?"),
    ("'NoneType'", "Something there is None: a bias that was not given, or the result of a "
     "function without `return`."),
    ("to unpack", "How many numbers stand there, and how many names wait for them? Of an array, "
     "print the shape."),
    ("modulo by zero", "Something is divided by 0: range(n) begins at 0, and a stride is at least "
     "1."),
    ("does not support item assignment", "A tuple cannot be changed: take its numbers into names "
     "of their own first."),
    ("takes exactly one argument", "One thing goes into it: put several in brackets of their own."),
    ("array element with a sequence", "One place of an array takes one number: is a sum missing?"),
    ("Python integer", "The number does not fit into the array's kind: an int8 holds −128 to 127, "
     "an int16 −32,768 to 32,767. Which kind has room for every sum?"),
    ("out of bounds", "The array ends before that place: do the loops run as far as its shape "
     "says, or as far as a number that was typed in? Was row or column changed on the way?"),
    ("broadcast", "Two shapes meet there that do not fit: print both in the case below."),
    ("maximum recursion", "The function calls itself, and that call calls itself again."),
)  # fmt: skip
"""What usually causes an error, by part of its message."""

IMPORTS = {
    "np": "It comes with `import numpy as np`, in a cell that has to run before (after a restart, "
    "all cells have to).",
    "math": "Write `import math` above the function.",
}


NOT_RUN = "not run"
ADVICE = {
    NOT_RUN: "Run the cell with its `def` first; after a restart, all cells above this one: menu "
    "Run, Run All Above Selected Cell.",
    "no function": "Is the name after `def` spelled as in the stub?",
    "cell stopped": "Does a loop there end?",
}
"""By the kind of what is told of a cell that raised nothing: what to do."""


def find_error(exercise: Exercise, case: Case, expected: Outcome, got: Outcome) -> CodeError | None:
    """Tell what kept a call from giving a result, if it has nothing to do with convolution.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    expected, got : Outcome
        What should have come of it, and what came.

    Returns
    -------
    CodeError or None
    """
    if isinstance(got, TookTooLong):
        return CodeError("endless loop", _endless(got.seconds, got.line))
    if isinstance(got, Returned) and got.value is None and got.kind.endswith("Error"):
        said = f"The function returned a {got.kind}, which stops nobody: to refuse an input, write"
        return CodeError("no result", f"{said} `raise {got.kind}(...)`, without `return`.")
    if isinstance(got, Returned):
        asked = isinstance(expected, Returned) and expected.value is not None
        an_answer = exercise.accepts and got.kind == "NoneType"  # as where a search finds nothing
        return _without_result(got) if asked and not an_answer else None
    if isinstance(got, NotWritten) and got.beside == "below":
        return CodeError("stub left", "The stub's line `raise NotImplementedError` still stands "
                         "above your lines and ends the function there: delete it.")  # fmt: skip
    return _raised(exercise, case, got) if isinstance(got, Raised) else None


OWN_FILE = "If it is a file of your own, copy what you need of it into the cell."


def usual_cause(got: Outcome) -> str:
    """What usually causes an error that may be one of convolution; "" where nothing does."""
    if not isinstance(got, Raised):
        return ""
    return next((said for words, said in USUAL if words in got.message), "")


def _raised(exercise: Exercise, case: Case, got: Raised) -> CodeError | None:
    where = f" in the line {quoted(got.line)}" if got.line else ""
    if got.kind in ("SyntaxError", "IndentationError", "TabError"):
        return CodeError("syntax", syntax_sentence(got))
    if got.kind in ("ImportError", "ModuleNotFoundError"):
        said = f"Something cannot be imported{where}: {got.message}."
        return CodeError(
            "import", f"{said} NumPy is enough here: can you do without it? {OWN_FILE}"
        )
    if got.kind in ("NameError", "UnboundLocalError"):
        return CodeError("name", _unknown_name(got, where))
    if got.kind == "AttributeError" and "did you mean" in got.message:
        return CodeError("name", f"A name is not there{where}: {got.message}")
    if got.kind == OTHER_ARGUMENTS:
        return CodeError("arguments", _other_arguments(exercise, case, got.message))
    if got.kind in ADVICE:
        return CodeError("cell", f"{got.message[:1].upper()}{got.message[1:]}. {ADVICE[got.kind]}")
    if got.in_cell:
        said = f"The cell ended before its function was there{where}: {as_said(got)}."
        return CodeError("cell", f"{said} {usual_cause(got)}".rstrip())
    return None


def as_said(got: Raised) -> str:
    """Tell an error as Python does."""
    return f"{got.kind}: {got.message}" if got.message else got.kind


def line_failed(got: Raised) -> str:
    """Say of a function that it was judged though a line above it failed."""
    line = f"The line {quoted(got.line)}" if got.line else "A line above the function"
    return (
        f"{line} ended with {as_said(got)}. The function below it was judged all the same; mend "
        f"that line, or take it out. {OWN_FILE if got.kind == 'ModuleNotFoundError' else ''}"
    ).rstrip()


def syntax_sentence(got: Raised) -> str:
    """Say what Python cannot read, and what usually causes it."""
    line = f"the line {quoted(got.line)}" if got.line else "the cell"
    cause = _cause_of_syntax(got.line, got.message)
    return f"Python cannot read {line}: {got.message}. {cause}".rstrip()


def _cause_of_syntax(line: str, message: str) -> str:
    character = re.search(r"U\+([0-9A-F]{4,6})", message)
    if character:
        one = chr(int(character[1], 16))
        found = next((said for signs, said in CHARACTERS.items() if one in signs), "")
        if found:
            return f"It is {found}."
    for pattern, said in IN_A_LINE:
        if re.match(pattern, line):
            return said
    return next((said for words, said in IN_A_MESSAGE if words in message), "")


def _unknown_name(got: Raised, where: str) -> str:
    found = re.search(r"'(\w+)'", got.message)
    name = found[1] if found else ""
    if got.kind == "UnboundLocalError":
        return (
            f"The name {name} is used before it has a value{where}. Is it set in a loop or an `if` "
            "that did not run, or below? Give it a value first."
        )
    first = f"The name {name} is not known{where}"
    if "did you mean" in got.message:
        return f"{first}; {got.message.rpartition('; ')[2]}"
    if name in IMPORTS:
        return f"{first}. {IMPORTS[name]}"
    return (
        f"{first}. Is it spelled as where it gets its value? If that is in another cell, run that "
        "one first; if in another unit, copy it to here."
    )


def _other_arguments(exercise: Exercise, case: Case, own: str) -> str:
    wanted = list(exercise.signature.parameters)
    named = " and ".join(f"{name}=…" for name in case.options)
    called = f"it is called with {named}"
    if not named or own.count(", ") + 1 < len(case.arguments):
        called = f"it is called with {len(case.arguments)} of them in their order"
    takes = f"calls its arguments {own}" if own else "takes no arguments"
    return f"Your function {takes}; {called}, so name them as the stub does: {', '.join(wanted)}."


def _without_result(got: Returned) -> CodeError | None:
    if got.kind == "NoneType":
        cause = "Does it end with `return`, and does each way through it get there?"
        if got.printed:
            cause = "It printed something: print only shows a value; `return` hands it back."
        return CodeError("no result", f"The function came back without a result (None). {cause}")
    if got.kind == "generator":
        return CodeError("no result", "The function came back with a generator, which makes values "
                         "only when asked. Is there a `yield`, or a `for` in round brackets? Put "
                         "the values into an array.")  # fmt: skip
    return None


def _endless(seconds: float, line: str) -> str:
    where = f", in the line {quoted(line)}" if line else ""
    return (
        f"The function was still running after {seconds:g} s, so it was stopped{where}. Does a "
        "loop end? Can what a `while` asks still become false?"
    )


def quoted(line: str) -> str:
    """Quote a line of the learner's."""
    line = " ".join(line.split())
    return f"`{line[:QUOTED]}{'…' if len(line) > QUOTED else ''}`"
