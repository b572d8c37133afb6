"""What all tests share: no skips in CI, a steady Hypothesis, and checks that do not raise."""

import os

import pytest
from hypothesis import settings

from convtutor.calling import in_process

settings.register_profile(
    "course",
    deadline=None,  # a slow machine is not a bug
    max_examples=60,
    # In CI the same examples each time: a red build comes from the change, not from luck.
    derandomize=os.environ.get("CI", "").lower() in ("1", "true"),
)
settings.load_profile("course")

STRICT = os.environ.get("COURSE_STRICT") == "1"


@pytest.fixture(autouse=True)
def _checks_do_not_raise(monkeypatch):
    """A test that wants these variables sets them itself."""
    monkeypatch.delenv("CONVLIB_CHECK_RAISES", raising=False)
    monkeypatch.delenv("CONVLIB_SEED", raising=False)


@pytest.fixture
def short(monkeypatch):
    """Stop a learner's calls after a short while, as the limit does after some seconds."""
    monkeypatch.setattr(in_process, "SECONDS", 0.2)
    monkeypatch.setattr(in_process, "SECONDS_AFTER_A_STOP", 0.1)


@pytest.fixture
def shown(capfd):
    """All that has reached the terminal."""
    return lambda: "".join(capfd.readouterr())


def _refuse_skip(report):
    """Under COURSE_STRICT=1 a test that did not run is a failure, with the reason it gave."""
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"COURSE_STRICT=1 allows no skips. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _refuse_skip((yield))
