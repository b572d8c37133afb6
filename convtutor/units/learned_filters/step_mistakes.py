"""What people get wrong in a step of gradient descent: from the slopes to the new weights.

Each is right but for one thing. The numbers are those of the stub's example: a kernel 1, 0, slopes
−1 and −2, a learning rate of 0.1. The new kernel is 1.1, 0.2.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.learned_filters.right import gradient_step
from convtutor.units.learned_filters.slope_mistakes import slope_of

# ---------------------------------------------------------------- how far, and which way


@mistake(
    "the step goes up the slope: a sign is the wrong way round",
    "The error is value minus wanted value, and the step goes against the slope. Which of the two "
    "is reversed in yours?",
)
def uphill(x, target, weight, learning_rate):
    """A plus for the minus, or wanted − value for the error: 0.9, −0.2, and the loss grows."""
    return gradient_step(x, target, weight, -learning_rate)


@mistake("the learning rate was left out", "How much of the slope does one step take?")
def learning_rate_left_out(x, target, weight, learning_rate):
    """The whole slope is taken off, ten times too much here: 2, 2."""
    return gradient_step(x, target, weight, 1)


@mistake(
    "the learning rate divides the slope",
    "A small learning rate should make a small step.",
)
def divided_by_the_learning_rate(x, target, weight, learning_rate):
    """A rate of 0.1 makes a step of ten slopes instead of a tenth of one: 11, 20."""
    return gradient_step(x, target, weight, 1 / learning_rate)


@mistake(
    "only the sign of the slope was used",
    "Where the slope is steep, should the step be as long as where it is nearly flat?",
)
def sign_of_the_slope(x, target, weight, learning_rate):
    """Every weight moves by the learning rate, whatever its slope is: 1.1, 0.1."""
    return weight - learning_rate * np.sign(slope_of(x, target, weight))


# ---------------------------------------------------------------- what is returned


@mistake(
    "the slope was returned instead of the new weights",
    "The slope says where up is. Where do the weights come in?",
)
def slope_returned(x, target, weight, learning_rate):
    """The work ends one line too soon, at −1, −2."""
    return slope_of(x, target, weight)


@mistake(
    "the change was returned instead of the new weights",
    "What is the change added to?",
)
def change_returned(x, target, weight, learning_rate):
    """What comes back is 0.1, 0.2, which the old weights 1, 0 still have to be added to."""
    return -learning_rate * slope_of(x, target, weight)


@mistake(
    "the kernel was returned as it came",
    "Which of your lines makes new weights, and is it their name after `return`?",
)
def kernel_unchanged(x, target, weight, learning_rate):
    """The new weights are computed and then forgotten: 1, 0, and nothing is ever learned."""
    return weight


@mistake(
    "the loss was returned instead of the new weights",
    "How many numbers should come back, and what are they?",
)
def loss_returned(x, target, weight, learning_rate):
    """The mean of the squared errors, 0.5 here, says how far it is, and not where to go."""
    return _loss(x, target, weight)


def _loss(x, target, weight):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)
    return (((windows * weight).sum(axis=(2, 3)) - target) ** 2).mean()


@mistake(
    "the new weights were cut down to whole numbers",
    "What kind of number does the array hold that you write the weights into?",
)
def cut_to_integers(x, target, weight, learning_rate):
    """An array of ints takes 1.1 and 0.2 and keeps 1 and 0, so that small steps lead nowhere."""
    return gradient_step(x, target, weight, learning_rate).astype(int)


# ---------------------------------------------------------------- whose weights are changed


@mistake(
    "the kernel that was given was changed in place",
    "weight -= ... writes into the caller's array. How do you make a new one?",
)
def changed_in_place(x, target, weight, learning_rate):
    """The new weights are right, but the caller has lost the old ones.

    A loss that is computed with them afterwards is that of the new kernel.
    """
    weight[:] = gradient_step(x, target, weight, learning_rate)
    return weight


@mistake(
    "each weight was changed before the slopes of the others were known",
    "All slopes belong to the same kernel, the one before the step.",
)
def one_after_another(x, target, weight, learning_rate):
    """Inside one loop the second slope is already that of a kernel with a new first weight."""
    new = weight.copy()
    for place in np.ndindex(weight.shape):
        new[place] = gradient_step(x, target, new, learning_rate)[place]
    return new


@mistake(
    "the answer of the example was returned whatever is asked",
    "Call it with another picture. Which of the arguments does your function read?",
)
def example_returned(x, target, weight, learning_rate):
    """The example is one call of many: 1.1, 0.2 was typed in, not computed."""
    return np.array([[1.1, 0.2]])


MISTAKES = (
    uphill,
    learning_rate_left_out,
    divided_by_the_learning_rate,
    sign_of_the_slope,
    slope_returned,
    change_returned,
    kernel_unchanged,
    loss_returned,
    cut_to_integers,
    changed_in_place,
    one_after_another,
    example_returned,
)
