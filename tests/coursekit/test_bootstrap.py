"""The installer that `make` runs: it decides by a stamp, and every failure is a sentence."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit import bootstrap

SOURCE = Path(bootstrap.__file__)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6")
    return str(tmp_path)


@pytest.fixture
def commands(root, monkeypatch):
    """Record the commands instead of running them; making an environment links this Python."""
    done = []

    def run(command, root, sentence):
        done.append(command[1:])
        if "venv" in command:
            link_python(root)

    monkeypatch.setattr(bootstrap, "run", run)
    return done


def link_python(root):
    """Put a Python with pip where the environment's would be."""
    python = Path(bootstrap.python_of(root))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.unlink(missing_ok=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)


def kinds(commands):
    """Return a word for each command."""
    return ["venv" if "venv" in command else command[-1] for command in commands]


def test_first_time_makes_the_environment_and_installs(root, commands, capsys):
    bootstrap.prepare(root, set())
    assert kinds(commands) == ["venv", "."]
    assert commands[1][-4:] == ["-c", "constraints.txt", "-e", "."]
    assert "some minutes" in capsys.readouterr().out


def test_fonts_are_listed_before_a_notebook_would_say_so_in_red(root, commands, monkeypatch):
    asked = []
    monkeypatch.setattr(bootstrap, "runs", lambda root, *arguments: asked.append(arguments))
    bootstrap.install(root, set())
    assert asked == [("-c", "import matplotlib.font_manager")]


def test_second_time_does_nothing_and_says_nothing(root, commands, capsys):
    bootstrap.prepare(root, set())
    commands.clear()
    capsys.readouterr()
    bootstrap.prepare(root, set())
    assert commands == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_needed_installs_into_the_same_environment(root, commands, name):
    bootstrap.prepare(root, set())
    commands.clear()
    Path(root, name).write_text("changed")
    bootstrap.prepare(root, set())
    assert kinds(commands) == ["."]


def test_extras_accumulate(root, commands):
    bootstrap.prepare(root, {"test"})
    bootstrap.prepare(root, set())  # lab after test
    bootstrap.prepare(root, {"torch"})
    bootstrap.prepare(root, {"test", "torch"})
    assert kinds(commands) == ["venv", ".[test]", ".[test,torch]"]


def test_an_interrupted_installation_is_finished_next_time(root, commands, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "install", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bootstrap.prepare(root, set())
    bootstrap.prepare(root, set())
    assert kinds(commands) == ["venv", "."]


@pytest.mark.parametrize("damage", ["gone", "link to nothing", "no pip"])
def test_a_broken_environment_is_made_anew(root, commands, damage):
    bootstrap.prepare(root, {"test"})
    commands.clear()
    python = Path(bootstrap.python_of(root))
    if damage == "no pip":
        python.write_text("#!/bin/sh\nexit 1\n")
    else:
        python.unlink()
    if damage == "link to nothing":
        python.symlink_to("/nowhere/python3")
    bootstrap.prepare(root, {"test"})
    assert kinds(commands) == ["venv", ".[test]"]


def test_an_environment_of_a_course_folder_that_was_moved_is_made_anew(root, commands, tmp_path):
    bootstrap.prepare(root, set())
    commands.clear()
    moved = str(shutil.copytree(root, tmp_path / "moved"))
    bootstrap.prepare(moved, set())
    assert kinds(commands) == ["venv", "."]


def test_another_python_in_the_environment_installs_again(root, commands, monkeypatch):
    bootstrap.prepare(root, set())
    commands.clear()
    python = Path(bootstrap.python_of(root))
    other = '#!/bin/sh\ncase "$2" in import*) echo 3.99;; *) exec {} "$@";; esac\n'
    python.write_text(other.format(sys.executable))
    bootstrap.prepare(root, set())
    assert kinds(commands) == ["."]


@pytest.mark.parametrize("text", ["", "{", "[]", "3"])
def test_a_damaged_stamp_installs_again(root, commands, text):
    bootstrap.prepare(root, set())
    commands.clear()
    Path(bootstrap.stamp_path(root)).write_text(text)
    bootstrap.prepare(root, set())
    assert kinds(commands) == ["."]


def test_a_finished_environment_needs_no_newer_python_on_the_system(root, commands, monkeypatch):
    bootstrap.prepare(root, set())
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 8, 0))
    bootstrap.prepare(root, set())


