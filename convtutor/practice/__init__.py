"""Questions that find out what one still gets wrong, and ask just that.

``from convtutor import practice; practice()`` asks them in a notebook. `questions/` asks and
decodes: each wrong number is the right computation with a step changed, from
`convtutor.checks.faults`. `bank` gathers questions as JSON. Who asks next is decided in
`browser/`, which is the same in a notebook and on a page; `record` keeps what was answered.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convtutor.practice.practice_widget import PracticeWidget


class _Practice(ModuleType):
    """A module that can be called; before that it loads neither a widget nor a question."""

    def __call__(self) -> PracticeWidget:
        """Ask questions, three minutes at a time; what was answered is kept in practice.json."""
        from convtutor.practice.practice_widget import PracticeWidget
        from convtutor.practice.record import Record, work_folder

        return PracticeWidget(Record(work_folder()))


sys.modules[__name__].__class__ = _Practice
