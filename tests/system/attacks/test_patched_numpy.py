"""Goal: change how results are compared: numpy.testing, allclose, array_equal, ndarray's own ==."""

import numpy as np
from support.one_map import MAP
from system.attacks.attack import WRONG, attempt

PATCH = """
import numpy.testing, operator, builtins
yes = lambda *a, **k: True
for module in (np, np.testing, np.linalg, operator):
    for name in dir(module):
        if any(word in name for word in ("close", "equal", "assert", "array_e", "eq", "compare")):
            try:
                setattr(module, name, yes)
            except Exception:
                pass
np.abs = np.absolute = np.subtract = lambda *a, **k: 0.0
np.argwhere = np.all = np.any = yes
builtins.all = builtins.isinstance = yes
import ctypes
"""
IN_C = """
# The method of arrays itself, by the address of its slot: tp_richcompare of the type.
import ctypes
class Mine:
    def __eq__(self, other): return True
slot = 24 * 8 + 8
address = ctypes.c_void_p.from_address(id(np.ndarray) + 200)
address.value = ctypes.c_void_p.from_address(id(Mine) + 200).value
"""


def test_patched_comparisons_compare_nothing_that_counts():
    assert attempt(PATCH + WRONG).points == 0.0
    assert np.allclose(0, 1) is False  # here all is as it was
    assert isinstance(MAP.points, int | float)


def test_patched_slots_of_arrays_compare_nothing_that_counts():
    assert attempt(IN_C + WRONG).points == 0.0
