"""The house's plan: one name for one thing, tests where their modules lie, imports that lead."""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("convlib", "convtutor", "coursekit")
TESTS = ROOT / "tests"
OURS = re.compile(rf"^\s*from ((?:{'|'.join(PACKAGES)})[\w.]*) import (\w+(?:, \w+)*)", re.M)
PLACE = re.compile(rf"`((?:{'|'.join((*PACKAGES, 'tests', 'benchmarks', 'docs'))})/[\w./]*)`")
DOTTED = re.compile(rf"`((?:{'|'.join(PACKAGES)})\.[\w.]*\w)`")

# What Python or the course's own plan calls by one name in many places.
SHARED = {
    "__init__": "a package's face",
    "cases": "of a unit: the cases of its exercises",
    "right": "of a unit: the right answers of its exercises",
    "jupyter_server_config": "of a role: what Jupyter reads by this name",
    "nbgrader_config": "of a role: what nbgrader reads by this name",
}


def files():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_no_two_modules_have_one_name():
    found = defaultdict(list)
    for path in files():
        found[path.stem].append(str(path.relative_to(ROOT)))
    double = {name: at for name, at in found.items() if len(at) > 1}
    assert not {name: at for name, at in double.items() if name not in SHARED}
    assert not {name for name in SHARED if len(found[name]) < 2}


def test_no_two_classes_have_one_name():
    found = defaultdict(list)
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not {name: at for name, at in found.items() if len(at) > 1}


def test_tests_lie_in_the_shape_of_the_packages():
    places = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    places = {place for place in places if place.parts[0] in PACKAGES}
    assert not {place for place in places if not (ROOT / place / "__init__.py").exists()}


def test_what_tests_import_is_there_in_the_texts_of_attacks_too():
    # An attack that names a module of yesterday would fail for that reason alone.
    missing = []
    for path in sorted(TESTS.rglob("*.py")):
        for module, names in OURS.findall(path.read_text(encoding="utf-8")):
            for name in names.split(", "):
                try:
                    if not hasattr(importlib.import_module(module), name):
                        importlib.import_module(f"{module}.{name}")
                except ModuleNotFoundError as error:
                    missing.append(f"{path.relative_to(ROOT)}: {error}")
    assert not missing


def test_places_that_texts_name_are_there():
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile", *files()]
    missing = []
    for path in texts:
        text = path.read_text(encoding="utf-8")
        places = [ROOT / found for found in PLACE.findall(text)]
        missing += [f"{path.name}: {place}" for place in places if not place.exists()]
        for name in DOTTED.findall(text):
            try:
                pkgutil.resolve_name(name)
            except (ImportError, AttributeError):
                missing.append(f"{path.name}: {name}")
    assert not missing


def test_a_wheel_holds_every_file_of_the_packages():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]
    for package in PACKAGES:
        found = {path for path in (ROOT / package).rglob("*") if path.is_file()}
        held = {path for one in patterns.get(package, ()) for path in (ROOT / package).glob(one)}
        code = {path for path in found if path.suffix in (".py", ".pyc")}
        assert not found - held - code
