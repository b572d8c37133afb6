"""The pictures of a class, each with the words that say the same."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from math import ceil
from typing import Any

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from convtutor.draw import Picture
from convtutor.draw.style import (
    OUTPUT,
    PADDING,
    STYLE,
    UNREAD,
    WIDTH,
    WINDOW,
    course_style,
    new_figure,
)
from coursekit.grading.report.findings import ExerciseFindings, QuestionFindings, Theme
from coursekit.words import SMALL, learners, rate

EPSILON = 1e-9  # points are sums of shares
NAME_WIDTH = 44  # characters of a mistake's name in a line
MOST_BARS = 12
PALE = "#F2F2F2"
_in_style = course_style({"text.parse_math": False})  # words are words, never formulas: $a$
# By what became of an exercise, as findings count it. Hatching says what the colour says.
LOOKS: dict[str, dict[str, Any]] = {
    "right": {"facecolor": OUTPUT, "edgecolor": "white"},
    "known mistake": {"facecolor": WINDOW, "edgecolor": "white", "hatch": "//"},
    "error in the code": {"facecolor": UNREAD, "edgecolor": "white", "hatch": "\\\\"},
    "unknown mistake": {"facecolor": "white", "edgecolor": UNREAD, "hatch": "xxx"},
    "not written": {"facecolor": PALE, "edgecolor": PADDING, "hatch": ".."},
    "not judged": {"facecolor": "white", "edgecolor": PADDING},
}


@_in_style
def score_bars(scores: Sequence[float], most: float) -> Picture:
    """Draw how many learners have how many points; those with the most get a bar of their own."""
    step = next((one for one in (0.5, 1, 2, 5, 10, 20) if most / one <= 14), most)
    counts = [0] * (ceil(most / step - EPSILON) + 1)
    for points in scores:
        full = points >= most - EPSILON
        counts[-1 if full else int(min(points, most) / step + EPSILON)] += 1
    # A bar stands for one number of points, or for all from one number to below the next.
    exact = all(abs(points / step - round(points / step)) < EPSILON for points in scores)
    lows = [place * step for place in range(len(counts) - 1)]
    spans = [f"{low:g}" if exact else f"{low:g}–{min(low + step, most):g}" for low in lows]
    figure = new_figure(WIDTH, 2.9)
    axes = figure.add_subplot()
    places = range(len(counts))
    bars = axes.bar(places, counts, width=0.86, facecolor=PALE, edgecolor=PADDING)
    bars[-1].set(**LOOKS["right"])
    axes.bar_label(bars, [str(count or "") for count in counts], padding=2)
    axes.set_xticks(places, [*spans, f"all {most:g}"])
    axes.set_xlabel("points")
    axes.set_ylabel("learners")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, 1.15 * max(counts))
    axes.spines[["top", "right"]].set_visible(False)
    words = [*(span.replace("–", " to under ") for span in spans), f"all {most:g}"]
    said = "; ".join(f"{span}: {count}" for span, count in zip(words, counts, strict=True) if count)
    return Picture(
        figure, "How many learners have how many points", f"Points and learners: {said}."
    )


@_in_style
def outcome_bars(found: Sequence[ExerciseFindings]) -> Picture:
    """Draw what became of each exercise, as shares of the class."""
    figure = new_figure(WIDTH, 1.1 + 0.52 * len(found))
    axes = figure.add_subplot()
    sentences = []
    for row, one in enumerate(found):
        total, left = sum(one.outcomes.values()), 0.0
        for name, count in one.outcomes.items():
            share = count / total
            bar = axes.barh(row, share, left=left, height=0.62, linewidth=0.8, **LOOKS[name])
            if share >= 0.035:
                _write_on(axes, bar[0], str(count))
            left += share
        said = ", ".join(f"{name} {count}" for name, count in one.outcomes.items() if count)
        sentences.append(f"{one.exercise.id}: {said}.")
    _name_rows(axes, [one.exercise.id for one in found], 1)
    axes.spines["left"].set_visible(False)
    handles = [Patch(label=name, **look) for name, look in LOOKS.items()]
    figure.legend(handles=handles, loc="outside upper center", ncols=3, frameon=False)
    return Picture(figure, "What became of each exercise", " ".join(sentences))


@_in_style
def mistake_bars(themes: Sequence[Theme]) -> Picture:
    """Draw the most frequent mistakes that have a name, the first on top."""
    shown = themes[:MOST_BARS]
    names = [f"{_drawable(theme.name, 200)} ({theme.where})" for theme in shown]
    labels = [textwrap.fill(name, NAME_WIDTH) for name in names]
    lines = sum(1 + label.count("\n") for label in labels)
    figure = new_figure(WIDTH, 0.5 + 0.21 * lines + 0.16 * len(shown))
    axes = figure.add_subplot()
    counts = [theme.count for theme in shown]
    bars = axes.barh(range(len(shown)), counts, height=0.6, color=WINDOW)
    said = [_told(theme) for theme in shown]
    axes.bar_label(bars, said, padding=4)
    _name_rows(axes, labels, 1.18 * max(counts))
    words = "; ".join(
        f"{theme.name} ({theme.where}): {count}" for theme, count in zip(shown, said, strict=True)
    )
    return Picture(figure, "How many learners made which mistake", f"{words}.")


@_in_style
def answer_bars(found: QuestionFindings) -> Picture:
    """Draw what a class answered; the right answer has another colour, and is called right."""
    shown = list(found.answers[:6])
    rest = found.answered - sum(answer.count for answer in shown)
    rows = [(_drawable(a.text) + "  (right)" * a.right, a.count, a.right) for a in shown]
    rows += [("others", rest, False)] if rest else []
    rows += [("no answer", found.silent, False)] if found.silent else []
    figure = new_figure(WIDTH / 2, 0.3 + 0.33 * len(rows))
    axes = figure.add_subplot()
    for row, (_, count, right) in enumerate(rows):
        look: dict[str, Any] = {"color": OUTPUT} if right else LOOKS["not written"]
        axes.barh(row, count, height=0.66, **look)
        axes.annotate(str(count), (count, row), (4, 0), textcoords="offset points", va="center")
    most = max(count for _, count, _ in rows)
    _name_rows(axes, [label for label, _, _ in rows], 1.15 * most)
    text = "; ".join(f"{a.text}{' (right)' * a.right}: {learners(a.count)}" for a in shown)
    more = "".join(f"; {label}: {learners(count)}" for label, count, _ in rows[len(shown) :])
    title = f"Answers to {found.question.id.replace('_', ' ')}"
    return Picture(figure, title, f"{text}{more}.".removeprefix("; "))


def _name_rows(axes: Axes, labels: Sequence[str], width: float) -> None:
    """Name lying bars, the first on top, and leave out all axes but the line that they begin at."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlim=(0, width), ylim=(len(labels) - 0.5, -0.5), xticks=[])
    axes.tick_params(left=False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)


def _told(theme: Theme) -> str:
    said = rate(theme.count, theme.judged)
    return f"{theme.count} ({said})" if theme.judged >= SMALL else said


def _write_on(axes: Axes, bar: Rectangle, words: str) -> None:
    """Write into the middle of a bar, on a white ground, whatever the bar's hatching is."""
    middle = bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.text(*middle, words, ha="center", va="center", bbox=ground)


def _drawable(text: str, most: int = 22) -> str:
    """Cut a text for a label, with a box for each character that the font does not have."""
    font = font_manager.get_font(font_manager.findfont(STYLE["font.family"]))
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(sign if font.get_char_index(ord(sign)) else "▯" for sign in short)
