"""What people get wrong with biases, padding and stride, where all windows are done at once.

The numbers are those of a picture of 3×32×32 and six filters of 3×5×5.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.vectorise.right import conv2d_vectorised

# ---------------------------------------------------------------- biases


@mistake(
    "the biases were laid along the pictures",
    "Count the axes after the filters' one: how many np.newaxis must follow the biases?",
)
def bias_along_pictures(x, weight, bias=None, stride=1, padding=0):
    """With one np.newaxis too many, (6, 1, 1, 1) meets the axis of the pictures: six of them."""
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis, np.newaxis]


@mistake(
    "the array of the biases was changed in place",
    "Does bias still have the shape and the values that the caller gave it?",
)
def biases_changed_in_place(x, weight, bias=None, stride=1, padding=0):
    """The maps are right, but the caller's six biases are not what they were."""
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    if bias is not None:
        bias.resize((len(bias), 1, 1), refcheck=False)
    return maps


# ---------------------------------------------------------------- padding


@mistake("the padding was left out", "At which step does the border of zeros get into x?")
def padding_left_out(x, weight, bias=None, stride=1, padding=0):
    """The view is made of x itself, so that padding 2 still gives 28×28 and not 32×32."""
    return conv2d_vectorised(x, weight, bias, stride)


@mistake(
    "zeros were put around the windows or their maps, not around the pictures",
    "Does the border come before the view is made, or after?",
)
def windows_padded(x, weight, bias=None, stride=1, padding=0):
    """Zeros that come after the view stand for whole windows.

    The values at the border are the bias alone, and no window there reads a pixel.
    """
    maps = conv2d_vectorised(x, weight, None, stride)
    border = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    maps = np.pad(maps, border)
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis]


# ---------------------------------------------------------------- stride


@mistake("the stride was left out", "Which of all the windows belong to the map?")
def stride_left_out(x, weight, bias=None, stride=1, padding=0):
    """The view holds every window, and all of them are used: 28×28 where stride 2 makes 14×14."""
    return conv2d_vectorised(x, weight, bias, 1, padding)


@mistake(
    "the stride was applied to rows only",
    "windows[:, :, ::stride] leaves out rows of windows. What about the next axis?",
)
def stride_on_rows_only(x, weight, bias=None, stride=1, padding=0):
    """One ::stride stands where two are needed, and the maps are 14×28."""
    return conv2d_vectorised(x, weight, bias, 1, padding)[:, :, ::stride]


@mistake(
    "the stride was applied to columns only",
    "An index after ... counts from the last axis. Which axes are left whole?",
)
def stride_on_columns_only(x, weight, bias=None, stride=1, padding=0):
    """Only the last axis of places is thinned out, and the maps are 28×14."""
    return conv2d_vectorised(x, weight, bias, 1, padding)[..., ::stride]


@mistake(
    "the maps have the right size but the window still moves by one pixel",
    "A slice start:stop takes neighbours. How does it take every second pixel?",
)
def stride_in_size_only(x, weight, bias=None, stride=1, padding=0):
    """The first 14×14 of the windows are taken, where every second one of 28×28 belongs."""
    height, width = conv2d_vectorised(x, weight, bias, stride, padding).shape[2:]
    return conv2d_vectorised(x, weight, bias, 1, padding)[:, :, :height, :width]


@mistake(
    "the pictures were thinned out by the stride before the windows were cut",
    "What does ::stride leave out in x, and what in the view of the windows?",
)
def pictures_thinned_out(x, weight, bias=None, stride=1, padding=0):
    """A slice x[:, :, ::2, ::2] drops three pixels of four.

    A window of 5 rows then spans 9 rows of the picture.
    """
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return conv2d_vectorised(padded[:, :, ::stride, ::stride], weight, bias)


@mistake(
    "the answer of the example was returned whatever is asked",
    "Call it with other pictures. Which of the arguments does your function read?",
)
def example_returned(x, weight, bias=None, stride=1, padding=0):
    """The example is one call of many: 26, 37 was typed in, not computed."""
    return np.array([[[[26, 37]]]])


MISTAKES = (
    bias_along_pictures,
    biases_changed_in_place,
    padding_left_out,
    windows_padded,
    stride_left_out,
    stride_on_rows_only,
    stride_on_columns_only,
    stride_in_size_only,
    pictures_thinned_out,
    example_returned,
)
