"""What goes wrong where something is counted."""

import numpy as np

from convtutor.checks.faults.families import LITERAL, number, typed_in
from convtutor.checks.faults.recipe import Fault, Function

# Tables of faults, laid out by hand.
# fmt: off

_JOIN = "One filter or unit has one bias, however much it reads."
_SAYS = "What does `bias` say, and where does your function ask?"
PARAMETERS = (
    *number("outputs", one="one-filter-only: only one {filter} was counted",
            squared="filters-squared: the number of {filter}s was squared"),
    Fault("filters-share-weights", "all {filter}s shared one set of weights",
          weights=lambda fan_in: fan_in),
    Fault("channels-added", "{in_and_out} were added",
          "Each output reads all that goes in. Is that a sum or a product?",
          weights=lambda inputs, outputs, area: (inputs + outputs) * area),
    *number("weights", cost=2, none="weights-left-out: the weights were left out, only biases "
            "counted", twice="weights-twice: the weights count twice"),
    Fault("ends-counted", "the numbers at both ends were counted, not the weights between them",
          "Between 2 numbers and 3 there is a weight for each pair.",
          weights=lambda inputs, outputs: inputs + outputs, biases=lambda: 0),
    *number("biases", _JOIN, none="bias-forgotten: the biases were left out"),
    *number("biases", _JOIN, 2, twice="biases-twice: each bias was counted twice",
            negative="biases-taken-off: the biases were taken off instead of added"),
    *(Fault(id, name, _JOIN, biases=count) for id, name, count in (
        ("one-bias-for-all-filters", "the whole layer had one bias",
         lambda has_bias: int(has_bias)),
        ("bias-per-channel-in", "there was one bias for each {input}",
         lambda inputs, has_bias: inputs * has_bias),
        ("biases-at-both-ends", "both the numbers that go in and those that come out had biases",
         lambda inputs, outputs, has_bias: (inputs + outputs) * has_bias),
        ("bias-as-one-more-output", "the bias was counted as one more {filter}",
         lambda fan_in, has_bias: fan_in * has_bias),
    )),
    Fault("bias-per-weight", "each weight had a bias of its own", _JOIN, 0,
          biases=lambda weights, has_bias: weights * has_bias),
    Fault("filter-bias-always", "bias=False made no difference", _SAYS, has_bias=lambda: True),
    Fault("filter-bias-reversed", "bias=True and bias=False were swapped", _SAYS,
          has_bias=lambda right: not right),
)
_FILTER = "One filter has a kernel for each channel that it reads."
KERNELS = (
    Fault("bias-per-slice", "each kernel had a bias of its own", _JOIN,
          biases=lambda inputs, outputs, has_bias: inputs * outputs * has_bias),
    Fault("biases-times-area", "the biases were multiplied by the kernel's area, too", _JOIN,
          biases=lambda right, area: right * area),
    Fault("bias-per-kernel-weight", "there was one bias for each weight of a kernel", _JOIN, 2,
          biases=lambda area, has_bias: area * has_bias),
    *number("inputs", _FILTER, 1,
            squared="channels-counted-twice: the channels were counted twice"),
    Fault("filter-without-channels",
          "each filter had one kernel only, however many channels it reads", _FILTER,
          fan_in=lambda area: area),
    Fault("three-channels-always", "every layer read three channels, whatever in_channels is",
          LITERAL, inputs=lambda: 3),
    *typed_in((1,), "the number of channels", "inputs"),
    Fault("kernels-and-biases-counted",
          "the kernels were counted, not the numbers in them, and the biases", area=lambda: 1),
    Fault("kernels-counted", "the kernels were counted, not the numbers in them",
          area=lambda: 1, biases=lambda: 0),
    Fault("side-for-area", "a kernel had kernel_size weights", area=lambda k: k),
    Fault("twice-for-squared", "a kernel had twice kernel_size weights", area=lambda k: 2 * k),
    Fault("cube-for-area", "a kernel was taken for a cube", area=lambda k: k**3),
    Fault("channels-and-area-added", "channels and weights of a kernel were added", _FILTER,
          fan_in=lambda inputs, area: inputs + area),
    *number("k", cost=2, less="kernel-one-smaller: the kernel size was one too small",
            more="kernel-one-larger: the kernel size was one too large"),
    *typed_in((3, 5), "the kernel size", "k"),
)

