"""Take submissions from disk."""

from coursekit.grading.intake.files import IntakeError, open_folder, read_file
from coursekit.grading.intake.submissions import learners, take

__all__ = ["IntakeError", "learners", "open_folder", "read_file", "take"]
