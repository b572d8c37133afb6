"""What people get wrong when they count parameters: each is right but for one thing."""

from convlib.checks.exercise import mistake

# ---------------------------------------------------------------- parameters of filters


@mistake(
    "each filter had one kernel only, however many channels it reads",
    "How many channels does a filter look at, and how many grids of weights does that take?",
)
def filter_without_channels(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * (kernel_size**2 + bias)


@mistake(
    "each kernel had a bias of its own",
    "The kernels of a filter make one sum together. How many biases are added to it?",
)
def bias_per_slice(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * in_channels * (kernel_size**2 + bias)


@mistake("the biases were left out", "Which number of a filter is added, not multiplied?")
def filter_bias_forgotten(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * in_channels * kernel_size**2


@mistake(
    "the whole layer had one bias",
    "Each filter makes a map of its own, and moves it up or down by its own bias.",
)
def one_bias_for_all_filters(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * in_channels * kernel_size**2 + bias


@mistake(
    "each weight had a bias of its own",
    "How many numbers are added to a value after all its products are summed?",
)
def bias_per_weight(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * in_channels * kernel_size**2 * (1 + bias)


@mistake(
    "bias=False made no difference",
    "What is left to learn in a filter without a bias?",
)
def filter_bias_always(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * (in_channels * kernel_size**2 + 1)


@mistake(
    "a kernel had kernel_size weights",
    "Draw a kernel of 3×3 and count its cells.",
)
def side_for_area(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * (in_channels * kernel_size + bias)


@mistake(
    "a kernel had twice kernel_size weights",
    "A kernel of 3×3 has 3 rows of 3. Is that 2·3, or something else?",
)
def twice_for_squared(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * (in_channels * 2 * kernel_size + bias)


@mistake(
    "only one filter was counted",
    "A layer of several filters has several sets of weights. Where does out_channels come in?",
)
def one_filter_only(in_channels, out_channels, kernel_size, bias=True):
    return in_channels * kernel_size**2 + bias


@mistake(
    "in_channels and out_channels were swapped",
    "There is one bias for each map that comes out.",
)
def channels_swapped(in_channels, out_channels, kernel_size, bias=True):
    return in_channels * (out_channels * kernel_size**2 + bias)


# ---------------------------------------------------------------- parameters of units


@mistake("the biases were left out", "What does a unit add after its products are summed?")
def unit_bias_forgotten(in_features, out_features, bias=True):
    return out_features * in_features


@mistake(
    "the whole layer had one bias",
    "Each unit makes a value of its own. How many biases do three units have?",
)
def one_bias_for_all_units(in_features, out_features, bias=True):
    return out_features * in_features + bias


@mistake(
    "there was one bias for each number that goes in",
    "The bias is added to the sum that a unit makes: one for each number that comes out.",
)
def bias_per_input(in_features, out_features, bias=True):
    return in_features * (out_features + bias)


@mistake(
    "each weight had a bias of its own",
    "How many numbers does a unit add after all its products are summed?",
)
def unit_bias_per_weight(in_features, out_features, bias=True):
    return in_features * out_features * (1 + bias)


@mistake("bias=False made no difference", "What is left to learn in a unit without a bias?")
def unit_bias_always(in_features, out_features, bias=True):
    return out_features * (in_features + 1)


@mistake(
    "all units shared one set of weights",
    "Only filters share weights. How many weights does the second unit bring along?",
)
def units_share_weights(in_features, out_features, bias=True):
    return in_features + out_features * bias


@mistake(
    "in_features and out_features were added",
    "Draw 2 numbers that go in and 3 units, and a line for each weight. How many lines?",
)
def features_added(in_features, out_features, bias=True):
    return in_features + out_features + bias


@mistake(
    "only one unit was counted",
    "Where does out_features come in?",
)
def one_unit_only(in_features, out_features, bias=True):
    return in_features + bias
