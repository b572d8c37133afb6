"""What people get wrong when they mend: the patient unmended, mended by half, or harmed anew."""

from dataclasses import replace

import numpy as np

from convlib.checks.clinic import patients, right
from convlib.checks.exercise import Mistake, mistake
from convlib.checks.strides import mistakes as strided
from convlib.checks.strides.right import apply_filter
from convlib.conv import pad2d

# ---------------------------------------------------------------- what may befall each of them


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, **options):
    return apply_filter(x[:1], weight[:1], **options)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=0, **options):
    return apply_filter(x, weight, **options) / len(x) + bias


@mistake(
    "one map was made for each channel",
    "One filter makes one map: what happens to the sums of the channels?",
)
def channels_not_summed(x, weight, **options):
    pairs = zip(x, weight, strict=True)
    return np.stack([apply_filter(p[np.newaxis], w[np.newaxis], **options) for p, w in pairs])


@mistake(
    "the kernel was turned upside down",
    "Which weight meets the window's first row? Does each row need a turn?",
)
def upside_down(x, weight, **options):
    return apply_filter(x, weight[:, ::-1], **options)


@mistake(
    "the kernel was turned left to right",
    "Which weight meets the window's first column? Does each column need a turn?",
)
def left_to_right(x, weight, **options):
    return apply_filter(x, weight[:, :, ::-1], **options)


@mistake(
    "the last row and column of the map were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, **options):
    result = apply_filter(x, weight, **options)
    result[-1], result[:, -1] = 0, 0
    return result


@mistake(
    "rows and columns of the map were swapped",
    "The map has as many rows as there are places for the window from top to bottom.",
)
def transposed(x, weight, **options):
    return apply_filter(x, weight, **options).T


GENERAL = (
    first_channel_only,
    channels_averaged,
    channels_not_summed,
    strided.map_kernel_flipped,
    upside_down,
    left_to_right,
    strided.last_window_missing,
    last_window_left_at_zero,
    transposed,
)

# ---------------------------------------------------------------- the bias (patients 1 and 3)


@mistake(
    "the bias was added once for each channel",
    "How often does that line run for one value of the map, and how often should a bias be added?",
)
def bias_per_channel(x, weight, bias=0.0):
    return patients.patient_3(x, weight, bias)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias=0.0):
    return apply_filter(x, weight, bias * weight.size)


@mistake("the bias was taken off instead of added", "Does a positive bias raise the map?")
def bias_taken_off(x, weight, bias=0.0):
    return apply_filter(x, weight, -bias)


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, bias=0.0):
    return apply_filter(x, weight, bias).astype(int)


# ---------------------------------------------------------------- the stride (patient 2)


@mistake(
    "the window moves down by the stride, but to the right by one pixel only",
    "The same question for columns: where does the window of column 1 start?",
)
def window_strides_down_only(x, weight, stride=1):
    height, width = right.mended_2(x, weight, stride).shape
    return apply_filter(x, weight)[::stride, :width][:height]


@mistake(
    "the window moves to the right by the stride, but down by one pixel only",
    "The same question for rows: where does the window of row 1 start?",
)
def window_strides_right_only(x, weight, stride=1):
    height, width = right.mended_2(x, weight, stride).shape
    return apply_filter(x, weight)[:height, ::stride][:, :width]


# ---------------------------------------------------------------- the padding (patient 4)


@mistake(
    "all the zeros were put at the top and left",
    "The border goes around all four sides: where is the picture's last pixel then?",
)
def padding_at_the_start_only(x, weight, padding=0):
    return apply_filter(pad2d(x, ((2 * padding, 0), (2 * padding, 0))), weight)


@mistake(
    "the zeros of the columns were all put at the right",
    "The picture is in the middle from top to bottom. And from left to right?",
)
def padding_right_only(x, weight, padding=0):
    return apply_filter(pad2d(x, ((padding, padding), (0, 2 * padding))), weight)


@mistake(
    "the zeros of the rows were all put at the bottom",
    "The picture is in the middle from left to right. And from top to bottom?",
)
def padding_below_only(x, weight, padding=0):
    return apply_filter(pad2d(x, ((0, 2 * padding), (padding, padding))), weight)


# ---------------------------------------------------------------- bytes (patient 5)


@mistake(
    "the results were stored as bytes, where −1 becomes 255",
    "A byte holds 0 to 255. What kind of number does the array of the results hold?",
)
def wrapped_bytes(x, weight):
    return patients.patient_5(x, weight)


@mistake(
    "the results were clipped to 0 to 255",
    "A map is no picture: it may hold negative numbers, and large ones.",
)
def clipped(x, weight):
    return right.mended_5(x, weight).clip(0, 255)


@mistake("numbers below 0 were set to 0", "What does a negative value of an edge filter tell you?")
def negative_set_to_zero(x, weight):
    return right.mended_5(x, weight).clip(0)


@mistake(
    "the minus signs were dropped",
    "An edge from bright to dark and one from dark to bright are different answers.",
)
def absolute_values(x, weight):
    return np.abs(right.mended_5(x, weight))


# ---------------------------------------------------------------- several filters (patient 6)


def for_each_filter(known: Mistake) -> Mistake:
    """The same mistake in every filter of a layer."""

    def function(x, weight):
        return np.stack([known.function(x, one) for one in weight])

    return replace(known, function=function)


@mistake(
    "every filter writes into all the maps, so that the last one stays",
    "Into which of the maps does filter 0 write? Look at the left side of the =.",
)
def last_filter_everywhere(x, weight):
    return patients.patient_6(x, weight)


@mistake("all maps were made by the first filter", "Which filter makes map 1?")
def first_filter_everywhere(x, weight):
    return np.stack([apply_filter(x, weight[0])] * len(weight))


@mistake("only the first map was filled", "How many maps do the loops visit?")
def only_first_map(x, weight):
    return right.mended_6(x, weight) * (np.arange(len(weight)) == 0)[:, np.newaxis, np.newaxis]


@mistake("only the last filter's map was kept", "One map for each filter: where do they gather?")
def only_last_map(x, weight):
    return apply_filter(x, weight[-1])


@mistake("the maps were added up", "Channels are summed. Are filters?")
def maps_added_up(x, weight):
    return right.mended_6(x, weight).sum(axis=0)


@mistake("the axis of the filters stands last", "Which axis of the result counts the filters?")
def filters_last(x, weight):
    return np.moveaxis(right.mended_6(x, weight), 0, 2)
