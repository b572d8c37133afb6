"""``coursekit collect FILE.zip``: from what a platform hands out to ``submitted/``."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.classroom.platform_zip import ZippedNotebook, notebooks, open_zip, unit_of
from coursekit.classroom.roster import Roster, read_roster
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.deadlines import read_deadlines
from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import read_settings
from coursekit.grading.intake import as_utc, is_learner_name

ORIGIN = "collected_as.txt"
"""Beside a notebook: the name that it had in the zip, under which its page goes back."""
REMEDY = "make room there, or ask for the right to write"


@dataclass
class Collected:
    """What was done with each file of a zip."""

    placed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by unit
    same: int = 0
    kept: list[str] = field(default_factory=list)  # earlier ones that a newer one took the place of
    passed_over: list[str] = field(default_factory=list)  # earlier attempts in the zip itself
    not_placed: list[str] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)  # of the roster, by unit

    def text(self) -> str:
        """Write it for the terminal."""
        lines = [
            f"{unit}: {len(names)} placed in submitted/" for unit, names in self.placed.items()
        ]
        if self.same:
            lines.append(f"{self.same} lay there already, the same byte for byte.")
        lines += _listed("Newer than what lay there, which is kept beside it:", self.kept)
        lines += _listed("Earlier ones of the same learner, passed over:", self.passed_over)
        lines += _listed("Not placed:", self.not_placed)
        for unit, names in self.missing.items():
            lines += _listed(f"Of the roster, nothing for {unit} in this zip:", names)
        for unit in self.placed:
            lines.append(f"Next: coursekit grade {unit}")
        return "\n".join(lines or ["There is nothing in this zip."])


def _listed(title: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{title} ({len(names)})"
        yield from (f"  {one_line(name)}" for name in names)


def collect(
    course: Course, file: Path, *, unit: str = "", roster: Path | None = None, handed_in: str = ""
) -> Collected:
    """Put each notebook of a zip where `coursekit grade` looks for it.

    Nothing of the zip is written under a name that it gives itself, and nothing that lies in
    ``submitted/`` is lost: an earlier notebook is kept beside the new one.

    The zip is as Canvas, Moodle or Blackboard hands it out, or has a folder for each learner. All
    its notebooks are of `unit`, whatever they are called, or else of the units that their names
    say. Without a roster a learner is called as in the zip. `handed_in` is when, where the zip does
    not say it. A CourseError says that the zip or the roster cannot be read, or `submitted/` not
    written.
    """
    units = [one.name for one in course.units()]
    wanted = course.unit(unit).name if unit else ""
    people = read_roster(roster) if roster else None
    zone = read_deadlines(course.deadlines, units).zone
    at = _moment(handed_in, zone) if handed_in else ""
    if at and datetime.fromisoformat(at.replace(" UTC", "+00:00")) > datetime.now(UTC):
        raise CourseError(f"--handed-in {handed_in!r} has not come yet; is the year right?")
    settings = read_settings(course)
    done = Collected()
    with open_zip(file) as archive:
        chosen = _choose(archive, units, wanted, people, done)
        for (learner, name), found in sorted(chosen.items()):
            try:
                data = archive.read(found.member)
            except (
                zipfile.BadZipFile,
                zlib.error,
                NotImplementedError,
                EOFError,
                OSError,
            ) as error:
                done.not_placed.append(f"{found.member.filename}: damaged in the zip ({error})")
                continue
            told = _in_utc(found.time, zone) if found.time else at
            _place(settings.submitted_by(learner, name), name, data, found, told, done, learner)
    if people:
        for name in done.placed or ([wanted] if wanted else []):
            came = {learner for learner, of in chosen if of == name}
            absent = [one for one in people.people if one.login not in came]
            done.missing[name] = [f"{one.login} ({one.name})" for one in absent]
    return done


def _moment(text: str, zone: tzinfo | None) -> str:
    """Read a time that the instructor gives: in the class's own time, unless it says another."""
    try:
        with contextlib.suppress(ValueError):
            if (local := datetime.fromisoformat(text)).tzinfo is None:
                return _in_utc(local, zone)
        return as_utc(text)
    except ValueError:
        raise CourseError(
            f"--handed-in {text!r} is no time; write it as '2026-11-20 18:02:11 +0100'."
        ) from None


def _in_utc(local: datetime, zone: tzinfo | None) -> str:
    return f"{local.replace(tzinfo=zone).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _choose(
    archive: zipfile.ZipFile,
    units: list[str],
    wanted: str,
    people: Roster | None,
    done: Collected,
) -> Mapping[tuple[str, str], ZippedNotebook]:
    """The last notebook of each learner and unit."""
    candidates: dict[tuple[str, str], list[ZippedNotebook]] = defaultdict(list)
    for found in notebooks(archive, units):
        if isinstance(found, str):
            done.not_placed.append(found)
            continue
        shown = found.member.filename
        named = unit_of(found.stem, units)
        name = wanted or named
        if not name:
            done.not_placed.append(f"{shown}: which unit? --unit says it for the whole zip")
            continue
        if wanted and named not in ("", wanted):
            done.not_placed.append(f"{shown}: this is {named}, and {wanted} was asked for")
            continue
        learner = _whose(found, people)
        if not isinstance(learner, str):
            done.not_placed.append(f"{shown}: {learner[0]}")
            continue
        candidates[learner, name].append(found)
    chosen = {}
    for key, several in candidates.items():
        *earlier, chosen[key] = sorted(several, key=_when)
        done.passed_over += [one.member.filename for one in earlier]
    return chosen


def _when(found: ZippedNotebook) -> tuple[datetime, int, tuple[int, ...]]:
    return found.time or datetime.min, found.attempt, found.member.date_time


def _whose(found: ZippedNotebook, people: Roster | None) -> str | tuple[str]:
    """The learner's name in the gradebook, or in a tuple why there is none."""
    if people is None:
        fits = is_learner_name(found.who)
        return found.who if fits else (f"{found.who!r} cannot be a learner's name; use --roster",)
    several = people.find(found.who, found.number)
    if len(several) == 1:
        return several[0].login
    if several:
        names = ", ".join(person.login for person in several[:3])
        return (f"{found.who!r} may be any of {names}; rename the file's beginning to one of them",)
    return (f"{found.who!r} is not in the roster",)


def _place(
    folder: Path,
    unit: str,
    data: bytes,
    found: ZippedNotebook,
    time: str,
    done: Collected,
    learner: str,
) -> None:
    file = folder / f"{unit}.ipynb"
    with writing_to(file, REMEDY):
        if file.is_file() and file.read_bytes() == data:
            done.same += 1
        else:
            if file.exists():
                moment = datetime.fromtimestamp(file.stat().st_mtime)
                kept = file.with_name(f"{file.name}.{moment:%Y-%m-%d-%H-%M-%S}")
                # Not moved: where the new one cannot be written, the earlier one stays.
                write_atomically(kept, file.read_bytes())
                done.kept.append(str(kept.relative_to(folder.parents[1])))
            write_atomically(file, data)
        write_atomically(folder / ORIGIN, f"{found.member.filename}\n".encode())
        if time:
            write_atomically(folder / "timestamp.txt", f"{time}\n".encode())
        else:
            (folder / "timestamp.txt").unlink(missing_ok=True)  # it was the earlier one's
    done.placed[unit].append(learner)
