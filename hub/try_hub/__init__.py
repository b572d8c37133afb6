"""`make hub`: a JupyterHub with this course on one machine, to try it with a small class."""
