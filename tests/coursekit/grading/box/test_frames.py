"""Frames carry plain values there and back, and bytes that anybody made do no harm."""

import contextlib
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from convtutor.calling.outcome import Borrowed, NotWritten, Raised, Returned, TookTooLong
from convtutor.units.catalogue import exercises
from coursekit.grading.wire import frames
from coursekit.grading.wire.frames import FrameError, pack, unpack
from coursekit.grading.wire.replies import (
    pack_case,
    pack_outcome,
    unpack_case,
    unpack_outcome,
)

KINDS = "?bhilqBHILQefdFD"
NUMBERS = arrays.arrays(
    st.sampled_from(KINDS).map(np.dtype), arrays.array_shapes(min_dims=0, max_dims=4, min_side=0)
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**500), 2**500)
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)


def alike(one, other):
    """Whether two values are the same, kinds, layouts and all."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        same_bytes = one.tobytes() == other.tobytes()
        return one.dtype == other.dtype and one.shape == other.shape and same_bytes
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other or one != one


@given(VALUES)
def test_what_is_packed_comes_out_the_same(value):
    assert alike(unpack(pack(value)), value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(24.0).reshape(2, 3, 4),
        np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)),
        np.arange(24.0).reshape(2, 3, 4).transpose(1, 2, 0),
        np.arange(6, dtype=">i4").reshape(2, 3),
        np.longdouble([1, 2]) / 3,
        np.array(3),
        np.zeros((0, 5)),
        np.zeros((1,) * 32),
    ],
)
def test_arrays_keep_values_and_layout(array):
    back = unpack(pack(array))
    assert (back == array).all()
    assert back.shape == array.shape
    assert back.flags.writeable
    assert back.dtype == array.dtype.newbyteorder("=")
    if array.size > 1:
        assert back.strides == array.copy("K").strides


def test_numbers_of_numpy_keep_their_kind():
    back = unpack(pack([np.int64(3), np.float32(0.5), np.bool_(True)]))
    assert back == [3, 0.5, True]
    assert [type(one) for one in back] == [np.int64, np.float32, np.bool_]


def test_lone_surrogates_become_question_marks():
    assert unpack(pack("a\ud800b")) == "a?b"


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {"a": 1},
        b"bytes",
        np.array([object()]),
        np.array(["text"]),
        np.zeros(2, "M8[s]"),
        np.zeros(2, [("a", float)]),
        np.broadcast_to(0.0, (10**9, 10)),
        np.broadcast_to(0.0, (0, 10**9)),
        2**600,
        [0] * 20_000,
        [[[[[[[[[[1]]]]]]]]]],
    ],
)
def test_what_fits_in_no_frame_is_refused(value):
    with pytest.raises(FrameError):
        pack(value)


# ---------------------------------------------------------------- bytes that anybody made


@given(st.binary(max_size=200))
def test_noise_is_a_frame_or_an_error(noise):
    with contextlib.suppress(FrameError):
        unpack(noise)


@given(VALUES, st.data())
def test_damaged_frame_is_a_frame_or_an_error(value, data):
    frame = bytearray(pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(frame) - 1))
        frame[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    for damaged in (bytes(frame), bytes(frame[:cut]), bytes(frame) + b"\0"):
        try:
            unpack(damaged)
        except FrameError:
            continue


def array_frame(letter, sides, order=None, data=b""):
    order = bytes(range(len(sides))) if order is None else order
    packed = b"".join(struct.pack(">I", side) for side in sides)
    return b"a" + letter + bytes([len(sides)]) + order + packed + data


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"x",
        b"i",
        b"i\0",
        b"i\xff" + b"1" * 255,
        b"f1234567",
        b"s\xff\xff\xff\xff",
        b"s\0\0\0\1\xff",
        b"l\xff\xff\xff\xff",
        b"l\xff\xff\xff\xff" + b"N" * 50_000,
        b"l\0\0\0\1" * 5000 + b"N",
        array_frame(b"O", [1], data=b"\0" * 8),
        array_frame(b"U", [1], data=b"\0" * 4),
        array_frame(b"V", [1], data=b"\0" * 8),
        array_frame(b"M", [1], data=b"\0" * 8),
        array_frame(b"d", [2], data=b"\0" * 8),
        array_frame(b"d", [1], data=b"\0" * 9),
        array_frame(b"d", [2**32 - 1]),
        array_frame(b"d", [2**32 - 1] * 32),
        array_frame(b"d", [0, 2**31]),
        array_frame(b"d", [0] + [10**6] * 31),
        array_frame(b"d", [1, 1], order=b"\0\0", data=b"\0" * 8),
        array_frame(b"d", [1, 1], order=b"\0\7", data=b"\0" * 8),
        array_frame(b"d", [1] * 33, data=b"\0" * 8),
        b"g" + array_frame(b"d", [1], data=b"\0" * 8)[1:],
        b"NN",
    ],
)
def test_malformed_frame_is_an_error(frame):
    with pytest.raises(FrameError):
        unpack(frame)


def test_malformed_frame_takes_no_memory():
    tracemalloc.start()
    for frame in (
        array_frame(b"D", [1000, 1000]),
        b"l\xff\xff\xff\xff" + b"l\xff\xff\xff\xff" * 1000,
        b"s\x7f\xff\xff\xff",
    ):
        with pytest.raises(FrameError):
            unpack(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_frame_that_is_too_long_is_refused_at_once():
    with pytest.raises(FrameError, match="at most 33000000 bytes"):
        unpack(bytes(frames.LONGEST + 1))


def test_bytes_that_are_no_truth_values_are_made_some():
    assert unpack(array_frame(b"?", [3], data=b"\0\1\7")).tolist() == [False, True, True]


# ---------------------------------------------------------------- calls and replies


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.id)
def test_every_case_of_the_course_fits_in_a_frame(exercise):
    for case in exercise.all_cases(5):
        number, back = unpack_case(unpack(pack_case(7, case)))
        assert number == 7
        assert alike(back.arguments, case.arguments)
        assert alike(list(back.options.items()), list(case.options.items()))
        assert alike(back.larger, case.larger)
        assert back.aspect == case.aspect


OUTCOMES = [
    Returned(np.arange(4.0), "list", True, (3, 4), printed="hello"),
    Returned(None, "generator"),
    Raised("ValueError", "no", "x = 1", ("Exception",), printed="a"),
    NotWritten(printed="b"),
    TookTooLong(5.0, "while True:"),
    Borrowed("conv2d"),
]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcomes_come_back_the_same(outcome):
    back = unpack_outcome(pack_outcome(3, outcome), 3)
    assert type(back) is type(outcome)
    assert all(map(alike, vars(back).values(), vars(outcome).values()))


def test_texts_of_an_outcome_are_cut():
    back = unpack_outcome(pack_outcome(1, Raised("K" * 99, "m" * 999, "l" * 9999)), 1)
    assert (len(back.kind), len(back.message), len(back.line)) == (60, 300, 500)


def test_reply_to_another_call_is_an_error():
    with pytest.raises(FrameError, match="another call"):
        unpack_outcome(pack_outcome(3, OUTCOMES[0]), 4)


ARRAY = np.zeros(2)


@pytest.mark.parametrize(
    "reply",
    [
        None,
        [],
        ["returned"],
        ("returned", 1, "", ARRAY, "x", False, None, False),
        ["returned", True, "", ARRAY, "x", False, None, False],
        ["returned", 1, "", ARRAY, "x", False],
        ["returned", 1, "", ARRAY, "x", False, None, None, False],
        ["returned", 1, "", 3.0, "x", False, None, False],
        ["returned", 1, "", [1], "x", False, None, False],
        ["returned", 1, "", ARRAY, 5, False, None, False],
        ["returned", 1, "", ARRAY, "x" * 61, False, None, False],
        ["returned", 1, "", ARRAY, "x", 0, None, False],
        ["returned", 1, "", ARRAY, "x", False, [1], False],
        ["returned", 1, "", ARRAY, "x", False, [1.0, 2], False],
        ["returned", 1, "", ARRAY, "x", False, [-1, 2], False],
        ["returned", 1, "", ARRAY, "x", False, [0, 10**16], False],
        ["returned", 1, "x" * 2001, ARRAY, "x", False, None, False],
        ["returned", 1, None, ARRAY, "x", False, None, False],
        ["raised", 1, "", "E", "m", "l", "bases"],
        ["raised", 1, "", "E", "m", "l", ["x"] * 51],
        ["raised", 1, "", "E", "m" * 301, "l", []],
        ["raised", 1, "", "E", "m", ARRAY, []],
        ["late", 1, "", 5, ""],
        ["late", 1, "", float("nan"), ""],
        ["late", 1, "", float("inf"), ""],
        ["late", 1, "", -1.0, ""],
        ["borrowed", 1, "", None],
        ["not written", 1, "", None],
        ["right", 1, "", 4.0],
        [["returned"], 1, ""],
        [ARRAY, 1, ""],
    ],
)
def test_reply_of_another_form_is_an_error(reply):
    with pytest.raises(FrameError):
        unpack_outcome(pack(reply), 1)


@given(
    st.sampled_from(["returned", "raised", "late", "borrowed", "not written"]) | VALUES,
    st.just(1) | VALUES,
    st.just("") | VALUES,
    st.lists(VALUES, max_size=5),
)
def test_reply_of_any_form_is_an_outcome_or_an_error(name, number, printed, rest):
    frame = pack([name, number, printed, *rest])
    try:
        outcome = unpack_outcome(frame, 1)
    except FrameError:
        return
    assert isinstance(outcome, Returned | Raised | TookTooLong | Borrowed | NotWritten)
    assert len(repr(outcome)) < 100_000
