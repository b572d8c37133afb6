"""What `coursekit grade` loads, and what it does without."""

import importlib.util
import subprocess
import sys

import pytest

from coursekit.json_schema import GRAMMAR

PROGRAM = """
import sys
from coursekit.grading.gradebook.nbgrader_settings import load_nbgrader
from coursekit.json_schema import GRAMMAR
load_nbgrader()
assert "nbgrader.api" in sys.modules and "jsonschema" in sys.modules
assert "lark" not in sys.modules, "the grammar is compiled by lark"
# Whoever asks for it afterwards is not told that there is none.
assert GRAMMAR not in sys.modules
import jsonschema, nbformat
cell = nbformat.v4.new_code_cell("1")
nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
load_nbgrader()  # once more is nothing
"""


def test_nbgrader_is_loaded_without_a_grammar_of_addresses():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not importlib.util.find_spec(GRAMMAR), reason=f"needs {GRAMMAR}")
def test_without_it_the_grammar_is_compiled():
    # Else the module that is tested here has nothing to do any more, and can go.
    program = "import sys, nbgrader.api; print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stdout + done.stderr
