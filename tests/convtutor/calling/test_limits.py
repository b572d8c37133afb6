"""A call that runs for ever, or wants all memory, is stopped."""

import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from support.one_map import MAP, for_ever, judged, right

from convtutor.calling import call_here, in_process
from convtutor.checks.judge import judge


def swallowing(x, weight, bias=0.0):
    while True:
        try:
            sum(range(1000))
        except:  # noqa: E722
            x = x + 0


def asleep(x, weight, bias=0.0):
    time.sleep(1000)


def hoarding(x, weight, bias=0.0):
    kept = []
    while True:
        kept.append(np.ones(10_000_000))


@pytest.mark.parametrize("function", [for_ever, swallowing, asleep])
def test_call_without_end_is_stopped_with_a_sentence(function, short, shown):
    began = time.monotonic()
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert "still running after 0.2 s, so it was stopped, in the line `" in text
    assert "Does a loop end?" in text
    assert shown() == ""
    assert time.monotonic() - began < 60  # for_ever stands for hours; 8 cases, not all tried
    assert judged(right)[0].points == 4.0  # and the next check is as good as new
    assert sys.gettrace() is None


def test_memory_that_grows_for_ever_is_stopped_one_way_or_the_other(short):
    _, text = judged(hoarding)
    assert "still running" in text or "MemoryError" in text


def test_call_without_end_is_stopped_outside_the_main_thread_too(short):
    # As on Windows, where there is no timer that interrupts.
    texts = []
    thread = threading.Thread(target=lambda: texts.append(judged(for_ever)[1]))
    thread.start()
    thread.join(60)
    assert "still running after 0.2 s, so it was stopped" in texts[0]


def test_only_the_case_without_end_is_lost(short):
    def ends_for_one_channel(x, weight, bias=0.0):
        return right(x, weight, bias) if len(x) == 1 else for_ever(x, weight)

    verdict, _ = judged(ends_for_one_channel)
    assert verdict.right_aspects == ("one channel",)
    assert verdict.points == 2.0


def test_there_is_no_limit_while_a_debugger_is_at_work(short):
    def slow(*arguments, **options):
        time.sleep(0.03)  # in all longer than the limit would be after all
        return right(*arguments, **options)

    sys.settrace(lambda *_: None)
    try:
        in_process.SECONDS = 0.01
        verdict = judge(MAP, call_here(slow))
    finally:
        sys.settrace(None)
    assert verdict.status == "right"
    assert judge(MAP, call_here(slow)).status == "wrong"


def test_time_that_is_told_is_the_time_that_it_took(short):
    # Where lines are counted, which slows Python down, a call may take four times as long.
    case = MAP.cases[0]
    case = replace(case, larger=case.arguments)
    began = time.monotonic()
    outcome = call_here(lambda *arguments, **options: for_ever(*arguments[:2]))(case)
    assert outcome.seconds == pytest.approx(0.8)
    assert time.monotonic() - began >= 0.8
