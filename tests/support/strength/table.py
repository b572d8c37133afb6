"""Write the measurements as docs/strength.md, and read its rows again."""

from pathlib import Path

from support.strength.measure import SEEDS

PAGE = Path(__file__).parents[3] / "docs" / "strength.md"

INTRODUCTION = """\
# How strong the checks are

A check is worth as much as the wrong answers that it stops and the right ones that it lets
through. This page is measured: `make strength` writes it in a quarter of an hour, and a test fails
where it is out of date or something slips through. For each exercise it says:

- **mistakes caught**: of the mistakes that the course knows by name, those that lose points;
- **right answers accepted**: right functions in other styles than the notebook's, with full points;
- **mutants caught**: the notebook's solution and one to three others, spoilt in one place by a
  program: a sign, a bound, an axis, one name for another. Those that are still right within the
  contract do not count; they are listed below, each with its reason. A mutant that only fresh cases
  catch must be caught with each of {seeds} seeds;
- **two at once**: mutants spoilt in two places, all of which are caught or right everywhere.
"""

NAMES = """\
## Wrong answers that get a name

A name is given only where a mistake, or two at once, gives the learner's outcome in every case;
what has no name is described, where something is true of all wrong cases. Of wrong answers that
return another result, this many have **one name / several that look alike / a description / none of
them**: answers kept aside, with one mistake and with two, and a sample of those that a program
spoilt. Kept aside are mistakes as learners make them, written down by somebody who did not know
what has a name; of two, neither hides the other. Most of what a program spoils in two places no
learner writes: one name stands where another belongs, twice.

The judge says only what holds in 60 further calls, too, all over the contract. Here each name and
each description is tried on 60 others. The last column counts the **false** ones: names, of which
there must be none, and descriptions.
"""

HEAD = (
    "exercise",
    "mistakes caught",
    "right answers accepted",
    "mutants caught",
    "two at once",
)


def row(strength):
    """The measurements of one exercise, as a line of the table."""
    s = strength
    cells = (
        f"`{s.id}`",
        f"{s.caught} of {s.listed}",
        f"{s.accepted} of {s.alternatives}",
        f"{s.killed} of {s.mutants - len(s.equivalent)}",
        s.pairs,
    )
    return _line(cells)


def name_row(strength):
    """How many wrong answers of one exercise have a name, as a line of the table."""
    counts = (" / ".join(map(str, n)) for n in strength.names.values())
    false = f"{len(strength.false_names)}, {strength.false_descriptions}"
    return _line([f"`{strength.id}`", *counts, false])


def equivalents(strength):
    """The mutants of one exercise that are still right, as lines of a list."""
    by_reason = {}
    for subject, change, reason in strength.equivalent:
        by_reason.setdefault(reason, []).append((subject, change))
    lines = []
    for reason, mutants in by_reason.items():
        lines.append(f"- {reason}")
        for subject, change in mutants:
            before, after = change.split(" → ")
            lines.append(f"  - {subject}: `{before}` became `{after or 'nothing'}`")
    return lines


def page(strengths):
    """All of docs/strength.md."""
    total = sum(s.killed for s in strengths)
    listed = sum(len(s.equivalent) for s in strengths)
    lines = [
        INTRODUCTION.format(seeds=len(SEEDS)),
        _line(HEAD),
        _line(["---"] + ["---:"] * (len(HEAD) - 1)),
        *map(row, strengths),
        "",
        f"Together {total:,} mutants are caught, and {listed} are still right.",
        "",
        NAMES,
        _line(["exercise", *strengths[0].names, "false"]),
        _line(["---"] + ["---:"] * (len(strengths[0].names) + 1)),
        *map(name_row, strengths),
        _total(strengths),
        "",
        _parts(strengths),
        "",
        "## Mutants that are still right",
    ]
    for strength in strengths:
        if strength.equivalent:
            lines += ["", f"### {strength.id}", "", *equivalents(strength)]
    return "\n".join(lines) + "\n"


def _total(strengths):
    kinds = zip(*(strength.names.values() for strength in strengths), strict=True)
    counts = (" / ".join(str(sum(n)) for n in zip(*k, strict=True)) for k in kinds)
    false = sum(len(s.false_names) for s in strengths), sum(s.false_descriptions for s in strengths)
    return _line(["together", *counts, "{}, {}".format(*false)])


def _parts(strengths):
    """Whether two mistakes together are called what each is called alone, as a sentence."""
    same, all_of_them = (sum(n) for n in zip(*(s.parts for s in strengths), strict=True))
    return (
        f"Of {all_of_them} answers kept aside that have one name, and so has each of their two "
        f"mistakes alone, {same} ({same / all_of_them:.0%}) are called by just these two names."
    )


def _line(cells):
    return "| " + " | ".join(map(str, cells)) + " |"