def test_a_python_too_old_is_a_sentence_with_the_remedy(root, commands, monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 4))
    with pytest.raises(
        bootstrap.SetupError, match=r"Python 3\.10 .* needs Python 3\.11 .* PYTHON=python3\.12"
    ):
        bootstrap.prepare(root, set())
    assert commands == []


def test_a_python_without_ensurepip_is_a_sentence_with_the_remedy(root, commands, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(bootstrap.SetupError, match="apt install python3-venv"):
        bootstrap.prepare(root, set())


def test_a_course_without_constraints_is_a_sentence(root, commands):
    Path(root, "constraints.txt").unlink()
    with pytest.raises(bootstrap.SetupError, match=r"constraints\.txt cannot be read"):
        bootstrap.prepare(root, set())


def test_a_failing_pip_shows_its_last_lines_and_a_sentence_and_leaves_no_stamp(
    root, monkeypatch, capsys
):
    link_python(root)
    fails = "case $* in *install*) echo line-0; seq 20; echo no network >&2; exit 1;; esac"
    Path(bootstrap.python_of(root)).write_text(f"#!/bin/sh\n{fails}\n")
    monkeypatch.setattr(bootstrap, "ROOT", root)
    assert bootstrap.main([]) == 2
    said = capsys.readouterr().err
    assert "no network\nmake: pip could not install" in said
    assert "line-0" not in said
    assert not Path(bootstrap.stamp_path(root)).exists()


def test_ctrl_c_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(
        bootstrap, "prepare", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    assert bootstrap.main(["--extras", "test"]) == 130
    assert "it goes on" in capsys.readouterr().err


def test_a_venv_folder_that_is_a_file_is_a_sentence(root, monkeypatch, capsys):
    Path(root, ".venv").write_text("a file")
    monkeypatch.setattr(bootstrap, "ROOT", root)
    assert bootstrap.main([]) == 2
    assert "could not be made" in capsys.readouterr().err


def test_a_second_installation_waits_for_the_first(root, tmp_path):
    held = bootstrap.take_lock(root)
    code = (
        f"import sys; sys.path.insert(0, {str(SOURCE.parents[1])!r})\n"
        f"from coursekit import bootstrap; bootstrap.take_lock({root!r}); print('mine', flush=True)"
    )
    second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert "waiting" in second.stdout.readline()
    held.close()
    assert second.communicate()[0] == "mine\n"


def test_old_pythons_can_read_the_script():
    tree = ast.parse(SOURCE.read_text(), feature_version=(3, 4))
    new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, new)]
    arguments = [node for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assert not [node.arg for node in arguments if node.annotation]
    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.skipif(not shutil.which("make"), reason="needs make: apt install make")
def test_bare_make_lists_every_command():
    listed = subprocess.run(
        ["make"], cwd=SOURCE.parents[1], capture_output=True, text=True, check=True
    ).stdout
    for command in ("lab", "progress", "test", "lint", "solutions", "notebooks"):
        assert f"\n  {command} " in listed


@pytest.mark.skipif(not shutil.which("make"), reason="needs make: apt install make")
def test_make_without_python_is_a_sentence():
    run = subprocess.run(
        ["make", "lab", "PYTHON=python-that-is-not-here"],
        cwd=SOURCE.parents[1],
        capture_output=True,
        text=True,
        env=os.environ | {"LC_ALL": "C"},
        check=False,
    )
    assert run.returncode == 2
    assert "There is no python-that-is-not-here here; install Python 3.11" in run.stderr
