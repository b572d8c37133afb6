"""environment.yml, pyproject.toml and constraints.txt say the same."""

import ast
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
CONSTRAINTS = [line for line in LINES if not line.startswith("#")]
ALWAYS = Marker("python_version > '3'")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def bounds(lines: list[str]) -> dict[str, str]:
    requirements = [Requirement(line) for line in lines]
    return {requirement.name: str(requirement.specifier) for requirement in requirements}


def test_conda_installs_the_same_packages_with_the_same_bounds():
    conda = bounds([line for line in CONDA["dependencies"] if isinstance(line, str)])
    assert conda.pop("python") == PROJECT["requires-python"]
    conda.pop("pip")
    lab = PROJECT["optional-dependencies"]["lab"]
    assert conda == bounds(PROJECT["dependencies"] + lab)


def test_conda_takes_conda_forge_only():
    assert CONDA["channels"] == ["conda-forge"]


def test_constraints_pin_every_package_within_its_bounds():
    pins = dict(line.split("==") for line in CONSTRAINTS)
    pins = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    extras = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    for line in PROJECT["dependencies"] + extras:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name]), line


def test_pins_install_on_the_oldest_python_that_is_promised():
    # Debian 12 has Python 3.11.2, and a pin that wants 3.11.5 would stop the whole installation.
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    refused = []
    for line in CONSTRAINTS:
        name, version = line.split("==")
        try:
            installed = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # of an extra that is not installed here
            continue
        wanted = installed.get("Requires-Python") or ""
        if installed["Version"] == version and not SpecifierSet(wanted).contains(oldest):
            refused.append(f"{line} requires Python {wanted}")
    assert not refused


def test_types_are_checked_where_nothing_optional_is_installed():
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]]
    needed += PROJECT["optional-dependencies"]["test"]
    installed: set[str] = set()
    for line in needed:  # what they need in turn is added to the end
        requirement = Requirement(line)
        name = requirement.name.lower().replace("_", "-")
        if name in installed or not (requirement.marker or ALWAYS).evaluate({"extra": ""}):
            continue
        installed.add(name)
        needed += metadata.requires(name) or []
    known = {
        module
        for module, packages in metadata.packages_distributions().items()
        if installed & {one.lower().replace("_", "-") for one in packages}
    }
    mypy = PYPROJECT["tool"]["mypy"]
    may_be_missing = {
        module.removesuffix(".*")
        for rule in mypy["overrides"]
        if rule.get("ignore_missing_imports")
        for module in rule["module"]
    }
    ours = {
        path.stem
        for folder in (ROOT, *(ROOT / name for name in mypy["mypy_path"].split(":")))
        for path in folder.iterdir()
    }
    imported = {
        name.split(".")[0]
        for folder in ("convlib", "convtutor", "coursekit", "benchmarks", "hub", "site")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _names(node)
    }
    assert imported - set(sys.stdlib_module_names) - ours - known - may_be_missing == set()


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


def test_constraints_hold_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
