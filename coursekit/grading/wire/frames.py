"""Plain values as bytes, for the socket between the judge and the box.

A frame is a text in JSON and behind it the numbers of all arrays, as they lie in memory. It holds
None, truth values, whole numbers, floats, text, lists, tuples and arrays of numbers, and nothing
else: nothing is run when it is read, and no name, class or path is in it. Whoever writes one
freely, as code in the box can, says no more than a function could return.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

LONGEST = 33_000_000
"""Bytes of one frame: a million values of the widest kind, and some text."""

LONGEST_TEXT = 500_000
"""Bytes of the JSON of a frame from somebody who is not trusted, which bounds its lists, too."""

LARGEST_ARRAY = 1_000_000
"""Values in one array; of one with a side of 0, what the product of the others may be."""

MOST_AXES = 32

_KINDS = "?bhilqBHILQefdgFDG"
"""NumPy's letters for the kinds of numbers that may pass; no objects, no text, no records."""

_LENGTH = 4
"""Bytes in front that tell how long the JSON is."""

_HALF_A_CHARACTER = re.compile(r"(?<!\\)(\\\\)*\\u[dD][89a-fA-F]")
"""In JSON, a surrogate: no text of ours has one, and none can be written to a file."""


class FrameError(ValueError):
    """Bytes that are no frame, or a value that fits in none."""


def pack(value: Any) -> bytes:
    """Write a value as bytes that `unpack` turns back into the same one.

    A value is None, a bool, int, float, str or ndarray, or a list or tuple of such values. NumPy's
    own numbers become Python's. Arrays keep their kind of numbers, in this machine's byte order,
    and lie in memory row by row. A FrameError says that a value is of another kind, too large or
    too deep.

    Examples
    --------
    >>> unpack(pack([1, (2.5, None), "three"]))
    [1, (2.5, None), 'three']
    """
    numbers: list[bytes] = []
    try:
        text = json.dumps(_tagged(value, numbers), ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise FrameError(f"a frame holds no such value: {error}") from error
    frame = b"".join([len(text).to_bytes(_LENGTH, "big"), text, *numbers])
    if len(frame) > LONGEST:
        raise FrameError(f"a frame has at most {LONGEST} bytes, not {len(frame)}")
    return frame


def _tagged(value: Any, numbers: list[bytes]) -> Any:
    """The value for JSON, where tuples and arrays are objects; `numbers` gets those of arrays."""
    kind = type(value)
    if value is None or kind in (bool, int, float):
        return value
    if kind is str:
        return value.encode("utf-8", "replace").decode()
    if kind is list:
        return [_tagged(one, numbers) for one in value]
    if kind is tuple:
        return {"tuple": [_tagged(one, numbers) for one in value]}
    import numpy as np  # the reader of notebooks has none, and sends no arrays

    if isinstance(value, np.generic) and not isinstance(value.item(), np.generic):
        return _tagged(value.item(), numbers)
    if kind is not np.ndarray:
        raise FrameError(f"a frame holds no {kind.__name__}; use numbers, text, lists or arrays")
    native = value.astype(value.dtype.newbyteorder("="), copy=False)
    _check(native.dtype.char, list(value.shape))
    numbers.append(native.tobytes())
    return {"array": [native.dtype.char, list(value.shape)]}


def unpack(frame: bytes, longest_text: int = LONGEST_TEXT) -> Any:
    """Read a value from bytes that anybody may have written; arrays are writable copies.

    `Channel.hear` bounds the length of the frame, `longest_text` the bytes of its JSON. A
    FrameError says that the bytes are no frame, whole and without anything after it. Nothing else
    is raised, and no more memory is taken than a few times the length of the bytes, and some MB for
    lists.
    """
    length = int.from_bytes(frame[:_LENGTH], "big")
    if length > longest_text:
        raise FrameError(f"the text of a frame has at most {longest_text} bytes, not {length}")
    numbers = memoryview(frame)[_LENGTH + length :]

    def untagged(tagged: dict[str, Any]) -> Any:
        nonlocal numbers
        [(tag, inside)] = tagged.items()
        if tag == "tuple":
            return tuple(inside)
        if tag != "array":
            raise FrameError("a frame holds tuples and arrays, and no other objects")
        letter, shape = inside
        array, numbers = _array(letter, shape, numbers)
        return array

    try:
        text = str(frame[_LENGTH : _LENGTH + length], "utf-8")
        if _HALF_A_CHARACTER.search(text):
            raise FrameError("text in a frame has no half characters")
        value = json.loads(text, object_hook=untagged)
    except (ValueError, TypeError, RecursionError) as error:
        raise FrameError(f"the text of a frame is JSON of our own: {error}") from error
    if numbers:
        raise FrameError(f"{len(numbers)} bytes follow the value of a frame")
    return value


def _array(letter: Any, shape: Any, numbers: memoryview) -> tuple[np.ndarray, memoryview]:
    """Read an array from the front of `numbers`; give what is left of them, too."""
    import numpy as np

    _check(letter, shape)
    dtype = np.dtype(letter)
    end = math.prod(shape) * dtype.itemsize
    if end > len(numbers):
        raise FrameError("a frame ends in the middle of an array")
    array = np.frombuffer(numbers[:end], dtype).copy()
    if letter == "?":
        # A byte other than 0 and 1 is no truth value, and C code may take it amiss.
        array = np.frombuffer(numbers[:end], np.uint8) != 0
    return array.reshape(shape), numbers[end:]


def _check(letter: Any, shape: Any) -> None:
    """Refuse an array whose kind may not pass, or that claims more than it may hold."""
    if type(letter) is not str or len(letter) != 1 or letter not in _KINDS:
        raise FrameError(f"a frame holds no array of kind {letter!r}")
    if type(shape) is not list or len(shape) > MOST_AXES:
        raise FrameError(f"an array in a frame has a list of at most {MOST_AXES} sides")
    if not all(type(side) is int and side >= 0 for side in shape):
        raise FrameError("the sides of an array are whole numbers")
    # A side of 0 counts as 1: NumPy refuses a shape whose others are huge.
    if math.prod(max(side, 1) for side in shape) > LARGEST_ARRAY:
        raise FrameError(f"an array in a frame has at most {LARGEST_ARRAY} values")
