"""What all tests share: no skips in CI, a steady Hypothesis, and checks that do not raise."""

import os

import pytest
from hypothesis import settings

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
    """A test that wants CONVLIB_CHECK_RAISES sets it itself."""
    monkeypatch.delenv("CONVLIB_CHECK_RAISES", raising=False)


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
