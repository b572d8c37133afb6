"""No function at all: the example's answer, returned whatever is asked."""

from convtutor.checks.exercise import Mistake, mistake


def example_returned(answer: list) -> Mistake:
    """Make the mistake of an exercise whose stub shows this answer."""

    @mistake(
        "the answer of the example was returned whatever is asked",
        "Call it with something else. Which of the arguments does your function read?",
    )
    def example_returned(*arguments, **options):
        """The example is one call of many: what it should give was typed in, not computed."""
        return answer

    return example_returned


MENDED = (
    example_returned([[21, 32]]),
    example_returned([[21, 43]]),
    example_returned([[36, 47]]),
    example_returned([[0, 10, 20, 30, 0]]),
    example_returned([[-5, 196]]),
    example_returned([[[21, 32]], [[1, 2]]]),
)
"""Of the patients 1 to 6."""

SETTINGS = (example_returned([2, 2, 0]),)
TRACE = (example_returned([(6, 6, 8), (6, 3, 4)]),)
