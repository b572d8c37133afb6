"""A caller for the judge that is quicker than `call_here`, for thousands of mutants.

It leaves out what only somebody's own code needs: the line to show, what was printed, the random
state. Its limits are tighter, and one for time counts the processor's, so that a busy machine
changes no result.
"""

import contextlib
import copy
import gc
import resource
import signal
import warnings
from pathlib import Path

import numpy as np

from convtutor.calling import take_numbers
from convtutor.calling.outcome import NotWritten, Raised, Returned, TookTooLong
from convtutor.calling.tracing import count_lines

SECONDS = 0.3
"""For one call, of the processor. After one that took longer the others are not tried."""
BYTES = 2**28
"""What may be asked for beyond what the process has when it begins."""
LONGEST = 10_000
"""Values in a list or tuple. A shape times a count is a very long tuple."""


class Late(BaseException):
    """Not an Exception, so that it passes."""


def quick_caller(function):
    """From a case to an outcome; a function with a dict `outcomes` remembers them in it."""
    known = getattr(function, "outcomes", None)
    late = False

    def call(case):
        nonlocal late
        if known is not None and id(case) in known:
            return known[id(case)]
        try:
            outcome = TookTooLong(SECONDS) if late else _outcome(function, case)
        except Late:  # which rang just when the call had ended
            outcome = TookTooLong(SECONDS)
        late = isinstance(outcome, TookTooLong)
        if known is not None:
            known[id(case)] = outcome
        return outcome

    return call


def _outcome(function, case):
    arguments, options = copy.deepcopy((case.arguments, dict(case.options)))
    lines = None
    gc.disable()  # a collection takes longer, the more is remembered: it is none of the function's
    signal.setitimer(signal.ITIMER_PROF, SECONDS * (10 if case.larger else 1))
    try:
        value = function(*arguments, **options)
        if isinstance(value, list | tuple) and len(value) > LONGEST:
            raise MemoryError
        value, kind = take_numbers(value)
        if case.larger:
            both = (case.arguments, case.larger)
            lines = tuple(count_lines(function, one, case.options) for one in both)
    except Late:
        return TookTooLong(SECONDS)
    except NotImplementedError:
        return NotWritten()
    except Exception as error:
        return Raised(type(error).__name__, str(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        gc.enable()
    given, after = [*case.arguments, *case.options.values()], [*arguments, *options.values()]
    return Returned(value, kind, not all(map(np.array_equal, given, after)), lines)


def _ring(number, frame):
    raise Late


@contextlib.contextmanager
def within_limits():
    """Within it, calls are stopped, a lot of memory is refused, and warnings are dropped."""
    old_memory = resource.getrlimit(resource.RLIMIT_AS)
    sizes = Path("/proc/self/statm")  # in pages; Linux has it, and others get no limit
    if sizes.exists():
        now = int(sizes.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + BYTES, old_memory[1]))
    old_signal = signal.signal(signal.SIGPROF, _ring)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        signal.signal(signal.SIGPROF, old_signal)
        resource.setrlimit(resource.RLIMIT_AS, old_memory)
