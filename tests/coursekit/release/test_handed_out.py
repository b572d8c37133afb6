"""A submission is compared with every release that was handed out."""

import copy
import json
import pickle

import pytest
from support.course_copy import ROOT
from support.grading_class import Class, needs_box
from support.manglings.cells import marks

from coursekit.grading.reading.answers import read_answers
from coursekit.release.handed_out import keep, knowing_earlier_ones
from coursekit.release.release import read_release

UNIT = "03_stride"
EARLIER = (ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes()
SIZE = "def conv_output_size(input_size, kernel_size, stride=1, padding=0):\n    return 28"


def as_bytes(notebook):
    return json.dumps(notebook).encode()


def marked(notebook, grade_id):
    return next(cell for cell in notebook["cells"] if marks(cell).get("grade_id") == grade_id)


@pytest.fixture
def mended():
    """The unit as it is now: other points, another stub, other free cells, an exercise less."""
    notebook = json.loads(EARLIER)
    left_out = ("unread_pixels", "check-unread_pixels")
    notebook["cells"] = [
        cell for cell in notebook["cells"] if marks(cell).get("grade_id") not in left_out
    ]
    marked(notebook, "check-conv_output_size")["metadata"]["nbgrader"]["points"] = 7
    marked(notebook, "check-apply_filter_strided")["source"] = "check(apply_filter)  # once more"
    marked(notebook, "apply_filter_strided")["source"] = "def apply_filter(x, weight):\n    ..."
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and not marks(cell):
            cell["source"] = ["# another word\n", *cell["source"]]
    return read_release(as_bytes(notebook))


@pytest.fixture
def handed_in():
    notebook = json.loads(EARLIER)
    marked(notebook, "conv_output_size")["source"] = SIZE
    return notebook


def test_who_fetched_the_unit_before_it_changed_has_changed_nothing(mended, handed_in, tmp_path):
    assert len(read_answers(as_bytes(handed_in), mended).notes) > 2
    keep(tmp_path, EARLIER)
    keep(tmp_path, mended.data)
    (tmp_path / "broken.ipynb").write_text('{"cells": [1]}')
    found = read_answers(as_bytes(handed_in), knowing_earlier_ones(mended, tmp_path))
    assert found.notes == ()
    assert found.sources["conv_output_size"] == SIZE
    # What was the stub then is not an answer now: a cell of the learner's own is.
    own = copy.deepcopy(handed_in["cells"][-1]) | {"cell_type": "code", "metadata": {}}
    own |= {"source": "def apply_filter(x, weight):\n    return 1", "id": "own"}
    handed_in["cells"].append(own)
    again = read_answers(as_bytes(handed_in), knowing_earlier_ones(mended, tmp_path))
    assert again.sources["apply_filter_strided"] == own["source"]


def test_what_no_release_had_is_still_told(mended, handed_in, tmp_path):
    keep(tmp_path, EARLIER)
    marked(handed_in, "check-conv_output_size")["source"] = "check(lambda: 28)"
    marked(handed_in, "check-apply_filter_strided")["metadata"]["nbgrader"]["points"] = 50
    release = pickle.loads(pickle.dumps(knowing_earlier_ones(mended, tmp_path)))
    changed, points = read_answers(as_bytes(handed_in), release).notes
    assert "check cell check-conv_output_size was changed" in changed
    assert "check-apply_filter_strided were changed (points)" in points


def test_who_has_a_release_without_an_exercise_is_told_so(tmp_path):
    notebook = json.loads(EARLIER)
    later = ("unread_pixels", "check-unread_pixels")
    cells = notebook["cells"]
    notebook["cells"] = [one for one in cells if marks(one).get("grade_id") not in later]
    keep(tmp_path, as_bytes(notebook))
    release = knowing_earlier_ones(read_release(EARLIER), tmp_path)
    missing, harmless = read_answers(as_bytes(notebook), release).notes
    assert "unread_pixels is missing; it counts as not written. The notebook may be of a" in missing
    assert "graded all the same" in harmless
    assert "may be of" not in read_answers(as_bytes(notebook), read_release(EARLIER)).notes[0]


def test_where_nothing_else_was_handed_out_the_release_travels_as_its_file_alone(tmp_path):
    release = read_release(EARLIER)
    keep(tmp_path, EARLIER)
    keep(tmp_path, EARLIER)
    assert len(list(tmp_path.iterdir())) == 1
    assert knowing_earlier_ones(release, tmp_path).before == b""


@pytest.mark.system
def test_what_was_released_or_replaced_is_kept_and_known_to_the_grading(tmp_path):
    needs_box()
    taught = Class(tmp_path)
    taught.env |= {"NBGRADER_EXCHANGE": str(tmp_path)}

    def another(folder, word):
        """Hand the unit out with another comment in a check, as it was handed in then."""
        notebook = json.loads(EARLIER)
        marked(notebook, "check-conv_output_size")["source"] += f"  # {word}"
        for place in (folder, taught.course / "submitted" / word):
            (place / UNIT).mkdir(parents=True, exist_ok=True)
            (place / UNIT / f"{UNIT}.ipynb").write_bytes(as_bytes(notebook))

    another(tmp_path / "convolution/outbound", "released")
    another(taught.course / "notebooks", "replaced")
    made = taught.command("notebooks", UNIT)
    assert made.returncode == 0, made.stdout
    another(tmp_path / "nowhere", "forged")
    said = taught.grade().stdout
    lines = {line.split()[0]: line for line in said.splitlines() if " of 10 " in line}
    assert "note" in lines["forged"]
    assert "note]" not in lines["released"] + lines["replaced"]
    assert len(list((taught.course / "grading" / UNIT / "handed_out").iterdir())) == 3
