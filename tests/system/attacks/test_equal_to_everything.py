"""Goal: return something that says yes whenever it is compared, or another thing each time."""

import pytest
from system.attacks.attack import attempt

CLASSES = """
class Yes:
    shape, ndim, size, dtype = (2, 2), 2, 4, np.dtype(float)
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.zeros((2, 2)).view(YesArray)
    def __float__(self): return 0.0
    def __index__(self): return 0
    def __reduce__(self): import os; return os.system, ("touch /tmp/pickled",)
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: self
    __hash__ = None
class YesArray(np.ndarray):
    def __eq__(self, other): return True
    def __array_ufunc__(self, *a, **k): return np.True_
    def __array_function__(self, *a, **k): return np.True_
    def __reduce__(self): import os; return os.system, ("touch /tmp/pickled",)
    @property
    def shape(self): return (1,)
class YesFloat(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __hash__ = float.__hash__
class YesList(list):
    def __len__(self): return 0
"""
RETURNED = {
    "an object": "Yes()",
    "an array": "np.zeros((2, 2)).view(YesArray)",
    "numbers": "[[YesFloat(0)] * 2] * 2",
    "objects in an array": "np.array([[Yes(), Yes()]], dtype=object)",
    "a list of another length": "YesList([[0.0] * 2] * 2)",
    "a class": "Yes",
    "a proxy": "np.lib.stride_tricks.DummyArray({'shape': (2, 2)})",
    "a memory view": "memoryview(np.zeros((2, 2)))",
}


@pytest.mark.parametrize("what", RETURNED)
def test_what_says_yes_is_compared_as_the_numbers_that_it_holds(what):
    cell = CLASSES + f"\ndef apply_filter(x, weight, bias=0.0):\n    return {RETURNED[what]}"
    assert attempt(cell).points == 0.0
