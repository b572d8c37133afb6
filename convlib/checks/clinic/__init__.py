"""Exercises of unit 07: six broken functions to mend, settings to find, shapes to follow."""

from __future__ import annotations

from convlib import shapes
from convlib.checks.clinic import cases, design_cases, design_mistakes, mistakes, right
from convlib.checks.clinic.settings import reject_settings
from convlib.checks.exercise import Case, Exercise, Recall
from convlib.checks.replay import replay_cell
from convlib.checks.strides import mistakes as strided

UNIT = "07_clinic"


def _replay(case: Case, cell: tuple[int, ...]) -> str:
    x, weight = case.arguments
    options = {"bias": 0, "stride": 1, "padding": 0} | dict(case.options)
    return replay_cell(
        x, weight, options["bias"], (cell[0], cell[1]), options["stride"], options["padding"]
    )


def _replay_filter(case: Case, cell: tuple[int, ...]) -> str:
    (x, weight), (index, row, column) = case.arguments, cell
    return f"filter {index}:\n{replay_cell(x, weight[index], 0, (row, column))}"


EXERCISES = (
    Exercise(
        id="mended_1",
        unit=UNIT,
        points=1,
        reference=right.mended_1,
        returns="map",
        cases=cases.MENDED_1_CASES,
        fresh=cases.fresh_with_a_bias,
        mistakes=(
            *mistakes.GENERAL,
            strided.map_bias_forgotten,
            mistakes.bias_per_channel,
            mistakes.cut_to_integers,
        ),
        hints=("Which weight does the window's top-left pixel meet?",),
        replay=_replay,
    ),
    Exercise(
        id="mended_2",
        unit=UNIT,
        points=1,
        reference=right.mended_2,
        returns="map",
        cases=cases.MENDED_2_CASES,
        fresh=cases.fresh_strided,
        mistakes=(
            *mistakes.GENERAL,
            strided.stride_in_size_only,
            strided.map_stride_left_out,
            strided.stride_on_rows_only,
            strided.stride_on_columns_only,
            mistakes.window_strides_down_only,
            mistakes.window_strides_right_only,
        ),
        hints=("The value at (1, 1) of the map: at which pixel does its window start?",),
        replay=_replay,
    ),
    Exercise(
        id="mended_3",
        unit=UNIT,
        points=1,
        reference=right.mended_3,
        returns="map",
        cases=cases.MENDED_3_CASES,
        fresh=cases.fresh_biases,
        mistakes=(
            *mistakes.GENERAL,
            strided.map_bias_forgotten,
            mistakes.bias_per_channel,
            mistakes.bias_per_product,
            mistakes.bias_taken_off,
            mistakes.cut_to_integers,
        ),
        hints=("For one value of the map, how often is the bias added?",),
        replay=_replay,
    ),
    Exercise(
        id="mended_4",
        unit=UNIT,
        points=1,
        reference=right.mended_4,
        returns="map",
        cases=cases.MENDED_4_CASES,
        fresh=cases.fresh_padded,
        mistakes=(
            *mistakes.GENERAL,
            strided.map_padding_left_out,
            strided.padding_at_the_end_only,
            mistakes.padding_at_the_start_only,
            mistakes.padding_right_only,
            mistakes.padding_below_only,
            strided.padding_with_edge_values,
            strided.padding_twice,
        ),
        hints=("At which row and column of the padded array does the picture begin?",),
        replay=_replay,
    ),
    Exercise(
        id="mended_5",
        unit=UNIT,
        points=1,
        reference=right.mended_5,
        returns="map",
        cases=cases.MENDED_5_CASES,
        fresh=cases.fresh_bytes,
        mistakes=(
            *mistakes.GENERAL,
            mistakes.wrapped_bytes,
            mistakes.clipped,
            mistakes.negative_set_to_zero,
            mistakes.absolute_values,
        ),
        hints=("What kind of number can each array hold?",),
        replay=_replay,
    ),
    Exercise(
        id="mended_6",
        unit=UNIT,
        points=1,
        reference=right.mended_6,
        returns="map",
        cases=cases.MENDED_6_CASES,
        fresh=cases.fresh_filters,
        mistakes=(
            *map(mistakes.for_each_filter, mistakes.GENERAL),
            mistakes.last_filter_everywhere,
            mistakes.first_filter_everywhere,
            mistakes.only_first_map,
            mistakes.only_last_map,
            mistakes.maps_added_up,
            mistakes.filters_last,
        ),
        hints=(
            "Follow one value of filter 0: into which map is it written, and does it stay there?",
        ),
        replay=_replay_filter,
    ),
    Exercise(
        id="find_settings",
        unit=UNIT,
        points=3,
        reference=right.find_settings,
        returns="sizes",
        cases=design_cases.SETTINGS_CASES,
        fresh=design_cases.fresh_settings,
        mistakes=(
            design_mistakes.settings_without_plus_one,
            design_mistakes.settings_with_padding_once,
            design_mistakes.settings_in_wrong_order,
            design_mistakes.settings_with_floats,
            design_mistakes.settings_as_tiles,
            design_mistakes.settings_of_same_padding,
            design_mistakes.sizes_swapped,
            design_mistakes.whole_input_as_kernel,
        ),
        hints=(
            "Try settings one after another, put each into the law of the size, and return the "
            "first that fits.",
        ),
        accepts=reject_settings,
    ),
    Exercise(
        id="trace_shapes",
        unit=UNIT,
        points=3,
        reference=right.trace_shapes,
        returns="sizes",
        cases=design_cases.TRACE_CASES,
        fresh=design_cases.fresh_traces,
        mistakes=(
            design_mistakes.trace_without_plus_one,
            design_mistakes.trace_rounded_up,
            design_mistakes.trace_not_floored,
            design_mistakes.trace_without_stride,
            design_mistakes.trace_without_padding,
            design_mistakes.trace_with_padding_once,
            design_mistakes.layers_side_by_side,
            design_mistakes.channels_kept,
            design_mistakes.channels_multiplied,
            design_mistakes.pooling_makes_one_channel,
            design_mistakes.width_from_height,
            design_mistakes.height_and_width_swapped,
            design_mistakes.trace_channels_last,
            design_mistakes.input_shape_first,
            design_mistakes.last_shape_only,
        ),
        hints=(
            "Take one layer: the size law for the height, then for the width; then its channels. "
            "What comes out goes into the next layer.",
        ),
    ),
)

QUESTIONS = (
    Recall(
        id="biases_of_a_layer_are_one_a_filter",
        unit=UNIT,
        answer=lambda: (
            shapes.conv2d_parameter_count(6, 16, 5)
            - shapes.conv2d_parameter_count(6, 16, 5, bias=False)
        ),
        hint="Each filter sums its kernels first, and adds its bias after that.",
        praise="One for each filter, however many channels it reads.",
    ),
    Recall(
        id="parameters_stay_when_the_picture_doubles",
        unit=UNIT,
        answer=lambda: shapes.conv2d_parameter_count(3, 6, 5),
        hint="The filters slide over a larger picture. Do they get more weights by that?",
        praise="The same filters stand in more places; only the multiplications grow.",
    ),
)
