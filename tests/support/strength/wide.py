"""Many small calls of each exercise, all over its contract: where two functions might differ.

No learner is judged on these, and what is said of an answer was not tried on them. Here a survivor
must equal the right answer, and a mutant that got a name must equal the mistake of that name.
"""

import numpy as np

COUNT = 60


def wide_cases(exercise):
    """Give calls with every setting that the contract allows, the odd ones too."""
    rng = np.random.default_rng(2**31)
    return [exercise.wide(rng, exercise) for _ in range(COUNT)]
