"""Questions that tell misconceptions apart, and right answers that convlib computes as well."""

import json
import re
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from convlib import (
    conv2d,
    conv2d_multiply_count,
    conv2d_output_shape,
    conv2d_parameter_count,
    conv_output_size,
    linear_parameter_count,
    receptive_field,
    unread_pixels,
)
from convtutor.practice.bank import bank
from convtutor.practice.questions import IDEAS
from convtutor.practice.questions.question import TOLD_APART, either
from convtutor.practice.questions.spoken_numbers import ordinal


# Of each of twelve ideas: 720 questions, and 2,004 in a sweep.
@pytest.fixture(scope="module", params=[60, pytest.param(167, marks=pytest.mark.sweep)])
def large(request):
    made = bank(seed=19, each=request.param)
    assert len(made["questions"]) == len(IDEAS) * request.param
    return made


def of(large, idea):
    return [one for one in large["questions"] if one["idea"] == idea]


def texts(question):
    yield question["text"]
    yield question["working"]
    yield from (wrong["says"] for wrong in question["wrong"])
    drawings = [question["drawing"], question["shown"], *question["choices"]]
    drawings += [wrong["drawing"] for wrong in question["wrong"]]
    yield from (one["says"] for one in drawings if one)


def test_questions_are_different(large):
    assert len({one["id"] for one in large["questions"]}) == len(large["questions"])


def test_right_answer_is_no_misconception_s(large):
    for question in large["questions"]:
        right = {tuple(answer) for answer in question["right"]}
        wrong = [tuple(one["answer"]) for one in question["wrong"]]
        assert not right & set(wrong), question["id"]
        assert len(set(wrong)) == len(wrong), question["id"]


def test_misconceptions_answer_differently_in_four_of_five_pairs(large):
    for question in large["questions"]:
        if question["form"] == "choice":
            continue  # three of the wrong maps were chosen, and all differ
        answers = {}
        for wrong in question["wrong"]:
            for id in wrong["misconceptions"]:
                answers.setdefault(id, []).append(wrong["answer"])
        pairs = list(combinations(answers.values(), 2))
        differing = sum(one != other for one, other in pairs)
        assert differing >= TOLD_APART * len(pairs) > 0, question["id"]


def test_each_misconception_shows_in_some_question(large):
    for idea in IDEAS:
        ids = {id for q in of(large, idea.id) for w in q["wrong"] for id in w["misconceptions"]}
        named = {id for id, one in large["misconceptions"].items() if idea.id in one["ideas"]}
        assert ids == named or (idea.id == "which-mistake" and ids < named)


def test_a_misconception_comes_in_other_clothes(large):
    ideas = {id: len(one["ideas"]) for id, one in large["misconceptions"].items()}
    assert ideas["missing-plus-one"] >= 4
    assert ideas["padding-left-out"] >= 3
    assert sum(number > 1 for number in ideas.values()) >= 20


def test_numbers_are_those_of_real_networks_as_often_as_made_up_ones():
    usual = bank(seed=2, each=20)
    real = Counter(one["idea"] for one in usual["questions"] if one["from"])
    assert all(real[idea.id] == 10 for idea in IDEAS if idea.id != "relu")


def test_sentences_are_whole(large):
    for question in large["questions"]:
        for text in texts(question):
            assert text in question["working"] or text[-1] in ".?" or " " in text, text
            assert not re.search(r"[{}*]|None|  |nan|[^−] 1 (pixel|zero|place|move)s", text), text
            assert not re.search(r"\d{5}", text), f"no separators in {text!r}"


def test_names_and_hints_speak_of_no_code(large):
    for one in large["misconceptions"].values():
        for text in (one["name"], one["hint"]):
            assert text
            assert not re.search(r"_|`|//|[{}*]|Python|function|return|loop", text), text


