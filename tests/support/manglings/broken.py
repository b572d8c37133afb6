"""Files that are no notebook of the unit."""

import json

from support.manglings.cells import Mangling, code, into

BREAKING: list[Mangling] = []
"""Changes of a file after which it is none; `said` is a part of the problem."""


@into(BREAKING, "not JSON")
def cut_off(data, random):
    return data[: random.randrange(10, len(data) - 3)]


@into(BREAKING, "not JSON")
def followed_by_more(data, random):
    return data + random.choice([data, b"}", b"x", b"\0"])


@into(BREAKING, "empty")
def empty(data, random):
    return random.choice([b"", b"\n", b"  \n\t"])


@into(BREAKING, "not")
def no_notebook_at_all(data, random):
    odd = [b"null", b"[]", b"{}", b'""', b"3", b"true", b'{"cells": 3}', b'{"cells": {}}', b"NaN"]
    return random.choice([*odd, b'{"worksheets": 3}', b"[" + data + b"]", json.dumps("x").encode()])


@into(BREAKING, "not")
def another_kind_of_file(data, random):
    page = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    return random.choice([page, b"PK\x03\x04" + random.randbytes(500), random.randbytes(3000)])


@into(BREAKING, "nested too deeply")
def nested_without_end(data, random):
    return b'{"a":' * 100_000 if random.random() < 0.5 else b"[" * 500_000


@into(BREAKING, "not JSON")
def with_marks_of_a_conflict(data, random):
    return data.replace(b'"cells"', b'<<<<<<< HEAD\n=======\n>>>>>>> other\n"cells"', 1)


@into(BREAKING, "None of the cells")
def without_cells(data, random):
    return b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'


@into(BREAKING, "None of the cells")
def only_strange_cells(data, random):
    cells = [None, code("x = 1"), code("print(2)", nbgrader={"grade_id": "x", "solution": True})]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()
