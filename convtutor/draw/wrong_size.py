"""A wrong size: the places of the window, counted beside the learner's answer."""

from __future__ import annotations

from math import ceil, isfinite

from convlib.sizes import conv_output_size
from convtutor.draw import style
from convtutor.draw.phrases import plural, value_words
from convtutor.draw.picture import Picture
from convtutor.draw.positions import LEVEL, Slide, draw_places, write_legend

MOST_EXTRA = 2  # windows drawn beyond the last place
SAME_PIXELS = 5  # the row of pixels that "same" padding is tried on

ROW = 1.1  # inches


@style.course_style()
def size_positions(slide: Slide, yours: float, name: str = "") -> Picture:
    """Draw every place of the window beside a wrong number of places, on the row of pixels `name`.

    Where the number is too large, the next windows hang over the edge; where it is too small, the
    last ones are not counted.

    Examples
    --------
    >>> size_positions(Slide(32, 5, stride=2), yours=15).text  # doctest: +NORMALIZE_WHITESPACE
    'You said 15, but there are 14 places. (32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never
     read. Window 15 would hang over the edge.'
    """
    verb = "is" if slide.places == 1 else "are"
    words = f"you said {value_words(yours)}, but there {verb} {plural(slide.places, 'place')}"
    words = f"{name}: {words}" if name else words
    return _told(slide, words[0].upper() + words[1:], yours)


@style.course_style()
def unread_positions(slide: Slide, yours: float) -> Picture:
    """Draw which pixels no window reads beside a wrong number of them, `yours`.

    Examples
    --------
    >>> unread_positions(Slide(6, 3, stride=2), yours=0).text  # doctest: +NORMALIZE_WHITESPACE
    'You said 0, but 1 pixel is never read. (6 − 3)/2 + 1 = 2.5 → 2 positions; pixel 5 is never
     read.'
    """
    unread = len(slide.unread)
    fact = f"{plural(unread, 'pixel')} {'is' if unread == 1 else 'are'} never read"
    words = f"You said {value_words(yours)}, but {fact if unread else 'every pixel is read'}"
    return _told(slide, words)


@style.course_style()
def settings_positions(slide: Slide, wanted: int) -> Picture:
    """Draw how many places chosen settings give, where another number was wanted.

    Examples
    --------
    >>> settings_positions(Slide(8, 3, stride=2), wanted=4).text  # doctest: +NORMALIZE_WHITESPACE
    'Kernel 3, stride 2, padding 0: 3 places, but 4 were asked for. (8 − 3)/2 + 1 = 3.5 → 3
     positions; pixel 7 is never read.'
    """
    _, kernel_size, stride, padding = slide
    places, asked = plural(slide.places, "place"), "was" if wanted == 1 else "were"
    chosen = f"Kernel {kernel_size}, stride {stride}, padding {padding}"
    words = f"{chosen}: {places}, but {wanted} {asked} asked for"
    return _told(slide, words)


@style.course_style()
def same_positions(kernel_size: int, yours: float) -> Picture:
    """Draw which padding gives as many places as pixels, and what a wrong one gives.

    For an even kernel no padding fits; the two nearest are drawn.

    Examples
    --------
    >>> same_positions(3, yours=2).text  # doctest: +NORMALIZE_WHITESPACE
    'You said 2, but for a window of 3 padding 1 keeps the size. Padding 1: 5 places for 5 pixels.
     Your padding 2: 7 places for 5 pixels.'
    >>> same_positions(4, yours=2).text  # doctest: +NORMALIZE_WHITESPACE
    'You said 2, but for a window of 4 no padding keeps the size. Padding 1: 4 places for 5 pixels.
     Your padding 2: 6 places for 5 pixels.'
    """
    even = kernel_size % 2 == 0
    paddings = [(kernel_size - 1) // 2]
    if even:
        paddings.append(kernel_size // 2)
    elif isfinite(yours) and yours >= 0 and yours == int(yours):
        paddings.append(int(yours))
    slides = [Slide(SAME_PIXELS, kernel_size, 1, padding) for padding in paddings]
    heights = [ROW + LEVEL * slide.levels(slide.places) for slide in slides]
    figure = style.new_figure(style.WIDTH, sum(heights) + 0.3)
    panels = figure.subplots(len(paddings), 1, squeeze=False, height_ratios=heights)[:, 0]
    sentences = []
    ends = [max(kernel_size - padding, SAME_PIXELS + padding) for padding in paddings]
    for axes, slide in zip(panels, slides, strict=True):
        whose = "Your padding" if slide.padding == yours else "Padding"
        places = plural(slide.places, "place")
        sentences.append(f"{whose} {slide.padding}: {places} for {SAME_PIXELS} pixels")
        axes.set_title(sentences[-1])
        draw_places(axes, slide, extra=0 if slide.places else 1)
        # On one scale, so that the longer row is seen to be longer.
        axes.set_xlim(-max(paddings) - 0.6, max(ends) - 0.4)
    fit = all(slide.places for slide in slides)
    write_legend(panels[-1], True, False, "" if fit else "dashed: does not fit")
    fact = "no padding keeps the size" if even else f"padding {paddings[0]} keeps the size"
    words = f"You said {value_words(yours)}, but for a window of {kernel_size} {fact}"
    text = ". ".join([words, *sentences]) + "."
    return Picture(figure, f"Padding for a window of {kernel_size}", text)


def _told(slide: Slide, words: str, yours: float | None = None) -> Picture:
    """Draw the places under words on an answer, and the answer's own places if it counts them."""
    places = conv_output_size(*slide)
    # Half a place more is drawn as a whole one, which does not fit either.
    yours = ceil(yours) if yours is not None and isfinite(yours) else places
    counted = min(places, max(0, yours))
    extra = min(MOST_EXTRA, max(0, yours - places))
    figure = style.new_figure(style.WIDTH, ROW + LEVEL * slide.levels(places + extra) + 0.2)
    axes = figure.add_subplot()
    draw_places(axes, slide, counted, extra)
    axes.set_title(words)
    dashed, over = "", ""
    if extra:
        dashed = "dashed: would hang over the edge"
        which = f"Windows {places + 1} to {places + extra}" if extra > 1 else f"Window {places + 1}"
        over = f" {which} would hang over the edge."
    elif counted < places:
        dashed = "dashed: not in your count"
    write_legend(axes, bool(slide.padding), bool(slide.unread), dashed)
    return Picture(figure, "The places of the window", f"{words}. {slide.sentence}{over}")
