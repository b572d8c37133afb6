"""What people get wrong when they count the parameters of filters.

Each is right but for one thing. The numbers are those of six filters of 5×5 on three channels,
which have 6 · (3·25 + 1) = 456 parameters.
"""

from convtutor.checks.exercise import mistake

# ---------------------------------------------------------------- weights


@mistake(
    "each filter had one kernel only, however many channels it reads",
    "How many channels does a filter look at, and how many grids of weights does that take?",
)
def filter_without_channels(in_channels, out_channels, kernel_size, bias=True):
    """A filter is pictured as one flat grid, so that in_channels is not used: 156, not 456."""
    return out_channels * (kernel_size**2 + bias)


@mistake(
    "every layer read three channels, whatever in_channels is",
    "Only the first layer of a network reads red, green and blue. What does the second one read?",
)
def three_channels_always(in_channels, out_channels, kernel_size, bias=True):
    """The 3 of a colour picture is typed in.

    That gives 456 as it should, but goes wrong at once in a layer that reads the six maps of
    another one.
    """
    return out_channels * (3 * kernel_size**2 + bias)


@mistake(
    "a kernel had kernel_size weights",
    "Draw a kernel of 3×3 and count its cells.",
)
def side_for_area(in_channels, out_channels, kernel_size, bias=True):
    """One side of a kernel stands for the number of its cells: 96, not 456."""
    return out_channels * (in_channels * kernel_size + bias)


@mistake(
    "a kernel had twice kernel_size weights",
    "A kernel of 3×3 has 3 rows of 3. Is that 2·3, or something else?",
)
def twice_for_squared(in_channels, out_channels, kernel_size, bias=True):
    """Two sides are added where rows and columns should be multiplied: 186, not 456.

    A kernel of 2×2 would hide it, since 2 + 2 is 2 · 2.
    """
    return out_channels * (in_channels * 2 * kernel_size + bias)


@mistake(
    "only one filter was counted",
    "A layer of several filters has several sets of weights. Where does out_channels come in?",
)
def one_filter_only(in_channels, out_channels, kernel_size, bias=True):
    """The count stops at the first filter: 76, not 456."""
    return in_channels * kernel_size**2 + bias


@mistake(
    "all filters shared one set of weights",
    "A filter shares its weights among all places of the picture. Does it share them with the "
    "other filters, too?",
)
def filters_share_weights(in_channels, out_channels, kernel_size, bias=True):
    """Sharing is among the places of one filter.

    With one set of weights and six biases the layer would have 81 parameters, and six maps that
    differ by a constant only.
    """
    return in_channels * kernel_size**2 + out_channels * bias


@mistake(
    "in_channels and out_channels were added",
    "Every filter has a kernel for every channel. How many kernels do two filters on three "
    "channels have?",
)
def channels_added(in_channels, out_channels, kernel_size, bias=True):
    """There are 3 · 6 = 18 kernels; channels and filters added are only 9, and 231 parameters."""
    return (in_channels + out_channels) * kernel_size**2 + out_channels * bias


@mistake(
    "the kernels were counted, not the numbers in them",
    "How many weights has each kernel, and what else does a filter learn?",
)
def kernels_counted(in_channels, out_channels, kernel_size, bias=True):
    """There are 3 · 6 = 18 kernels, but each of them holds 25 weights."""
    return in_channels * out_channels


# ---------------------------------------------------------------- biases


@mistake(
    "each kernel had a bias of its own",
    "The kernels of a filter make one sum together. How many biases are added to it?",
)
def bias_per_slice(in_channels, out_channels, kernel_size, bias=True):
    """The bias is taken for a part of each kernel.

    18 kernels would have 18 biases, and the layer 468 parameters, not 456.
    """
    return out_channels * in_channels * (kernel_size**2 + bias)


@mistake("the biases were left out", "Which number of a filter is added, not multiplied?")
def filter_bias_forgotten(in_channels, out_channels, kernel_size, bias=True):
    """Only the weights are counted: 450, not 456."""
    return out_channels * in_channels * kernel_size**2


@mistake(
    "the whole layer had one bias",
    "Each filter makes a map of its own, and moves it up or down by its own bias.",
)
def one_bias_for_all_filters(in_channels, out_channels, kernel_size, bias=True):
    """The bias is added after the brackets, once for all: 451, not 456."""
    return out_channels * in_channels * kernel_size**2 + bias


@mistake(
    "each weight had a bias of its own",
    "How many numbers are added to a value after all its products are summed?",
)
def bias_per_weight(in_channels, out_channels, kernel_size, bias=True):
    """A bias is put beside every weight, which doubles the count: 900, not 456."""
    return out_channels * in_channels * kernel_size**2 * (1 + bias)


@mistake(
    "there was one bias for each channel that comes in",
    "There is one bias for each map that comes out.",
)
def bias_per_channel_in(in_channels, out_channels, kernel_size, bias=True):
    """The two counts of channels are swapped.

    The weights do not show it, since 3·6 is 6·3, but the biases do: three instead of six make 453,
    not 456.
    """
    return in_channels * (out_channels * kernel_size**2 + bias)


@mistake(
    "bias=False made no difference",
    "What is left to learn in a filter without a bias?",
)
def filter_bias_always(in_channels, out_channels, kernel_size, bias=True):
    """The option is not used, so that filters without biases still count them: 456, not 450."""
    return out_channels * (in_channels * kernel_size**2 + 1)


@mistake(
    "bias=True and bias=False were swapped",
    "For which of the two does your count come out larger?",
)
def filter_bias_reversed(in_channels, out_channels, kernel_size, bias=True):
    """The question is asked the wrong way round: 450 with biases, and 456 without."""
    return out_channels * (in_channels * kernel_size**2 + (not bias))


# ---------------------------------------------------------------- no count at all


@mistake(
    "the answer of the example, 19, was returned whatever is asked",
    "Call it with other numbers. Which of the arguments do you use?",
)
def filter_example_returned(in_channels, out_channels, kernel_size, bias=True):
    """The number of the example is right for one call, and no other layer has to agree."""
    return 19


@mistake(
    "the number 456 of the course was returned whatever is asked",
    "That is one layer's count. Which of its numbers are arguments here?",
)
def filter_456_returned(in_channels, out_channels, kernel_size, bias=True):
    """The 456 belongs to six filters of 5×5 on three channels, and to hardly any other layer."""
    return 456


MISTAKES = (
    filter_without_channels,
    three_channels_always,
    side_for_area,
    twice_for_squared,
    one_filter_only,
    filters_share_weights,
    channels_added,
    kernels_counted,
    bias_per_slice,
    filter_bias_forgotten,
    one_bias_for_all_filters,
    bias_per_weight,
    bias_per_channel_in,
    filter_bias_always,
    filter_bias_reversed,
    filter_example_returned,
    filter_456_returned,
)
