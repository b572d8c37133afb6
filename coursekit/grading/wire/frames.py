"""Plain values as bytes, for the pipe between the judge and the box.

A frame holds None, truth values, whole numbers, floats, text, lists, tuples and arrays of
numbers, and nothing else: nothing is run when it is read, and no name, class or path is in it.
Whoever writes one freely, as code in the box can, says no more than a function could return.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

LONGEST = 33_000_000
"""Bytes of one frame: a million values of the widest kind, and some text."""

MOST_ITEMS = 10_000
"""Values in one frame, arrays counted as one."""

DEEPEST = 8
"""Lists within lists."""

LARGEST_ARRAY = 1_000_000
"""Values in one array; of one with a side of 0, what the product of the others may be."""

MOST_AXES = 32

WIDEST_INTEGER = 64
"""Bytes of a whole number."""

_KINDS = "?bhilqBHILQefdgFDG"
"""NumPy's letters for the kinds of numbers that may pass; no objects, no text, no records."""

_LENGTH = struct.Struct(">I")
_FLOAT = struct.Struct(">d")


class FrameError(ValueError):
    """Bytes that are no frame, or a value that fits in none."""


def pack(value: Any) -> bytes:
    """Write a value as bytes.

    Parameters
    ----------
    value : None, bool, int, float, str, list, tuple or ndarray
        NumPy's own numbers, too. Lists and tuples hold such values in turn.

    Returns
    -------
    bytes
        What `unpack` turns back into the same value: arrays have the same kind of numbers, in
        this machine's byte order, the same values and the same layout of their axes in memory.

    Raises
    ------
    FrameError
        If the value is of another kind, too large or too deep.

    Examples
    --------
    >>> unpack(pack([1, (2.5, None), "three"]))
    [1, (2.5, None), 'three']
    """
    parts: list[bytes] = []
    _pack(value, parts, 0)
    if len(parts) > MOST_ITEMS:
        raise FrameError(f"a frame holds at most {MOST_ITEMS} values, not {len(parts)}")
    frame = b"".join(parts)
    if len(frame) > LONGEST:
        raise FrameError(f"a frame has at most {LONGEST} bytes, not {len(frame)}")
    return frame


def _pack(value: Any, parts: list[bytes], depth: int) -> None:
    if depth > DEEPEST:
        raise FrameError(f"a frame holds lists at most {DEEPEST} deep; flatten them")
    kind = type(value)
    if value is None:
        parts.append(b"N")
    elif kind is bool:
        parts.append(b"T" if value else b"F")
    elif kind is int:
        number = value.to_bytes((value.bit_length() + 8) // 8, "big", signed=True)
        if len(number) > WIDEST_INTEGER:
            raise FrameError(f"a whole number has at most {WIDEST_INTEGER} bytes in a frame")
        parts.append(b"i" + bytes([len(number)]) + number)
    elif kind is float:
        parts.append(b"f" + _FLOAT.pack(value))
    elif kind is str:
        text = value.encode("utf-8", "replace")
        parts.append(b"s" + _LENGTH.pack(len(text)) + text)
    elif kind is list or kind is tuple:
        parts.append((b"l" if kind is list else b"t") + _LENGTH.pack(len(value)))
        for one in value:
            _pack(one, parts, depth + 1)
    else:
        parts.append(_pack_array(value))


def _pack_array(value: Any) -> bytes:
    import numpy as np

    if type(value) is not np.ndarray and not isinstance(value, np.generic):
        kind = type(value).__name__
        raise FrameError(f"a frame holds no {kind}; use numbers, text, lists or arrays")
    array = np.asarray(value)
    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    letter = native.dtype.char
    if letter not in _KINDS or array.ndim > MOST_AXES or _room(array.shape) > LARGEST_ARRAY:
        raise FrameError(f"a frame holds no array of {array.dtype} and shape {array.shape}")
    # The axes from the slowest to the quickest in memory, so that the layout travels along.
    order = sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis]))
    header = (b"a" if value is array else b"g") + letter.encode("ascii")
    header += bytes([array.ndim]) + bytes(order)
    sides = b"".join(_LENGTH.pack(side) for side in array.shape)
    return header + sides + np.ascontiguousarray(native.transpose(order)).tobytes()


