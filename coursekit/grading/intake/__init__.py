"""Take submissions from disk."""

from coursekit.grading.intake.files import IntakeError, open_folder, read_file
from coursekit.grading.intake.submissions import (
    LARGEST_NOTEBOOK,
    LONGEST_NAME,
    as_utc,
    is_learner_name,
    learners,
    looks_like,
    take,
)

__all__ = [
    "LARGEST_NOTEBOOK",
    "LONGEST_NAME",
    "IntakeError",
    "as_utc",
    "is_learner_name",
    "learners",
    "looks_like",
    "open_folder",
    "read_file",
    "take",
]
