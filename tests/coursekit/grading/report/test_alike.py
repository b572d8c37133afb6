"""Answers without a name that do the same are told together, by what they do."""

from support.judged import judged

from convtutor.units.catalogue import find_exercise
from coursekit.grading.report.entries import Entry, _read_result
from coursekit.grading.report.findings import _find_in_exercise

SIZE = find_exercise("conv_output_size")


def seven_more(n, k, stride=1, padding=0):
    return SIZE.reference(n, k, stride, padding) + 7 * (padding > 0)


def test_equal_outcomes_are_one_pattern_with_a_description():
    answers = {"a": seven_more, "b": seven_more, "c": SIZE.reference, "d": lambda *a, **k: 12}
    entries = [
        Entry(
            learner=name,
            points=0.0,
            results={SIZE.id: _read_result(judged(SIZE, f).as_json(), {}, {})},
        )
        for name, f in answers.items()
    ]
    patterns = _find_in_exercise(SIZE, entries).patterns
    told = {pattern.name: pattern.learners for pattern in patterns if not pattern.known}
    assert told["wherever padding > 0, the size is 7 too large"] == ("a", "b")
