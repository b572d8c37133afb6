"""What a lab keeps, which question it is at, and which bars answers make: pure Python."""

import pytest
from show_of_hands.bars import LONGEST, MOST, bars, one_line, same
from show_of_hands.rounds import QUESTIONS, QUESTIONS_EACH, Hand, OpenLab, RefusedError

from convtutor import notebook

# ---------------------------------------------------------------- bars

ANSWERS = [14, "14", " 14", 14.0, "14.0", 0.5, "0.5", ".5", "Yes", "yes ", "04", "1e3", 1e3, "nan"]


@pytest.mark.parametrize("one", ANSWERS)
@pytest.mark.parametrize("other", ANSWERS)
def test_what_reveal_takes_for_one_is_one_bar(one, other):
    # What a kernel sends is the text of the answer. "14" and "14.0" are both 14 there.
    if notebook._same(one, other):
        assert same(one_line(str(one))) == same(one_line(str(other)))


@pytest.mark.parametrize(("one", "other"), [("14", "15"), ("04", "4"), (".5", "0.5"), ("a", "b")])
def test_what_it_takes_for_two_are_two(one, other):
    assert not notebook._same(one, other)
    assert same(one) != same(other)


def test_offered_answers_have_bars_in_their_order_also_where_nobody_took_them():
    found = bars([["darker", "the same", "darker"]], ("brighter", "darker", "the same"))
    assert found == [("brighter", [0]), ("darker", [2]), ("the same", [1])]


def test_numbers_stand_by_size_offered_or_not():
    found = bars([["100", "14.5", "9", "14"]], ("13", "14", "15"))
    assert [name for name, _ in found] == ["9", "13", "14", "14.5", "15", "100"]
    assert [name for name, _ in bars([["10", "9", "-1"]], ())] == ["-1", "9", "10"]


def test_words_that_were_not_asked_for_are_never_on_the_projector():
    for expects in [("13", "14"), ("yes", "no"), ()]:
        assert bars([["Hello, teacher"]], expects)[-1] == ("others", [1])
    assert bars([["Hello, teacher", "7"]], None) == [("7", [1]), ("Hello, teacher", [1])]


def test_there_are_at_most_so_many_bars_and_the_others_are_together():
    many = [str(number) for number in range(50)] + ["49", "49"]
    found = bars([many, many[:20]], None)
    assert len(found) == MOST + 1
    assert ("49", [3, 0]) in found
    assert found[-1][0] == "others"
    assert [sum(hands[turn] for _, hands in found) for turn in (0, 1)] == [52, 20]


def test_a_bar_is_called_as_most_spell_it():
    assert bars([["YES", "yes", "yes"]], None) == [("yes", [3])]


def test_answer_is_one_short_line_of_signs_that_are_seen():
    assert one_line("a\n\tb\u202e\x00\u200bc") == "a b c"
    assert len(one_line("x" * 1000)) == LONGEST
    assert one_line(" \n") == ""


# ---------------------------------------------------------------- a lab


@pytest.fixture
def lab():
    return OpenLab(0.0)


def raise_hands(lab, question, answers):
    for person, answer in enumerate(answers):
        lab.count(lab.digest(f"person {person}"), Hand(question, answer, None))


def test_page_follows_the_class_and_not_one_who_runs_ahead(lab):
    raise_hands(lab, "side", ["14"] * 20)
    raise_hands(lab, "cost", ["2"])
    assert lab.at == "side"
    raise_hands(lab, "cost", ["2"] * 6)  # five more people
    assert lab.at == "cost"


def test_page_follows_the_newest_question_of_two_learners(lab):
    raise_hands(lab, "side", ["14", "15"])
    assert lab.at == "side"
    raise_hands(lab, "cost", ["2", "4"])
    assert lab.at == "cost"


def test_who_answers_again_and_again_turns_no_page(lab):
    raise_hands(lab, "side", ["14"] * 5)
    for _ in range(50):
        raise_hands(lab, "cost", ["2"])
    assert lab.at == "side"
    assert lab.as_json()["questions"] == {"side": 5, "cost": 1}


def test_page_stays_where_bars_are_open_or_a_question_was_picked(lab):
    raise_hands(lab, "side", ["14"] * 3)
    lab.show("side")
    raise_hands(lab, "cost", ["2"] * 9)
    assert (lab.at, lab.coming_in) == ("side", "cost")
    lab.pick(None)
    assert lab.at == "cost"
    lab.pick("side")
    assert lab.at == "side"


def test_what_most_say_is_offered_stands(lab):
    for person in ("a", "b"):
        lab.count(lab.digest(person), Hand("side", "14", ("13", "14")))
    lab.count(lab.digest("c"), Hand("side", "my sentence", None))
    lab.show("side")
    told = lab.as_json()["at"]["bars"]
    assert [bar["answer"] for bar in told] == ["13", "14", "others"]


def test_there_is_no_third_round(lab):
    raise_hands(lab, "side", ["14"])
    lab.second_round("side")
    with pytest.raises(RefusedError, match="second round of this question has begun already"):
        lab.second_round("side")


def test_nobody_fills_the_lab_with_questions(lab):
    for number in range(QUESTIONS_EACH):
        raise_hands(lab, f"question_{number}", ["x"])
    with pytest.raises(RefusedError, match="no room for one more question"):
        raise_hands(lab, "one_more", ["x"])
    lab.count(lab.digest("another"), Hand("one_more", "x", None))
    for number in range(QUESTIONS - QUESTIONS_EACH - 1):
        lab.count(lab.digest(f"{number}"), Hand(f"more_{number}", "x", None))
    with pytest.raises(RefusedError, match="no room for one more question"):
        lab.count(lab.digest("yet another"), Hand("last", "x", None))


def test_digests_are_of_one_lab_and_of_one_person(lab):
    assert lab.digest("maria") == lab.digest("maria") != lab.digest("ali")
    assert OpenLab(0.0).digest("maria") != lab.digest("maria")
