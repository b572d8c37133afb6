"""One page for each learner."""

from coursekit.grading.feedback.feedback_page import (
    draw,
    make_dispute_page,
    make_page,
    show_points,
)

__all__ = ["draw", "make_dispute_page", "make_page", "show_points"]
