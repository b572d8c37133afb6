"""The network explorer in Python: published totals, goals, what cannot be read, stills."""

from dataclasses import replace

import pytest

from convtutor.explore import NetworkExplorer
from convtutor.explore.network.goals import GOALS, standing
from convtutor.explore.network.layers import read_network
from convtutor.explore.network.outputs import totals, trace

SMALL = "3x32x32 > conv 6 5x5 > relu > maxpool 2 > flatten > linear 10"


@pytest.mark.parametrize(
    ("name", "parameters", "shape"),
    [
        # torchvision's table of weights for the two; LeCun 1998 as textbooks count it.
        ("LeNet-5", 61_706, (10,)),
        ("AlexNet", 61_100_840, (1000,)),
        ("VGG-16", 138_357_544, (1000,)),
        # conv1 of ResNet-18: 64 filters of 3×7×7, without biases.
        ("ResNet-18: the stem", 9_408, (64, 56, 56)),
    ],
)
def test_totals_are_the_published_ones(name, parameters, shape):
    explorer = NetworkExplorer(name)
    assert explorer.totals["parameters"] == parameters
    assert explorer.steps[-1].shape == shape


def test_mobilenet_block_and_the_layer_that_it_replaces_cost_what_table_3_says():
    explorer = NetworkExplorer("MobileNet: a block")
    plain = totals(trace(read_network(explorer.beside)))
    # Million multiplications and million parameters, as printed by Howard and others (2017).
    assert [
        round(explorer.totals["multiplications"] / 1e6, 1),
        round(plain["multiplications"] / 1e6),
    ] == [52.3, 462]
    assert [round(explorer.totals["parameters"] / 1e6, 2), round(plain["parameters"] / 1e6, 2)] == [
        0.27,
        2.36,
    ]


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_best_known_reaches_its_goal_and_the_start_does_not(goal):
    best, start = (standing(goal, read_network(text)) for text in (goal.best, goal.start))
    assert best.reached
    assert not start.reached
    assert best.value <= goal.target


def test_field_with_gaps_does_not_count():
    goal = GOALS["See 31 pixels cheaply"]
    # 2 pixels of 31: the two taps are 30 apart.
    network = read_network("3x64x64 > conv 8 2x2 s4 p14 d30")
    assert trace(network)[-1].field == (31, 31)
    unmet = [words for words, holds in standing(goal, network).conditions if not holds]
    assert unmet == ["one value sees 31 × 31, without gaps"]


def test_changes_are_counted_as_a_person_would():
    goal = replace(GOALS["Make it fit"], start=SMALL)
    for line, count in {
        SMALL: 0,
        SMALL.replace("maxpool 2", "maxpool 3"): 1,  # its stride goes along
        SMALL.replace("5x5", "3x3 p1"): 2,
        SMALL.replace("> relu ", ""): 1,
        SMALL.replace("maxpool", "avgpool"): 2,  # one out, one in
        SMALL.replace("32x32", "28x32"): 1,
    }.items():
        assert standing(goal, read_network(line)).value == count, line


def test_line_of_python_brings_back_exactly_this_network():
    explorer = NetworkExplorer(SMALL.replace(" > ", "→").replace("x32", " × 32"), beside="1x8x8")
    assert explorer.network == SMALL
    again = eval(repr(explorer).split("): ")[0] + ")", {"NetworkExplorer": NetworkExplorer})
    assert again.network == SMALL
    assert NetworkExplorer(goal="Make it fit").network == GOALS["Make it fit"].start


def test_what_cannot_be_read_is_refused_and_nothing_changes():
    explorer = NetworkExplorer(SMALL)
    with pytest.raises(
        ValueError, match="1000 layers are more than can be looked at here; use at most 100"
    ):
        explorer.network = "3x32x32" + " > relu" * 1000
    with pytest.raises(ValueError, match="'five' is not a whole number"):
        explorer.beside = "3x32x32 > conv 6 five"
    with pytest.raises(ValueError, match="no goal 'Win'; there are 'A tenth of the parameters'"):
        NetworkExplorer(goal="Win")
    assert [explorer.network, explorer.beside] == [SMALL, ""]


def test_what_does_not_fit_is_said_at_its_layer_and_remedies_mend_it():
    goal = GOALS["Make it fit"]
    explorer = NetworkExplorer(goal.start)
    network, tried = read_network(goal.start), []
    while problem := next((step.problem for step in trace(network) if step.problem), None):
        tried.append(problem.sentence.split()[0])
        _, network = problem.remedies[0]
    assert tried == ["groups=5", "kernel", "linear"]
    assert str(network) == goal.best
    assert "as far as layer 4, which does not fit: groups=5 does not divide" in repr(explorer)


def test_still_picture_and_words_stand_in_where_no_script_runs():
    data, _ = NetworkExplorer("VGG-16")._repr_mimebundle_()
    assert "<img" in data["text/html"]
    assert (
        "138,357,544 parameters, 15,470,264,320 multiplications; 1000 come out."
        in data["text/html"]
    )
    assert data["text/plain"].startswith("NetworkExplorer('3x224x224 > conv 64 3x3 p1 > relu >")
    data, _ = NetworkExplorer("0x32x32")._repr_mimebundle_()
    assert "channels=0 is too small; use channels &gt;= 1" in data["text/html"]
