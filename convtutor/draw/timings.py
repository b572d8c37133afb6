"""What several ways to do the same thing cost: time and memory on one machine."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from convtutor.draw.picture import Picture
from convtutor.draw.style import OUTPUT, WIDTH, WINDOW, course_style, new_figure

_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
_SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


@course_style()
def time_and_memory(
    costs: Mapping[str, tuple[float, int] | None], highlight: str = "yours"
) -> Picture:
    """Draw the time and the memory of several methods, a row for each.

    Parameters
    ----------
    costs : mapping of str to (float, int) or None
        By the method's name, (seconds, bytes); None where there is no measurement. What
        `convtutor.measure.measure` returns.
    highlight : str
        The method to draw as an orange star.

    Returns
    -------
    Picture
        Both scales are logarithmic: a grid line stands for ten times as much as the one before.

    Raises
    ------
    ValueError
        If there is no method.

    Examples
    --------
    >>> time_and_memory({"loops": (0.25, 64_000), "yours": None}).text
    'loops: 250 ms, 64 kB. yours: not measured (not written yet, or it raised an error).'
    """
    if not costs:
        raise ValueError("there is nothing to draw; give at least one method with its cost")
    figure = new_figure(WIDTH, 0.42 * len(costs) + 1.2)
    # The last label of one scale must not run into the first of the next.
    figure.get_layout_engine().set(wspace=0.05)
    panels = figure.subplots(1, 2, sharey=True)
    titles = ("time (less is better)", "most memory at a time (less is better)")
    for part, (axes, title) in enumerate(zip(panels, titles, strict=True)):
        _draw_rows(axes, costs, part, highlight)
        axes.set_title(title)
    panels[0].set_yticks(range(len(costs)), list(costs))
    panels[0].set_ylim(len(costs) - 0.5, -0.5)
    text = " ".join(f"{name}: {_describe(cost)}." for name, cost in costs.items())
    return Picture(figure, "Time and memory of each method", text)


def _draw_rows(
    axes: Axes, costs: Mapping[str, tuple[float, int] | None], part: int, highlight: str
) -> None:
    units = (_TIMES, _SIZES)[part]
    known = [cost[part] for cost in costs.values() if cost] or [units[0][0]]
    axes.set_xscale("log")
    # Whole powers of ten, and one more at the right for the words.
    axes.set_xlim(10 ** floor(log10(min(known))) / 1.5, 10 ** (floor(log10(max(known))) + 2))
    axes.xaxis.set_major_locator(LogLocator(numticks=20))
    axes.xaxis.set_major_formatter(lambda value, _: with_unit(value, units))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x", color="#D8D8D8")
    axes.set_axisbelow(True)
    for row, (name, cost) in enumerate(costs.items()):
        if cost is None:
            # In the middle of the panel, wherever that is on the scale.
            axes.text(0.5, row, "no measurement", transform=axes.get_yaxis_transform(), va="center")
            continue
        marker, colour, size = ("*", WINDOW, 15) if name == highlight else ("o", OUTPUT, 9)
        axes.plot(cost[part], row, marker, color=colour, markersize=size, clip_on=False)
        axes.annotate(
            with_unit(cost[part], units),
            (cost[part], row),
            (11, 0),
            textcoords="offset points",
            va="center",
        )
    axes.spines[["top", "right"]].set_visible(False)


def with_unit(value: float, units: tuple[tuple[float, str], ...]) -> str:
    """Write a quantity with two digits and the unit that suits it.

    Examples
    --------
    >>> with_unit(0.0347, _TIMES), with_unit(12_345_678, _SIZES)
    ('35 ms', '12 MB')
    """
    scale, unit = next((pair for pair in units if value >= pair[0]), units[-1])
    quantity = value / scale
    return f"{quantity:.0f} {unit}" if quantity >= 10 else f"{quantity:.2g} {unit}"


def _describe(cost: tuple[float, int] | None) -> str:
    if cost is None:
        return "not measured (not written yet, or it raised an error)"
    return f"{with_unit(cost[0], _TIMES)}, {with_unit(cost[1], _SIZES)}"
