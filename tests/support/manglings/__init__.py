"""What becomes of notebooks on their way: each mangling changes one as people or tools do."""

from support.manglings import broken, contents, encodings, places, spoilt

KEEPING = places.KEEPING + contents.KEEPING
KEEPING_BYTES = encodings.KEEPING
LOSING = spoilt.LOSING
BREAKING = broken.BREAKING

_SPLIT = {"answer_split_in_jupyterlab", "answer_split_without_metadata"}
_LOST = {"answers_lost_their_metadata", "all_metadata_and_ids_lost"}
_RETYPED = {
    "answer_turned_to_markdown",
    "answers_turned_to_raw",
    "cell_type_misspelt",
    "cell_type_of_a_wrong_kind",
}
_MOVED = {
    "cells_shuffled",
    "cells_reversed",
    "answers_moved_to_the_end",
    "prose_deleted",
    "nothing_left_but_the_answers",
}
APART = (
    # Halves of a cell that lie anywhere are no answer any more.
    (_SPLIT, _MOVED | _LOST | _RETYPED | {"whole_notebook_twice", "solution_copied_below_itself"}),
    ({"answer_split_in_jupyterlab"}, {"answer_split_without_metadata"}),
    # Without any mark, only a code cell can be found, by its function.
    (_LOST, _RETYPED),
    # What lies behind the check counts where the check is gone, or lies elsewhere.
    (
        {"second_thoughts_behind_the_check"},
        _MOVED | _LOST | {"checks_deleted", "checks_renamed", "whole_notebook_twice"},
    ),
)
"""Changes that leave the answers clear alone, but not together with those beside them."""
