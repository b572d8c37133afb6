"""Right answers to each exercise that a learner may well give, each written in another way."""

from support.right.clinic import clinic
from support.right.counts import COUNTS
from support.right.layers import LAYERS
from support.right.maps import MAPS
from support.right.mended import MENDED
from support.right.network import SETTINGS, SHAPES
from support.right.pads import PADDED
from support.right.sizes import SAME_PADDINGS, SIZES, UNREAD
from support.right.steps import STEPS
from support.right.vectorised import VECTORISED
from support.right.windows import WINDOW_RESPONSE

RIGHT_ANSWERS = {
    "window_response": WINDOW_RESPONSE,
    "apply_filter": MAPS,
    "zero_pad": PADDED,
    "same_padding": SAME_PADDINGS,
    "conv_output_size": SIZES,
    "unread_pixels": UNREAD,
    "apply_filter_strided": MAPS,
    **COUNTS,
    "conv2d": LAYERS,
    "conv2d_vectorised": VECTORISED,
    **clinic(MAPS),
    "find_settings": SETTINGS,
    "trace_shapes": SHAPES,
    "gradient_step": STEPS,
}
RIGHT_ANSWERS |= {id: RIGHT_ANSWERS[id] | more for id, more in MENDED.items()}
"""By exercise, then by what is special about the answer."""
