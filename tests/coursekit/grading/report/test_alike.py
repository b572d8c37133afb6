"""Answers without a name that do the same are told together, by what they do."""

from support.judged import judged

from convtutor.units.catalogue import find_exercise
from coursekit.grading.report.entries import Entry, read_result
from coursekit.grading.report.findings import find_in_exercise
from coursekit.grading.report.report_page import _without_comments

SIZE = find_exercise("conv_output_size")


def seven_more(n, k, stride=1, padding=0):
    return SIZE.reference(n, k, stride, padding) + 7 * (padding > 0)


def entries(answers):
    """What the report reads of learners with these answers."""
    return [
        Entry(
            learner=name,
            points=0.0,
            results={
                SIZE.id: read_result(
                    judged(SIZE, answer).as_json(),
                    {"sources": {SIZE.id: f"the code of {name}"}},
                    scores={},
                )
            },
        )
        for name, answer in answers.items()
    ]


def test_equal_outcomes_are_one_pattern_with_a_description():
    answers = {"a": seven_more, "b": seven_more, "c": SIZE.reference, "d": lambda *a, **k: 12}
    patterns = find_in_exercise(SIZE, entries(answers)).patterns
    told = {pattern.name: pattern for pattern in patterns if not pattern.example.mistakes}
    seven = told["only where padding > 0, the number is 7 too large"]
    assert (seven.learners, seven.example.source) == (("a", "b"), "the code of a")


def test_errors_have_a_bar_of_their_own_and_are_no_unknown_mistake():
    def typing_error(*arguments, **options):
        return nonsense  # noqa: F821

    found = find_in_exercise(SIZE, entries({"a": typing_error, "b": typing_error}))
    [pattern] = found.patterns
    assert (pattern.id, pattern.count) == ("error: name", 2)
    told = {outcome: count for outcome, count in found.outcomes.items() if count}
    assert told == {"error in the code": 2}
    assert found.fails_by == {}


def test_code_that_is_shown_says_not_whose_it_is():
    code = 'def f(n):  # by Ada\n    """By Ada."""\n\n    # Ada was here\n    return n + 7'
    assert _without_comments(code) == "def f(n):\n    return n + 7"
    assert _without_comments("def f(n):\n    'By Ada.'") == "def f(n):\n    pass"
    assert _without_comments('def f(n):\n    """By Ada, who wrote more than a record ke') == ""