_VALUE = "How many products does one value of a map cost? Sums and biases are no products."
_SHAPE = "Shapes are (pictures or filters, channels, rows, columns), in this order."
_STANDS = "In how many places does the window stand?"


def _met(batch, filters, channels, rows_n, rows_k, rows_s, rows_p, rows_places, cols_n, cols_k,
         cols_s, cols_p, cols_places):
    def pairs(n, k, s, p, places):
        return sum(0 <= i * s + j - p < n for i in range(places) for j in range(k))

    rows = pairs(rows_n, rows_k, rows_s, rows_p, rows_places)
    return batch * filters * channels * rows * pairs(cols_n, cols_k, cols_s, cols_p, cols_places)


def _counted(slot: str, *rows: tuple[str, str, Function], hint: str = "") -> tuple[Fault, ...]:
    """Something else that was counted in the place of a factor."""
    return tuple(Fault(id, name, hint, 1, "", **{slot: count}) for id, name, count in rows)


MULTIPLYING = (
    Fault("shape-read-channels-last", "the input's shape was read as (N, H, W, C)", _SHAPE,
          rows_n=lambda x_shape: x_shape[1], cols_n=lambda x_shape: x_shape[2]),
    *number("batch", one="one-picture-only: only one picture of the batch was counted",
            squared="pictures-squared: the pictures of the batch were squared"),
    *number("channels", cost=1, one="multiply-without-channels: the channels were left out",
            squared="channels-twice: the channels were counted twice, from input_shape and from "
            "weight_shape"),
    *typed_in((3,), "the number of channels", "channels"),
    *number("filters", one="one-filter-only: only one filter was counted",
            squared="filters-twice: the filters were counted twice"),
    *_counted("filters", ("channels-for-filters", "the channels were taken for the filters",
                          lambda w_shape: w_shape[1]), hint=_SHAPE),
    *_counted("channels", ("filters-for-channels", "the filters were taken for the channels",
                           lambda w_shape: w_shape[0]), hint=_SHAPE),
    *_counted("area",
        ("kernel-left-out-of-products", "the kernel was left out", lambda: 1),
        ("kernel-rows-only", "the kernel's rows were counted, but not its columns",
         lambda w_shape: w_shape[2]),
        ("kernel-columns-only", "the kernel's columns were counted, but not its rows",
         lambda w_shape: w_shape[3]),
        ("kernel-taken-for-square", "the kernel was taken to be square, as high as it is wide",
         lambda w_shape: w_shape[3] ** 2),
        ("kernel-taken-for-square-of-rows",
         "the kernel was taken to be square, as wide as it is high",
         lambda w_shape: w_shape[2] ** 2),
        ("kernel-sides-added", "rows and columns of the kernel were added",
         lambda w_shape: sum(w_shape[2:]))),
    *_counted("places",
        ("one-window-only", "one window of each picture was counted instead of all of them",
         lambda: 1),
        ("map-rows-only", "only the rows of the map were counted", lambda rows_places: rows_places),
        ("map-columns-only", "only the columns of the map were counted",
         lambda cols_places: cols_places),
        ("map-sides-added", "rows and columns of the map were added",
         lambda rows_places, cols_places: rows_places + cols_places),
        ("padded-pixels-for-places", "the pixels of the padded picture were counted as places",
         lambda rows_n, rows_zeros, cols_n, cols_zeros:
             (rows_n + rows_zeros) * (cols_n + cols_zeros)),
        ("input-size-for-output-size", "the window stood on every pixel of the input",
         lambda rows_n, cols_n: rows_n * cols_n),
        ("map-as-wide-as-high", "the map was taken to be square, as wide as it is high",
         lambda rows_places: rows_places**2),
        ("map-as-high-as-wide", "the map was taken to be square, as high as it is wide",
         lambda cols_places: cols_places**2), hint=_STANDS),
    *_counted("each",
        ("whole-picture-for-window",
         "every value of the maps read the whole picture, as in a fully connected layer",
         lambda x_shape: int(np.prod(x_shape[1:]))),
        ("bias-multiplied", "the bias was counted as a multiplication", lambda right: right + 1),
        ("additions-counted", "the additions were counted, too", lambda right: 2 * right),
        ("additions-between-counted", "the additions were counted, too, one fewer than products",
         lambda right: 2 * right - 1),
        ("values-counted", "the values of the maps were counted, not the products that make them",
         lambda: 1), hint=_VALUE),
    Fault("parameters-counted", "the parameters were counted",
          "Parameters are learned once; products are made in every place.",
          answer=lambda filters, each: filters * (each + 1)),
    Fault("weights-counted", "the weights were counted, each of them once",
          "In how many places is each weight used?", answer=lambda filters, each: filters * each),
    *_counted("answer",
        ("places-counted", "the places were counted, not the products", lambda places: places),
        ("biases-added-to-count", "the biases were added to the count",
         lambda right, filters: right + filters), hint=_VALUE),
    Fault("zeros-not-counted", "products with zeros of the padding were not counted",
          "A product with a zero is made, too.", answer=_met),
    Fault("wrapped-at-32-bits", "the count ran over the largest number that 32 bits hold",
          "Python's own whole numbers have no largest one. Where does yours come from?",
          answer=lambda right: int(np.int64(right).astype(np.int32))),
)

