"""Goal: let a spreadsheet run a formula when the instructor opens a table of the class."""

import csv

from support.course_copy import run
from support.grading_class import FIRST, UNIT

FORMULAS = ["=1+cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1"]
NAMES = ["=HYPERLINK(A1)", "@SUM(A1)", "+1+1"]


def hand_in(taught):
    cells = "\n".join(f"predict('size', {formula!r})" for formula in FORMULAS)
    for name in NAMES:
        taught.hand_in(name, {FIRST.id: f"{cells}\n{taught.right('', FIRST)}"})


def test_no_cell_of_the_report_s_tables_is_a_formula(attacked):
    done = run(["coursekit", "report", UNIT], attacked.course, attacked.env)
    assert done.returncode == 0, done.stdout
    tables = sorted((attacked.course / "build" / "report" / UNIT).rglob("*.csv"))
    assert tables
    shown = 0
    for table in tables:
        with open(table, encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.lstrip().startswith(("=", "+", "@", "-1+1")), (table, cell)
                    shown += "HYPERLINK" in cell
    assert shown, "the learner is in a table all the same"
