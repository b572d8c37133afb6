"""What people get wrong when they count the parameters of fully connected units.

Each is right but for one thing. The numbers are those of 4,704 units that read 3,072 numbers,
which have 4,704 · (3,072 + 1) = 14,455,392 parameters; one such unit has 3,073.
"""

from convtutor.checks.exercise import mistake

# ---------------------------------------------------------------- weights


@mistake(
    "all units shared one set of weights",
    "Only filters share weights. How many weights does the second unit bring along?",
)
def units_share_weights(in_features, out_features, bias=True):
    """Sharing belongs to a filter at its many places.

    Every unit has 3,072 weights of its own; one set for all, and 4,704 biases, would be 7,776
    parameters.
    """
    return in_features + out_features * bias


@mistake(
    "in_features and out_features were added",
    "Draw 2 numbers that go in and 3 units, and a line for each weight. How many lines?",
)
def features_added(in_features, out_features, bias=True):
    """Each of the numbers meets each of the units, which is a product.

    Added they are 7,777, where there are 14,455,392 parameters.
    """
    return in_features + out_features + bias


@mistake(
    "the numbers at both ends were counted, not the weights between them",
    "What is learned: the numbers that go through, or what they are multiplied by?",
)
def ends_counted(in_features, out_features, bias=True):
    """The circles of the usual drawing are counted, 7,776, where the parameters are its lines."""
    return in_features + out_features


@mistake("only one unit was counted", "Where does out_features come in?")
def one_unit_only(in_features, out_features, bias=True):
    """The count stops at the first unit: 3,073, not 14,455,392."""
    return in_features + bias


# ---------------------------------------------------------------- biases


@mistake("the biases were left out", "What does a unit add after its products are summed?")
def unit_bias_forgotten(in_features, out_features, bias=True):
    """Only the weights are counted: 3,072 for one unit, not 3,073."""
    return out_features * in_features


@mistake(
    "the whole layer had one bias",
    "Each unit makes a value of its own. How many biases do three units have?",
)
def one_bias_for_all_units(in_features, out_features, bias=True):
    """The bias is added after the brackets, once for all: 14,450,689 for the 4,704 units."""
    return out_features * in_features + bias


@mistake(
    "there was one bias for each number that goes in",
    "The bias is added to the sum that a unit makes: one for each number that comes out.",
)
def bias_per_input(in_features, out_features, bias=True):
    """The two arguments are swapped.

    The weights do not show it, but the biases do: 3,072 of them instead of 4,704.
    """
    return in_features * (out_features + bias)


@mistake(
    "both the numbers that go in and those that come out had biases",
    "Which of the two does a layer make? Only those can be moved by a bias.",
)
def biases_at_both_ends(in_features, out_features, bias=True):
    """What goes in is given; only what comes out gets a bias.

    One unit would have 3,072 weights and 3,073 biases.
    """
    return in_features * out_features + (in_features + out_features) * bias


@mistake(
    "each weight had a bias of its own",
    "How many numbers does a unit add after all its products are summed?",
)
def unit_bias_per_weight(in_features, out_features, bias=True):
    """A bias is put beside every weight, which doubles the count: 6,144 for one unit, not 3,073."""
    return in_features * out_features * (1 + bias)


@mistake("bias=False made no difference", "What is left to learn in a unit without a bias?")
def unit_bias_always(in_features, out_features, bias=True):
    """The option is not used, so that a unit without a bias still counts one: 3,073, not 3,072."""
    return out_features * (in_features + 1)


@mistake(
    "bias=True and bias=False were swapped",
    "For which of the two does your count come out larger?",
)
def unit_bias_reversed(in_features, out_features, bias=True):
    """The question is asked the wrong way round: one unit has 3,072 with a bias, 3,073 without."""
    return out_features * (in_features + (not bias))


# ---------------------------------------------------------------- no count at all


@mistake(
    "the answer of the example, 5, was returned whatever is asked",
    "Call it with other numbers. Which of the arguments do you use?",
)
def unit_example_returned(in_features, out_features, bias=True):
    """The number of the example is right for one call, and no other layer has to agree."""
    return 5


@mistake(
    "the number 3,073 of the course was returned whatever is asked",
    "That is one unit on one picture. Which of its numbers are arguments here?",
)
def unit_3073_returned(in_features, out_features, bias=True):
    """The 3,073 belongs to one unit on 3×32×32 pixels, and to hardly any other layer."""
    return 3073


MISTAKES = (
    units_share_weights,
    features_added,
    ends_counted,
    one_unit_only,
    unit_bias_forgotten,
    one_bias_for_all_units,
    bias_per_input,
    biases_at_both_ends,
    unit_bias_per_weight,
    unit_bias_always,
    unit_bias_reversed,
    unit_example_returned,
    unit_3073_returned,
)
