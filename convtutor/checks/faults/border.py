"""What goes wrong in the border of a picture, and in what is read of it."""

import numpy as np

from convtutor.checks.faults.families import along, number
from convtutor.checks.faults.layer_steps import sliced
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off


def _ringed(x, rows_p, cols_p):
    x = x.copy()
    x[..., :rows_p, :] = x[..., -rows_p:, :] = 0
    x[..., :cols_p] = x[..., -cols_p:] = 0
    return x


def _minus_padding(x, frame, rows_p, cols_p):
    padded = np.pad(x * 0.0, frame)
    padded[:, :, rows_p:-rows_p, cols_p:-cols_p] = x  # raises for a padding of 0
    return padded


def _swapped_zeros(x, rows_p, cols_p):
    batch, channels, height, width = x.shape
    padded = np.zeros((batch, channels, width + 2 * cols_p, height + 2 * rows_p))
    padded[:, :, rows_p : rows_p + height, cols_p : cols_p + width] = x
    return padded


def _all_axes(own_axes, frame):
    """The ring around every axis that the exercise's own pictures have."""
    return ((0, 0),) * (4 - own_axes) + (frame[2],) * (own_axes - 2) + frame[2:]


def _padded_everywhere(x, frame, own_axes, channels):
    """What loops then read: the first pictures, and the first channels if they count those."""
    return np.pad(x, _all_axes(own_axes, frame))[: len(x), : x.shape[1] if channels else None]


_PAIRS = "np.pad wants a pair for each axis. On which two of them is there a border?"
_BOTH = "Does the number of the channel stand on both sides of your =?"
BORDER = (
    Fault("edge-values", "the border repeats the edge pixels instead of holding zeros",
          mode=lambda: "edge"),
    Fault("mirrored", "the border mirrors the picture instead of holding zeros",
          mode=lambda: "symmetric"),
    Fault("reflected", "the picture was mirrored at its edge pixels instead of getting zeros",
          mode=lambda: "reflect"),
    Fault("wrapped-around", "the picture goes on from its other side instead of getting zeros",
          mode=lambda: "wrap"),
    *number("fill", one="border-of-ones: the border was filled with ones"),
    Fault("border-of-minus-ones", "the border was filled with minus ones", cost=2, fill=lambda: -1),
    Fault("channels-padded", "the channel axis was padded, too", _PAIRS,
          frame=lambda right, own_axes: _all_axes(own_axes, right)),
    Fault("channels-taken-to-be-last", "the channels were taken to be the last axis",
          "The axes of x are (…, channel, row, column): which two of them grow?",
          frame=lambda right: (right[0], *right[2:], (0, 0))),
    Fault("border-overwritten", "the picture's own border was set to zero",
          "The zeros come *around* the picture: no pixel is lost, and the result is larger.",
          padded=_ringed),
    Fault("picture-forgotten", "the zeros are there but the picture was never put among them",
          "Which line puts x into the array of zeros?", padded=lambda right: 0 * right),
    Fault("slice-to-minus-padding",
          "the middle was taken to be [padding:-padding], which holds nothing if the padding is 0",
          "Where does the picture end, counted from the start: padding plus what?",
          padded=_minus_padding, raises="into shape"),
    Fault("pixels-cut-to-integers", "the pixels were cut down to whole numbers",
          "What kind of number does the array of zeros hold that you write the pixels into?",
          padded=lambda right: right.astype(int)),
    Fault("zeros-on-their-side", "height and width were swapped in the array of zeros",
          padded=_swapped_zeros),
    *(one for axis, line in ((2, "row"), (3, "column"))
      for one in along("x", axis, "Print the padded picture. Is every pixel of x in it?", 2,
                       zero=f"{{end}}-{line}-lost: the {{end}} {line} of the picture was lost")),
    *along("padded", 1, _BOTH, 2,
           only="{end}-channel-padded: only the {end} channel was padded, the others are zero"),
)
RING_ONLY = (
    *along("padded", 1, _BOTH,
           alike="{end}-channel-everywhere: all channels are those of the {end}"),
    Fault("border-overwritten-in-place",
          "the picture's own border was set to zero, and in x itself",
          "Make a new, larger array of zeros, and put the picture into its middle.", padded=_ringed,
          mutated=lambda x, rows_p, cols_p: not np.array_equal(x, _ringed(x, rows_p, cols_p))),
    *along("answer", 1, "How many channels go in, and how many come out?",
           taken="{end}-channel-only: only the {end} channel was padded, and came back alone",
           alone="{end}-channel-alone: only the {end} channel came back, as a picture of one",
           sum="channels-summed: the channels were summed into one"),
    Fault("result-thrown-away", "the picture came back without any zeros",
          "np.pad does not change x. What do you do with the array that it gives?",
          answer=lambda x: x),
)
READ = (
    Fault("padding-on-every-axis", "zeros were put around {every_axis}, too", _PAIRS,
          raises="operands could not be broadcast together with shapes",
          picture=lambda x, frame, own_axes: _padded_everywhere(x, frame, own_axes, False)),
    Fault("padding-on-every-axis-in-loops",
          "zeros were put around {every_axis}, too, and the first of them were read",
          "Which shape should the padded picture have? Compare it with the one that it has.", 0,
          picture=lambda x, frame, own_axes: _padded_everywhere(x, frame, own_axes, True)),
    Fault("window-half-moved", "the windows start where the stride says, but end as if it were 1",
          "A slice is start : end. Which of the two does your stride move?",
          raises="shapes",
          windows=lambda picture, tops, lefts, rows_length, cols_length, kernels: sliced(
              picture, (tops, lefts),
              [at + side for at, side in zip(np.indices(tops.shape), (rows_length, cols_length),
                                             strict=True)],
              (1, 1), kernels)),
    Fault("unpadded-picture-read",
          "the map has room for the padding but the windows are cut out of x itself",
          "Which array does your window come from: x, or the padded one?", raises="shapes",
          picture=lambda x: x),
)
