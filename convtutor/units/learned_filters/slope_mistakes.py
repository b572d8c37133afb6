"""What people get wrong in a step of gradient descent: the slopes.

Each is right but for one thing. The numbers are those of the stub's example: pixels 1, 2, 3, a
wanted map 2, 2, a kernel 1, 0. The errors are −1 and 0, the slopes 2 · (−1·1 + 0·2)/2 = −1 and −2.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.learned_filters.right import gradient_step


def slope_of(x, target, weight):
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


# ---------------------------------------------------------------- the mean, and the 2


@mistake(
    "the factor 2 was left out",
    "The loss squares the error. How fast does a square grow?",
)
def factor_two_left_out(x, target, weight, learning_rate):
    """The slope of e · e is 2 · e. Without the 2 the slopes are −0.5 and −1."""
    return gradient_step(x, target, weight, learning_rate / 2)


@mistake(
    "the products were summed, not averaged",
    "The loss is a mean over all positions. What does that make of the slope?",
)
def summed(x, target, weight, learning_rate):
    """The sum grows with the picture: −2 and −4 at two places, and 900 times too much at 900."""
    return gradient_step(x, target, weight, learning_rate * target.size)


@mistake(
    "the products were divided by the number of pixels in the picture",
    "How many positions does the window have? The map has one value for each.",
)
def divided_by_the_picture(x, target, weight, learning_rate):
    """There are three pixels but two places: −2/3 and −4/3."""
    return gradient_step(x, target, weight, learning_rate * target.size / x.size)


@mistake(
    "the products were divided by the number of weights",
    "The mean runs over the positions of the window, not over its weights.",
)
def divided_by_the_kernel(x, target, weight, learning_rate):
    """Two weights and two places hide it; 9 weights at 900 places make it 100 times too large."""
    return gradient_step(x, target, weight, learning_rate * target.size / weight.size)


# ---------------------------------------------------------------- which pixels meet which errors


# Seen at https://end-to-end-machine-learning.teachable.com/courses/321-convolutional-neural-networks/lectures/15410086
@mistake(
    "the slopes stand in reverse order (as in true convolution)",
    "Which pixels did the weight at the top left meet? Those that begin at the top left.",
)
def slopes_flipped(x, target, weight, learning_rate):
    """The slopes are right but turned: −2 goes to the first weight, and −1 to the last."""
    return weight - learning_rate * slope_of(x, target, weight)[::-1, ::-1]


@mistake(
    "rows and columns of the slopes were swapped",
    "The weight at row i, column j met pixels that begin at row i, column j.",
)
def slopes_transposed(x, target, weight, learning_rate):
    """Each slope goes to the weight at (column, row). An oblong kernel does not even fit."""
    return weight - learning_rate * slope_of(x, target, weight).T


@mistake(
    "the map was made with the kernel flipped (that is true convolution)",
    "Each pixel meets the weight at the same place, with no flip.",
)
def map_of_the_flipped_kernel(x, target, weight, learning_rate):
    """With the kernel 0, 1 the map is 2, 3, and the errors are 0 and 1."""
    return weight - learning_rate * slope_of(x, target, weight[::-1, ::-1])


@mistake(
    "only the first position of the window took part",
    "Every position has an error, and each of them pulls at the weight.",
)
def first_position_only(x, target, weight, learning_rate):
    """The error −1 of the first place meets the pixels 1, 2: slopes −2, −4 of one window."""
    height, width = weight.shape
    window = x[:height, :width]
    return weight - learning_rate * 2 * ((window * weight).sum() - target[0, 0]) * window


@mistake(
    "only the last position of the window took part",
    "In your loop, is the slope added to, or written anew each time?",
)
def last_position_only(x, target, weight, learning_rate):
    """With = for += each place writes over the one before, and the last one is left: 0, 0."""
    height, width = weight.shape
    window = x[-height:, -width:]
    return weight - learning_rate * 2 * ((window * weight).sum() - target[-1, -1]) * window


# ---------------------------------------------------------------- the error


@mistake(
    "the wanted map was not subtracted",
    "The error is the value less the wanted value; where does `target` come in?",
)
def target_left_out(x, target, weight, learning_rate):
    """The values 1, 2 are taken for errors, and the kernel learns to make a map of zeros."""
    return gradient_step(x, np.zeros_like(target), weight, learning_rate)


@mistake(
    "the error was left out of the slope",
    "A position whose value is right already should not pull at the weight.",
)
def error_left_out(x, target, weight, learning_rate):
    """The slope is then a mean of pixels, 3 and 5, and the same whatever map is wanted."""
    ones = np.ones(target.shape)
    return weight - learning_rate * 2 * _mean_products(ones, x, weight.shape)


@mistake(
    "the pixels were left out of the slope",
    "A weight that met a dark pixel had little to do with the error. What is the error times?",
)
def pixels_left_out(x, target, weight, learning_rate):
    """The mean error alone gives all weights the same slope, −1."""
    return weight - learning_rate * 2 * (_map(x, weight) - target).mean()


@mistake(
    "the errors were squared in the slope",
    "The squares are in the loss. How fast does e · e grow when e does?",
)
def errors_squared(x, target, weight, learning_rate):
    """A square has no sign, so that an error of −1 pulls the way that one of 1 does."""
    squares = (_map(x, weight) - target) ** 2
    return weight - learning_rate * 2 * _mean_products(squares, x, weight.shape)


@mistake(
    "the size of the errors was taken, without their sign",
    "A value that is too small should pull the other way than one that is too large.",
)
def errors_without_sign(x, target, weight, learning_rate):
    """With abs(error) the slopes are 1 and 2, and the step leads away from the wanted map."""
    sizes = np.abs(_map(x, weight) - target)
    return weight - learning_rate * 2 * _mean_products(sizes, x, weight.shape)


MISTAKES = (
    factor_two_left_out,
    summed,
    divided_by_the_picture,
    divided_by_the_kernel,
    slopes_flipped,
    slopes_transposed,
    map_of_the_flipped_kernel,
    first_position_only,
    last_position_only,
    target_left_out,
    error_left_out,
    pixels_left_out,
    errors_squared,
    errors_without_sign,
)
