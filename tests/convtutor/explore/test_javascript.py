"""The explorer's JavaScript in Node's own test runner, which needs nothing but Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent / "javascript"


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node: apt-get install nodejs")
@pytest.mark.parametrize("file", sorted(TESTS.glob("*.test.mjs")), ids=lambda file: file.name)
def test_javascript(file):
    run = subprocess.run(["node", "--test", file], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
