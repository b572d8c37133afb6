"""A patient of the clinic with parts of its source replaced, as a learner's own function."""

import inspect

import numpy as np

from convtutor.units.clinic import patients

CORNER = "[:, :height, :width]"


def edited(number, replacements):
    """A patient with parts of its source replaced, as a learner's own function."""
    source = inspect.getsource(getattr(patients, f"patient_{number}"))
    for old, new in replacements:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    names = {"np": np}
    exec(source, names)
    return names[f"patient_{number}"]
