"""How long a unit takes a beginner, estimated from its notebook: `python tests/support/minutes.py`.

The rule was set beside the times of two readers (01 42 minutes, 02 40, 03 55, 04 45, 05 35 to 45,
06 60 to 90, 07 75 to 90, 08 50 to 55, in the state with eight units). What is marked as for the
curious, and the further reading, are left out.
"""

import re
from pathlib import Path

import nbformat

WORDS_A_MINUTE = 55  # slow reading: each sentence has something to picture
PLAY = 1.0  # minutes for each slider or explorer
CODE_CELL = 0.2  # minutes to run it and look at what it shows
LINE_TO_WRITE = 0.5  # minutes for each line of a solution that does not stand in the cell already
STEP = 5  # minutes; what is stated is a multiple of it

PLAYED = re.compile(r"\b(?:explore\w*|ConvExplorer)\(")
REST = re.compile(r"^## (?:For the curious|Further reading)", re.MULTILINE)


def estimate(notebook: nbformat.NotebookNode) -> float:
    """Return the minutes of a source notebook."""
    minutes, words = 0.0, 0
    for cell in notebook.cells:
        source = cell.source
        if cell.cell_type == "markdown":
            rest = REST.search(source)
            words += len(source[: rest.start() if rest else None].split())
            if rest:
                break
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            solution, given = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")
            lines = [line for line in solution.splitlines() if line not in given.splitlines()]
            minutes += LINE_TO_WRITE * sum(bool(line.strip()) for line in lines)
            minutes += len(given.split()) / WORDS_A_MINUTE
        else:
            minutes += CODE_CELL + PLAY * len(PLAYED.findall(source))
    return minutes + words / WORDS_A_MINUTE


def stated(notebook: nbformat.NotebookNode) -> int:
    """Return the minutes as the metadata should state them."""
    return STEP * round(estimate(notebook) / STEP)


if __name__ == "__main__":
    for path in sorted((Path(__file__).parents[2] / "solutions").glob("*/*.ipynb")):
        unit = nbformat.read(path, as_version=4)
        print(f"{path.stem:20} {estimate(unit):5.1f}, stated {unit.metadata.course.minutes}")
