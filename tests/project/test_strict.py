"""Nothing is skipped in CI: COURSE_STRICT=1 turns each skip into a failure with its reason."""

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


def run_pytest(folder, source, **environment):
    shutil.copy(Path(__file__).parents[1] / "conftest.py", folder)
    (folder / "test_it.py").write_text(source)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
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


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_strict_run_fails_on_a_skip_and_gives_its_reason(source, tmp_path):
    run = run_pytest(tmp_path, source, COURSE_STRICT="1")
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
