"""Run a learner's function in this process, whatever it does.

`here` makes one call and turns what comes of it into an outcome. `plain` takes the numbers out of
what was returned, `limits` stops what runs for ever or wants all memory, `quiet` keeps prints,
warnings and settings from getting out, and `borrowing` sees when the function leaves the work to
convlib. A learner who means harm can still get round all of it, since it is one process; grading
that must not be fooled needs a locked one.
"""

from convtutor.calling.in_process import call_here
from convtutor.calling.numbers import TOO_LARGE, take_numbers

__all__ = ["TOO_LARGE", "call_here", "take_numbers"]
