"""What teaches: the checks, the questions, the pictures and the explorers of the course.

A notebook says ``from convtutor import check, draw, predict, recall, reveal``.
"""

from convtutor import draw
from convtutor.notebook import check, predict, recall, reveal

__all__ = ["check", "draw", "predict", "recall", "reveal"]
