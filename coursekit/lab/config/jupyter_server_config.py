"""What the learner's JupyterLab does beyond its defaults; read by the server itself."""

import zmq

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

c.FileContentsManager.post_save_hook = "coursekit.progress.points.refresh_start_page"

# A learner's JupyterLab fetches nothing of its own accord.
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None

# nbgrader's tools are for instructors; here they would only be in the way.
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
}

# Without this each kernel warns in the terminal that its connection could be listened to.
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
