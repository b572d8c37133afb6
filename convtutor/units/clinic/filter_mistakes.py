"""What people get wrong when they mend patient 6: several filters, and where their maps go.

The numbers are those of its example: pixels 1, 2, 3 under the kernels 1, 10 and 1, 0. The maps are
21, 32 and 1, 2.
"""

from dataclasses import replace

import numpy as np

from convtutor.checks.exercise import Mistake, mistake
from convtutor.units.clinic import patients, right
from convtutor.units.stride.right import apply_filter


def for_each_filter(known: Mistake) -> Mistake:
    """The same mistake in every filter of a layer."""

    def function(x, weight):
        return np.stack([known.function(x, one) for one in weight])

    return replace(known, function=function)


# ---------------------------------------------------------------- which filter


@mistake(
    "every filter writes into all the maps, so that the last one stays",
    "Into which of the maps does filter 0 write? Look at the left side of the =.",
)
def last_filter_everywhere(x, weight):
    """A : stands where the number of the filter belongs: 1, 2 and 1, 2."""
    return patients.patient_6(x, weight)


@mistake("all maps were made by the first filter", "Which filter makes map 1?")
def first_filter_everywhere(x, weight):
    """The number of the filter is missing in weight[...]: 21, 32 and 21, 32."""
    return np.stack([apply_filter(x, weight[0])] * len(weight))


@mistake("only the first map was filled", "How many maps do the loops visit?")
def only_first_map(x, weight):
    """The loop over filters ends in its first turn: 21, 32, and the other map stays 0."""
    return right.mended_6(x, weight) * (np.arange(len(weight)) == 0)[:, np.newaxis, np.newaxis]


@mistake("only the first filter's map was returned", "One map for each filter: where do they go?")
def first_map_alone(x, weight):
    """What comes back is one map, 21, 32, with no axis for the filters."""
    return apply_filter(x, weight[0])


@mistake("only the last filter's map was kept", "One map for each filter: where do they gather?")
def only_last_map(x, weight):
    """Every filter writes over the map of the one before, and 1, 2 is what is left."""
    return apply_filter(x, weight[-1])


@mistake("the maps stand in reverse order", "Which filter made your first map?")
def maps_in_reverse_order(x, weight):
    """Each map is put before those that are there: 1, 2 and 21, 32."""
    return right.mended_6(x, weight)[::-1]


# ---------------------------------------------------------------- where the maps go


@mistake(
    "each map also holds those of the filters before it",
    "A sum that runs on from filter to filter: where should it begin anew?",
)
def maps_run_on(x, weight):
    """The sum is not set back to 0 for the next filter: 21, 32, then 22, 34."""
    return np.cumsum(right.mended_6(x, weight), axis=0)


@mistake("the maps were added up", "Channels are summed. Are filters?")
def maps_added_up(x, weight):
    """Filters are treated as channels are, and 22, 34 is the only map."""
    return right.mended_6(x, weight).sum(axis=0)


@mistake("the maps were averaged", "What is left of a filter once its map is in a mean?")
def maps_averaged(x, weight):
    """One map in place of two, 11, 17, from which neither can be had again."""
    return right.mended_6(x, weight).mean(axis=0)


@mistake("the axis of the filters stands last", "Which axis of the result counts the filters?")
def filters_last(x, weight):
    """The maps are stacked as the colours of a PNG are: (rows, columns, filters)."""
    return np.moveaxis(right.mended_6(x, weight), 0, 2)


@mistake(
    "the maps were laid side by side, in one wide map",
    "How many axes should the result have?",
)
def maps_side_by_side(x, weight):
    """With hstack the maps are joined, where stack gives each a place of its own: 21, 32, 1, 2."""
    return np.concatenate(list(right.mended_6(x, weight)), axis=1)


@mistake(
    "the maps were laid below each other, in one high map",
    "How many axes should the result have?",
)
def maps_below_each_other(x, weight):
    """With concatenate they are joined along an axis that is there; a new one is needed."""
    return np.concatenate(list(right.mended_6(x, weight)), axis=0)


MISTAKES = (
    last_filter_everywhere,
    first_filter_everywhere,
    only_first_map,
    first_map_alone,
    only_last_map,
    maps_in_reverse_order,
    maps_run_on,
    maps_added_up,
    maps_averaged,
    filters_last,
    maps_side_by_side,
    maps_below_each_other,
)
