"""Answers whose code is the same but for names."""

import pytest

from coursekit.grading.report.entries import Entry
from coursekit.grading.report.likeness import LARGEST_GROUP, by_learners, essence, find_likeness

SIZE = """
def conv_output_size(input_size, kernel_size, stride=1, padding=0):
    count = 0
    for start in range(-padding, input_size + padding, stride):
        if start + kernel_size <= input_size + padding:
            count += 1
    return count
"""
DISGUISED = '''
def conv_output_size(n, k, s = 1, p = 0):
    """My own idea!"""
    c = 0   # counts
    for i in range(-p, n + p, s):
        if i + k <= n + p: c += 1
    return c
'''


def padded(name):
    """A code of somebody's own: the number of statements tells whose it is."""
    body = "".join(f"    total = total + {number} * padding\n" for number in range(name + 3))
    return f"def unread_pixels(padding):\n    total = 0\n{body}    return total\n"


def entry(learner, **sources):
    return Entry(learner, 1.0, sources=sources)


def test_names_comments_and_layout_make_no_difference_and_all_else_does():
    assert essence(SIZE) == essence(DISGUISED) != ""
    for old, new in (("<=", "<"), ("+= 1", "+= 2"), ("range(", "list("), ("-padding", "padding")):
        assert essence(SIZE.replace(old, new)) != essence(SIZE)
    # Two names that are swapped are another computation.
    swapped = SIZE.replace("input_size + padding, stride", "stride + padding, input_size")
    assert essence(swapped) != essence(SIZE)


@pytest.mark.parametrize(
    "source", ["def f(:", "x = 1", "", "return 3\x00", "(" * 5000, "f(" + "-" * 9000 + "1)"]
)
def test_what_is_no_python_or_says_nothing_is_like_nothing(source):
    assert essence(source) == ""


def test_pair_that_shares_what_nobody_else_has_is_found_and_the_most_telling_stands_first():
    others = [entry(f"o{i}", size=f"{SIZE}\nX{i} = {i}\n", unread=padded(i)) for i in range(60)]
    ada = entry("ada", size=SIZE, unread=padded(99))
    ben = entry("ben", size=DISGUISED, unread=padded(99))
    dora = entry("dora", size="def f(", unread=padded(99))
    pairs = find_likeness([*others, ada, ben, dora])
    assert [one.learners for one in pairs] == [("ada", "ben")]
    assert pairs[0].exercises == ("size", "unread")
    assert list(by_learners(pairs)) == [("ada", "ben")]


def test_what_much_of_the_class_writes_says_nothing():
    many = [entry(f"learner{i}", size=SIZE, unread=padded(i)) for i in range(LARGEST_GROUP + 1)]
    assert find_likeness(many) == []
    few = [entry("ada", size=SIZE), entry("ben", size=SIZE), entry("cleo", size=padded(1))]
    assert find_likeness(few) == [], "two of three by chance"


def test_pairs_that_hang_together_are_one_group():
    own = [entry(f"o{i}", a=padded(i), b=padded(i + 60)) for i in range(60)]
    pair = [entry("x", a=SIZE, b=padded(200)), entry("y", a=SIZE, b=padded(300))]
    assert find_likeness([*own, *pair]) == [], "one shared answer of 62 is not enough"
    copies = [entry(name, a=SIZE, b=padded(500)) for name in ("p", "q", "r")]
    assert list(by_learners(find_likeness([*own, *copies]))) == [("p", "q", "r")]
