"""Run a learner's function in this process, whatever it does.

`in_process` makes one call and turns what comes of it into an `outcome`. `numbers` takes the
numbers out of what was returned, `limits` stops what runs for ever or wants all memory, `silence`
keeps prints, warnings and settings from getting out, and `tracing` sees when the function leaves
the work to the course's own answers, and when it loops. A learner who means harm can still get
round all of it, since it is one process; grading that must not be fooled needs a locked one.
"""

from convtutor.calling.in_process import call_here
from convtutor.calling.numbers import TOO_LARGE, take_numbers

__all__ = ["TOO_LARGE", "call_here", "take_numbers"]
