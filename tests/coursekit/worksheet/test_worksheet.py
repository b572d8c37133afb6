"""Questions on paper: versions as hard as each other, and a key that decodes wrong answers."""

import re
from html.parser import HTMLParser

import pytest

from convtutor.practice.questions import IDEAS
from coursekit.cli import main
from coursekit.errors import CourseError
from coursekit.worksheet.worksheet import choose, difficulty, write_worksheet

COUNT, VERSIONS = 24, 4


@pytest.fixture(scope="module")
def places():
    return choose(COUNT, VERSIONS, 7, IDEAS)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worksheet")
    paths = write_worksheet(folder, questions=COUNT, versions=VERSIONS, seed=7)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


class Plain(HTMLParser):
    """What a page says, and whether its tags are well nested."""

    VOID = ("meta", "link")

    def __init__(self, page):
        super().__init__()
        self.open, self.said = [], []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


def test_versions_ask_the_same_as_hard_with_other_numbers(places):
    assert len(places) == COUNT
    assert {place.idea.id for place in places} == {idea.id for idea in IDEAS}
    for place in places:
        assert len({difficulty(question) for question in place.questions}) == 1
        assert len({question.id for question in place.questions}) == VERSIONS
    ids = [question.id for place in places for question in place.questions]
    assert len(set(ids)) == len(ids)  # nor does one version ask twice what another asks


def test_same_misconceptions_can_show_in_all_versions(places):
    for place in places:
        if place.form != "choice":
            assert all(all(answers) for answers in place.decoded().values())


def test_key_decodes_each_wrong_answer(places, pages):
    page = " ".join("".join(Plain(pages["key.html"]).said).split())
    for place in places:
        for answers in place.decoded().values():
            assert all(one in page for one in answers)
    assert "the + 1 is missing" in page
    assert "key to versions A7 to D7" in page


def test_versions_hold_no_answers(places, pages):
    for index, letter in enumerate("ABCD"):
        page = " ".join("".join(Plain(pages[f"version-{letter}.html"]).said).split())
        for place in places:
            assert " ".join(place.questions[index].text.split()) in page
        assert "looks as if" not in page
        assert "⌊" not in page


def test_pages_fetch_nothing_and_run_nothing(pages):
    for page in pages.values():
        assert not re.search(r"<script|https?:|url\(|@import", page)


def test_same_seed_writes_the_same(pages, tmp_path):
    again = write_worksheet(tmp_path, questions=COUNT, versions=VERSIONS, seed=7)
    assert {path.name: path.read_text(encoding="utf-8") for path in again} == pages


@pytest.mark.parametrize("count", [1, 13, 60])
def test_any_number_of_questions_in_eight_versions(count):
    assert len(choose(count, 8, 3, IDEAS)) == count


def test_command_writes_it_and_says_where(tmp_path, capsys):
    target = tmp_path / "sheet"
    words = ["worksheet", "--questions", "3", "--versions", "2", "--ideas", "map-side", "relu"]
    assert main([*words, "--output", str(target)]) == 0
    assert sorted(path.name for path in target.iterdir()) == [
        *("key.html", "version-A.html", "version-B.html"),
    ]
    assert f"Keep {target / 'key.html'} for yourself" in capsys.readouterr().out


def test_unknown_idea_is_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="no idea 'maps'; choose from which-map, "):
        write_worksheet(tmp_path, questions=1, versions=1, seed=1, ideas=["maps"])


def test_an_idea_with_too_few_that_are_alike_is_a_sentence():
    few = [idea for idea in IDEAS if idea.id == "receptive-field"]
    with pytest.raises(CourseError, match="ask for fewer questions or versions"):
        choose(400, 8, 1, few)
