"""The first cell of each notebook: which versions run, and a warning for what does not fit."""

import sys
from importlib import metadata

import pytest

from convtutor import environment


@pytest.fixture
def no_prefix(monkeypatch):
    monkeypatch.delenv(environment.PREFIX_VARIABLE, raising=False)


def pretend_version(monkeypatch, name, version):
    """Let one package seem to have another version, or to be missing (None)."""
    real = metadata.version

    def version_of(package):
        if package != name:
            return real(package)
        if version is None:
            raise metadata.PackageNotFoundError(package)
        return version

    monkeypatch.setattr(metadata, "version", version_of)


@pytest.mark.usefixtures("no_prefix")
def test_tested_environment_has_no_problems(capsys):
    environment.show_environment()
    shown = capsys.readouterr()
    assert metadata.version("numpy") in shown.out
    assert "Warning" not in shown.out
    assert not shown.err


@pytest.mark.usefixtures("no_prefix")
def test_version_out_of_bounds_is_named_with_the_bound(monkeypatch, capsys):
    pretend_version(monkeypatch, "numpy", "1.26.4")
    environment.show_environment()
    shown = capsys.readouterr()
    assert "Warning: numpy 1.26.4 is installed, but the course needs numpy>=2.0." in shown.out
    assert "Change Kernel" in shown.out
    assert not shown.err  # text there would cost a learner's points under nbgrader


@pytest.mark.usefixtures("no_prefix")
def test_missing_package_is_named(monkeypatch):
    pretend_version(monkeypatch, "matplotlib", None)
    assert environment.environment_problems() == [
        "matplotlib is not installed; the course needs matplotlib>=3.9."
    ]


@pytest.mark.usefixtures("no_prefix")
def test_browser_tells_how_a_cell_that_never_ends_is_stopped(monkeypatch, capsys):
    monkeypatch.setattr(environment, "IN_BROWSER", True)
    environment.show_environment()
    assert "choose Restart Kernel in the menu Kernel" in capsys.readouterr().out


@pytest.mark.usefixtures("no_prefix")
def test_package_that_did_not_arrive_in_the_browser_is_told_with_the_remedy(monkeypatch, capsys):
    monkeypatch.setattr(environment, "IN_BROWSER", True)
    pretend_version(monkeypatch, "numpy", None)
    environment.show_environment()
    shown = capsys.readouterr().out
    assert "Warning: numpy is not installed" in shown
    assert "reload the page" in shown
    assert "Change Kernel" not in shown  # there is no other one


def test_kernel_of_another_environment_is_told(monkeypatch):
    monkeypatch.setenv(environment.PREFIX_VARIABLE, "/somewhere/else")
    (problem,) = environment.environment_problems()
    assert sys.prefix in problem
    assert "/somewhere/else" in problem


def test_kernel_of_the_same_environment_is_fine(monkeypatch):
    monkeypatch.setenv(environment.PREFIX_VARIABLE, sys.prefix)
    assert environment.environment_problems() == []


@pytest.mark.usefixtures("no_prefix")
def test_course_that_is_not_installed_is_told(monkeypatch):
    def requires(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    (problem,) = environment.environment_problems()
    assert "not installed in this kernel" in problem


@pytest.mark.usefixtures("no_prefix")
def test_extras_are_not_asked_for(monkeypatch):
    pretend_version(monkeypatch, "jupyterlab", None)
    assert environment.environment_problems() == []