def test_same_seed_gives_the_same_bank_and_json_holds_it():
    one = bank(seed=3, each=2)
    assert json.loads(json.dumps(one)) == json.loads(json.dumps(bank(seed=3, each=2)))
    assert one != bank(seed=4, each=2)


# ---------------------------------------------------------------- recomputed by convlib


def numbers(question):
    """The settings that its id holds."""
    return [int(one) for one in re.findall(r"\d+", question["id"].split("/")[1])]


def by_convlib(question):
    """The right answers, from the question's own numbers."""
    idea, n = question["idea"], numbers(question)
    if idea == "map-side":
        return [[conv_output_size(*n)]]
    if idea == "padding-that-keeps":
        size, kernel = n
        return [[p] for p in range(kernel) if conv_output_size(size, kernel, 1, p) == size]
    if idea == "unread":
        return [[unread_pixels(*n)]]
    if idea == "settings":
        size, kernel, wanted = n
        return [
            [s, p]
            for s in range(1, size + 1)
            for p in range(kernel)
            if size + 2 * p >= kernel and conv_output_size(size, kernel, s, p) == wanted
        ]
    if idea == "volume":
        channels, rows, columns, filters, k, s, p = n
        shape = conv2d_output_shape((1, channels, rows, columns), (filters, channels, k, k), s, p)
        if question["id"].endswith("pooled"):
            shape = (1, filters, *(conv_output_size(side, 2, 2) for side in shape[2:]))
        return [list(shape[1:])]
    if idea == "parameters":
        channels, filters, k = n
        weights = conv2d_parameter_count(channels, filters, k, bias=False)
        total = conv2d_parameter_count(channels, filters, k)
        counts = {"kernels": weights // k**2, "biases": total - weights, "parameters": total}
        return [[counts[question["id"].split("/")[1].split("-")[0]]]]
    if idea == "fully-connected":
        return [[linear_parameter_count(int(np.prod(n[:3])), int(np.prod(n[3:])))]]
    if idea == "multiplications":
        channels, rows, columns, filters, k, s, p = n
        shapes = (1, channels, rows, columns), (filters, channels, k, k)
        return [[conv2d_multiply_count(*shapes, s, p)]]
    if idea == "receptive-field":
        return [[receptive_field(list(zip(n[::2], n[1::2], strict=True)))]]
    tables = [np.array(grid["rows"]) for grid in question["shown"]["grids"]]
    if idea == "relu":
        bias = re.search(r"bias of (\d+)", question["text"])
        return [[int(np.maximum(tables[0] + int(bias[1] if bias else 0), 0).sum())]]
    bias = re.search(r"bias of (\d+)", question["text"])
    map_ = conv2d(
        tables[0][None, None],
        tables[1][None, None],
        np.array([float(bias[1] if bias else 0)]),
        stride=int(re.search(r"stride of (\d)", question["text"])[1]),
    )[0, 0]
    if idea == "which-map":
        maps = [one["grids"][0]["rows"] for one in question["choices"]]
        return [[index] for index, one in enumerate(maps) if one == map_.tolist()]
    last = len(question["choices"]) - 1  # "there is no mistake"
    right = np.array_equal(tables[2], map_)
    return [[last]] if right else [list(one) for one in question["right"] if one != (last,)]


@pytest.mark.parametrize("idea", [idea.id for idea in IDEAS])
def test_convlib_gives_the_same_right_answers(large, idea):
    for question in of(large, idea)[:40]:
        right = [list(answer) for answer in question["right"]]
        assert by_convlib(question) == right, question["id"]


# ---------------------------------------------------------------- words


def test_several_explanations_are_possible_ones():
    assert either(["One."]) == "One."
    assert either(["One.", "Two."]).startswith("This answer can come about in two ways. One. Or: ")


@pytest.mark.parametrize(
    ("number", "said"),
    [(2, "second"), (11, "11th"), (15, "15th"), (21, "21st"), (113, "113th"), (1022, "1,022nd")],
)
def test_ordinals(number, said):
    assert ordinal(number) == said
