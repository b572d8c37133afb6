"""Goal: write what one likes into the instructor's terminal, such as another's points."""

from support.grading_class import FIRST, FULL, THIRD

ESCAPES = "\x1b[2J\x1b]0;owned\x07\r\x9b31m\u202ebad\u2066"
NAME = f"c-moves\x1b[2A\nz-honest    0 of {FULL:g}"
SAYS = f"""
    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        print({ESCAPES!r})
        raise ValueError({ESCAPES!r})
"""
KIND = f"""
    Odd = type({ESCAPES!r}, (Exception,), {{}})

    def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
        raise Odd
"""


def hand_in(taught):
    taught.hand_in("c-escapes", {FIRST.id: SAYS, THIRD.id: KIND})
    taught.hand_in(NAME)
    taught.hand_in("c-raw", b'{"cells": "\x1b[2J\xff')


def unseen(text):
    return {one for one in text if not one.isprintable() and one not in "\n"}


def test_terminal_gets_no_character_that_does_something(attacked):
    assert unseen(attacked.said) == set()


def test_explanation_gets_none_either(attacked):
    said = attacked.grade("--explain", "c-escapes").stdout
    assert "\\x1b[2J" in said
    assert unseen(said) == set()


def test_folder_s_name_writes_no_line_of_its_own(attacked):
    lines = [line for line in attacked.said.splitlines() if line.startswith("z-honest")]
    assert len(lines) == 1
    assert f"{FULL:g} of {FULL:g}" in lines[0]


def test_page_and_record_hold_none(attacked):
    assert unseen(attacked.page("c-escapes")) == set()
    path = attacked.course / "grading" / "03_stride" / "c-escapes.json"
    assert unseen(path.read_text(encoding="utf-8")) == set()
