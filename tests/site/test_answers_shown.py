"""The search that shows that no page gives an answer away does find one that is there."""

import html
import json

import pytest
from support.answers_shown import answers_in, secret_lines
from support.course_copy import ROOT, UNITS, nbgrader_cells, read_unit


def test_every_unit_has_lines_to_look_for():
    for unit in UNITS:
        functions = nbgrader_cells(read_unit(ROOT, "solutions", unit), "solution").values()
        text = "\n".join(cell.source for cell in functions)
        assert [line for line in secret_lines() if line in text], unit


@pytest.mark.parametrize("name", ["page.html", "searchindex.json", "unit.ipynb", "frame.js"])
def test_solution_is_found_however_it_is_written(tmp_path, name):
    line = next(line for line in secret_lines() if '"' in line or "<" in line or "//" in line)
    written = {
        ".html": f"<pre><span>{html.escape(line).replace(' ', '</span> <span>')}</span></pre>",
        ".json": json.dumps([line]),
        ".ipynb": json.dumps({"source": ["def f():\n", f"    {line}\n"]}),
        ".js": f"`{line}`",
    }
    (tmp_path / name).write_text(written[f".{name.split('.')[1]}"], encoding="utf-8")
    assert answers_in(tmp_path) == [f"{name}: {line}"]


@pytest.mark.parametrize(
    "text",
    ['predict("side_of_the_map", 28, why="")', 'recall("products_in_a_window", 75)'],
)
def test_guess_and_recall_are_found_where_they_are_no_dots(tmp_path, text):
    page = tmp_path / "page.html"
    page.write_text(f"<p>{html.escape(text)}</p>", encoding="utf-8")
    assert len(answers_in(tmp_path)) == 1
    page.write_text(text.replace("28", "...").replace("75", "..."), encoding="utf-8")
    assert answers_in(tmp_path) == []


def test_truth_in_the_data_of_a_reveal_is_found(tmp_path):
    output = {"data": {"application/vnd.convlib.reveal+json": {"question": "q", "truth": "28"}}}
    (tmp_path / "unit.ipynb").write_text(json.dumps(output), encoding="utf-8")
    assert answers_in(tmp_path) == ["unit.ipynb: what came out"]


def test_what_learners_are_handed_shows_no_answer():
    assert answers_in(ROOT / "notebooks") == []