def _room(shape: Sequence[int]) -> int:
    """Multiply the sides, counting one of 0 as 1: NumPy refuses a shape whose others are huge."""
    return math.prod(max(side, 1) for side in shape)


def unpack(frame: bytes) -> Any:
    """Read a value from bytes that anybody may have written.

    Parameters
    ----------
    frame : bytes

    Returns
    -------
    None, bool, int, float, str, list, tuple, ndarray or a number of NumPy's
        Arrays are writable copies.

    Raises
    ------
    FrameError
        If the bytes are no frame, whole and without anything after it. Nothing else is raised,
        and no more memory is taken than a few times the length of the bytes.
    """
    reader = _Reader(frame)
    value = reader.value(0)
    if reader.place != len(frame):
        raise FrameError(f"{len(frame) - reader.place} bytes follow the value of a frame")
    return value


class _Reader:
    """A frame, and how far it has been read."""

    def __init__(self, frame: bytes) -> None:
        if len(frame) > LONGEST:
            raise FrameError(f"a frame has at most {LONGEST} bytes, not {len(frame)}")
        self.frame = frame
        self.place = 0
        self.items = 0

    def take(self, length: int) -> bytes:
        """Read so many bytes."""
        end = self.place + length
        if end > len(self.frame):
            raise FrameError("a frame ends in the middle of a value")
        taken = self.frame[self.place : end]
        self.place = end
        return taken

    def length(self) -> int:
        """Read a length."""
        return int(_LENGTH.unpack(self.take(4))[0])

    def value(self, depth: int) -> Any:
        """Read one value with all that is in it."""
        self.items += 1
        if depth > DEEPEST or self.items > MOST_ITEMS:
            raise FrameError("a frame holds too many values, or lists too deep in lists")
        kind = self.take(1)
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind == b"i":
            return self.whole_number()
        if kind == b"f":
            return float(_FLOAT.unpack(self.take(8))[0])
        if kind == b"s":
            try:
                return self.take(self.length()).decode("utf-8")
            except UnicodeDecodeError as error:
                raise FrameError("text in a frame is not UTF-8") from error
        if kind in (b"l", b"t"):
            # One value after the other: a length that lies is found out where the bytes end.
            values = [self.value(depth + 1) for _ in range(self.length())]
            return values if kind == b"l" else tuple(values)
        if kind == b"a":
            return self.array()
        if kind == b"g":
            array = self.array()
            if array.ndim:
                raise FrameError("a number has no axes")
            return array[()]
        raise FrameError(f"a frame has no kind of value {kind!r}")

    def whole_number(self) -> int:
        """Read a whole number."""
        length = self.take(1)[0]
        if not 1 <= length <= WIDEST_INTEGER:
            raise FrameError(f"a whole number has 1 to {WIDEST_INTEGER} bytes, not {length}")
        return int.from_bytes(self.take(length), "big", signed=True)

    def array(self) -> np.ndarray:
        """Read an array: its kind of numbers, its axes, its values."""
        import numpy as np

        letter = self.take(1).decode("latin-1")
        axes = self.take(1)[0]
        if letter not in _KINDS or axes > MOST_AXES:
            raise FrameError(f"a frame has no array of kind {letter!r} with {axes} axes")
        order = list(self.take(axes))
        if sorted(order) != list(range(axes)):
            raise FrameError(f"{order} are not the axes of an array of {axes}")
        shape = [self.length() for _ in range(axes)]
        if _room(shape) > LARGEST_ARRAY:
            raise FrameError(f"an array in a frame has at most {LARGEST_ARRAY} values")
        dtype = np.dtype(letter)
        data = self.take(math.prod(shape) * dtype.itemsize)
        if letter == "?":
            # A byte other than 0 and 1 is no truth value, and C code may take it amiss.
            array = np.frombuffer(data, np.uint8) != 0
        else:
            array = np.frombuffer(data, dtype).copy()
        back = [order.index(axis) for axis in range(axes)]
        return array.reshape([shape[axis] for axis in order]).transpose(back)


_CONSTANTS: dict[bytes, Any] = {b"N": None, b"T": True, b"F": False}
