"""Goal: load a library of theirs into the grader's programs: LD_PRELOAD, LD_LIBRARY_PATH, exec."""

import pytest
from system.attacks.attack import RIGHT, WRONG, attempt, doing

from coursekit.grading.box import Limits


def test_variables_of_the_loader_reach_no_other_box():
    cell = f"""
import os
for name in ("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PYTHONPATH", "PYTHONHOME"):
    os.environ[name] = "/tmp/evil.so"
{WRONG}
"""
    attempt(cell)
    said = attempt(doing("import os\nprint('loader', [n for n in os.environ if 'LD_' in n])")).said
    assert "loader []" in said


def test_variables_of_the_grader_reach_no_box(monkeypatch, tmp_path):
    # Whoever can set these owns the grader's account; but a class may share a shell's settings.
    (tmp_path / "sitecustomize.py").write_text("import builtins\nbuiltins.attacked = True\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "sitecustomize.py"))
    said = attempt(doing("import builtins\nprint('attacked', hasattr(builtins, 'attacked'))")).said
    assert "attacked False" in said


@pytest.mark.parametrize(
    "program",
    ["sys.executable, '-c', 'import time; time.sleep(1000)'", "'/bin/sh', '-c', 'sleep 1000'"],
)
def test_another_program_in_the_place_of_the_worker_gains_nothing(program):
    cell = doing(f"import os, sys\nargs = [{program}]\nos.execv(args[0], args)", RIGHT)
    found = attempt(cell, limits=Limits(seconds=1), honest=4.0)
    assert found.seconds < 10
