"""What `coursekit grade` can be told. Nothing here takes long to load: every command does it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable


def add_arguments(grade: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    grade.add_argument(
        "--learner",
        action="append",
        default=[],
        metavar="NAME",
        help="only this learner; may be given several times",
    )
    again = grade.add_mutually_exclusive_group()
    again.add_argument("--force", action="store_true", help="grade again what is graded already")
    again.add_argument(
        "--regrade",
        action="store_true",
        help="after a case or a check was corrected: grade again what another version of the "
        "course graded, with the same fresh cases as then, and tell only what changes",
    )
    grade.add_argument(
        "--seed",
        type=whole_number("a whole number from 1 up"),
        metavar="N",
        help="take the fresh cases of an earlier run (else they are drawn, and recorded)",
    )
    grade.add_argument(
        "--explain",
        metavar="LEARNER",
        help="grade nothing; say how this learner's grade came about, here and on a page",
    )
    where = grade.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=whole_number("a whole number from 1 up"),
        default=os.cpu_count() or 1,
        metavar="N",
        help="submissions at a time on this machine (%(default)s)",
    )
    where.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="grade on the workers of this Dask scheduler, such as tcp://10.0.0.1:8786",
    )
    grade.add_argument(
        "--no-carrying",
        action="store_true",
        help="judge an answer that calls an earlier one with the learner's own alone (else, where "
        "that one is wrong, with the right one in its place, too); what is graded needs --force",
    )
    grade.add_argument(
        "--unsafe-no-sandbox",
        action="store_true",
        help="run what learners wrote with your own rights: it can then read and change whatever "
        "you can, the gradebook included; each grade is marked so",
    )


def whole_number(what: str, most: int | None = None) -> Callable[[str], int]:
    """Give what reads a number from 1 up; where it cannot, the person is told what it is not."""

    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= (most or int(text)):
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
        return int(text)

    return read
