"""Grade a class: untrusted code in a box, judged from outside, on nbgrader's own formats."""
