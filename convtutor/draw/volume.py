"""A whole layer: the input, the filters and the maps, each as a stack of planes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convlib.geometry import conv2d_output_shape
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.number_cells import Pair
from convtutor.draw.phrases import channel_letters, plural, shape_text
from convtutor.draw.picture import Picture
from convtutor.draw.style import OUTPUT, PADDING, WINDOW

INPUT_FACE, FILTER_FACE, MAP_FACE = "#F4F4F4", "#FCE3D2", "#D9EAF5"
PLANE_EDGE = "#444444"

# Lengths in hundredths of the longest side of input and maps.
STEP = 7  # from one plane to the next: room for its number
MOST_NUMBERED = 8  # more planes lie closer together, and more filters are left out
VALUE_SIDE = 4.5  # a single value would be too small to see
SHORTEST_KERNEL = 5
FILTERS_HEIGHT = 165
FILTERS_LEFT, MAPS_LEFT = 170, 236
FILTERS_WIDTH, BIAS_MIDDLE = 25, 34  # from FILTERS_LEFT on
LEFT, RIGHT, TOP, CAPTIONS, BOTTOM = -16, 392, -88, 86, 116


@dataclass(frozen=True)
class _Stack:
    """Where the planes of one volume lie: plane 0 at the back, top left; the last in front."""

    axes: Axes
    left: float
    height: float
    width: float
    count: int
    middle: float = 0.0  # downwards
    most_step: float = STEP

    @property
    def step(self) -> float:
        return self.most_step * min(1, (MOST_NUMBERED - 1) / max(self.count - 1, 1))

    @property
    def line(self) -> float:
        """How thick the edges of the planes are: thin where they lie close together."""
        return 0.4 if self.count > MOST_NUMBERED else 1

    @property
    def depth(self) -> float:
        return (self.count - 1) * self.step

    @property
    def right(self) -> float:
        return self.left + self.depth + self.width

    def corner(self, plane: int) -> Pair:
        """The left and the top of a plane."""
        top = self.middle - (self.height + self.depth) / 2
        return self.left + plane * self.step, top + plane * self.step

    def draw_plane(self, plane: int, face: str, edge: str, name: str, border: float = 0.0) -> None:
        """Draw a plane with a border of zeros, and its name if there is room for one on each."""
        left, top = self.corner(plane)
        if border:
            ring = _rectangle(self.axes, (left, top), self.height, self.width, "#F2F2F2", PADDING)
            ring.set(hatch="////", linewidth=self.line)
        inner = (self.height - 2 * border, self.width - 2 * border)
        area = _rectangle(self.axes, (left + border, top + border), *inner, face, edge)
        area.set_linewidth(self.line)
        if self.count <= MOST_NUMBERED:
            below = top + self.height - STEP / 2 - 0.5
            behind = {"facecolor": face, "edgecolor": "none", "pad": 0.3}
            # Above the lines that cross the planes.
            cells.write(self.axes, below, left + STEP / 2, name, zorder=6, bbox=behind)

    def write_sides(self, shape: Sequence[int], first: bool) -> None:
        """Write rows, columns and the number of planes: around the first plane, or the last."""
        count, rows, columns = map(str, shape)
        (left, top), (front, below) = self.corner(0), self.corner(self.count - 1)
        write, height, width = self.axes.text, self.height, self.width
        if first:
            slope = ((left + front) / 2 - 3, (top + below) / 2 + height + 2)
            write(left - 3, top + height / 2, rows, ha="right", va="center")
            write(left + width / 2, top - 3, columns, ha="center", va="bottom")
            write(*slope, count, ha="right", va="top", weight="bold")
        else:
            slope = ((left + front) / 2 + width + 3, (top + below) / 2 - 1)
            write(self.right + 3, below + height / 2, rows, ha="left", va="center")
            write(front + width / 2, below + height + 3, columns, ha="center", va="top")
            write(*slope, count, ha="left", va="bottom", weight="bold")


@style.course_style()
def layer_volumes(
    input_shape: Sequence[int],
    weight_shape: Sequence[int],
    stride: int = 1,
    padding: int = 0,
) -> Picture:
    """Draw a layer as volumes: the input, its filters with their biases, and the stack of maps.

    Parameters
    ----------
    input_shape : (int, int, int)
        Channels, rows and columns of one picture.
    weight_shape : (int, int, int, int)
        Filters, channels, and rows and columns of a kernel.
    stride, padding : int
        In pixels; padding on *each* side.

    Returns
    -------
    Picture
        Input and maps are drawn to one scale; filters are smaller where many need room.

    Examples
    --------
    >>> layer_volumes((3, 32, 32), (6, 3, 5, 5)).text  # doctest: +NORMALIZE_WHITESPACE
    'Input: 3 × 32 × 32. 6 filters of 3 × 5 × 5: 6 · 3 = 18 kernels, and 6 biases.
     Stride 1, padding 0. Maps: 6 × 28 × 28, one for each filter.'
    """
    maps_shape = conv2d_output_shape((1, *input_shape), weight_shape, stride, padding)[1:]
    filters, channels, kernel_height, kernel_width = weight_shape
    padded = [side + 2 * padding for side in input_shape[1:]]
    scale = 100 / max(*padded, *maps_shape[1:])
    window = (kernel_height * scale, kernel_width * scale)

    figure = style.new_figure(style.WIDTH, style.WIDTH * (BOTTOM - TOP) / (RIGHT - LEFT))
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(LEFT, RIGHT)
    axes.set_ylim(BOTTOM, TOP)
    source = _Stack(axes, 0, padded[0] * scale, padded[1] * scale, channels)
    maps = _Stack(axes, MAPS_LEFT, maps_shape[1] * scale, maps_shape[2] * scale, filters)
    for plane, letter in enumerate(channel_letters(channels)):
        edge = style.CHANNEL_TINTS.get(letter, PLANE_EDGE)
        source.draw_plane(plane, INPUT_FACE, edge, letter, padding * scale)
        _rectangle(axes, source.corner(plane), *window, FILTER_FACE, WINDOW)
    for plane in range(filters):
        maps.draw_plane(plane, MAP_FACE, PLANE_EDGE, str(plane))
        value = _rectangle(axes, maps.corner(plane), VALUE_SIDE, VALUE_SIDE, OUTPUT, "white")
        value.set_linewidth(maps.line)
    left, top = source.corner(channels - 1)
    _draw_filters(weight_shape, scale, (left + window[1], top + window[0] / 2), maps)
    source.write_sides(input_shape, first=True)
    maps.write_sides(maps_shape, first=False)

    of_shape = f"{plural(filters, 'filter')} of {shape_text(weight_shape[1:])}"
    kernels = plural(filters * channels, "kernel")
    biases = "1 bias" if filters == 1 else f"{filters} biases"
    settings = f"stride {stride}, padding {padding}"
    for middle, words in (
        ((source.left + source.right) / 2, f"input\n{shape_text(input_shape)}"),
        (FILTERS_LEFT + 12, f"{of_shape}\n{kernels}, {biases}\n{settings}"),
        ((maps.left + maps.right) / 2, f"maps\n{shape_text(maps_shape)}"),
    ):
        axes.text(middle, CAPTIONS, words, ha="center", va="top")
    text = (
        f"Input: {shape_text(input_shape)}. {of_shape}: {filters} · {channels} = {kernels}, and "
        f"{biases}. S{settings[1:]}. Maps: {shape_text(maps_shape)}, one for each filter."
    )
    return Picture(figure, "A layer, from a volume to a volume", text)


def _rectangle(
    axes: Axes, corner: Pair, height: float, width: float, face: str, edge: str
) -> Rectangle:
    """Draw over everything that was drawn before."""
    area = Rectangle(corner, width, height, facecolor=face, edgecolor=edge, linewidth=1)
    area.set_zorder(1 + len(axes.patches) / 1000)
    axes.add_patch(area)
    return area


def _draw_filters(weight_shape: Sequence[int], scale: float, window: Pair, maps: _Stack) -> None:
    """Draw the filters below each other; of many, the first ones and the last."""
    count, channels, *sides = weight_shape
    shown = [*range(count)] if count <= MOST_NUMBERED else [0, 1, 2, 3, None, count - 1]
    slot = FILTERS_HEIGHT / max(len(shown), 4)
    step = min(2.5, 8 / channels)
    # As large as the window on the input, as far as there is room.
    room = min(slot - 4, FILTERS_WIDTH) - (channels - 1) * step
    unit = max(min(scale, room / max(sides)), SHORTEST_KERNEL / max(sides))
    high, wide = (side * unit for side in sides)
    for place, index in enumerate(shown):
        middle = (place - (len(shown) - 1) / 2) * slot
        if index is None:
            maps.axes.text(FILTERS_LEFT + 8, middle, "⋮", ha="center", va="center", fontsize=18)
        else:
            drawn = _Stack(maps.axes, FILTERS_LEFT, high, wide, channels, middle, most_step=step)
            _draw_filter(drawn, window, maps.corner(index))


def _draw_filter(stack: _Stack, window: Pair, value: Pair) -> None:
    """Draw one filter, its one bias, and lines: from the window, and on to its first value."""
    axes, middle, bias = stack.axes, stack.middle, FILTERS_LEFT + BIAS_MIDDLE
    axes.plot([window[0], stack.left], [window[1], middle], color=WINDOW, linewidth=0.8, zorder=5)
    target = value[1] + VALUE_SIDE / 2
    axes.plot([bias, value[0]], [middle, target], color=OUTPUT, linewidth=0.8, zorder=5)
    for plane in range(stack.count):
        _rectangle(axes, stack.corner(plane), stack.height, stack.width, FILTER_FACE, WINDOW)
    frame = {"facecolor": "white", "edgecolor": OUTPUT, "pad": 1.5}
    cells.write(axes, middle, bias, "+b", zorder=6, bbox=frame)
