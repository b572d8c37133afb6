"""What goes wrong in a step of gradient descent."""

import numpy as np

from convtutor.checks.faults.families import along, instead, number, slips, turned
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off


def _one_after_another(x, target, weight, rate):
    new = np.array(weight, float)
    for place in np.ndindex(new.shape):
        windows = np.lib.stride_tricks.sliding_window_view(x, new.shape)
        errors = (windows * new).sum((2, 3)) - target
        new[place] -= rate * 2 * (errors * windows[(..., *place)]).mean()
    return new


def _place_after_place(x, target, weight, rate, two, count):
    """Each position's pixels move the kernel before the value at the next one is made."""
    new = np.array(weight, float)
    windows = np.lib.stride_tricks.sliding_window_view(x, new.shape)
    for place in np.ndindex(target.shape):
        new -= rate * two * ((windows[place] * new).sum() - target[place]) * windows[place] / count
    return new


_MEAN = "How many positions does the window have? The map has one value for each."
_GOES = "The new weights are the old ones, less the change. What comes after `return`?"
_OWN = "Each weight has a slope of its own."
_ADDED = "In your loop, is the slope added to, or written anew each time?"
GRADIENT = (
    *number("change", "The error is value minus wanted value, and the step goes against the slope. "
            "Which of the two is reversed in yours?",
            negative="uphill: the step goes up the slope: a sign is the wrong way round"),
    *number("rate", one="learning-rate-left-out: the learning rate was left out",
            squared="learning-rate-squared: the learning rate came in twice"),
    Fault("divided-by-the-learning-rate", "the learning rate divides the slope",
          "A small learning rate should make a small step.",
          rate=lambda given_rate: 1 / given_rate),
    Fault("sign-of-the-slope", "only the sign of the slope was used",
          "Where the slope is steep, should the step be as long as where it is nearly flat?",
          slopes=lambda right: np.sign(right)),
    *(Fault(f"{id}-returned", f"{name} instead of the new weights", _GOES, 1, "",
            **{slot: given})
      for id, name, slot, given in (
        ("slope", "the slope was returned", "new", lambda slopes: slopes),
        ("change", "the change was returned", "new", lambda change: -change),
        ("loss", "the loss was returned", "answer", lambda errors: (errors**2).mean()),
        ("errors", "the errors were returned", "answer", lambda errors: errors),
        ("map", "the map was returned", "answer", lambda feature_map: feature_map))),
    Fault("change-returned-positive", "the change was returned, with the other sign, instead of "
          "the new weights", _GOES, 2, new=lambda change: change),
    Fault("kernel-unchanged", "the kernel was returned as it came",
          "Which of your lines makes new weights, and is it their name after `return`?",
          new=lambda given_weight: given_weight),
    Fault("cut-to-integers", "the new weights were cut down to whole numbers",
          typed=lambda right: right.astype(int)),
    Fault("weights-rounded", "the new weights were rounded to two places", cost=2,
          typed=lambda right: np.round(right, 2)),
    Fault("changed-in-place", "the kernel that was given was changed in place",
          "weight -= ... writes into the caller's array. How do you make a new one?",
          mutated=lambda new, weight: not np.array_equal(new, weight)),
    Fault("one-after-another", "each weight was changed before the slopes of the others were known",
          "All slopes belong to the same kernel, the one before the step.", new=_one_after_another),
    Fault("place-after-place",
          "the kernel was moved at each position, before the value at the next one was made",
          "All errors belong to the same map, which the kernel before the step makes.",
          new=_place_after_place),
    Fault("pixels-added", "error and pixel were added, not multiplied", cost=2,
          products=lambda pulls, pixels: pulls[:, :, None, None] + pixels),
    *slips("rate", "two", "count"), *instead("pulls", "target", "feature_map"),
    *instead("errors", "feature_map"),
    *number("two", one="factor-two-left-out: the factor 2 was left out"),
    *number("two", cost=2, twice="factor-four: the factor 2 came in twice"),
    *number("count", one="summed: the products were summed, not averaged"),
    *(Fault(f"divided-by-{id}", f"the products were divided by the number of {name}", _MEAN, cost,
            count=count)
      for id, name, cost, count in (
        ("the-picture", "pixels in the picture", 1, lambda x: x.size),
        ("the-kernel", "weights", 1, lambda weight: weight.size),
        ("rows", "rows of the map", 2, lambda errors: len(errors)),
        ("columns", "columns of the map", 2, lambda errors: errors.shape[1]))),
    Fault("slopes-flipped", "the slopes stand in reverse order (as in true convolution)",
          "Which pixels did the weight at the top left meet? Those that begin at the top left.",
          slopes=lambda right: right[::-1, ::-1]),
    Fault("slopes-on-their-side", "the slopes were laid column by column, not row by row",
          "reshape cuts a row of numbers anew. In which order did yours come?",
          slopes=lambda right: right.reshape(right.shape[::-1]).T),
    *along("products", 0, _ADDED, 1, missing="{end}-row-of-places-left-out: the {end} row of "
           "places was left out of the slopes"),
    *along("products", 1, _ADDED, 1, missing="{end}-column-of-places-left-out: the {end} column of "
           "places was left out of the slopes"),
    *turned("slopes", "the array of the slopes was", "the slopes")[1:4],
    *along("slopes", (0, 1), _OWN, 1, averaged="slopes-averaged: every weight got the mean of all "
           "slopes", summed="slopes-summed: every weight got the sum of all slopes"),
    *along("slopes", (0, 1), _OWN, 2,
           alike="{end}-slope-for-all: every weight got the {end} slope"),
    Fault("map-of-the-flipped-kernel",
          "the map was made with the kernel flipped (that is true convolution)",
          kernel=lambda right: right[::-1, ::-1]),
    *(Fault(f"{end}-position-{said}", f"only the {end} position of the window took part{more}",
            _ADDED, cost, "", totals=lambda products, at=at: products[at, at].sum((0, 1)), **count)
      for at, end in ((slice(1), "first"), (slice(-1, None), "last"))
      for said, more, cost, count in (("only", "", 1, {"count": lambda: 1}),
                                      ("averaged", ", divided by their number", 2, {}))),
    *number("target", none="target-left-out: the wanted map was not subtracted",
            negative="target-added: the wanted map was added, not subtracted"),
    *number("pulls", "The squares are in the loss. How fast does e · e grow when e does?", 1,
            squared="errors-squared: the errors were squared in the slope"),
    *number("pulls", positive="errors-without-sign: the size of the errors was taken, without "
            "their sign"),
    Fault("error-left-out", "the error was left out of the slope",
          "A position whose value is right already should not pull at the weight.",
          pulls=lambda right: right * 0 + 1),
    Fault("pixels-left-out", "the pixels were left out of the slope",
          "A weight that met a pixel of 0 had nothing to do with the error. What is the error "
          "times?", products=lambda pulls, pixels: pulls[:, :, None, None] + 0 * pixels),
    *along("pulls", (0, 1), cost=2,
           averaged="mean-error-for-all: the mean error took the place of each error"),
)
