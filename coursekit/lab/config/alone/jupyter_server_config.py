"""A learner on a machine of their own: nbgrader's tools would only be in the way."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.FileContentsManager.post_save_hook = "coursekit.progress.points.refresh_start_page"
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
}
