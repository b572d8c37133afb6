"""A unit as a page: what stands below which cell."""

import re

import nbformat
import pytest
from support.answers_shown import answers_in
from support.course_copy import ROOT

from coursekit.course import Course
from unit_pages import UnitPage, elsewhere

UNIT = "01_single_filter"  # it has every kind of cell


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    course = Course(ROOT)
    page = UnitPage(course.unit(UNIT), course.solutions, folder / "_static")
    page.write(folder / "page.ipynb")
    return folder


@pytest.fixture(scope="module")
def cells(folder):
    return {cell.id: cell for cell in nbformat.read(folder / "page.ipynb", as_version=4).cells}


def below(cell):
    return "".join(output.get("text") or output.data["text/html"] for output in cell.outputs)


def test_prose_and_code_are_those_of_the_released_notebook(cells):
    released = nbformat.read(ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb", as_version=4)
    left_out = [cell.id for cell in released.cells if cell.id not in cells]
    assert left_out == ["environment"]
    for cell in released.cells:
        if cell.cell_type == "code" and cell.id in cells:
            assert cells[cell.id].source == cell.source


def test_page_shows_what_the_author_saw(cells):
    assert "(3, 32, 32) = 3072 numbers" in below(cells["picture"])
    assert "<img" in below(cells["picture"])


@pytest.mark.parametrize(
    "cell", ["predict-maps", "reveal-side", "recall-side", "check-apply-filter"]
)
def test_what_is_asked_is_asked_in_the_notebook_alone(cells, cell):
    assert below(cells[cell]).startswith('<p class="in-notebook">In the notebook, ')
    assert f'href="../lite/notebooks/index.html?path={UNIT}/{UNIT}.ipynb"' in below(cells[cell])


def test_function_to_write_is_a_stub_with_nothing_below(cells):
    assert "raise NotImplementedError" in cells["apply-filter"].source
    assert cells["apply-filter"].outputs == []


def test_sliders_over_the_course_s_own_drawing_are_live(cells):
    assert '<div class="played">' in below(cells["explore-step"])


@pytest.mark.parametrize("cell", ["own-response", "own-map"])
def test_sliders_over_a_learner_s_function_wait_for_it(cells, cell):
    assert "what your own function gives" in below(cells[cell])


def test_explorer_has_the_settings_of_its_cell(folder, cells):
    address = re.search(
        r'<iframe class="explorer" src="\.\./([^"]+)"', below(cells["explore-color"])
    )
    page = (folder / address[1]).read_text(encoding="utf-8")
    assert '"row":16,"stride":1' in page


def test_pictures_are_files_and_links_lead_to_pages(cells):
    assert "attachment:" not in cells["title"].source
    assert "(../glossary.md)" in cells["title"].source
    assert not [id for id, cell in cells.items() if "base64" in str(cell.get("outputs"))]


def test_no_answer_is_shown(folder):
    assert answers_in(folder) == []


def test_doors_elsewhere_are_there_where_github_builds_the_site_alone(monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    assert elsewhere() == []
    monkeypatch.setenv("GITHUB_REPOSITORY", "someone/a-course")
    doors = {name: address.format(unit=UNIT) for name, address in elsewhere()}
    assert list(doors) == ["Colab", "Binder", "Codespaces"]
    assert doors["Colab"].endswith(f"/someone/a-course/blob/main/notebooks/{UNIT}/{UNIT}.ipynb")
