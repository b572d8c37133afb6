"""JupyterLab as a learner meets it, in a real Chromium; a package, so that it can end together."""
