"""What people get wrong in unit 08: each mistake is the right answer with one thing changed."""

import numpy as np

from convlib.checks.exercise import mistake
from convlib.checks.learned.right import gradient_step


def _slope(x, target, weight):
    """What the right answer subtracts, for a learning rate of 1."""
    return weight - gradient_step(x, target, weight, 1)


def _map(x, weight):
    """The map of the kernel."""
    height, width = np.subtract(x.shape, weight.shape) + 1
    return sum(weight[i, j] * x[i : i + height, j : j + width] for i, j in np.ndindex(weight.shape))


def _mean_products(errors, x, shape):
    """For each weight the mean of what belongs to each position times the pixel that it met."""
    height, width = errors.shape
    return np.array(
        [
            [(errors * x[i : i + height, j : j + width]).mean() for j in range(shape[1])]
            for i in range(shape[0])
        ]
    )


# ---------------------------------------------------------------- the step


@mistake(
    "the step goes up the slope: a sign is the wrong way round",
    "The error is value minus wanted value, and the step goes against the slope. Which of the two "
    "is reversed in yours?",
)
def uphill(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, -learning_rate)


@mistake("the learning rate was left out", "How much of the slope does one step take?")
def learning_rate_left_out(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, 1)


@mistake(
    "the learning rate divides the slope",
    "A small learning rate should make a small step.",
)
def divided_by_the_learning_rate(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, 1 / learning_rate)


@mistake(
    "the slope was returned instead of the new weights",
    "The slope says where up is. Where do the weights come in?",
)
def slope_returned(x, target, weight, learning_rate):
    return _slope(x, target, weight)


@mistake(
    "the change was returned instead of the new weights",
    "What is the change added to?",
)
def change_returned(x, target, weight, learning_rate):
    return -learning_rate * _slope(x, target, weight)


@mistake(
    "the kernel that was given was changed in place",
    "weight -= ... writes into the caller's array. How do you make a new one?",
)
def changed_in_place(x, target, weight, learning_rate):
    weight[:] = gradient_step(x, target, weight, learning_rate)
    return weight


@mistake(
    "each weight was changed before the slopes of the others were known",
    "All slopes belong to the same kernel, the one before the step.",
)
def one_after_another(x, target, weight, learning_rate):
    new = weight.copy()
    for place in np.ndindex(weight.shape):
        new[place] = gradient_step(x, target, new, learning_rate)[place]
    return new


# ---------------------------------------------------------------- the slope


@mistake(
    "the factor 2 was left out",
    "The loss squares the error. How fast does a square grow?",
)
def factor_two_left_out(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, learning_rate / 2)


@mistake(
    "the products were summed, not averaged",
    "The loss is a mean over all positions. What does that make of the slope?",
)
def summed(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, learning_rate * target.size)


@mistake(
    "the products were divided by the number of pixels in the picture",
    "How many positions does the window have? The map has one value for each.",
)
def divided_by_the_picture(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, learning_rate * target.size / x.size)


@mistake(
    "the products were divided by the number of weights",
    "The mean runs over the positions of the window, not over its weights.",
)
def divided_by_the_kernel(x, target, weight, learning_rate):
    return gradient_step(x, target, weight, learning_rate * target.size / weight.size)


@mistake(
    "the slopes stand in reverse order (as in true convolution)",
    "Which pixels did the weight at the top left meet? Those that begin at the top left.",
)
def slopes_flipped(x, target, weight, learning_rate):
    return weight - learning_rate * _slope(x, target, weight)[::-1, ::-1]


@mistake(
    "rows and columns of the slopes were swapped",
    "The weight at row i, column j met pixels that begin at row i, column j.",
)
def slopes_transposed(x, target, weight, learning_rate):
    return weight - learning_rate * _slope(x, target, weight).T


@mistake(
    "the map was made with the kernel flipped (that is true convolution)",
    "Each pixel meets the weight at the same place, with no flip.",
)
def map_of_the_flipped_kernel(x, target, weight, learning_rate):
    return weight - learning_rate * _slope(x, target, weight[::-1, ::-1])


@mistake(
    "only the first position of the window took part",
    "Every position has an error, and each of them pulls at the weight.",
)
def first_position_only(x, target, weight, learning_rate):
    height, width = weight.shape
    window = x[:height, :width]
    return weight - learning_rate * 2 * ((window * weight).sum() - target[0, 0]) * window


@mistake(
    "only the last position of the window took part",
    "In your loop, is the slope added to, or written anew each time?",
)
def last_position_only(x, target, weight, learning_rate):
    height, width = weight.shape
    window = x[-height:, -width:]
    return weight - learning_rate * 2 * ((window * weight).sum() - target[-1, -1]) * window


# ---------------------------------------------------------------- the error


@mistake(
    "the wanted map was not subtracted",
    "The error is the value less the wanted value; where does `target` come in?",
)
def target_left_out(x, target, weight, learning_rate):
    return gradient_step(x, np.zeros_like(target), weight, learning_rate)


@mistake(
    "the error was left out of the slope",
    "A position whose value is right already should not pull at the weight.",
)
def error_left_out(x, target, weight, learning_rate):
    ones = np.ones(target.shape)
    return weight - learning_rate * 2 * _mean_products(ones, x, weight.shape)


@mistake(
    "the pixels were left out of the slope",
    "A weight that met a dark pixel had little to do with the error. What is the error times?",
)
def pixels_left_out(x, target, weight, learning_rate):
    return weight - learning_rate * 2 * (_map(x, weight) - target).mean()


@mistake(
    "the errors were squared in the slope",
    "The squares are in the loss. How fast does e · e grow when e does?",
)
def errors_squared(x, target, weight, learning_rate):
    squares = (_map(x, weight) - target) ** 2
    return weight - learning_rate * 2 * _mean_products(squares, x, weight.shape)


@mistake(
    "the size of the errors was taken, without their sign",
    "A value that is too small should pull the other way than one that is too large.",
)
def errors_without_sign(x, target, weight, learning_rate):
    sizes = np.abs(_map(x, weight) - target)
    return weight - learning_rate * 2 * _mean_products(sizes, x, weight.shape)
