"""Say which versions run, and warn if the kernel is not the course's environment."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata

from packaging.requirements import Requirement

DISTRIBUTION = "convolution-course"
PREFIX_VARIABLE = "COURSEKIT_PREFIX"
"""Set by `coursekit lab` to the environment that the course was started from."""

IN_BROWSER = sys.platform == "emscripten"
"""Whether this Python runs in the learner's browser: a thread alone, and no other kernel."""

_SHOWN = ("numpy", "matplotlib", "ipywidgets")
_REMEDY = (
    "Choose the kernel of the course's environment (menu Kernel, Change Kernel), or start the "
    "course with `make lab` or `coursekit lab`."
)
_REMEDY_IN_BROWSER = "Something did not arrive in your browser; reload the page to try again."
_HELP_IN_BROWSER = (
    "This Python runs in your browser. If a cell never ends, choose Restart Kernel in the menu "
    "Kernel: what you wrote stays."
)


def show_environment() -> None:
    """Print the versions that this notebook runs with, and a warning for each that does not fit.

    Notes
    -----
    The first cell of each notebook calls it. It prints to standard output only, since nbgrader
    takes text on standard error for a failure.

    Examples
    --------
    >>> show_environment()  # doctest: +ELLIPSIS
    Python ...numpy ...
    """
    versions = [f"{name} {version}" for name in _SHOWN if (version := _version(name))]
    print(", ".join([f"Python {platform.python_version()}", *versions]))
    problems = environment_problems()
    for problem in problems:
        print(f"Warning: {problem}")
    if problems:
        print(_REMEDY_IN_BROWSER if IN_BROWSER else _REMEDY)
    elif IN_BROWSER:
        print(_HELP_IN_BROWSER)


def environment_problems() -> list[str]:
    """List in a sentence each what does not fit in the environment of this kernel."""
    problems = []
    expected = os.environ.get(PREFIX_VARIABLE)
    if expected and os.path.realpath(expected) != os.path.realpath(sys.prefix):
        problems.append(
            f"this kernel runs in {sys.prefix}, but the course was started from {expected}."
        )
    try:
        requirements = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        problems.append("convtutor is on the path but the course is not installed in this kernel.")
        return problems
    for line in requirements:
        requirement = Requirement(line)
        if requirement.marker is None:  # the others belong to extras
            problems += _requirement_problems(requirement)
    return problems


def _version(name: str) -> str:
    """Return the version of what is installed, or ""."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _requirement_problems(requirement: Requirement) -> list[str]:
    wanted = f"{requirement.name}{requirement.specifier}"
    version = _version(requirement.name)
    if not version:
        return [f"{requirement.name} is not installed; the course needs {wanted}."]
    if requirement.specifier.contains(version, prereleases=True):
        return []
    return [f"{requirement.name} {version} is installed, but the course needs {wanted}."]
