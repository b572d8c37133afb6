"""Right answers to each exercise that a learner may well give, each written in another way."""

from right_clinic import clinic
from right_counts import COUNTS
from right_layers import LAYERS
from right_maps import MAPS
from right_mended import MENDED
from right_pads import PADDED
from right_sizes import SAME_PADDINGS, SIZES, UNREAD
from right_steps import STEPS
from right_vectorised import VECTORISED
from right_windows import WINDOW_RESPONSE

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
    "gradient_step": STEPS,
}
RIGHT_ANSWERS |= {id: RIGHT_ANSWERS[id] | more for id, more in MENDED.items()}
"""By exercise, then by what is special about the answer."""
