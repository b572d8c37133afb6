"""What people get wrong when they mend patients 1 and 3: the bias.

The numbers are those of the example of patient 3: pixels 1 and 3 in two channels, weights 1 and
10, bias 5. The value is 1 + 30 + 5 = 36.
"""

from convtutor.checks.exercise import mistake
from convtutor.units.clinic import patients
from convtutor.units.stride import mistakes as strided
from convtutor.units.stride.right import apply_filter


@mistake(
    "the bias was added once for each channel",
    "How often does that line run for one value of the map, and how often should a bias be added?",
)
def bias_per_channel(x, weight, bias=0.0):
    """The line with the bias stands inside the loop over channels: 31 + 2·5 = 41."""
    return patients.patient_3(x, weight, bias)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias=0.0):
    """NumPy adds the bias to every number in the brackets: 25 times in a kernel of 5×5."""
    return apply_filter(x, weight, bias * weight.size)


@mistake(
    "the map begins with the bias, and each channel adds it again",
    "You begin with the bias now. Which line still brings it?",
)
def bias_once_too_many(x, weight, bias=0.0):
    """Half mended: the first bias is right, and the line in the loop is still there: 46."""
    return apply_filter(x, weight, bias * (len(x) + 1))


@mistake(
    "the bias was added twice",
    "How many lines add the bias: one before the loops, and another one after them?",
)
def bias_twice(x, weight, bias=0.0):
    """The map begins with the bias and gets it at the end, too: 31 + 5 + 5 = 41."""
    return apply_filter(x, weight, 2 * bias)


@mistake("the bias was taken off instead of added", "Does a positive bias raise the map?")
def bias_taken_off(x, weight, bias=0.0):
    """The sign is the wrong way round, as for a threshold: 31 − 5 = 26."""
    return apply_filter(x, weight, -bias)


@mistake(
    "the sum was multiplied by the bias",
    "A bias of 0 should change nothing. What does it do in yours?",
)
def bias_multiplied(x, weight, bias=0.0):
    """The bias is taken for one more weight: 31 · 5 = 155, and without a bias the map is 0."""
    return apply_filter(x, weight) * bias


@mistake(
    "only the first value of the map got the bias",
    "Every value of the map needs its bias. How often does that line run?",
)
def bias_on_first_value_only(x, weight, bias=0.0):
    """The bias is added outside of the loops, to one cell: 36 is right, and 42 lacks its 5."""
    result = apply_filter(x, weight).astype(float)
    result[0, 0] += bias
    return result


MISTAKES = (
    strided.map_bias_forgotten,
    bias_per_channel,
    bias_per_product,
    bias_once_too_many,
    bias_twice,
    bias_taken_off,
    bias_multiplied,
    bias_on_first_value_only,
)
