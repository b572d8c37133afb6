"""The class desk: a page in JupyterLab on which an instructor runs a class by clicks.

Each click runs a command that one could type, in the class's folder and with one's own rights; what
it prints is shown as it comes. JupyterLab's launcher has a card for it (`lab/config/instructor`),
and jupyter-server-proxy leads there by a socket that only this user reaches.
"""
