"""What goes wrong in a step of gradient descent."""

import numpy as np

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


_MEAN = "How many positions does the window have? The map has one value for each."
_GOES = "The new weights are the old ones, less the change. What comes after `return`?"
GRADIENT = (
    Fault("uphill", "the step goes up the slope: a sign is the wrong way round",
          "The error is value minus wanted value, and the step goes against the slope. Which of "
          "the two is reversed in yours?", change=lambda right: -right),
    Fault("learning-rate-left-out", "the learning rate was left out", rate=lambda: 1),
    Fault("divided-by-the-learning-rate", "the learning rate divides the slope",
          "A small learning rate should make a small step.",
          rate=lambda given_rate: 1 / given_rate),
    Fault("learning-rate-squared", "the learning rate came in twice", cost=2,
          rate=lambda given_rate: given_rate**2),
    Fault("sign-of-the-slope", "only the sign of the slope was used",
          "Where the slope is steep, should the step be as long as where it is nearly flat?",
          slopes=lambda right: np.sign(right)),
    Fault("slope-returned", "the slope was returned instead of the new weights", _GOES,
          new=lambda slopes: slopes),
    Fault("change-returned", "the change was returned instead of the new weights",
          "What is the change added to?", new=lambda change: -change),
    Fault("change-returned-positive",
          "the change was returned, with the other sign, instead of the new weights",
          "What is the change added to?", 2, new=lambda change: change),
    Fault("kernel-unchanged", "the kernel was returned as it came",
          "Which of your lines makes new weights, and is it their name after `return`?",
          new=lambda given_weight: given_weight),
    Fault("loss-returned", "the loss was returned instead of the new weights",
          "How many numbers should come back, and what are they?",
          answer=lambda errors: (errors**2).mean()),
    Fault("errors-returned", "the errors were returned instead of the new weights", _GOES,
          answer=lambda errors: errors),
    Fault("map-returned", "the map was returned instead of the new weights", _GOES,
          answer=lambda feature_map: feature_map),
    Fault("cut-to-integers", "the new weights were cut down to whole numbers",
          "What kind of number does the array hold that you write the weights into?",
          typed=lambda right: right.astype(int)),
    Fault("weights-rounded", "the new weights were rounded to two places",
          "Show fewer places if you like, but give back all of them.", 2,
          typed=lambda right: np.round(right, 2)),
    Fault("changed-in-place", "the kernel that was given was changed in place",
          "weight -= ... writes into the caller's array. How do you make a new one?",
          mutated=lambda new, weight: not np.array_equal(new, weight)),
    Fault("one-after-another", "each weight was changed before the slopes of the others were known",
          "All slopes belong to the same kernel, the one before the step.", new=_one_after_another),
    Fault("factor-two-left-out", "the factor 2 was left out", two=lambda: 1),
    Fault("factor-four", "the factor 2 came in twice", cost=2, two=lambda: 4),
    Fault("summed", "the products were summed, not averaged", count=lambda: 1),
    Fault("divided-by-the-picture",
          "the products were divided by the number of pixels in the picture", _MEAN,
          count=lambda x: x.size),
    Fault("divided-by-the-kernel", "the products were divided by the number of weights",
          "The mean runs over the positions of the window, not over its weights.",
          count=lambda weight: weight.size),
    Fault("divided-by-rows", "the products were divided by the number of rows of the map", _MEAN, 2,
          count=lambda errors: len(errors)),
    Fault("divided-by-columns", "the products were divided by the number of columns of the map",
          _MEAN, 2, count=lambda errors: errors.shape[1]),
    Fault("slopes-flipped", "the slopes stand in reverse order (as in true convolution)",
          "Which pixels did the weight at the top left meet? Those that begin at the top left.",
          slopes=lambda right: right[::-1, ::-1]),
    Fault("slopes-upside-down", "the slopes stand upside down", cost=2,
          slopes=lambda right: right[::-1]),
    Fault("slopes-left-to-right", "the slopes stand in reverse order in each row", cost=2,
          slopes=lambda right: right[:, ::-1]),
    Fault("slopes-transposed", "rows and columns of the slopes were swapped",
          slopes=lambda right: right.T),
    Fault("slopes-averaged", "every weight got the mean of all slopes",
          "Each weight has a slope of its own.", slopes=lambda right: right * 0 + right.mean()),
    Fault("slopes-summed", "every weight got the sum of all slopes",
          "Each weight has a slope of its own.", 2, slopes=lambda right: right * 0 + right.sum()),
    Fault("first-slope-for-all", "every weight got the slope of the first",
          "Each weight has a slope of its own.", 2, slopes=lambda right: right * 0 + right[0, 0]),
    Fault("map-of-the-flipped-kernel",
          "the map was made with the kernel flipped (that is true convolution)",
          kernel=lambda right: right[::-1, ::-1]),
    Fault("first-position-only", "only the first position of the window took part",
          totals=lambda products: products[0, 0], count=lambda: 1),
    Fault("last-position-only", "only the last position of the window took part",
          "In your loop, is the slope added to, or written anew each time?",
          totals=lambda products: products[-1, -1], count=lambda: 1),
    Fault("first-position-averaged",
          "only the first position of the window took part, divided by their number", cost=2,
          totals=lambda products: products[0, 0]),
    Fault("last-position-averaged",
          "only the last position of the window took part, divided by their number",
          "In your loop, is the slope added to, or written anew each time?", 2,
          totals=lambda products: products[-1, -1]),
    Fault("target-left-out", "the wanted map was not subtracted",
          "The error is the value less the wanted value; where does `target` come in?",
          target=lambda right: right * 0),
    Fault("target-added", "the wanted map was added, not subtracted", target=lambda right: -right),
    Fault("map-left-out", "the map was left out of the error", feature_map=lambda right: right * 0,
          cost=2),
    Fault("error-left-out", "the error was left out of the slope",
          "A position whose value is right already should not pull at the weight.",
          pulls=lambda right: right * 0 + 1),
    Fault("pixels-left-out", "the pixels were left out of the slope",
          "A weight that met a dark pixel had little to do with the error. What is the error "
          "times?", products=lambda pulls, pixels: pulls[:, :, None, None] + 0 * pixels),
    Fault("errors-squared", "the errors were squared in the slope",
          "The squares are in the loss. How fast does e · e grow when e does?",
          pulls=lambda right: right**2),
    Fault("errors-without-sign", "the size of the errors was taken, without their sign",
          "A value that is too small should pull the other way than one that is too large.",
          pulls=lambda right: abs(right)),
    Fault("mean-error-for-all", "the mean error took the place of each error", cost=2,
          pulls=lambda right: right * 0 + right.mean()),
    Fault("weights-for-pixels", "the errors were multiplied by the weights, not by the pixels",
          "Which pixels did each weight meet?", 2,
          products=lambda pulls, kernel: pulls[:, :, None, None] * kernel),
)
