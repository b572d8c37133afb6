"""What is asked, idea by idea, in the order in which the course teaches them."""

from convtutor.practice.questions.about_counts import COUNTS
from convtutor.practice.questions.about_fields import FIELDS
from convtutor.practice.questions.about_maps import PICTURES
from convtutor.practice.questions.about_relu import RECTIFIED
from convtutor.practice.questions.about_settings import WANTED
from convtutor.practice.questions.about_sizes import SIZES
from convtutor.practice.questions.about_volumes import VOLUMES
from convtutor.practice.questions.question import Idea, Misconception, PracticeQuestion

IDEAS: tuple[Idea, ...] = (
    *(*PICTURES, *SIZES, *WANTED, *VOLUMES),
    *(*COUNTS, *FIELDS, *RECTIFIED),
)

__all__ = ["IDEAS", "Idea", "Misconception", "PracticeQuestion"]
