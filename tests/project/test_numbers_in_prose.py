"""Every number in the prose stands in the code or an output of its notebook, too.

So a number cannot go wrong alone: nbval holds the outputs, and this holds the prose to them.
"""

import re

import pytest
from support.course_copy import ROOT, UNITS, read_unit

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Not a part of a name, as in conv2d, ResNet-50, ViT-B/16, 03_stride or `CS231n`.
LOOSE_NUMBER = re.compile(rf"(?<![\w.])(?<![A-Za-z][-/])(?:{NUMBER})(?![\w])")

# What needs no computing: where links lead, and years.
EXCEPTIONS = (
    r"\]\([^)]*\)",
    r"\b(?:19|20)\d\ds?\b",
)


def numbers_in(text):
    """Return the numbers of a text as {value: as written}, signs and thousands' commas aside."""
    return {float(found.replace(",", "")): found for found in LOOSE_NUMBER.findall(text)}


def prose_of(notebook):
    """Return the markdown up to "Further reading", whose numbers are those of its sources."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    text = re.split(r"^## Further reading", text, flags=re.MULTILINE)[0]
    return re.sub("|".join(EXCEPTIONS), " ", text)


def computed_in(notebook):
    """Return the code and what it printed, and the minutes of the metadata."""
    texts = [f"{notebook.metadata.course.minutes} minutes"]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts.append(cell.source)
            texts += [output.get("text", "") for output in cell.outputs]
            texts += [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "\n".join(texts)


@pytest.mark.parametrize("unit", UNITS)
def test_each_number_in_the_prose_is_computed(unit):
    notebook = read_unit(ROOT, "solutions", unit)
    said, held = numbers_in(prose_of(notebook)), numbers_in(computed_in(notebook))
    assert not sorted(text for value, text in said.items() if value not in held)


def test_numbers_are_told_from_names():
    text = "3·5·5 = 75 in conv2d of ResNet-50 makes 58,800.5, a 28×28 map, ViT-B/16, −1 and [::2]."
    assert set(numbers_in(text)) == {3, 5, 75, 58800.5, 28, 1, 2}
