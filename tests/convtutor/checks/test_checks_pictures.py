"""The picture of a wrong answer: chosen for every known mistake, and never in the way."""

import re
from dataclasses import replace

import numpy as np
import pytest
from support.drawn import areas, assert_words_stand_apart, planes, words
from support.judged import judged
from support.known_mistakes import some_mistakes

from convtutor.calling import call_here, take_numbers
from convtutor.calling.outcome import Case, Raised, Returned
from convtutor.checks import pictures
from convtutor.checks.compare import compare
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.checks.pictures import picture_html, picture_of
from convtutor.draw import Picture
from convtutor.draw.phrases import words_apart
from convtutor.draw.style import OUTPUT, WINDOW
from convtutor.units.catalogue import exercises, find_exercise

COUNTING = ("conv2d_parameter_count", "linear_parameter_count", "conv2d_multiply_count")
# Shapes whose channels are wrong have no places to draw.
WITHOUT = {
    "trace_shapes": {
        "channels-kept",
        "channels-multiplied",
        "pooling-makes-one-channel",
        "channels-left-out",
        "trace-channels-last",
        "input-shape-first",
        "first-layer-only",
        "last-shape-only",
        "pooling-left-out",
        "channels-added",
        "sides-multiplied",
        "example-returned",
        "pooling-back-to-the-input",
    },
}


def verdict_of(id, function):
    return judge(find_exercise(id), call_here(function))


def with_failure(verdict, **changes):
    return replace(verdict, failure=replace(verdict.failure, **changes))


def known(id, mistake):
    return failure_and_picture(id, mistake)[1]


def wants_picture(found, mistake, failure):
    comparison, got = failure.comparison, failure.got
    if comparison.loop or comparison.only_kind or not isinstance(got, Returned) or got.changed:
        return False
    if found.id == "find_settings":
        return are_settings(failure)
    if got.value is None or got.value.ndim > 4 or mistake.id in WITHOUT.get(found.id, ()):
        return False
    return found.id not in COUNTING


def are_settings(failure):
    """Whether two whole numbers are settings that a window can have: else nothing to draw."""
    value, (in_size, _, kernel_size) = failure.got.value, failure.case.arguments
    if value is None or value.dtype.kind not in "iu" or value.shape != (2,):
        return False
    stride, padding = value.tolist()
    return stride > 0 <= padding < kernel_size <= in_size + 2 * padding


def failure_and_picture(found_id, mistake_id):
    found = find_exercise(found_id)
    verdict = judged(found, known_mistake(found, mistake_id).function)
    return verdict.failure, picture_of(verdict)


@pytest.mark.sweep
@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_every_known_mistake_with_wrong_values_has_a_readable_picture_that_tells_them(found):
    for mistake in some_mistakes(found, most=12):
        failure, drawn = failure_and_picture(found.id, mistake.id)
        if not wants_picture(found, mistake, failure):
            assert drawn is None, mistake.id
            continue
        assert isinstance(drawn, Picture), mistake.id
        for words_ in told(found, failure):
            shown = rf"(?<![\d.−]){re.escape(words_)}(?![\d]|\.\d)"
            assert re.search(shown, drawn.text), (mistake.id, words_)
        assert_words_stand_apart(drawn.figure)


def told(found, failure):
    """The expected value and what came instead, or their sizes, as a text has to say them."""
    got = np.asarray(failure.got.value)
    if isinstance(failure.expected, Raised):
        return [f"said {words_apart(0, got.item())[1]}", "no padding keeps the size"]
    expected = np.asarray(failure.expected.value)
    cell = failure.comparison.first_wrong
    if found.id == "find_settings":
        stride, padding = map(int, got)
        _, asked, kernel_size = failure.case.arguments
        return [
            f"Kernel {kernel_size}, stride {stride}, padding {padding}",
            f"{asked} {'was' if asked == 1 else 'were'} asked",
        ]
    if found.returns == "size" and found.id == "unread_pixels":
        return [f"said {words_apart(0, got.item())[1]}", str(expected) if expected else "every"]
    if found.returns == "number" and got.ndim:
        return [f"Yours gave {got.size} values"]
    if expected.shape != got.shape:
        return [" × ".join(map(str, shape)) for shape in (expected.shape, got.shape)]
    where = cell if cell else ()
    return list(words_apart(expected[where].item(), got[where].item()))


# --- which picture ---------------------------------------------------------------------------


