"""Who is in the class: a table that Canvas, Moodle, Blackboard or nbgrader has written."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake import is_learner_name

# What the columns that tell who somebody is are called, in lower case. The first that has something
# in it is the name in the gradebook.
LOGINS = ("sis login id", "username", "login", "id number", "student id", "email address", "id")
FIRST = ("first name", "first_name", "firstname")
LAST = ("last name", "surname", "last_name", "lastname")
WHOLE = ("student", "full name", "name")
NUMBERS = ("id", "lms_user_id", "sis user id", "student id", "id number")
EMAILS = ("email address", "email", "sis login id")
NO_PERSON = ("points possible", "student, test")
"""Rows of a platform's table that are nobody, by the beginning of the name."""


@dataclass(frozen=True)
class Person:
    """Somebody of the class."""

    login: str  # the name in the gradebook
    name: str  # for people: "Lovelace, Ada"
    row: Mapping[str, str]  # as the platform wrote it

    @property
    def called(self) -> set[str]:
        """All by which a platform may name this person in a file's name, squeezed."""
        low = _lowered(self.row)
        first, last = (_first(low, names) for names in (FIRST, LAST))
        names = [self.login, self.name, _first(low, WHOLE), f"{last}{first}", f"{first}{last}"]
        email = _first(low, EMAILS)
        names += [email, email.partition("@")[0]]
        whole = _first(low, WHOLE)
        if "," in whole:  # "Lovelace, Ada"
            after, before = whole.split(",", 1)
            names.append(before + after)
        return {squeezed(name) for name in names if squeezed(name)}

    @property
    def numbers(self) -> set[str]:
        """The numbers by which a platform knows this person."""
        low = _lowered(self.row)
        return {low[name] for name in NUMBERS if low.get(name, "").isdigit()}


@dataclass(frozen=True)
class Roster:
    """A table of people."""

    people: tuple[Person, ...]
    columns: tuple[str, ...]  # of the file, in its order

    def find(self, name: str, number: str = "") -> list[Person]:
        """Find whom a platform means, by its number or else by a name; several may fit."""
        by_number = [person for person in self.people if number and number in person.numbers]
        if by_number:
            return by_number
        exact = [person for person in self.people if person.login == name]
        wanted = squeezed(name)
        return exact or [person for person in self.people if wanted in person.called]


def read_roster(file: Path) -> Roster:
    """Read a table as Canvas, Moodle, Blackboard or ``nbgrader db student`` writes it.

    A CourseError says that it cannot be read, has no column that tells who somebody is, or has
    somebody twice.
    """
    try:
        text = _decoded(file.read_bytes())
    except OSError as error:
        raise CourseError(f"The roster {file} cannot be read: {error.strerror}.") from None
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = tuple(name.strip() for name in table.fieldnames or ())
    low = [name.lower() for name in columns]
    if not set(LOGINS) & set(low):
        shown = ", ".join(columns[:6]) or "nothing"
        raise CourseError(
            f"The roster {file} has no column that tells who somebody is: its first line says "
            f"{shown}. One of its columns must be called {', '.join(LOGINS[:5])} or ID."
        )
    people = [_person(columns, row) for row in table]
    found = [person for person in people if person is not None]
    seen: dict[str, int] = {}
    for person in found:
        seen[person.login] = seen.get(person.login, 0) + 1
        if seen[person.login] > 1:
            raise CourseError(
                f"The roster {file} has {person.login!r} twice; a gradebook has one line for each."
            )
        if not is_learner_name(person.login):
            raise CourseError(
                f"The roster {file} has the login {person.login!r}, which cannot be a learner's "
                "name in a gradebook; give another column the heading Username."
            )
    if not found:
        raise CourseError(f"The roster {file} names nobody.")
    return Roster(tuple(found), columns)


def _person(columns: Iterable[str], row: Mapping[str | None, object]) -> Person | None:
    cells = {
        name: str(value or "").strip() for name, value in zip(columns, row.values(), strict=False)
    }
    low = _lowered(cells)
    login = _first(low, LOGINS)
    last, first = _first(low, LAST), _first(low, FIRST)
    name = _first(low, WHOLE) or ", ".join(filter(None, (last, first))) or login
    if not login or name.lower().startswith(NO_PERSON):
        return None
    return Person(login, name, cells)


def _decoded(data: bytes) -> str:
    """Read what a platform or a spreadsheet has written."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _lowered(row: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in row.items()}


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def squeezed(name: str) -> str:
    """A name as platforms write it in a file's name: small letters and digits, nothing else.

    Examples
    --------
    >>> squeezed("O'Neill, Zoë")
    'oneillzoe'
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())
