"""nbgrader for an instructor of a class, beside what the course's own folder says: several share it."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.CourseDirectory.groupshared = True
c.Exchange.path_includes_course = True
