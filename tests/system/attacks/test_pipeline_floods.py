"""Goal: stop or slow the whole class by size: 50 MB, 5,000 cells, endless output and loops."""

import copy
import json

from support.course_copy import read_unit
from support.grading_class import ENDLESS, FIRST, THIRD, UNIT

MIB = 2**20
FLOOD = """
    def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
        for _ in range(5000):
            print("x" * 10_000)
        raise ValueError("y" * 10_000_000)
"""


def hand_in(taught):
    large = read_unit(taught.course, "notebooks", UNIT)
    large.cells[0].source += "x" * (101 * MIB)
    taught.hand_in("g-large", json.dumps(large).encode())
    long = read_unit(taught.course, "notebooks", UNIT)
    right = taught.hand_in("g-long")
    long = json.loads((right / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    for number in range(5000):
        cell = copy.deepcopy(long["cells"][1]) | {"id": f"more-{number}"}
        long["cells"].append(cell | {"metadata": {}})
    taught.hand_in("g-long", json.dumps(long).encode())
    deep = b"[" * 200_000
    taught.hand_in("g-deep", b'{"cells": ' + deep)
    taught.hand_in("g-prints", {THIRD.id: FLOOD})
    taught.hand_in("b-endless", {FIRST.id: ENDLESS})


def test_each_has_a_grade_and_a_reason(attacked):
    for name in ("g-large", "g-deep"):
        assert sum(attacked.scores(name).values()) == 0
        assert attacked.record(name)["problem"]
    for name in ("g-prints", "b-endless"):
        assert sum(attacked.scores(name).values()) == 0
        assert len(attacked.record(name)["verdicts"]) == 3


def test_five_thousand_cells_do_not_hide_the_answers(attacked):
    assert sum(attacked.scores("g-long").values()) == sum(attacked.scores("a-honest").values())


def test_what_is_kept_of_a_flood_is_small(attacked):
    for name in ("g-large", "g-long", "g-deep", "g-prints", "b-endless"):
        assert len(attacked.notebook(name)) < MIB
        assert len(attacked.page(name)) < MIB
        assert len(json.dumps(attacked.record(name))) < MIB // 10


def test_those_who_come_later_do_not_wait_for_an_endless_loop(attacked):
    # It comes early in the alphabet, and its loop runs until it is stopped.
    graded = {n: attacked.record(n)["provenance"]["graded"] for n in ("b-endless", "b-injects")}
    assert graded["b-injects"] < graded["b-endless"]
