"""environment.yml, pyproject.toml and constraints.txt say the same."""

import tomllib
from importlib import metadata
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
CONSTRAINTS = [line for line in LINES if not line.startswith("#")]
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


def test_constraints_hold_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
