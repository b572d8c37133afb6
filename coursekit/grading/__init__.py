"""Grade a class: untrusted code in a box, judged from outside, on nbgrader's own formats.

The stations of a submission, in the order in which it passes them: `intake` takes what was handed
in, `reading` finds the answers, `box` locks them in, `judging` calls them there, `feedback` writes
the learner's page, `gradebook` keeps the grade, and `report` tells of the class. `running` leads a
class through them; `wire` is how the processes of which one must not be trusted speak.
"""
