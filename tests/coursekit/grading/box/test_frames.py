"""Frames carry plain values there and back, and bytes that anybody made do no harm."""

import contextlib
import json
import socket
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from convtutor.calling.outcome import Borrowed, NotWritten, Raised, Returned, TookTooLong
from convtutor.units.catalogue import exercises
from coursekit.grading.wire import frames
from coursekit.grading.wire.channel import Channel
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
    """Whether two values are the same, kinds and all."""
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
def test_arrays_keep_their_values_and_lie_row_by_row(array):
    back = unpack(pack(array))
    assert (back == array).all()
    assert back.shape == array.shape
    assert back.flags.writeable
    assert back.dtype == array.dtype.newbyteorder("=")
    assert back.flags.c_contiguous


def test_numbers_of_numpy_become_pythons_own():
    back = unpack(pack([np.int64(3), np.float32(0.5), np.bool_(True)]))
    assert back == [3, 0.5, True]
    assert [type(one) for one in back] == [int, float, bool]


def test_lone_surrogates_become_question_marks():
    assert unpack(pack("a\ud800b")) == "a?b"


def nested(depth):
    rows = 1
    for _ in range(depth):
        rows = [rows]
    return rows


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {"a": 1},
        {"tuple": [1]},
        b"bytes",
        np.longdouble(1),
        1j,
        np.array([object()]),
        np.array(["text"]),
        np.zeros(2, "M8[s]"),
        np.zeros(2, [("a", float)]),
        np.broadcast_to(0.0, (10**9, 10)),
        np.broadcast_to(0.0, (0, 10**9)),
        10**5000,
        nested(5000),
    ],
    ids=lambda value: type(value).__name__,
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


def forged(text, numbers=b""):
    """A frame with any text in the place of its JSON."""
    text = text.encode() if isinstance(text, str) else text
    return len(text).to_bytes(4, "big") + text + numbers


def array_frame(letter, sides, numbers=b""):
    return forged(json.dumps({"array": [letter, sides]}), numbers)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"x",
        b"\xff" * 9,
        forged(""),
        forged("x"),
        forged("1 2"),
        forged("9" * 5000),
        forged('"open'),
        forged(b'"\xff"'),
        forged('"\\ud800"'),
        forged('"\\\\\\udfFF"'),
        forged(json.dumps("a").encode("utf-16")),
        forged("[" * 100_000),
        forged("[" * 100_000 + "]" * 100_000),
        forged('{"tuple": ' * 20_000),
        forged("[" + "0," * 300_000 + "0]"),
        forged("{}"),
        forged('{"list": [1]}'),
        forged('{"tuple": 1}'),
        forged('{"tuple": [], "array": []}'),
        forged('{"array": ["d"]}'),
        forged('{"array": "d"}'),
        forged('{"array": ["d", "1"]}', b"\0" * 8),
        array_frame("O", [1], b"\0" * 8),
        array_frame("U", [1], b"\0" * 4),
        array_frame("V", [1], b"\0" * 8),
        array_frame("M", [1], b"\0" * 8),
        array_frame("bh", [1], b"\0" * 8),
        array_frame("", [1], b"\0" * 8),
        array_frame(["d"], [1], b"\0" * 8),
        array_frame("d", [2], b"\0" * 8),
        array_frame("d", [1], b"\0" * 9),
        array_frame("d", [-1], b"\0" * 8),
        array_frame("d", [True], b"\0" * 8),
        array_frame("d", [1.0], b"\0" * 8),
        array_frame("d", [2**64]),
        array_frame("d", [2**32 - 1] * 32),
        array_frame("d", [0, 2**31]),
        array_frame("d", [0] + [10**6] * 31),
        array_frame("d", [1] * 33, b"\0" * 8),
        forged("null", b"\0"),
    ],
)
def test_malformed_frame_is_an_error(frame):
    with pytest.raises(FrameError):
        unpack(frame)


