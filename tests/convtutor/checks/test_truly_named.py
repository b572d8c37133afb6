"""A name holds wherever the answer is called, not just in the cases that gave it."""

import ast

import pytest
from support.strength.subjects import subjects
from support.truly_named import wrong_and_truly_named

from convtutor.units.catalogue import exercises, find_exercise


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_further_calls_are_small_many_and_made_once(found):
    assert len(found.further) == 60
    assert max(case.size for case in found.further) < 500
    assert found.further is found.further


@pytest.mark.parametrize(
    ("id", "right", "spoilt"),
    [
        # In the cases alone each of these does what some other slip does.
        ("apply_filter_strided", "left:left + kernel_width", "left:padding + kernel_width"),
        ("conv2d", "top:top + kernel_height", "top:top + width"),
        ("mended_1", "column:column + kernel_width", "column:kernel_width + kernel_width"),
        ("mended_2", "top:top + kernel_height", "top:-top + kernel_height"),
        ("mended_3", "column:column + kernel_width", "column:column * kernel_width"),
        ("mended_6", "column:column + kernel_width", "column:kernel_height + kernel_width"),
        ("mended_6", "column:column + kernel_width", "filters:column + kernel_width"),
        ("find_settings", "range(1, in_size + 1)", "range(1, out_size + 1)"),
    ],
)
def test_name_that_further_calls_refute_is_not_given(id, right, spoilt):
    own = subjects(id)[0]
    source = ast.unparse(ast.parse(own.source))  # in one way of writing
    assert right in source
    function = own.function(source.replace(right, spoilt))
    wrong_and_truly_named(find_exercise(id), function)
