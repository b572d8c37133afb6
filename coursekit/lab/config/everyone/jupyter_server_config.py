"""What JupyterLab does beyond its defaults, whoever opens it; read by the server itself."""

import zmq

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

# JupyterLab fetches nothing of its own accord.
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None

# Without this each kernel warns in the terminal that its connection could be listened to.
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
