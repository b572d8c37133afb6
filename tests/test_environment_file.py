"""environment.yml, pyproject.toml and constraints.txt say the same."""

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def bounds(lines: list[str]) -> dict[str, str]:
    requirements = [Requirement(line) for line in lines]
    return {requirement.name: str(requirement.specifier) for requirement in requirements}


def test_conda_installs_the_same_packages_with_the_same_bounds():
    conda = bounds([line for line in CONDA["dependencies"] if isinstance(line, str)])
    assert conda.pop("python") == PROJECT["requires-python"]
    conda.pop("pip")
    assert conda == bounds(PROJECT["dependencies"])


def test_conda_takes_conda_forge_only():
    assert CONDA["channels"] == ["conda-forge"]


def test_constraints_pin_every_package_within_its_bounds():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    pins = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    extras = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    for line in PROJECT["dependencies"] + extras:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name]), line


def test_constraints_hold_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
