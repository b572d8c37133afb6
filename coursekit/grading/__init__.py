"""Grade what a class has handed in, in a box that untrusted code cannot get out of.

Light on purpose: this file also lies in the box, where nothing but the worker is.
"""