def test_malformed_frame_takes_little_memory():
    tracemalloc.start()
    for frame in (
        array_frame("D", [1000, 1000]),
        b"\x7f\xff\xff\xff" + b"[" * 1000,
        forged("[" * frames.LONGEST_TEXT),
    ):
        with pytest.raises(FrameError):
            unpack(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_lists_of_a_reply_take_some_megabytes_at_most():
    many = "[" + "[]," * (frames.LONGEST_TEXT // 3 - 1) + "0]"
    tracemalloc.start()
    unpack(forged(many))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_frame_that_is_too_long_is_refused_at_once():
    channel = Channel()
    with socket.socket(fileno=channel.other) as other:
        channel.other = -1
        other.sendall((frames.LONGEST + 1).to_bytes(4, "big"))
        with pytest.raises(FrameError, match="at most 33000000 bytes"):
            channel.hear(time.monotonic() + 5)
    channel.close()


def test_backslashes_in_text_are_no_half_characters():
    for text in ("\\ud800", "\\\\udfff", "\\", "\u00fc \U0001f600"):
        assert unpack(pack(text)) == text


def test_bytes_that_are_no_truth_values_are_made_some():
    assert unpack(array_frame("?", [3], b"\0\1\7")).tolist() == [False, True, True]


# ---------------------------------------------------------------- calls and replies


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.id)
def test_every_case_of_the_course_fits_in_a_frame(exercise):
    for case in exercise.all_cases(5):
        number, back = unpack_case(pack_case(7, case))
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
        ["Returned"],
        ("Returned", 1, "", ARRAY, "x", False, None, False),
        ["Returned", True, "", ARRAY, "x", False, None, False],
        ["Returned", 1, "", ARRAY, "x", False],
        ["Returned", 1, "", ARRAY, "x", False, None, None, False],
        ["Returned", 1, "", 3.0, "x", False, None, False],
        ["Returned", 1, "", [1], "x", False, None, False],
        ["Returned", 1, "", ARRAY, 5, False, None, False],
        ["Returned", 1, "", ARRAY, "x" * 61, False, None, False],
        ["Returned", 1, "", ARRAY, "x", 0, None, False],
        ["Returned", 1, "", ARRAY, "x", False, [1, 2], False],
        ["Returned", 1, "", ARRAY, "x", False, (1,), False],
        ["Returned", 1, "", ARRAY, "x", False, (1.0, 2), False],
        ["Returned", 1, "", ARRAY, "x", False, (-1, 2), False],
        ["Returned", 1, "", ARRAY, "x", False, (0, 10**16), False],
        ["Returned", 1, "x" * 2001, ARRAY, "x", False, None, False],
        ["Returned", 1, None, ARRAY, "x", False, None, False],
        ["Raised", 1, "", "E", "m", "l", "bases", False],
        ["Raised", 1, "", "E", "m", "l", ("x",) * 51, False],
        ["Raised", 1, "", "E", "m", "l", ("x" * 61,), False],
        ["Raised", 1, "", "E", "m" * 301, "l", (), False],
        ["Raised", 1, "", "E", "m", ARRAY, (), False],
        ["Raised", 1, "", "E", "m", "l", (), 0],
        ["TookTooLong", 1, "", 5, ""],
        ["TookTooLong", 1, "", float("nan"), ""],
        ["TookTooLong", 1, "", float("inf"), ""],
        ["TookTooLong", 1, "", -1.0, ""],
        ["Borrowed", 1, "", None],
        ["NotWritten", 1, "", None],
        ["right", 1, "", 4.0],
        [["Returned"], 1, ""],
        [ARRAY, 1, ""],
    ],
)
def test_reply_of_another_form_is_an_error(reply):
    with pytest.raises(FrameError):
        unpack_outcome(pack(reply), 1)


@given(
    st.sampled_from(["Returned", "Raised", "TookTooLong", "Borrowed", "NotWritten"]) | VALUES,
    st.just(1) | VALUES,
    st.just("") | VALUES,
    st.lists(VALUES, max_size=6),
)
def test_reply_of_any_form_is_an_outcome_or_an_error(name, number, printed, rest):
    frame = pack([name, number, printed, *rest])
    try:
        outcome = unpack_outcome(frame, 1)
    except FrameError:
        return
    assert isinstance(outcome, Returned | Raised | TookTooLong | Borrowed | NotWritten)
    assert len(repr(outcome)) < 100_000
