"""nbgrader for those who teach a class, beside what its folder says: they share that folder."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.CourseDirectory.groupshared = True
c.Exchange.path_includes_course = True
