"""A bare run leaves slow tests out and says so; COURSE_STRICT=1 allows neither that nor a skip."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = {
    "a test": "import pytest\ndef test_it():\n    pytest.skip('needs a spoon: make spoon')\n",
    "a marked test": (
        "import pytest\n"
        "@pytest.mark.skipif(True, reason='needs a spoon: make spoon')\n"
        "def test_it():\n    pass\n"
    ),
    "a module": (
        "import pytest\npytest.importorskip('no_such_module', reason='needs a spoon: make spoon')\n"
    ),
}


MARKED = """
import pytest
@pytest.mark.system
def test_system():
    pass
@pytest.mark.sweep
def test_sweep():
    pass
def test_quick():
    pass
"""
PARALLEL = ("-p", "xdist", "-n", "2")


def run_pytest(folder, source, *options, **environment):
    shutil.copy(Path(__file__).parents[1] / "conftest.py", folder)
    (folder / "test_it.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = .\nmarkers = system\n sweep\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={
            **os.environ,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # only conftest.py is tried here
            "COURSE_STRICT": "",
            **environment,
        },
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("options", [(), PARALLEL], ids=["alone", "in parallel"])
def test_bare_run_leaves_slow_tests_out_and_says_how_to_run_them(options, tmp_path):
    run = run_pytest(tmp_path, MARKED, *options)
    assert "1 passed" in run.stdout
    assert "1 marked system and 1 marked sweep; run by `make test STRICT=1`" in run.stdout


def test_strict_run_and_a_named_place_and_a_named_mark_leave_none_out(tmp_path):
    for named, strict in (((), "1"), (("test_it.py",), ""), (("-m", "system or sweep"), "")):
        run = run_pytest(tmp_path, MARKED, *named, COURSE_STRICT=strict)
        assert ("2 passed" if "-m" in named else "3 passed") in run.stdout
        assert "left out" not in run.stdout


@pytest.mark.parametrize(
    ("source", "options"),
    [*((source, ()) for source in SKIPPING.values()), (SKIPPING["a test"], PARALLEL)],
    ids=[*SKIPPING, "in parallel"],
)
def test_strict_run_fails_on_a_skip_and_gives_its_reason(source, options, tmp_path):
    run = run_pytest(tmp_path, source, *options, COURSE_STRICT="1")
    assert run.returncode != 0
    assert "needs a spoon: make spoon" in run.stdout
    assert "COURSE_STRICT=1 allows no skips" in run.stdout


def test_skips_are_allowed_without_strict(tmp_path):
    run = run_pytest(tmp_path, SKIPPING["a test"])
    assert run.returncode == 0
    assert "1 skipped" in run.stdout


def test_an_expected_failure_is_not_a_skip(tmp_path):
    source = "import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert False\n"
    run = run_pytest(tmp_path, source, COURSE_STRICT="1")
    assert run.returncode == 0, run.stdout
    assert "1 xfailed" in run.stdout
