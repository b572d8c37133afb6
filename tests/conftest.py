"""What all tests share: what runs when, no skips in CI, a steady Hypothesis, quiet checks."""

import os
import signal
from collections import Counter
from pathlib import Path

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

# A shell lets what it runs in the background ignore Ctrl-C, and so would what tests start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

STRICT = os.environ.get("COURSE_STRICT") == "1"
SYSTEM = Path(__file__).parent / "system"
SLOW = ("sweep", "system")
"""Marks of tests that run under COURSE_STRICT=1, or when somebody names them or their place."""

TOGETHER = ("tests/convtutor/checks/test_checks_", "tests/system/attacks/test_pipeline_")
"""How files begin that share verdicts, or a class that is graded."""


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


# ---------------------------------------------------------------- what runs when


def pytest_configure(config):
    """Leave the slow marks out of a run that names neither a place nor a mark."""
    config.left_out = Counter()
    asked = config.args_source is not config.ArgsSource.TESTPATHS or config.option.markexpr
    if not (STRICT or asked):
        config.option.markexpr = " and ".join(f"not {mark}" for mark in SLOW)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what lies in tests/system; put the slow first, so that no worker ends long after all."""
    for item in items:
        if SYSTEM in item.path.parents:
            item.add_marker("system")
    items.sort(key=lambda item: not any(map(item.get_closest_marker, SLOW)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Let one worker have all files that look at the same things, which it then makes once."""
    from xdist.scheduler import LoadFileScheduling

    class LoadTogether(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return next(filter(nodeid.startswith, TOGETHER), super()._split_scope(nodeid))

    return LoadTogether(config, log) if config.option.dist == "loadfile" else None


def pytest_deselected(items):
    """Count what is left out, by its mark."""
    for item in items:
        item.config.left_out.update([mark for mark in SLOW if item.get_closest_marker(mark)][:1])


def pytest_sessionfinish(session):
    """Hand the count from a worker of pytest-xdist ..."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """... to the one that reports; each worker has collected all tests."""
    node.config.left_out = Counter(getattr(node, "workeroutput", {}).get("left_out"))


def pytest_terminal_summary(terminalreporter, config):
    """Say what was left out, and how to run it."""
    if config.left_out:
        counts = " and ".join(f"{count:,} marked {mark}" for mark, count in config.left_out.items())
        terminalreporter.section("left out")
        terminalreporter.line(
            f"{counts}; run by `make test STRICT=1` (system) and `make sweep` (sweep)."
        )


# ---------------------------------------------------------------- nothing is skipped in CI


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
