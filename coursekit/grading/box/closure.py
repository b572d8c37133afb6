"""Which files of this machine a worker needs: Python itself, NumPy, matplotlib, what they need."""

from __future__ import annotations

import functools
import os
import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from coursekit.grading.box.staging import CONVLIB, CONVTUTOR, COURSEKIT

NEEDED = ("numpy", "matplotlib")
"""Packages that learners' cells may import; what these need comes along."""

SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64")
"""Where the libraries are that Python and NumPy are linked with."""


@dataclass(frozen=True)
class Closure:
    """Files and folders, by what is done with them.

    Attributes
    ----------
    interpreter : str
        The Python program itself.
    bound : tuple of str
        Can be read in the box, at the same place.
    linked : tuple of (str, str)
        Symbolic links of the system: where, and to what.
    hidden : tuple of str
        Folders below those bound that are empty in the box: where packages are installed, and the
        course.
    packages : tuple of str
        Can be read in the box after all.
    path : tuple of str
        Where Python imports from.
    """

    interpreter: str
    bound: tuple[str, ...]
    linked: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    packages: tuple[str, ...]
    path: tuple[str, ...]


@functools.cache
def find_closure() -> Closure:
    """Find what a worker needs.

    Returns
    -------
    Closure
    """
    # Of a virtual environment: the original.
    interpreter = os.path.realpath(vars(sys)["_base_executable"])
    stdlib = os.path.realpath(sysconfig.get_path("stdlib"))
    platform = os.path.realpath(sysconfig.get_path("platstdlib", vars=_base()))
    library = os.path.realpath(os.path.join(sys.base_prefix, "lib"))
    bound = [*(f for f in SYSTEM if os.path.isdir(f) and not os.path.islink(f))]
    bound += [f for f in (library, stdlib, platform) if os.path.isdir(f)]
    bound = _outermost([*bound, interpreter])
    linked = [(f, os.readlink(f)) for f in SYSTEM if os.path.islink(f)]
    packages, folders = _packages()
    standard = [p for p in sys.path if p and _standard(p, stdlib)]
    return Closure(
        interpreter,
        tuple(bound),
        tuple(linked),
        tuple(_hidden(bound, folders)),
        tuple(packages),
        (*standard, *folders),
    )


def _base() -> dict[str, str]:
    return {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}


def _standard(path: str, stdlib: str) -> bool:
    """Whether an entry of sys.path belongs to Python's own library."""
    real = os.path.realpath(path)
    inside = real == stdlib or real.startswith(stdlib + os.sep)
    zipped = re.fullmatch(r"python\d+\.zip", os.path.basename(path)) and os.path.exists(path)
    return bool(zipped) or (inside and not _installed(real))


def _installed(path: str) -> bool:
    return os.path.basename(path) in ("site-packages", "dist-packages")


def _packages() -> tuple[list[str], list[str]]:
    """Find the files of the needed packages, and the folders that they are installed in."""
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    for found in _distributions():
        folder = os.path.realpath(str(found.locate_file("")))
        folders[folder] = None
        for name in sorted(_top_level(found)):
            if os.path.exists(os.path.join(folder, name)):
                files[os.path.join(folder, name)] = None
    return list(files), list(folders)


def _top_level(found: Distribution) -> set[str]:
    """Name what lies in the folder of packages because of a distribution, but for its metadata."""
    tops = {file.parts[0] for file in found.files or ()}
    return {
        top
        for top in tops
        if top not in ("..", "__pycache__")
        and not top.endswith((".dist-info", ".egg-info", ".pth"))
    }


def _distributions() -> list[Distribution]:
    """Find what is needed, and what that needs in turn, as far as it is installed."""
    found: dict[str, Distribution] = {}
    names = list(NEEDED)
    while names:
        name = re.sub(r"[-_.]+", "-", names.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for needed in found[name].requires or ():
            if "extra ==" not in needed and "extra==" not in needed:
                names += re.findall(r"^[\w.-]+", needed)
    return list(found.values())


def _hidden(bound: list[str], folders: list[str]) -> list[str]:
    """Find folders below those bound in which packages are installed, and the course's own."""
    hidden = {str(folder) for folder in (CONVLIB, CONVTUTOR, COURSEKIT)}
    for top in bound:
        for pattern in ("*-packages", "python*/*-packages", "lib/python*/*-packages"):
            hidden |= {str(f) for f in Path(top).glob(pattern) if f.is_dir() and _installed(str(f))}
    hidden |= {folder for folder in folders if _below(folder, bound)}
    return _outermost([folder for folder in hidden if _below(folder, bound)])


def _below(path: str, folders: list[str]) -> bool:
    return any(path.startswith(folder + os.sep) for folder in folders)


def _outermost(paths: list[str]) -> list[str]:
    """Leave out what lies below another one."""
    return [path for path in dict.fromkeys(paths) if not _below(path, paths)]
