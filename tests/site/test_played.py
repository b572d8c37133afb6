"""Sliders on a page without Python: which pictures there are, and in which order."""

import json
import re

import numpy as np

from convtutor.explore import explore, slider
from convtutor.explore.controls import Menu
from pictures import PictureFolder
from played import Stops, played, stops


def test_every_value_of_a_slider_is_a_stop():
    found = Stops.of(slider(2, 8, value=4, step=2, label="pixels"))
    assert (found.values, found.start) == ([2, 4, 6, 8], 1)


def test_larger_steps_keep_the_value_with_which_a_slider_begins():
    # 10 is the tenth of 0 … 300; every seventh value that meets it is 3, 10, 17, … 297,
    found = Stops.of(slider(0, 300, value=10), step=7)
    assert found.values[:3] == [3, 10, 17]
    assert found.values[found.start] == 10
    assert (found.traits["min"], found.traits["max"], found.traits["step"]) == (3, 297, 7)


def test_longest_slider_is_thinned_until_the_pictures_are_few_enough():
    chosen = stops({"a": slider(0, 13), "b": slider(1, 3), "c": slider(1, 3)}, most=64)
    assert [len(one.values) for one in chosen.values()] == [7, 3, 3]


def test_menu_keeps_all_of_its_choices():
    chosen = stops({"menu": Menu(list("abcde"), description="m"), "s": slider(0, 3)}, most=3)
    assert [len(one.values) for one in chosen.values()] == [5, 1]


def state_of(page):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])


def test_pictures_come_in_the_order_in_which_the_page_counts(tmp_path):
    explorer = explore(
        lambda row, column: np.array([[row, column]]),
        row=slider(1, 2, value=2, label="row"),
        column=slider(5, 7, label="column"),
    )
    state = state_of(played(explorer, PictureFolder(tmp_path, "there")))
    assert [one["start"] for one in state["controls"]] == [1, 0]
    texts = [one["text"] for one in state["pictures"]]
    assert texts == [f"map (1 × 2): rows {r}, {c}." for r in (1, 2) for c in (5, 6, 7)]
    assert len(list(tmp_path.iterdir())) == 6


def test_first_picture_is_there_for_browsers_without_scripts(tmp_path):
    explorer = explore(lambda a: np.array([[a]]), a=slider(1, 3, value=2, label="a"))
    page = played(explorer, PictureFolder(tmp_path, "there"))
    shown = page.split("<script")[0]
    assert "rows 2" in shown
    assert re.search(r'src="there/\w+\.webp" width="\d+" height="\d+"', shown)


def test_a_note_stands_where_settings_do_not_go_together(tmp_path):
    def show(a):
        if a == 2:
            raise ValueError("2 is too </script> much")
        return np.array([[a]])

    page = played(explore(show, a=slider(1, 2, label="a")), PictureFolder(tmp_path, "there"))
    assert "2 is too </script> much" in state_of(page)["pictures"][1]["text"]
