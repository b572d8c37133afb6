"""Patients that are mended wrongly, in the notebook's own lines, are named by what is wrong now."""

import pytest
from support.mended import CORNER, edited

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

TOP = "row : row + kernel_height"
LEFT = "column : column + kernel_width"
STRIDED_TOP = "row * stride : row * stride + kernel_height"
STRIDED_LEFT = "column * stride : column * stride + kernel_width"
FLIPPED = "weight[:, ::-1, ::-1]"
IN_THE_BRACKETS = "(window * weight[channel] + bias).sum()"
MIDDLE = "[:, padding : padding + height, padding : padding + width]"

# What stands in the patient, and what makes it well.
CURES = {
    1: [(FLIPPED, "weight")],
    2: [(TOP, STRIDED_TOP), (LEFT, STRIDED_LEFT)],
    3: [("np.zeros((rows, columns))", "np.full((rows, columns), float(bias))"), (" + bias", "")],
    4: [(CORNER, MIDDLE)],
    5: [(", dtype=x.dtype", "")],
    6: [("maps[:, row, column]", "maps[index, row, column]")],
}
# By patient: the name of the mistake, and what was put in place of what.
WRONGLY = [
    (1, "kernel-upside-down", [(FLIPPED, "weight[:, ::-1]")]),
    (1, "kernel-left-to-right", [(FLIPPED, "weight[:, :, ::-1]")]),
    (1, "channels-flipped-too", [(FLIPPED, "np.flip(weight)")]),
    (1, "channels-reversed", [(FLIPPED, "weight[::-1]")]),
    (1, "first-kernel-for-all", [(FLIPPED, "weight[0]")]),
    (1, "first-pixels-for-all", [*CURES[1], ("x[:, row", "x[:1, row")]),
    (1, "products-averaged", [*CURES[1], (".sum()", ".mean()")]),
    (1, "bias-forgotten", [*CURES[1], (" + bias", "")]),
    (1, "bias-taken-off", [*CURES[1], (" + bias", " - bias")]),
    (1, "bias-multiplied", [*CURES[1], (" + bias", " * bias")]),
    (1, "cut-to-integers", [*CURES[1], ("(rows, columns))\n", "(rows, columns), int)\n")]),
    (1, "last-row-missing", [*CURES[1], ("- kernel_height + 1", "- kernel_height")]),
    (1, "last-column-missing", [*CURES[1], ("- kernel_width + 1", "- kernel_width")]),
    (
        1,
        "multiplied-in-place",
        [
            (f"(window * {FLIPPED})", "window"),
            ("        feature_map[", "        window *= weight\n        feature_map["),
        ],
    ),
    (
        1,
        "map-taken-for-square",
        [
            *CURES[1],
            (
                "zeros((rows, columns))\n    for row, column in np.ndindex(rows, columns)",
                "zeros((rows, rows))\n    for row, column in np.ndindex(rows, rows)",
            ),
        ],
    ),
    (1, "window-never-moves", [*CURES[1], (TOP, ":kernel_height"), (LEFT, ":kernel_width")]),
    (2, "window-strides-down-only", [(TOP, STRIDED_TOP)]),
    (2, "window-strides-right-only", [(LEFT, STRIDED_LEFT)]),
    (2, "stride-left-between", [("stride=1):\n", "stride=1):\n    stride += 1\n"), *CURES[2]]),
    (
        2,
        "map-thinned-out",
        [*CURES[2], ("return feature_map", "return feature_map[::stride, ::stride]")],
    ),
    (3, "bias-forgotten", [(" + bias", "")]),
    (3, "bias-once-too-many", [CURES[3][0]]),
    (3, "bias-twice", [*CURES[3], ("return feature_map", "return feature_map + bias")]),
    (
        3,
        "bias-on-first-value-only",
        [(" + bias", ""), ("    for", "    feature_map[0, 0] = bias\n    for")],
    ),
    (3, "last-channel-only", [("+= (window", "= (window")]),
    (3, "bias-per-product", [("(window * weight[channel]).sum() + bias", IN_THE_BRACKETS)]),
    (4, "padding-right-only", [(CORNER, "[:, padding : padding + height, :width]")]),
    (4, "padding-below-only", [(CORNER, "[:, :height, padding : padding + width]")]),
    (
        4,
        "padding-at-the-start-only",
        [(CORNER, "[:, 2 * padding :, 2 * padding :]")],
    ),
    (4, "border-of-ones", [*CURES[4], ("np.zeros((channels", "np.ones((channels")]),
    (
        4,
        "padding-at-the-start-once",
        [*CURES[4], ("rows = height + 2", "rows = height + 1"), ("= width + 2", "= width + 1")],
    ),
    (5, "stored-as-signed-bytes", [*CURES[5], (".sum()", ".sum().astype(np.int8)")]),
    (5, "stored-without-a-sign", [("dtype=x.dtype", "dtype=np.uint16")]),
    (5, "pixels-read-with-a-sign", [*CURES[5], ("x[:, row", "x.astype(np.int8)[:, row")]),
    (5, "products-wrapped", [*CURES[5], ("* weight)", "* weight.astype(x.dtype))")]),
    (5, "absolute-values", [*CURES[5], ("return feature_map", "return np.abs(feature_map)")]),
    (5, "divided-by-255", [*CURES[5], ("(window * weight)", "(window / 255 * weight)")]),
    (6, "first-filter-everywhere", [*CURES[6], ("weight[index]", "weight[0]")]),
    (6, "maps-in-reverse-order", [*CURES[6], ("maps[index,", "maps[-1 - index,")]),
    (6, "first-map-alone", [*CURES[6], ("return maps", "return maps[0]")]),
    (6, "filters-last", [*CURES[6], ("return maps", "return np.stack(maps, axis=-1)")]),
    (6, "maps-side-by-side", [*CURES[6], ("return maps", "return np.hstack(maps)")]),
    (6, "maps-below-each-other", [*CURES[6], ("return maps", "return np.concatenate(maps)")]),
    (6, "kernel-upside-down", [*CURES[6], ("weight[index]", "weight[index, :, ::-1]")]),
]


@pytest.mark.parametrize("number", CURES)
def test_cure_makes_the_patient_well(number):
    verdict = judge(find_exercise(f"mended_{number}"), call_here(edited(number, CURES[number])))
    assert (verdict.status, verdict.mistakes) == ("right", ())


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize(
    ("number", "id", "replacements"),
    [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in WRONGLY],
)
def test_patient_mended_wrongly_is_named_by_what_is_wrong_now(number, id, replacements, seed):
    verdict = judge(
        find_exercise(f"mended_{number}"), call_here(edited(number, replacements)), seed
    )
    assert [mistake.id for mistake in verdict.mistakes] == [id]