# ================================================================ fully connected, and ReLU

_FLAT = "A fully connected unit reads all numbers of the volume. How many are they?"
FLATTENING = (
    Fault("channels-not-read", "the units read one channel, not all of them", _FLAT,
          inputs=lambda given_inputs: given_inputs[1] * given_inputs[2]),
    Fault("unit-for-each-map", "there was one unit for each map, not for each of its values",
          "Each value that comes out has a unit of its own. How many come out?",
          outputs=lambda given_outputs: given_outputs[0]),
    Fault("values-of-one-map", "the values of one map were counted, not those of all maps",
          "Each value that comes out has a unit of its own. How many come out?",
          outputs=lambda given_outputs: given_outputs[1] * given_outputs[2]),
)
_BELOW = "What does max(0, x) make of −3, and what of 3?"
RECTIFYING = (
    Fault("relu-left-out", "the numbers below 0 were left in", _BELOW, kept=lambda values: values),
    Fault("relu-drops-the-sign", "the minus signs were dropped", _BELOW,
          kept=lambda values: abs(values)),
    Fault("relu-keeps-the-negative", "the numbers below 0 were kept, and those above it set to 0",
          _BELOW, kept=lambda values: -(values - np.maximum(values, 0))),
    Fault("relu-makes-ones", "every number above 0 was made 1, as by a switch", _BELOW,
          kept=lambda values: (values > 0).astype(int)),
    Fault("relu-before-bias", "the bias was added after the numbers below 0 were set to 0",
          "In which order do sum, bias and max(0, x) come?",
          values=lambda sums: sums, kept=lambda sums, biases: np.maximum(sums, 0) + biases),
    *number("biases", "The bias joins each value of the map.", cost=1,
            none="bias-forgotten: the bias was left out",
            negative="bias-taken-off: the bias was taken off"),
    Fault("bias-once-for-the-map", "the bias was added once, not to every value of the map",
          "The bias joins each value of the map.", values=lambda sums: sums,
          answer=lambda kept, biases: kept.sum() + biases),
)

# ================================================================ a whole number comes back

TOTAL = (
    *number("answer", cost=4, more="one-too-large: the answer is one too large",
            less="one-too-small: the answer is one too small",
            twice="answer-doubled: the answer was doubled",
            halved="answer-halved: the answer was halved",
            negative="sign-wrong: the answer has the wrong sign"),
    Fault("two-too-large", "the answer is two too large", cost=4, answer=lambda right: right + 2),
)
