"""One class with all attackers of the whole pipeline in it, graded once by the real command."""

import importlib
import os
from pathlib import Path

import pytest
from support.grading_class import FULL, SEED, Class, needs_box

ATTACKS = sorted(path.stem for path in Path(__file__).parent.glob("test_pipeline_*.py"))
HONEST = [f"{letter}-honest" for letter in "amz"]


@pytest.fixture(scope="session")
def attacked(tmp_path_factory):
    """The class after grading; `said` is what the instructor's terminal was sent."""
    needs_box()
    taught = Class(tmp_path_factory.mktemp("attacked"))
    for name in HONEST:
        taught.hand_in(name)
    for attack in ATTACKS:
        importlib.import_module(f"system.attacks.{attack}").hand_in(taught)
    done = taught.grade("--seed", str(SEED), "--workers", "2")
    taught.said, taught.code = done.stdout, done.returncode
    return taught


@pytest.fixture(autouse=True)
def honest_work_is_untouched(request):
    """What must hold whatever the attack: those beside it have their points."""
    yield
    if "attacked" in request.fixturenames:
        attacked = request.getfixturevalue("attacked")
        for name in HONEST:
            assert sum(attacked.scores(name).values()) == FULL, attacked.said
            assert attacked.record(name)["problem"] == ""
            assert os.path.getsize(attacked.course / "gradebook.db") > 0
