"""``deadlines.toml``: when each unit is due, for whom it is due later, and what coming late costs.

The one file of these rules. Where there is none, nothing that comes late costs anything.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coursekit.atomic_write import write_text
from coursekit.errors import CourseError
from coursekit.grading.escaping import one_line

DAY = 86400
LAST_MOMENT = time(23, 59, 59)
"""Of a day without a time of day: until it ends."""

RULES = ("per_day", "most", "grace_minutes", "free_days")
EXAMPLE = "2026-11-20T18:00:00"

TEMPLATE = """\
# When each unit is due, for whom it is due later, and what coming late costs.
# `coursekit deadlines` shows what follows from this file; `coursekit grade` grades by it.

timezone = "{zone}"  # of the times below

[late]
per_day = 0.10       # the share of the points that each day begun costs
most = 0.50          # and no more than this
grace_minutes = 10   # clocks differ: as late as this is in time
free_days = 0        # days that a learner may be late, in all units together, at no cost

# A unit may have rules of its own: per_day, most, grace_minutes.
# A date alone means the end of that day. A unit without a date is never late.
{units}
# Somebody who was ill has another date; write the unit's own date to take it back.
# [learners.ada]
# free_days = 3
# due."{first}" = 2026-11-27T18:00:00
"""
UNIT = """\
[units.{name}]
# due = 2026-11-20T18:00:00
"""


@dataclass(frozen=True)
class Rule:
    """What coming late costs."""

    per_day: float = 0.0  # share of the points, for each day begun
    most: float = 1.0  # share of the points
    grace_minutes: float = 0.0
    free_days: int = 0  # of a learner, in all units together

    def days(self, seconds: float) -> int:
        """How many days have begun since it was due."""
        return 0 if seconds <= 60 * self.grace_minutes else math.ceil(seconds / DAY)

    def share(self, days: int) -> float:
        """The share of the points that so many days cost."""
        return min(self.most, self.per_day * days)


@dataclass(frozen=True)
class Lateness:
    """What one submission's coming late costs, and why."""

    days: int  # begun since it was due
    free: int  # of them, at no cost
    rule: Rule

    @property
    def share(self) -> float:
        """Of the points, from 0 to 1."""
        return self.rule.share(self.days - self.free)

    def __str__(self) -> str:
        """Say it in words.

        Examples
        --------
        >>> print(Lateness(3, 1, Rule(per_day=0.1, most=0.5)))
        3 days begun, 1 of them free: 20 % of the points
        """
        if not self.days:
            return "within the grace of " + _counted(self.rule.grace_minutes, "minute")
        free = f", {self.free} of them free" if self.free else ""
        return f"{_counted(self.days, 'day')} begun{free}: {100 * self.share:g} % of the points"


