"""A show of hands: what a class predicts, counted without names, on the instructor's projector.

A service of JupyterHub, `python -m show_of_hands` with hub/ on PYTHONPATH. A learner's kernel sends
what was given to `predict` (`convtutor/hands.py`); the page shows how many have answered, and the
bars once the instructor opens them. Until a lab is opened on the page nothing is kept; what is kept
lies in memory alone, under keyed digests in place of names, and goes with the lab's end.

`bars` says which answers are one and in which order they stand, `rounds` what a lab keeps of a
class, `service` who may ask what; `page/` is what the projector shows.
"""
