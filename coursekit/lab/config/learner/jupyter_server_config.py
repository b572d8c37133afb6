"""A learner of a class: of nbgrader's tools, the list to fetch units from and to submit by.

Not its *Validate*, which would run the checks of a stock nbgrader and say less than they do.
"""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.FileContentsManager.post_save_hook = "coursekit.progress.points.refresh_start_page"
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "nbgrader.server_extensions.assignment_list": True,
    "nbgrader.server_extensions.course_list": False,
    "jupyter_server_proxy": False,
}
