"""The practice's JavaScript in Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "javascript"


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node: apt-get install nodejs")
def test_practice_javascript():
    run = subprocess.run(
        ["node", "--test", *FOLDER.glob("*.test.mjs")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