@dataclass(frozen=True)
class Deadlines:
    """All that the file says; dates are in UTC."""

    due: Mapping[str, datetime] = field(default_factory=dict)  # by unit
    rules: Mapping[str, Rule] = field(default_factory=dict)  # by unit
    extended: Mapping[tuple[str, str], datetime] = field(default_factory=dict)  # learner and unit
    free_days: Mapping[str, int] = field(default_factory=dict)  # of learners who have other ones
    zone: tzinfo | None = None

    def due_for(self, learner: str, unit: str) -> datetime | None:
        """When a unit is due for a learner; None where no date is due."""
        return self.extended.get((learner, unit), self.due.get(unit))

    def lateness(
        self, learner: str, unit: str, handed_in: Mapping[str, datetime]
    ) -> Lateness | None:
        """Say what coming late costs a learner in a unit; None where it came in time.

        `handed_in` has the times of all that the learner handed in, by unit: free days are spent in
        the order in which units are due.
        """
        spent = 0
        for name in sorted(self.due, key=lambda name: (self.due_for(learner, name), name)):
            due, came = self.due_for(learner, name), handed_in.get(name)
            if not due or not came or came <= due:
                continue
            rule = self.rules[name]
            days = rule.days((came - due).total_seconds())
            free = min(days, self.free_days.get(learner, rule.free_days) - spent)
            if name == unit:
                return Lateness(days, free, rule)
            spent += free
        return None

    def local(self, moment: datetime) -> str:
        """Write a moment in the class's own time."""
        return f"{moment.astimezone(self.zone):%a %d %b %Y, %H:%M}"

    def describe(self, unit: str) -> str:
        """Say in a sentence when a unit is due and what coming late costs; "" for no date."""
        if unit not in self.due:
            return ""
        rule = self.rules[unit]
        said = [f"due {self.local(self.due[unit])}"]
        if rule.per_day:
            said.append(f"{100 * rule.per_day:g} % less for each day begun")
            said += [f"{100 * rule.most:g} % at most"] if rule.most < 1 else []
        else:
            said.append("coming late costs nothing")
        said += [f"grace {_counted(rule.grace_minutes, 'minute')}"] if rule.grace_minutes else []
        said += [f"{_counted(rule.free_days, 'free day')} in all"] if rule.free_days else []
        return "; ".join(said)


NO_DEADLINES = Deadlines()


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}{'s' * (number != 1)}"


def template(units: Iterable[str], zone: str) -> str:
    """Write the file that an instructor begins with."""
    names = list(units)
    sections = "\n".join(UNIT.format(name=name) for name in names)
    return TEMPLATE.format(zone=zone, units=sections, first=names[0])


def begin(file: Path, units: Iterable[str]) -> str:
    """Write the file that an instructor begins with, and say so; one that is there stays."""
    if file.exists():
        raise CourseError(f"{file} is there already, and stays; edit it, or move it away first.")
    write_text(
        file, template(units, _zone_here()), "make room there, or ask for the right to write"
    )
    return f"{file} is there now: take away the # before each date, and set the dates."


def _zone_here() -> str:
    """The time zone of this machine by its name."""
    _, found, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if found else "UTC"


def show(file: Path, units: Iterable[str]) -> str:
    """Say what follows from the file, a line a unit and a line a person."""
    names = list(units)
    if not file.exists():
        return f"There is no {file}, so nothing is late. `coursekit deadlines --new` begins one."
    deadlines = read_deadlines(file, names)
    width = max(map(len, names))
    lines = [f"{name:{width}}  {deadlines.describe(name) or 'no date'}" for name in names]
    for (learner, unit), due in sorted(deadlines.extended.items()):
        lines.append(f"{one_line(learner)}: {unit} due {deadlines.local(due)}")
    for learner, days in sorted(deadlines.free_days.items()):
        lines.append(f"{one_line(learner)}: {_counted(days, 'free day')} in all")
    return "\n".join(lines)


