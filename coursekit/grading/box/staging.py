"""The few files of the course that lie in a box, in a folder of their own, and a list of fonts."""

from __future__ import annotations

import ast
import atexit
import compileall
import contextlib
import copy
import fcntl
import functools
import os
import py_compile
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from convtutor.units.catalogue import answers

COURSE = Path(__file__).resolve().parents[3]
CONVLIB, CONVTUTOR, COURSEKIT = (COURSE / name for name in ("convlib", "convtutor", "coursekit"))

FOLDERS = (CONVTUTOR / "calling", COURSEKIT / "grading/wire", COURSEKIT / "grading/box/inside")
"""All that lies in a box of ours, beside the modules that say `HOLDS_NO_ANSWER`."""

OURS = "coursekit-box-"
LOCK = "in-use"

START = "coursekit/grading/box/inside/start.py"


_handed_over: Path | None = None


def use_staged(folder: Path) -> None:
    """Use the folder that this process's parent has staged, and will remove."""
    global _handed_over
    _handed_over = folder
    _hold(folder)


@functools.cache
def staged() -> Path:
    """Put the worker's files into a folder that lasts as long as this process.

    Everybody can read it. It holds no answer to any exercise.
    """
    if _handed_over is not None:
        return _handed_over
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=OURS))
    atexit.register(_remove, folder, os.getpid())
    _hold(folder)
    files = [file for place in FOLDERS for file in place.glob("*.py")]
    for file in [*files, *filter(_holds_no_answer, _modules())]:
        place = folder / file.relative_to(COURSE)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    (folder / "convlib_names.py").write_text(_names(), encoding="utf-8")
    # The compiled form beside each saves every box some time.
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(folder, quiet=1, invalidation_mode=unchecked)
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
    return folder


def _hold(folder: Path) -> None:
    """Say that the folder is in use, as long as this process lives or one that it has forked."""
    fcntl.flock(os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC), fcntl.LOCK_SH)


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a process that was forked off this one leaves it alone
        shutil.rmtree(folder, ignore_errors=True)


def _modules() -> list[Path]:
    return sorted([*CONVLIB.rglob("*.py"), *CONVTUTOR.rglob("*.py")])


def _holds_no_answer(file: Path) -> bool:
    """Whether a module says of itself that learners may use it where they are judged."""
    return any(
        isinstance(node, ast.Assign) and ast.unparse(node) == "HOLDS_NO_ANSWER = True"
        for node in _body(file)
    )


@functools.cache
def _body(file: Path) -> list[ast.stmt]:
    return ast.parse(file.read_text(encoding="utf-8")).body


def _sweep() -> None:
    """Remove folders that graders who were killed have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{OURS}*"):
        with contextlib.suppress(OSError):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
                continue
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)


def _names() -> str:
    """List the course's modules and the names in each, for the stand-ins: no code and no values."""
    modules, answering = {}, []
    for file in _modules():
        parts = list(file.relative_to(COURSE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        modules[".".join(parts)] = _names_of(file, ".".join(parts))
        if str(file) in answers():
            answering.append(".".join(parts))
    lines = [f"MODULES = {modules!r}", f"ANSWERING = {answering!r}"]
    return "\n".join(['"""Names of the course, and nothing behind them."""', *lines, ""])


def _names_of(file: Path, module: str) -> dict[str, str]:
    """Name what a module has, each with the module that it is from."""
    homes: dict[str, str] = {}
    body = _body(file)
    # What is imported for type checkers alone is there for whoever asks for it (`convtutor.draw`).
    for node in [*body, *(inner for one in body if isinstance(one, ast.If) for inner in one.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            homes[node.name] = module
        elif isinstance(node, ast.Assign):
            homes |= {name.id: module for name in node.targets if isinstance(name, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            homes[node.target.id] = module
        elif isinstance(node, ast.ImportFrom):
            home = node.module or ""
            for alias in node.names if home.startswith(("convlib", "convtutor")) else ():
                inner = COURSE.joinpath(*home.split("."), alias.name)
                if not (inner.is_dir() or inner.with_suffix(".py").exists()):
                    homes[alias.asname or alias.name] = home
    return homes


def font_list(cells: Iterable[str]) -> list[str] | None:
    """Give the name and the text of matplotlib's list of fonts, if cells may draw.

    It would else look for them anew, for a second, in each box.
    """
    if any("matplotlib" in cell or "pylab" in cell for cell in cells):
        return _make_list()
    return None


@functools.cache
def _make_list() -> list[str]:
    from matplotlib import font_manager, get_data_path

    fonts = copy.copy(font_manager.fontManager)
    for kind in ("ttflist", "afmlist"):
        # Those that come with matplotlib: a box has no others.
        listed = [
            one for one in getattr(fonts, kind) if Path(one.fname).is_relative_to(get_data_path())
        ]
        setattr(fonts, kind, listed)
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as file:
        font_manager.json_dump(fonts, file.name)
        return [f"fontlist-v{fonts.__version__}.json", file.read()]
