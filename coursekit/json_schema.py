"""jsonschema, which comes with Jupyter and nbgrader, loaded in a moment instead of a second."""

from __future__ import annotations

import importlib
import sys

GRAMMAR = "rfc3987_syntax"
"""Compiles, when it is imported, a grammar of addresses with signs of all alphabets."""


def load_jsonschema() -> None:
    """Import jsonschema without the check of such addresses; where it is loaded, do nothing.

    Notes
    -----
    The grammar takes a second. Nothing of the course is checked by it: jsonschema has it as a check
    of a format, which nbformat's schema does not ask for, and itself does without it where the
    package is not installed.
    """
    if GRAMMAR in sys.modules or "jsonschema" in sys.modules:
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # to the import, "there is none"
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]
