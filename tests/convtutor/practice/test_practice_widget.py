"""The practice in a notebook and as a page: what crosses, what is kept, what is loaded when."""

import gzip
import json
import re
import subprocess
import sys

import pytest

from convtutor import practice
from convtutor.practice.practice_widget import PracticeWidget
from convtutor.practice.record import EMPTY, NAME, Record

ANSWER = {
    "id": "a", "time": 5, "question": "map-side/1", "idea": "map-side",
    "answer": [55], "right": True, "misconceptions": [],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_WORK", str(tmp_path))
    return tmp_path


def from_the_page(widget, **state):
    widget.set_state(state)


def test_answers_from_the_page_lie_in_the_work_folder_and_open_again(folder):
    widget = practice()
    assert not (folder / NAME).exists()  # to look is not to answer
    from_the_page(widget, record={**EMPTY, "answers": [ANSWER]})
    assert json.loads((folder / NAME).read_text())["answers"] == [ANSWER]
    assert practice().record["answers"] == [ANSWER]


def test_answers_of_another_notebook_come_to_the_page_with_the_next_one(folder):
    one, other = practice(), practice()
    from_the_page(one, record={**EMPTY, "answers": [ANSWER]})
    from_the_page(other, record={**EMPTY, "answers": [{**ANSWER, "id": "b", "time": 6}]})
    assert [answer["id"] for answer in other.record["answers"]] == ["a", "b"]


def test_warning_reaches_the_page(folder):
    (folder / NAME).write_text("{", encoding="utf-8")
    assert "is damaged. It is kept as practice-damaged" in practice().warning


def test_page_holds_everything_and_no_address_and_is_small():
    page = PracticeWidget().page()
    assert not re.search(r"https?://(?!www\.w3\.org)|<link[^>]*href=\"(?!data:)|@import", page)
    assert not re.search(r"/\*[A-Z]+\*/", page)
    assert len(page.encode()) < 150_000
    asked = json.loads(gzip.decompress(PracticeWidget().bank))
    assert len(asked["ideas"]) == 12
    assert len(asked["questions"]) >= 150


def test_importing_the_practice_loads_no_widget_and_no_question():
    code = (
        "import sys; from convtutor import practice; "
        "print([name for name in ('anywidget', 'ipywidgets', 'convtutor.practice.bank', "
        "'matplotlib') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_kept_record_is_shown_without_a_browser(tmp_path):
    assert repr(PracticeWidget(Record(tmp_path))) == (
        "Practice: questions that find out what you still get wrong"
    )
