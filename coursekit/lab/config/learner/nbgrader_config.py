"""nbgrader for a learner of a class: where units are handed out and in."""

import os

from coursekit.lab.hub_user import COURSE_ID

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.CourseDirectory.course_id = COURSE_ID
c.Exchange.path_includes_course = True
if exchange := os.environ.get("NBGRADER_EXCHANGE"):
    c.Exchange.root = exchange