def test_a_flipped_kernel_shows_the_maps_and_the_first_wrong_value_made_again():
    drawn = known("apply_filter", "kernel-flipped")
    x, weight = find_exercise("apply_filter").cases[0].arguments
    assert planes(drawn)[0].tolist() == [[-3, 8], [11, -12]]
    assert planes(drawn)[1].tolist() == [[4, 6], [3, -4]]
    assert planes(drawn)[3].tolist() == x[0].tolist()
    assert planes(drawn)[4].tolist() == weight[0].tolist()
    assert [areas(axes, OUTPUT) for axes in drawn.figure.axes[:3]] == [[(0, 0, 1, 1)]] * 3
    assert "−3 + bias 0 = −3. Yours reads" in drawn.text


def yours_made(exercise, mistake):
    """What stands in the last panel: its window, kernel, products, result."""
    drawn = known(exercise, mistake)
    assert_words_stand_apart(drawn.figure)
    axes = drawn.figure.axes[-1]
    _, weight, products = planes(drawn)[-3:]
    return areas(axes, WINDOW)[-1], weight.tolist(), products.tolist(), words(axes)[-2:]


def test_below_it_yours_arises_from_its_own_window_kernel_products_and_bias():
    # The kernel (1 2 0, −1 3 1) from its end; the window is (1 2 0, 3 −2 1).
    flipped = [[1, 3, -1], [0, 2, 1]], [[1, 6, 0], [0, -4, 1]]
    assert yours_made("apply_filter", "kernel-flipped") == (
        ((0, 0, 2, 3), *flipped, ["4  +  bias 0  =", "4"])
    )
    # In row 0, column 1 the right window begins in column 2; this one in column 1.
    assert yours_made("apply_filter_strided", "stride-in-size-only")[0] == (0, 1, 2, 2)
    # The zeros of both sides lie above and on the left: nothing else is read there.
    *_, products, result = yours_made("apply_filter_strided", "padding-at-the-start-only")
    assert (products, result[1]) == ([[0, 0, 0], [0, 0, 0]], "0")
    bias = yours_made("apply_filter", "bias-per-channel")[3]
    assert bias == ["−2  +  −2  +  2 · bias 0.5  =", "−3"]
    channel = yours_made("apply_filter", "first-channel-only")
    assert channel[2:] == ([[0], [0]], ["−2  +  bias 0.5  =", "−1.5"])
    assert "left out" in words(known("apply_filter", "first-channel-only").figure.axes[-1])


def test_on_a_narrow_page_the_picture_scrolls_and_its_numbers_stay_readable():
    mistake = known_mistake(find_exercise("apply_filter"), "kernel-flipped")
    page = picture_html(verdict_of("apply_filter", mistake.function))
    assert "overflow-x: auto" in page
    assert "min-width: 560px" in page


def test_where_yours_is_no_such_sum_the_right_one_stands_alone():
    drawn = known("apply_filter", "channels-averaged")
    assert words(drawn.figure.axes[-1])[-2] == "yours gave"


def test_a_value_that_is_not_a_number_is_told():
    def first_not_a_number(x, weight, bias=0.0):
        result = find_exercise("apply_filter").reference(x, weight, bias).astype(float)
        result[0, 1] = np.nan
        return result

    drawn = picture_of(verdict_of("apply_filter", first_not_a_number))
    assert "row 0, column 1; expected 8, yours NaN." in drawn.text


def test_stride_and_padding_of_the_case_place_the_window():
    drawn = known("apply_filter_strided", "bias-forgotten")
    case = failure_and_picture("apply_filter_strided", "bias-forgotten")[0].case
    padding = case.options.get("padding", 0)
    _, rows, columns = case.arguments[1].shape
    # The first window begins at the corner of the padded picture.
    assert areas(drawn.figure.axes[3], WINDOW)[0] == (0, 0, rows, columns)
    assert planes(drawn)[3].shape == tuple(n + 2 * padding for n in case.arguments[0].shape[1:])


def test_of_a_layer_the_picture_and_the_filter_are_named():
    failure, drawn = failure_and_picture("conv2d", "first-picture-repeated")
    case = failure.case
    assert "the first is picture 1, filter 0, row 0, column 0;" in drawn.text
    (x, weight), options = case.arguments, case.options
    assert planes(drawn)[3].tolist() == x[1, 0].tolist()
    assert planes(drawn)[4].tolist() == weight[0, 0].tolist()
    assert f"+ bias {options['bias'][0]:g} =" in drawn.text


