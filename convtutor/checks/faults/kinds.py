"""What goes wrong with the kind of number, and with what comes back."""

import numpy as np

from convtutor.checks.faults.families import EARLY, along, number, turned
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off

_KIND = "What kind of number does the array hold that you write the results into?"
_PICTURE = "A map is no picture: it may hold negative numbers, and large ones."
_PLACES_ = "Show fewer places if you like, but give back all of them."


def _stored(id, name, hint, kind, cost=2):
    return Fault(id, f"the results were stored {name}", hint, cost,
                 typed=lambda right: right.astype(int).astype(kind))


# Where a map begins at the bias, as np.full makes it.
BIAS_KIND = (
    Fault("map-of-the-kind-of-the-bias",
          "the map holds whole numbers only, because the bias is one",
          "What kind of number does np.full make of a bias of 10? Try float(bias).",
          typed=lambda right, b: right.astype(b.dtype) if b.dtype.kind in "iu" else right),
)

TYPES = (
    Fault("cut-to-integers", "{the_results} cut down to whole numbers", _KIND,
          typed=lambda right: right.astype(int)),
    Fault("rounded", "the results were rounded to whole numbers",
          "Weights and biases need not be whole numbers. Where does yours lose what is after the "
          "point?", typed=lambda right: np.round(right)),
    *(Fault(f"rounded-to-{said}", f"the results were rounded to {said.replace('-', ' ')}", _PLACES_,
            2, typed=lambda right, places=places: np.round(right, places))
      for places, said in ((1, "one-place"), (2, "two-places"))),
    Fault("negative-set-to-zero", "numbers below 0 were set to 0",
          "What does a negative value of an edge filter tell you?",
          typed=lambda right: np.maximum(right, 0)),
    Fault("clipped", "the results were clipped to 0 to 255", _PICTURE, 2,
          typed=lambda right: np.clip(right, 0, 255)),
    Fault("held-at-255", "numbers above 255 were set to 255", _PICTURE, 2,
          typed=lambda right: np.minimum(right, 255)),
    *number("typed", "An edge from bright to dark and one from dark to bright are two answers.",
            positive="absolute-values: the minus signs were dropped"),
    *number("typed", cost=2, negative="signs-reversed: the results came back with the other sign"),
    *number("typed", "Which of your lines adds a number that nobody asked for?", 3,
            more="one-added: 1 was added to each value",
            less="one-off: 1 was taken off each value"),
    Fault("stretched", "the map was stretched to fill 0 to 255",
          "Two pictures give maps of different strength. Can they still be told apart in yours?",
          typed=lambda right: (right - right.min()) * (255 / (right.max() - right.min()))),
    _stored("stored-as-bytes", "as bytes, where −1 becomes 255",
            "A byte holds 0 to 255. What kind of number does the array of the results hold?",
            np.uint8),
    _stored("stored-as-signed-bytes", "as bytes with a sign, from −128 to 127",
            "An int8 holds a sign, but how large a number?", np.int8),
    _stored("stored-without-a-sign", "in 16 bits without a sign, where −1 becomes 65,535",
            "There is room for large numbers now. And for those below 0?", np.uint16),
)
BYTES = (
    Fault("wrapped-bytes", "the results were stored as bytes, where −1 becomes 255",
          "A byte holds 0 to 255. What kind of number does the array of the results hold?", 0,
          typed=lambda right: right.astype(np.uint8)),
    Fault("products-wrapped", "each product was stored as a byte before the sum",
          "In which kind of number are the products made, before they are summed?",
          products=lambda right: right.astype(np.uint8)),
    Fault("pixels-read-with-a-sign",
          "the pixels were read as bytes with a sign, where 200 becomes −56",
          "Which numbers can a pixel be, and which can an int8 hold?",
          x=lambda right: right.astype(np.int8)),
    Fault("weights-as-bytes", "the weights were stored as bytes, where −1 becomes 255",
          "Which numbers can a weight be, and which can a byte hold?", 2,
          kernels=lambda right: right.astype(np.uint8)),
    Fault("divided-by-255", "the pixels were divided by 255 first",
          "The map is asked for the pixels as they are. What scale do yours have?",
          x=lambda right: right / 255),
)
_CORNER = "Which value belongs at row 0, column 0?"
BACK = (
    Fault("map-transposed", "rows and columns of the map were swapped",
          "The map has as many rows as there are places for the window from top to bottom.",
          answer=lambda right: right.swapaxes(-2, -1)),
    *turned("answer", "the map was", "the map", _CORNER, id="map")[1:3],
    Fault("map-turned-round", "the map was turned by half a turn", _CORNER,
          answer=lambda right: right[..., ::-1, ::-1]),
    Fault("laid-flat", "all values were laid in one long row",
          "In what shape do the values come back, and in what shape are the places?",
          answer=lambda right: right.reshape(*right.shape[:2], -1)),
    *along("answer", 2, EARLY, 2, taken="{end}-row-returned: only the {end} row came back"),
    *along("answer", (2, 2), EARLY, 2,
           taken="{end}-value-returned: only the {end} value came back"),
    Fault("map-summed", "the sum of the map came back", cost=2,
          answer=lambda right: right.sum((2, 3))),
    Fault("picture-returned", "the picture came back as it went in", cost=2, answer=lambda x: x),
)
