"""How a notebook is written into a file."""

import json

from support.manglings.cells import Mangling, code, into

KEEPING: list[Mangling] = []
"""Changes of a file that leave clear what the learner answered."""


@into(KEEPING)
def byte_order_mark(data, random):
    return b"\xef\xbb\xbf" + data


@into(KEEPING, "UTF-16")
def utf_16(data, random):
    return data.decode().encode("utf-16")


@into(KEEPING, "UTF-16")
def utf_16_without_a_mark(data, random):
    return data.decode().encode(random.choice(["utf-16-le", "utf-16-be"]))


@into(KEEPING, "UTF-32")
def utf_32(data, random):
    return data.decode().encode(random.choice(["utf-32", "utf-32-le", "utf-32-be"]))


@into(KEEPING)
def line_ends_of_the_file(data, random):
    return data.replace(b"\n", random.choice([b"\r\n", b"\r"]))


@into(KEEPING)
def blanks_around(data, random):
    return b"\n\t \r\n" + data + b"\n" * 1000 + b" "


@into(KEEPING)
def on_one_line(data, random):
    return json.dumps(json.loads(data), separators=(",", ":")).encode()


@into(KEEPING)
def indented_by_eight(data, random):
    return json.dumps(json.loads(data), indent=8, ensure_ascii=False).encode("utf-8", "replace")


@into(KEEPING, "not UTF-8")
def latin_1_in_the_prose(data, random):
    cell = json.dumps(code("# na@ve")).encode().replace(b"@", b"\xef")
    return data.replace(b'"cells": [', b'"cells": [' + cell + b",", 1)


@into(KEEPING)
def keys_given_twice(data, random):
    return data.replace(b"{", b'{"cells": [], "nbformat": 4, ', 1)


@into(KEEPING)
def numbers_without_end(data, random):
    return data.replace(b"{", b'{"digits": ' + b"9" * 200_000 + b', "nan": NaN, "e": 1e999, ', 1)
