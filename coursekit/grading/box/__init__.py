"""A box for code that is not trusted: bubblewrap, limits, and a supervisor outside.

`closure` says which files a worker needs, `staging` lays out the course's few, `launch` writes
bubblewrap's command line, `syscalls` what may be asked of the kernel, `cgroups` bounds all
processes together, `supervisor` holds it together, and `refusal` says what is missing where no box
can be made.
"""

from coursekit.grading.box.bounds import Limits
from coursekit.grading.box.refusal import refusal
from coursekit.grading.box.supervisor import Box, BoxError

__all__ = ["Box", "BoxError", "Limits", "refusal"]
