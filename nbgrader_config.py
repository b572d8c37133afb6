"""nbgrader's settings for this course.

nbgrader reads this file where it is started in this folder, or is told of it by
`--course-dir=<this folder>`, or finds the folder in JUPYTER_CONFIG_PATH.
"""

import contextlib
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 - Jupyter puts this name here

# The folders. All of them lie beside this file, wherever the course is copied to and whatever the
# current folder is.
c.CourseDirectory.root = str(HERE)
c.CourseDirectory.course_id = "convolution"
# The authors' notebooks, which hold the solutions, and what is made of them for learners.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# Its default, "solution", is one letter away from our sources: `generate_solution` writes here.
c.CourseDirectory.solution_directory = "build/solved"

# Where units are handed out and in. A class sets NBGRADER_EXCHANGE to a folder that all its
# members can write to; alone, a folder in the course does, which is made here because nbgrader
# wants it to exist.
exchange = os.environ.get("NBGRADER_EXCHANGE")
if not exchange:
    exchange = HERE / "exchange"
    with contextlib.suppress(OSError):  # in a read-only course, other commands still work
        exchange.mkdir(exist_ok=True)
c.Exchange.root = str(Path(exchange).expanduser().absolute())

# What a learner finds in place of the solution: the error tells the checks "not written yet".
c.ClearSolutions.code_stub = {"python": "# Your code here\nraise NotImplementedError"}
# The author's own answers to predict(...) and recall(...) are taken out, too. First in the row,
# so that nothing that nbgrader stores of a cell has them.
c.GenerateAssignment.preprocessors.prepend(["coursekit.release.preprocessors.BlankAnswers"])

# As nbgrader's own list, but for the first: fresh cases from a seed that the verdicts tell. Set
# CONVLIB_SEED to grade with the same cases again.
c.Autograde.autograde_preprocessors = [
    "coursekit.release.preprocessors.ExecuteWithSeed",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# When units are due, and what coming late costs: `coursekit deadlines` begins that file.
c.AssignLatePenalties.plugin_class = "coursekit.grading.gradebook.late_penalty.LatePenalty"
c.LatePenalty.file = str(HERE / "deadlines.toml")

# A learner who deleted a check cell is graded by it all the same.
c.OverwriteCells.add_missing_cells = True
# Seconds a cell: the slowest of ours takes a few, and an endless loop should not hold up a class.
c.ExecutePreprocessor.timeout = 60
# An instructor's shell may ask failed checks to raise, as nbval does; to nbgrader an error is no
# points at all, and partial credit would be lost.
os.environ.pop("CONVLIB_CHECK_RAISES", None)