def read_deadlines(file: Path, units: Collection[str] | None = None) -> Deadlines:
    """Read the file; where there is none, nothing is due.

    The units that there are are known, or else every name will do. A CourseError says which value
    cannot be used, the rule, and what to write in its place.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return NO_DEADLINES
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{file} cannot be read: {error}.") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(
            f"{file} is not written in TOML: {error}. `coursekit deadlines --new` writes one "
            "that is, where there is none."
        ) from None
    return _Reader(file, units).read(data)


class _Reader:
    def __init__(self, file: Path, units: Collection[str] | None) -> None:
        self.file, self.units = file, units
        self.zone: tzinfo | None = None

    def read(self, data: dict[str, Any]) -> Deadlines:
        self.only(data, "", ("timezone", "late", "units", "learners"))
        self.zone = self.timezone(data.get("timezone"))
        common = self.rule(self.table(data.get("late", {}), "late"), "late", Rule())
        due, rules = {}, {}
        for unit, told in self.table(data.get("units", {}), "units").items():
            self.known(unit, "units")
            where = f"units.{unit}"
            own = dict(self.table(told, where))
            if "due" in own:
                due[unit] = self.moment(own.pop("due"), f"{where}.due")
            if "free_days" in own:
                raise self.wrong(
                    f"{where}.free_days",
                    own["free_days"],
                    "free days belong to the whole term",
                    "write it under [late], or under a learner",
                )
            rules[unit] = self.rule(own, where, common)
        extended, free_days = {}, {}
        for learner, told in self.table(data.get("learners", {}), "learners").items():
            where = f"learners.{learner}"
            own = self.table(told, where)
            self.only(own, where, ("due", "free_days"))
            if "free_days" in own:
                free_days[learner] = self.whole(own["free_days"], f"{where}.free_days")
            for unit, moment in self.table(own.get("due", {}), f"{where}.due").items():
                self.known(unit, f"{where}.due")
                if unit not in due:
                    raise self.wrong(
                        f"{where}.due.{unit}",
                        moment,
                        f"{unit} has no date of its own",
                        f"write one under [units.{unit}]",
                    )
                extended[learner, unit] = self.moment(moment, f"{where}.due.{unit}")
        return Deadlines(due, rules, extended, free_days, self.zone)

    def wrong(self, where: str, value: object, rule: str, remedy: str) -> CourseError:
        shown = str(value) if isinstance(value, date | time) else repr(value)
        return CourseError(f"{self.file}: {where} is {shown}, but {rule}; {remedy}.")

    def only(self, table: Mapping[str, Any], where: str, allowed: Iterable[str]) -> None:
        for name in table:
            if name not in allowed:
                place = f"{where}.{name}" if where else name
                raise self.wrong(
                    place,
                    table[name],
                    "nothing of that name is known",
                    f"what can be written there is {', '.join(allowed)}",
                )

    def table(self, value: object, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(where, value, "it holds several values", f"begin it by [{where}]")
        return value

    def known(self, unit: str, where: str) -> None:
        if self.units is not None and unit not in self.units:
            raise CourseError(
                f"{self.file}: {where} names {unit!r}, which is no unit; the units are "
                f"{', '.join(sorted(self.units))}."
            )

    def timezone(self, name: object) -> tzinfo | None:
        if name is None:
            return None  # the machine's own
        try:
            return ZoneInfo(str(name))
        except (OSError, ValueError, KeyError):
            raise self.wrong(
                "timezone",
                name,
                "no time zone has this name",
                'write one such as "Europe/Berlin" or "UTC"',
            ) from None

    def rule(self, table: dict[str, Any], where: str, common: Rule) -> Rule:
        self.only(table, where, RULES)
        values: dict[str, Any] = vars(common) | table
        for name in ("per_day", "most"):
            if not _is_number(values[name]) or not 0 <= values[name] <= 1:
                raise self.wrong(
                    f"{where}.{name}",
                    values[name],
                    "it is a share from 0 to 1",
                    "write 0.1 for 10 %",
                )
        if not _is_number(values["grace_minutes"]) or not 0 <= values["grace_minutes"] < 1440:
            raise self.wrong(
                f"{where}.grace_minutes",
                values["grace_minutes"],
                "it is a number from 0 to less than a day's 1440",
                "write 10",
            )
        self.whole(values["free_days"], f"{where}.free_days")
        return Rule(**values)

    def whole(self, value: object, where: str) -> int:
        if type(value) is not int or value < 0:
            raise self.wrong(where, value, "it is a whole number from 0 up", "write 0 for none")
        return value

    def moment(self, value: object, where: str) -> datetime:
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, LAST_MOMENT)
        if not isinstance(value, datetime):
            raise self.wrong(
                where, value, "it is a date with a time, without quotes", f"write {EXAMPLE}"
            )
        if value.tzinfo is None:
            value = value.replace(tzinfo=self.zone) if self.zone else value.astimezone()
        return value.astimezone(UTC)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
