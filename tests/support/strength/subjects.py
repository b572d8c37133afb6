"""The right functions that are spoilt: each notebook's own, and one or two in another style."""

import inspect
import json
import warnings
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from support.right import counts as right_counts
from support.right import layers as right_layers
from support.right import maps as right_maps
from support.right import mended as right_mended
from support.right import network as right_network
from support.right import pads as right_pads
from support.right import sizes as right_sizes
from support.right import steps as right_steps
from support.right import vectorised as right_vectorised
from support.right import windows as right_windows

from convtutor.units.catalogue import exercises, find_exercise

SOLUTIONS = Path(__file__).parents[3] / "solutions"
OWN = "the notebook's"


@dataclass(frozen=True)
class Subject:
    """The text of a right function (with its helpers), and what it finds around it."""

    exercise: str
    label: str
    source: str
    name: str
    globals: dict = field(repr=False, compare=False)

    def function(self, source):
        """Run a text, this one's or a mutant's, and give the function that it defines."""
        surroundings = dict(self.globals)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # `bias is 0`
            exec(compile(source, f"<{self.label}>", "exec"), surroundings)
        return surroundings[self.name]


def _named(module, *names):
    """From the functions of a module, the answer last: its helpers are spoilt too."""
    return module, names


PLAIN = _named(right_mended, "value_by_value")
WINDOWS = _named(right_mended, "windows_times_weights")
PLACES = _named(right_mended, "kernel_place_by_place")
LAYER_HELPERS = ("with_border", "sides_of")

OTHERS = {
    "window_response": [
        _named(right_windows, "five_loops"),
        _named(right_windows, "einsum"),
    ],
    "apply_filter": [PLAIN, WINDOWS],
    "zero_pad": [
        _named(right_pads, "pixel_by_pixel"),
        _named(right_pads, "stacked_around"),
    ],
    "same_padding": [_named(right_sizes, "refusing_even"), _named(right_sizes, "searched")],
    "conv_output_size": [
        _named(right_sizes, "counted"),
        _named(right_sizes, "walked"),
        _named(right_sizes, "floored"),
    ],
    "unread_pixels": [
        _named(right_sizes, "marked"),
        _named(right_sizes, "from_the_last_window"),
    ],
    "apply_filter_strided": [_named(right_maps, "a_kernel_position_at_a_time")],
    "conv2d": [
        _named(right_layers, *LAYER_HELPERS, "seven_loops"),
        _named(right_layers, "with_border", "windows_at_once"),
    ],
    "conv2d_parameter_count": [
        _named(right_counts, "slice_by_slice"),
        _named(right_counts, "weights_then_biases"),
    ],
    "linear_parameter_count": [_named(right_counts, "unit_by_unit")],
    # Not one that keeps sizes in a list: a mutant repeats it until the memory is full.
    "conv2d_multiply_count": [_named(right_counts, "place_by_place")],
    "conv2d_vectorised": [
        _named(right_vectorised, "with_bias", "columns_by_slices"),
        _named(right_vectorised, "with_bias", "multiply_then_sum"),
    ],
    "mended_1": [PLAIN],
    "mended_2": [_named(right_mended, "strided_starts")],
    "mended_3": [WINDOWS],
    "mended_4": [_named(right_mended, "without_a_border")],
    "mended_5": [_named(right_mended, "wide_numbers_first"), PLACES],
    "mended_6": [_named(right_mended, "a_map_for_each_filter")],
    "find_settings": [_named(right_network, "law", "paddings_first")],
    "trace_shapes": [_named(right_network, "counted")],
    "gradient_step": [
        _named(right_steps, "place_by_place"),
        _named(right_steps, "windows_as_a_matrix"),
    ],
}


def subjects(id):
    """The functions of an exercise that are spoilt."""
    return [_of_the_notebook(id), *(_of_a_module(id, *other) for other in OTHERS[id])]


def _of_a_module(id, module, names):
    source = "\n\n".join(inspect.getsource(getattr(module, name)) for name in names)
    return Subject(id, names[-1].replace("_", " "), source, names[-1], vars(module))


def _of_the_notebook(id):
    cells = _cells(find_exercise(id).unit)
    # What the notebook has run by then: its imports, and its earlier solutions.
    earlier = [source for name, source in cells[: [name for name, _ in cells].index(id)]]
    surroundings = {}
    for source in earlier:
        exec(compile(source, "<notebook>", "exec"), surroundings)
    return Subject(id, OWN, dict(cells)[id], find_exercise(id).function_name, surroundings)


@cache
def _cells(unit):
    """The notebook's imports and solutions, as (exercise or "", text)."""
    (notebook,) = SOLUTIONS.glob(f"*_{unit}/*_{unit}.ipynb")
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    ids = {found.id for found in exercises(unit)}
    return [
        # Below a solution may stand what the learner begins with.
        (
            grade_id if grade_id in ids else "",
            "".join(cell["source"]).partition("    ### END SOLUTION")[0],
        )
        for cell in cells
        if (grade_id := cell["metadata"].get("nbgrader", {}).get("grade_id", "")) in ids
        or cell["id"] == "imports"
    ]
