"""What is due when, and what coming late costs."""

from datetime import UTC, datetime, timedelta

import pytest

from coursekit.errors import CourseError
from coursekit.grading.deadlines import NO_DEADLINES, Rule, read_deadlines, template

UNITS = ("01_single_filter", "02_padding", "03_stride")
FILE = """
timezone = "Europe/Berlin"
[late]
per_day = 0.1
most = 0.5
grace_minutes = 10
free_days = 2
[units.01_single_filter]
due = 2026-10-12T18:00:00
[units.02_padding]
due = 2026-10-19
per_day = 0.2
[units.03_stride]
[learners.ada]
free_days = 0
due.02_padding = 2026-10-26T18:00:00+02:00
[learners."o'neill, b"]
due.01_single_filter = 2026-10-13T18:00:00
"""
DUE = datetime(2026, 10, 12, 16, tzinfo=UTC)


@pytest.fixture
def read(tmp_path):
    """Read deadlines from a text."""

    def from_text(text, units=UNITS):
        (tmp_path / "deadlines.toml").write_text(text, encoding="utf-8")
        return read_deadlines(tmp_path / "deadlines.toml", units)

    return from_text


def cost(deadlines, learner, late, unit="01_single_filter", **others):
    """The share that comes off, and its words, of what came this late."""
    came = {name: deadlines.due_for(learner, name) + by for name, by in others.items()}
    came[unit] = deadlines.due_for(learner, unit) + late
    found = deadlines.lateness(learner, unit, came)
    return (found.share, str(found)) if found else (0.0, "")


def test_dates_are_of_the_class_s_time_zone_and_a_date_alone_is_the_end_of_that_day(read):
    deadlines = read(FILE)
    assert deadlines.due_for("ben", "01_single_filter") == DUE
    assert deadlines.due_for("ben", "02_padding") == datetime(2026, 10, 19, 21, 59, 59, tzinfo=UTC)
    assert deadlines.due_for("ben", "03_stride") is None
    assert deadlines.due_for("ada", "02_padding") == datetime(2026, 10, 26, 16, tzinfo=UTC)
    assert deadlines.due_for("o'neill, b", "01_single_filter") == DUE + timedelta(days=1)
    assert deadlines.local(DUE) == "Mon 12 Oct 2026, 18:00"


def test_each_day_begun_costs_its_share_and_never_more_than_the_most(read):
    deadlines = read(FILE)
    assert cost(deadlines, "ada", timedelta(0)) == (0.0, "")
    assert cost(deadlines, "ada", timedelta(minutes=10)) == (0, "within the grace of 10 minutes")
    assert cost(deadlines, "ada", timedelta(minutes=11)) == (
        0.1,
        "1 day begun: 10 % of the points",
    )
    assert cost(deadlines, "ada", timedelta(days=1))[0] == 0.1
    assert cost(deadlines, "ada", timedelta(days=1, seconds=1))[0] == 0.2
    assert cost(deadlines, "ada", timedelta(days=40))[0] == 0.5
    assert cost(deadlines, "ada", timedelta(days=2), "02_padding")[0] == 0.4  # its own rule


def test_free_days_are_spent_in_the_order_in_which_units_are_due(read):
    deadlines = read(FILE)
    day = timedelta(hours=20)
    assert cost(deadlines, "ben", day)[0] == 0
    assert cost(deadlines, "ben", 3 * day) == (
        pytest.approx(0.1),
        "3 days begun, 2 of them free: 10 % of the points",
    )
    # One of the two was spent on the first unit, however late the second one came.
    assert cost(deadlines, "ben", 2 * day, "02_padding", **{"01_single_filter": day}) == (
        pytest.approx(0.2),
        "2 days begun, 1 of them free: 20 % of the points",
    )
    assert cost(deadlines, "ben", day, **{"02_padding": 9 * day})[0] == 0
    assert cost(deadlines, "ada", day)[0] == 0.1  # she has none


def test_nobody_is_late_by_a_rule_that_nobody_wrote_down(read, tmp_path):
    assert read_deadlines(tmp_path / "none.toml", UNITS) is NO_DEADLINES
    deadlines = read("[units.01_single_filter]\ndue = 2026-10-12T18:00:00Z\n")
    assert deadlines.rules["01_single_filter"] == Rule()
    assert cost(deadlines, "ada", timedelta(days=9))[0] == 0
    assert deadlines.lateness("ada", "03_stride", {"03_stride": DUE}) is None
    assert read(FILE).lateness("ada", "01_single_filter", {}) is None  # it never came


def test_example_can_be_read_and_says_nothing_until_a_date_is_written(read):
    text = template(UNITS, "Europe/Berlin")
    assert read(text).due == {}
    deadlines = read(
        text.replace("# due =", "due =")
        .replace("# [learners", "[learners")
        .replace("# free_days = 3", "free_days = 3")
        .replace("# due.", "due.")
    )
    assert set(deadlines.due) == set(UNITS)
    assert deadlines.free_days == {"ada": 3}
    assert deadlines.describe("01_single_filter") == (
        "due Fri 20 Nov 2026, 18:00; 10 % less for each day begun; 50 % at most; grace 10 minutes"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[late]\nper_day = 10", ("late.per_day is 10", "a share from 0 to 1", "0.1 for 10 %")),
        ("[late]\nper_day = true", ("late.per_day is True", "a share")),
        ("[late]\nmost = nan", ("late.most is nan", "a share")),
        ("[late]\nfree_days = 1.5", ("late.free_days is 1.5", "whole number")),
        ("[late]\ngrace_minutes = -1", ("late.grace_minutes is -1", "0 to less")),
        ("[late]\nperday = 0.1", ("late.perday is 0.1", "per_day, most")),
        ("late = 0.1", ("late is 0.1", "[late]")),
        ('timezone = "Berlin"', ("timezone is 'Berlin'", "Europe/Berlin")),
        ("[units.3_stride]\ndue = 2026-10-12", ("'3_stride'", "no unit", "03_stride")),
        (
            '[units.03_stride]\ndue = "Friday"',
            ("units.03_stride.due is 'Friday'", "without quotes"),
        ),
        ("[units.03_stride]\ndue = 18:00:00", ("units.03_stride.due is 18:00:00", "a date")),
        ("[units.03_stride]\nfree_days = 1", ("units.03_stride.free_days is 1", "under [late]")),
        (
            "[learners.ada]\ndue.03_stride = 2026-10-12T18:00:00",
            ("03_stride has no date of its own", "[units.03_stride]"),
        ),
        ("[learners]\nada = 3", ("learners.ada is 3", "[learners.ada]")),
        ("[units.03_stride\n", ("not written in TOML", "line 1", "deadlines --new")),
        ("\udcff", ("cannot be read",)),
    ],
)
def test_what_cannot_be_used_is_told_with_the_value_the_rule_and_the_remedy(tmp_path, text, told):
    file = tmp_path / "deadlines.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CourseError) as error:
        read_deadlines(file, UNITS)
    assert all(part in str(error.value) for part in (str(file), *told)), str(error.value)
