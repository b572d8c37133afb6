"""Pictures of wrong results: both maps, their difference, the value made again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from support.drawn import areas, planes, words

from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING, WINDOW

# One channel of 3 rows and 4 columns, and a kernel of 2 rows and 3 columns.
X = np.array([[[1, 2, 0, -1], [3, -2, 1, 1], [0, 5, -3, 2]]])
WEIGHT = np.array([[[1, 2, 0], [-1, 3, 1]]])


def titles(picture):
    return [axes.get_title() for axes in picture.figure.axes]


# --- two maps and their difference -----------------------------------------------------------


def test_the_right_map_the_wrong_one_and_the_difference_share_one_scale():
    picture = draw.map_difference([[1, 2], [3, 4]], [[1, 2], [3, -40]], (1, 1))
    assert [plane.tolist() for plane in planes(picture)] == [
        [[1, 2], [3, 4]],
        [[1, 2], [3, -40]],
        [[0, 0], [0, -44]],
    ]
    limits = {shown.get_clim() for axes in picture.figure.axes for shown in axes.get_images()}
    assert limits == {(-44, 44)}
    assert titles(picture) == ["expected (2 × 2)", "yours (2 × 2)", "yours − expected"]
    # The first wrong cell is framed in each.
    assert [areas(axes, OUTPUT) for axes in picture.figure.axes] == [[(1, 1, 1, 1)]] * 3
    assert words(picture.figure.axes[2]) == ["0", "0", "0", "−44"]
    assert picture.text == (
        "Expected and yours: 2 × 2. 1 of 4 values differs: row 1, column 1; expected 4, yours −40."
    )


def test_of_a_batch_the_plane_with_the_first_wrong_value_is_drawn_and_named():
    expected = np.arange(2 * 3 * 2 * 2).reshape(2, 3, 2, 2)
    yours = expected.copy()
    yours[1, 2, 0, 1] = 0  # 1·12 + 2·4 + 1 = 21
    picture = draw.map_difference(expected, yours, (1, 2, 0, 1))
    assert planes(picture)[0].tolist() == [[20, 21], [22, 23]]
    assert planes(picture)[1].tolist() == [[20, 0], [22, 23]]
    assert titles(picture)[1] == "yours (2 × 2)\npicture 1, filter 2"
    assert "picture 1, filter 2, row 0, column 1; expected 21, yours 0." in picture.text


def test_values_within_the_tolerance_do_not_count_as_different():
    picture = draw.map_difference([[1.0, 2.0, 3.0]], [[1.001, 2.0, 4.0]], (0, 2), tolerance=0.01)
    assert "1 of 3 values differs: row 0, column 2; expected 3, yours 4." in picture.text


def test_other_sizes_are_drawn_true_to_size_with_what_is_missing_and_too_many():
    # 1 × 3 on 2 × 1: one value in common, two missing at its right, one too many below it.
    picture = draw.map_difference([[1, 2, 3]], [[5], [6]])
    assert [plane.shape for plane in planes(picture)] == [(1, 3), (2, 1), (2, 3)]
    difference = planes(picture)[2]
    assert difference[0, 0] == 4
    assert np.isnan(difference).sum() == 5
    hatches = {
        (patch.get_y() + 0.5, patch.get_x() + 0.5): patch.get_hatch()
        for patch in picture.figure.axes[2].patches
        if patch.get_hatch()
    }
    assert hatches == {(0, 1): "//", (0, 2): "//", (1, 0): "xx"}
    assert picture.figure.axes[2].get_xlabel() == "hatched: missing; crossed: too many"
    assert picture.text == (
        "Expected 1 × 3, yours 2 × 1: 2 values are missing and 1 value is too many. "
        "Where both have one, 1 of 1 differs."
    )


def test_all_panels_of_other_sizes_have_cells_of_one_size():
    picture = draw.map_difference(np.ones((2, 6)), np.ones((4, 3)))
    assert {axes.get_xlim() for axes in picture.figure.axes} == {(-0.5, 5.5)}
    assert {axes.get_ylim() for axes in picture.figure.axes} == {(3.5, -0.5)}


def test_values_that_are_no_numbers_are_hatched_and_named():
    picture = draw.map_difference([[1, 2, 3]], [[1, np.nan, -np.inf]], (0, 1))
    left, yours, difference = picture.figure.axes
    assert words(yours) == ["1", "NaN", "−inf"]
    # The cells without a number let the hatching behind the plane through.
    assert np.isnan(planes(picture)[1]).tolist() == [[False, True, True]]
    assert [patch.get_zorder() for patch in yours.patches if patch.get_hatch()] == [-1]
    assert not [patch for patch in left.patches if patch.get_hatch()]
    assert words(difference) == ["0", "NaN", "−inf"]
    assert "2 of 3 values differ; the first is row 0, column 1; expected 2, yours NaN." in (
        picture.text
    )


def test_narrow_and_large_whole_numbers_do_not_wrap_round():
    bytes_ = draw.map_difference(np.array([[200]], np.uint8), np.array([[100]], np.uint8), (0, 0))
    assert planes(bytes_)[2].tolist() == [[-100]]
    large = draw.map_difference([[2**63 - 1]], np.array([[-(2**63)]]), (0, 0))
    assert planes(large)[2].tolist() == [[-(2.0**64)]]
    assert "expected 9.22e+18, yours −9.22e+18" in large.text


def test_values_that_look_alike_are_written_with_more_decimals():
    picture = draw.map_difference([[0.12345]], [[0.12346]], (0, 0))
    assert "expected 0.12345, yours 0.12346." in picture.text
    # One decimal of 1e-5 would be 0, which it is not.
    assert words(picture.figure.axes[2]) == ["0.00"]


def test_numbers_stand_in_cells_only_where_they_fit():
    small, large = np.ones((7, 7)), np.ones((8, 3))
    assert words(draw.map_difference(small, small + 1).figure.axes[0]) == ["1"] * 49
    assert words(draw.map_difference(large, large + 1).figure.axes[0]) == []
    # Seven cells of a third of an inch hold no numbers of six digits and a point.
    long = small * -12345.67
    assert words(draw.map_difference(long, long + 1).figure.axes[0]) == []


def test_a_large_map_has_a_colour_bar_in_place_of_its_numbers():
    assert len(draw.map_difference(np.eye(9), np.ones((9, 9))).figure.axes) == 4


def test_a_single_number_and_a_row_of_values_are_cells_too():
    assert draw.map_difference(3, 2.5, ()).text == "Expected 3, yours 2.5."
    row = draw.map_difference([1, 2, 3], [1, 7, 3], (1,))
    assert planes(row)[1].tolist() == [[1, 7, 3]]
    assert row.text == (
        "Expected and yours: 3 values. 1 of 3 values differs: value 1; expected 2, yours 7."
    )


def test_another_number_of_planes_shows_all_of_them():
    expected = np.arange(12).reshape(3, 2, 2)
    picture = draw.map_difference(expected, expected.sum(axis=0), names=("filter",))
    assert [plane.tolist() for plane in planes(picture)] == [
        *expected.tolist(),
        [[12, 15], [18, 21]],
    ]
    assert titles(picture)[:5] == [
        "filter 0\n2 × 2",
        "filter 1\n2 × 2",
        "filter 2\n2 × 2",
        "2 × 2",
        "missing",
    ]
    assert picture.text == "Expected 3 × 2 × 2: 3 planes of 2 × 2. Yours 2 × 2: 1 plane of 2 × 2."


def test_of_many_planes_the_first_are_drawn():
    picture = draw.map_difference(np.ones((2, 3, 2, 2)), np.ones((2, 1, 2, 2)))
    assert len(planes(picture)) == 4 + 2
    assert titles(picture)[3] == "picture 1, filter 0\n2 × 2"
    # The planes of the wrong result may mean something else: they go by their index.
    assert titles(picture)[5] == "yours[1, 0]\n2 × 2"
    assert picture.text.endswith("The first 4 are drawn.")


def test_a_row_s_name_stands_beside_its_planes_however_high_these_are():
    picture = draw.map_difference(np.ones((2, 6, 7)), np.ones((4, 3)))
    axes = picture.figure.axes[0], picture.figure.axes[3]
    # All panels are 6 cells high; the middle of 4 is 2 cells from the top, so 4 from the bottom.
    assert [panel.yaxis.label.get_position()[1] for panel in axes] == pytest.approx([1 / 2, 4 / 6])


def test_an_empty_result_is_all_missing():
    picture = draw.map_difference(np.ones((2, 2)), np.ones((0, 3)))
    assert "missing" in titles(picture)
    assert picture.text == "Expected 2 × 2: 1 plane of 2 × 2. Yours 0 × 3: no values at all."


def test_the_ring_of_zeros_and_one_s_own_zeros_around_the_picture_are_hatched():
    yours = np.pad(np.ones((2, 3)), ((1, 0), (1, 0)))
    # A zero of the picture itself is none of its ring.
    drawn = draw.map_difference(np.pad([[0, 1]], 1), yours, (0, 0), ring=1)
    # Above, on both sides, below; and of yours above and on the left.
    ring = [*[(0, column) for column in range(4)], (1, 0), (1, 3), *[(2, c) for c in range(4)]]
    assert [(row, column) for row, column, _, _ in areas(drawn.figure.axes[0], PADDING)] == ring
    assert len(areas(drawn.figure.axes[1], PADDING)) == 4 + 2
    assert words(drawn.figure.axes[0]).count("0") == len(ring) + 1


ANY_NUMBER = st.one_of(
    arrays.floating_dtypes(endianness="="),
    arrays.integer_dtypes(endianness="="),
    arrays.unsigned_integer_dtypes(endianness="="),
    arrays.boolean_dtypes(),
)
ANY_MAP = ANY_NUMBER.flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, max_dims=4, max_side=9))
)


@settings(max_examples=20, deadline=None)
@given(expected=ANY_MAP, yours=ANY_MAP)
def test_any_two_arrays_of_numbers_can_be_drawn(expected, yours):
    picture = draw.map_difference(expected, yours)
    assert picture.png()
    assert picture.text.startswith("Expected")


@settings(max_examples=15, deadline=None)
@given(data=st.data(), expected=ANY_MAP)
def test_any_first_wrong_cell_is_framed_and_told(data, expected):
    yours = data.draw(arrays.arrays(data.draw(ANY_NUMBER), expected.shape))
    cell = tuple(data.draw(st.integers(0, side - 1)) for side in expected.shape)
    picture = draw.map_difference(expected, yours, cell)
    assert picture.png()
    place = (0, 0, *cell)[-2:]
    assert [areas(axes, OUTPUT) for axes in picture.figure.axes[:3]] == [[(*place, 1, 1)]] * 3


def test_thirds_are_written_as_such_and_other_numbers_beside_them_as_ever():
    picture = draw.map_difference([[1 / 3, -1 / 9, 0.25, 17 / 255]], [[0, 0, 0, 0]])
    assert words(picture.figure.axes[0]) == ["1/3", "−1/9", "0.25", "0.07"]


# --- one value made again --------------------------------------------------------------------


def test_a_value_is_made_again_from_its_window_kernel_and_products():
    # Rows 1 to 2 and columns 1 to 3: −2·1 + 1·2 + 1·0 + 5·−1 + −3·3 + 2·1 = −12; and 10.
    picture = draw.replayed_cell(draw.window_replay(X, WEIGHT, 10, (1, 1)), yours=-12)
    shown = planes(picture)
    assert shown[0].tolist() == X[0].tolist()
    assert shown[1].tolist() == WEIGHT[0].tolist()
    assert shown[2].tolist() == [[-2, 2, 0], [-5, -9, 2]]
    (axes,) = picture.figure.axes
    assert areas(axes, WINDOW) == [(1, 1, 2, 3)]
    assert words(axes)[-5:] == ["sum", "−12  +  bias 10  =", "−2", "yours gave", "−12"]
    assert picture.text == (
        "The value in row 1, column 1 reads rows 1 to 2 and columns 1 to 3 of the picture. "
        "The products sum to −12. −12 + bias 10 = −2. Yours gave −12."
    )


def test_a_window_in_the_padding_shows_its_zeros():
    # With stride 2 and padding 1 the window of row 0, column 1 begins in row −1, column 1.
    picture = draw.replayed_cell(draw.window_replay(X, WEIGHT, 0, (0, 1), stride=2, padding=1))
    (axes,) = picture.figure.axes
    assert areas(axes, WINDOW) == [(0, 2, 2, 3)]  # counted in the padded picture
    # 5 rows of 6, of which 3 rows of 4 are pixels.
    assert len(areas(axes, PADDING)) == 30 - 12
    # Zeros above: only the lower row of the kernel meets pixels, 2·−1 + 0·3 + −1·1 = −3.
    assert planes(picture)[2].tolist() == [[0, 0, 0], [-2, 0, -1]]
    assert "rows −1 to 0 and columns 1 to 3 of the picture, with zeros." in picture.text
    assert picture.text.endswith("−3 + bias 0 = −3.")


def test_each_channel_has_a_row_and_a_sum():
    picture = draw.replayed_cell(
        draw.window_replay(np.ones((3, 2, 2)), np.full((3, 1, 1), 2), 0.5, (0, 0)), yours=3
    )
    assert len(planes(picture)) == 3 * 3
    (axes,) = picture.figure.axes
    assert [text for text in words(axes) if "channel" in text] == [
        "channel 0",
        "channel 1",
        "channel 2",
    ]
    assert picture.text.endswith(
        "The products sum, channel by channel, to 2, 2, 2. "
        "2 + 2 + 2 + bias 0.5 = 6.5. Yours gave 3."
    )


def test_of_many_channels_three_are_drawn_and_all_are_added():
    picture = draw.replayed_cell(
        draw.window_replay(np.ones((6, 2, 2)), np.ones((6, 1, 1)), 0.5, (0, 0))
    )
    assert len(planes(picture)) == 3 * 3
    assert "all 6 channels 6 + bias 0.5 = 6.5." in picture.text


def test_of_a_large_picture_only_the_window_is_drawn():
    x = np.arange(100).reshape(1, 10, 10)
    picture = draw.replayed_cell(draw.window_replay(x, np.ones((1, 2, 2)), 0, (3, 4)))
    assert planes(picture)[0].tolist() == [[34, 35], [44, 45]]
    assert "window" in words(picture.figure.axes[0])


def test_several_values_in_place_of_one_are_counted():
    picture = draw.replayed_cell(draw.window_replay(X, WEIGHT, 0, (0, 0)), yours=[4, 5, 6])
    assert words(picture.figure.axes[0])[-1] == "3 values"
    assert picture.text.endswith("Yours gave 3 values: 4, 5, ….")


def test_a_weight_of_a_gradient_step_is_made_again():
    # Values 1·1 + 2·0 = 1 and 2; errors −1 and −1; they met the pixels 2 and 3.
    replay = draw.weight_replay([[1, 2, 3]], [[2, 3]], [[1, 0]], 0.1, (0, 1))
    assert replay.left.tolist() == [[[-1, -1]]]
    assert replay.right.tolist() == [[[2, 3]]]
    assert replay.value == 0.5  # 0 − 0.1 · (2 · −5 / 2)
    picture = draw.map_difference([[0.95, 0.5]], [[0.95, -0.5]], (0, 1), replay=replay)
    assert picture.text.endswith("slope 2 · −5 / 2 = −5. 0 − 0.1 · −5 = 0.5.")
    assert words(picture.figure.axes[3])[-2:] == ["yours gave", "−0.5"]
