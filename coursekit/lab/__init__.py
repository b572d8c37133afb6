"""Open the course: the learner's folder, and JupyterLab on it."""
