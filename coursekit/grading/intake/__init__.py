"""Take submissions from disk."""

from coursekit.grading.intake.files import IntakeError, open_folder, read_file
from coursekit.grading.intake.submissions import LONGEST_NAME, learners, take

__all__ = ["LONGEST_NAME", "IntakeError", "learners", "open_folder", "read_file", "take"]