def test_a_number_is_made_again_with_what_came_instead():
    drawn = picture_of(verdict_of("window_response", lambda *arguments: 4.25))
    assert len(drawn.figure.axes) == 1
    assert words(drawn.figure.axes[0])[-2:] == ["yours gave", "4.25"]


def test_the_ring_of_a_padded_picture_is_drawn_and_its_axis_is_called_channel():
    drawn = known("zero_pad", "edge-values")
    assert "channel 0, row 0, column 0; expected 0, yours 1" in drawn.text
    assert drawn.figure.axes[0].get_title().endswith("channel 0")


def test_a_wrong_shape_of_a_network_shows_the_places_in_the_layer_that_is_wrong():
    drawn = known("trace_shapes", "layers-side-by-side")
    # The second layer reads the map of the first, 6 rows, and not the picture of 8 rows.
    assert drawn.figure.axes[0].get_title().startswith("Layer 1, rows: you said 4, but")


# --- no picture ------------------------------------------------------------------------------


def million(*arguments, **options):
    return 10**6


@pytest.mark.parametrize(
    "value",
    [
        None,
        np.ones((2, 2)) * 1j,
        np.ones((2, 2)) > 0,
        np.ones((1, 1, 1, 2, 2)),
        np.ones((101, 2)),
        np.ones((2, 101)),
    ],
    ids=["none", "complex", "bool", "axes", "high", "wide"],
)
@pytest.mark.parametrize("id", ["apply_filter", "conv_output_size", "trace_shapes"])
def test_what_cannot_be_drawn_gets_no_picture(id, value):
    verdict = judged(find_exercise(id), million)
    assert picture_of(with_failure(verdict, got=Returned(value))) is None


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
@pytest.mark.parametrize(
    "value",
    [-(2**63), 2**63, np.nan, np.zeros((0, 3)), np.zeros((2, 1, 3, 1))],
    ids=["least", "large", "nan", "empty", "batch"],
)
def test_any_numbers_are_drawn_or_not_but_break_nothing(found, value):
    verdict = judged(found, million)
    failure, got = verdict.failure, Returned(*take_numbers(value))
    comparison = compare(found, failure.case, failure.expected, got)
    drawn = picture_of(with_failure(verdict, got=got, comparison=comparison))
    if drawn is not None:
        drawn.figure.draw_without_rendering()


def test_a_hidden_case_gets_no_picture():
    verdict = verdict_of("conv_output_size", lambda n, k, stride=1, padding=0: 1)
    assert picture_of(verdict) is not None
    assert picture_of(with_failure(verdict, hidden=True)) is None


def test_an_error_and_a_right_answer_get_no_picture():
    assert picture_of(verdict_of("apply_filter", lambda x, weight, bias=0.0: 1 // 0)) is None
    right = find_exercise("apply_filter").reference
    assert picture_of(verdict_of("apply_filter", right)) is None


def test_a_row_of_pixels_too_long_to_draw_gets_no_picture():
    verdict = verdict_of("conv_output_size", lambda n, k, stride=1, padding=0: 1)
    long = with_failure(verdict, case=Case((41, 3)), expected=Returned(np.array(39)))
    assert picture_of(long) is None
    fitting = with_failure(verdict, case=Case((40, 3)), expected=Returned(np.array(38)))
    assert picture_of(fitting).text.startswith("You said 1, but there are 38 places.")


@pytest.mark.parametrize(("kernel_size", "drawn"), [(19, True), (21, False)])
def test_paddings_too_wide_to_draw_get_no_picture(kernel_size, drawn):
    verdict = verdict_of("same_padding", lambda kernel_size: 1)
    expected = Returned(np.array(kernel_size // 2))
    verdict = with_failure(verdict, case=Case((kernel_size,)), expected=expected)
    assert (picture_of(verdict) is not None) == drawn


def test_which_picture_shows_an_exercise_is_declared_in_it():
    sizes = verdict_of("conv_output_size", lambda n, k, stride=1, padding=0: 1)
    unread = replace(sizes, exercise=replace(sizes.exercise, picture=pictures.unread))
    assert picture_of(unread).text != picture_of(sizes).text
    assert picture_of(replace(sizes, exercise=replace(sizes.exercise, picture=None))) is None
