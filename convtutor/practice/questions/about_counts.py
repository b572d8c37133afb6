"""What is counted: kernels, biases, parameters, multiplications; a fully connected layer beside."""

from __future__ import annotations

import numpy as np

from convtutor.checks.faults import count_faults, exposed, size_faults, steps
from convtutor.checks.faults.recipe import Fault, Values
from convtutor.checks.faults.steps import axes_values
from convtutor.practice.questions.about_sizes import in_words, some_layer
from convtutor.practice.questions.drawings import product
from convtutor.practice.questions.networks import Layer
from convtutor.practice.questions.question import (
    Asked,
    Drawing,
    Idea,
    PracticeQuestion,
    answer_to,
    misconceptions,
)

# Tables of sentences, laid out by hand.
# fmt: off

_TOO_LARGE = 10**9  # for a number that somebody is to work out and to type

# ================================================================ kernels, biases, parameters

_COUNTED = (*count_faults.PARAMETERS, *count_faults.KERNELS)
KERNELS = misconceptions(_COUNTED, {
    "filter-without-channels":
        "That is one kernel for each filter. But a filter reads all {inputs:channel}, and has a "
        "kernel for each of them: {outputs}·{inputs}.",
    "one-filter-only":
        "That is one filter, with its {inputs:kernel}. The layer has {outputs:filter}.",
    "channels-counted-twice":
        "Each of the {outputs:filter} has {inputs:kernel}, one for each channel. The channels come "
        "in once: {outputs}·{inputs}, not {outputs}·{inputs}·{inputs}.",
    "channels-added":
        "{inputs} and {outputs} were added. Each of the {outputs:filter} has {inputs:kernel} of "
        "its own, which is a product.",
})
BIASES = misconceptions(_COUNTED, {
    "one-bias-for-all-filters":
        "Each filter adds a bias of its own to its map: {outputs:filter}, {outputs:bias}.",
    "bias-per-channel-in":
        "The {inputs:channel} of the input have no biases. A filter sums over all of them, and "
        "then adds its one bias: {outputs:filter}, {outputs:bias}.",
    "bias-per-slice":
        "There are {outputs}·{inputs} = {my[biases]} kernels, but the bias is added once, after "
        "the kernels of a filter were summed: {outputs:filter}, {outputs:bias}.",
    "biases-at-both-ends":
        "{inputs} and {outputs} were added. Only what comes out has biases, one for each of the "
        "{outputs:filter}.",
    "bias-per-weight":
        "That is the number of weights. A bias is added to the sum of all products, once for each "
        "of the {outputs:filter}.",
})
PARAMETERS = misconceptions(_COUNTED, {
    "bias-forgotten":
        "These are the weights alone. Each of the {outputs:filter} has a bias, too: "
        "{weights} + {outputs}.",
    "one-bias-for-all-filters":
        "The {weights} weights are right, but one bias was counted for the whole layer. Each of "
        "the {outputs:filter} has its own.",
    "bias-per-channel-in":
        "The {weights} weights are right, but the {inputs:channel} of the input got the biases. "
        "They belong to the {outputs:filter}.",
    "bias-per-slice":
        "The {weights} weights are right, but each kernel got a bias, {my[biases]} in all. A "
        "filter sums its kernels' results and then adds one bias: {outputs} in all.",
    "filter-without-channels":
        "Each filter was counted with one kernel. It has one for each of the {inputs:channel}: "
        "{inputs}·{area} = {fan_in} weights.",
    "one-filter-only":
        "That is a single filter: {fan_in} weights and a bias. The layer has {outputs} of them.",
    "side-for-area":
        "A kernel of {k}×{k} holds {k}·{k} = {area} weights, not {k}.",
    "twice-for-squared":
        "{k}×{k} is {k}·{k} = {area}; yours has {k} + {k} = {my[area]} weights in a kernel.",
    "kernels-counted":
        "That is the number of kernels, {outputs}·{inputs}. Each of them holds {area} numbers to "
        "learn.",
    "channels-counted-twice":
        "The channels come in once: a filter has {inputs:kernel} of {area}, {fan_in} weights.",
})
_ASKS = {
    "kernels": (
        "How many kernels does the layer have in all?", KERNELS,
        "{outputs} filters · {inputs} channels = {returned} kernels",
        steps.PARAMETERS.then(returned=lambda weights, area: weights // area)),
    "biases": (
        "How many biases does the layer have in all?", BIASES,
        "one for each filter: {returned}",
        steps.PARAMETERS.then(returned=lambda biases: biases)),
    "parameters": (
        "How many numbers does the layer learn, biases included?", PARAMETERS,
        "{outputs} filters · ({inputs}·{k}·{k} weights + 1 bias) = {outputs} · {one} = {returned}",
        steps.PARAMETERS),
}


def _parameters(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = some_layer(rng, real)
    c, f, k = layer.channels, layer.filters, layer.kernel
    # The numbers of parameters tell most, so they are asked most.
    asks = rng.choice(list(_ASKS), p=[0.25, 0.15, 0.6])
    question, some, working, recipe = _ASKS[asks]

    drawing = {
        "kernels": product([(f, "filters"), (c, "channels")], f * c),
        "biases": product([(f, "filters"), (1, "bias each")], f),
        "parameters": product(
            [(f, "filters"), (c, "kernels each"), (k * k, "weights in a kernel")],
            f * c * k * k + f, [(f, "biases")]),
    }
    return answer_to("parameters", Asked(
        settings=(asks, c, f, k),
        text=f"A convolution with {f} filters of {k}×{k} reads a volume of {c} "
        f"channel{'s' * (c > 1)}. {question}",
        recipe=recipe,
        given={"given_inputs": c, "given_outputs": f, "given_k": k, "given_bias": True},
        misconceptions=some,
        working=working,
        drawing=drawing[asks],
        more=lambda values: {"one": values["fan_in"] + 1},
        origin=layer.origin,
    ))


# ================================================================ multiplications

def _both_axes(*faults: Fault) -> tuple[Fault, ...]:
    return tuple(fault.on_axes()[0] for fault in faults)


PRODUCTS = misconceptions(
    (*count_faults.MULTIPLYING, *_both_axes(*exposed.SIZE.faults, *size_faults.ASKED)), {
    "multiply-without-channels":
        "One value was counted to cost {area} multiplications, those of one kernel. A filter lays "
        "a kernel on each of the {channels:channel}, so it costs {each}.",
    "one-filter-only":
        "That is the work of a single filter. All {filters} of them slide over the picture.",
    "kernel-left-out-of-products":
        "Each window was counted to cost one multiplication a channel. It costs one for each "
        "weight of the kernel: {area}.",
    "weights-counted":
        "Those are the weights, each used once. But each is used in every one of the {places:place}"
        " of the window.",
    "parameters-counted":
        "Those are the parameters. They are learned once, and the weights among them are used again"
        " in each of the {places:place} of the window.",
    "values-counted":
        "{my[answer]} values come out, but each of them costs {each} multiplications.",
    "input-size-for-output-size":
        "The window was put on every pixel of the picture. It fits in {rows_places}·{cols_places} "
        "= {places:place}.",
    "biases-added-to-count":
        "The biases were counted along. They are added, and nothing is multiplied by them.",
    "additions-counted":
        "The additions were counted along. Only products were asked for: {each} for each value.",
    "whole-picture-for-window":
        "Each value was counted to read the whole picture, as in a fully connected layer. It reads "
        "one window: {each} products.",
    "map-rows-only":
        "Only the places from top to bottom were counted, {rows_places}. In each row the window "
        "also moves to the right: {rows_places}·{cols_places} places.",
    "padding-left-out":
        "The places were counted with no padding. With {rows_p:zero} on each side there are "
        "{rows_places}·{cols_places} of them.",
    "stride-left-out":
        "The places were counted with a stride of 1. With a stride of {rows_s} there are fewer, "
        "{rows_places}·{cols_places}.",
    "missing-plus-one":
        "The moves of the window were counted, {my[rows_places]}·{my[cols_places]}. It also stands "
        "where it begins: {rows_places}·{cols_places} places.",
})


def _multiplications(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = some_layer(rng, real)
    c, f, k = layer.channels, layer.filters, layer.kernel
    sides, s, p = (layer.rows, layer.columns), layer.stride, layer.padding
    if not real:  # small enough for paper
        sides = int(rng.integers(k + 1, k + 12)), int(rng.integers(k + 1, k + 12))
        c, f = int(rng.integers(2, 6)), int(rng.integers(2, 9))
    given = {"x_shape": (1, c, *sides), "w_shape": (f, c, k, k)}
    given |= axes_values(sides, (k, k), s, p)
    shape = "×".join(map(str, (c, *sides)))

    def draw(ours: Values) -> Drawing:
        return product([(ours["filters"], "filters"), (ours["places"], "places of the window"),
                        (ours["channels"], "channels"), (ours["area"], "weights of a kernel")],
                       ours["answer"])

    right = steps.MULTIPLICATIONS.values(given)
    if right["answer"] > _TOO_LARGE:
        return None
    return answer_to("multiplications", Asked(
        settings=(shape, f, k, s, p),
        text=f"{f} filters of {k}×{k} slide over a volume of {shape} (channels × rows × columns) "
        f"with {in_words(s, p)}. How many multiplications is that?"
        + " Those with the zeros of the padding count, too." * (p > 0),
        recipe=steps.MULTIPLICATIONS,
        given=given,
        misconceptions=PRODUCTS,
        working="{filters} filters · {rows_places}·{cols_places} places · {channels} channels · "
        "{area} weights = {answer}",
        drawing=draw(right),
        origin=layer.origin,
    ))


# ================================================================ fully connected

CONNECTED = misconceptions((*count_faults.FLATTENING, *count_faults.PARAMETERS), {
    "channels-not-read":
        "A unit was counted to read one channel. It reads the whole volume: {inputs:number}.",
    "unit-for-each-map":
        "{my[outputs]} units were counted, one for each map. Each value that comes out has a "
        "unit of its own, and there are {outputs} of them.",
    "values-of-one-map":
        "{my[outputs]} units were counted, the values of one map. All maps together have {outputs} "
        "values.",
    "one-filter-only":
        "That is a single unit: {inputs} weights and a bias. There is one for each value that "
        "comes out, {outputs} of them.",
    "filters-share-weights":
        "All units were counted to share one set of weights, as the places of a convolution do. "
        "Here each of the {outputs:unit} has {inputs:weight} of its own.",
    "bias-forgotten":
        "These are the weights, {inputs}·{outputs}. Each of the {outputs:unit} has a bias, too.",
    "one-bias-for-all-filters":
        "The weights are right, but one bias was counted for the whole layer. Each of the "
        "{outputs:unit} has its own.",
    "bias-per-channel-in":
        "The weights are right, but the {inputs:number} that go in got the biases. They belong to "
        "the {outputs:unit}.",
})


def _fully_connected(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = some_layer(rng, real)
    if not real:  # small enough for paper
        rows, columns, channels, filters = (int(rng.integers(*ends)) for ends in
                                            ((3, 11), (3, 11), (2, 5), (2, 7)))
        layer = Layer("", "", rows, columns, channels, filters, int(rng.integers(2, 4)))
    start = layer.channels, layer.rows, layer.columns
    settings = (layer.filters, layer.kernel, layer.stride, layer.padding)
    end = steps.TRACE.values({"given_shape": start, "layers": [settings]})["answer"][0]
    given = {"given_inputs": start, "given_outputs": end, "given_bias": True}
    right = steps.FULLY_CONNECTED.values(given)
    if right["answer"] > _TOO_LARGE:
        return None
    shapes = ["×".join(map(str, shape)) for shape in (start, end)]
    return answer_to("fully-connected", Asked(
        settings=tuple(shapes),
        text=f"A convolution makes a volume of {shapes[1]} from one of {shapes[0]} (channels × rows"
        " × columns). Instead, a fully connected layer is to read the same numbers and give as "
        "many. How many numbers would it learn, biases included?",
        recipe=steps.FULLY_CONNECTED,
        given=given,
        misconceptions=CONNECTED,
        working=f"{shapes[0].replace('×', '·')} = " "{inputs} numbers go in, "
        f"{shapes[1].replace('×', '·')} = " "{outputs} come out: {outputs} · ({inputs} + 1) = "
        "{answer}",
        drawing=product([(right["outputs"], "units"), (right["inputs"], "weights each")],
                        right["answer"], [(right["biases"], "biases")]),
        origin=layer.origin,
    ))


COUNTS = (
    Idea("parameters", "kernels, biases, parameters", "counting", _parameters,
         (*KERNELS, *BIASES, *PARAMETERS)),
    Idea("fully-connected", "a fully connected layer beside it", "counting", _fully_connected,
         CONNECTED),
    Idea("multiplications", "multiplications", "counting", _multiplications, PRODUCTS),
)
