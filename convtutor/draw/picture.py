"""A figure together with the words that say the same."""

from __future__ import annotations

import base64
import html
import io
import re

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imsave

from convtutor.draw import style

# Pixels stored per pixel shown: sharp on dense screens, and the files stay small.
SHARPNESS = 1.5
# What a browser calls an inch; text of 10 pt in the figure is then 10 pt on the page.
PIXELS_PER_INCH = 96


LONGEST_CAPTION = 160  # characters that stand below a picture unfolded
SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z(])")


def encode(canvas: FigureCanvasAgg) -> bytes:
    """Write what is drawn on a canvas as a PNG file."""
    buffer = io.BytesIO()
    # No metadata: the version of Matplotlib would change the file for nothing.
    imsave(
        buffer,
        canvas.buffer_rgba(),
        format="png",
        origin="upper",
        dpi=canvas.figure.dpi,
        metadata={"Software": None},  # type: ignore[dict-item]  # None leaves it out
    )
    return buffer.getvalue()


class Picture:
    """What every function of `convtutor.draw` returns; shows itself at the end of a cell.

    Its figure was made without pyplot, so nothing else shows it a second time. Its title is a
    short name: the alternative text of the image. Its text is the facts of the picture in a
    sentence or two, made from the same data: it is shown as the caption, folded where it is long,
    and is the plain-text output of the cell. A PNG file is given where it is there already.

    Notebooks get ``text/html`` with the PNG inside an ``<img alt=...>``, and ``text/plain``.
    ``image/png`` is left out on purpose: JupyterLab and nbconvert's page show that without its
    alternative text, and both would store the picture twice. GitHub shows ``text/html`` too,
    without its styles, which is why the size is an attribute. The bytes of a PNG may differ
    between machines, so a comparison of saved outputs should blank ``data:image/png;base64,...``.
    """

    def __init__(self, figure: Figure, title: str, text: str, png: bytes = b"") -> None:
        self._png = png
        self.figure = figure
        self.title = title
        self.text = text

    def __repr__(self) -> str:
        return f"Picture: {self.title}. {self.text}"

    def png(self) -> bytes:
        """Render the figure as a PNG file, `SHARPNESS` times as wide as the picture is shown."""
        if self._png:
            return self._png
        self.figure.set_dpi(PIXELS_PER_INCH * SHARPNESS)
        # Figure.savefig would go over everything twice, the first time for the layout alone, which
        # drawing settles as well.
        canvas = FigureCanvasAgg(self.figure)
        with style.course_style():
            canvas.draw()
        return encode(canvas)

    def to_html(self, narrowest: int = 0) -> str:
        """Write the picture as one ``<figure>``: image, alternative text, caption.

        On a page with less than `narrowest` pixels it scrolls sideways, so that its numbers can be
        read.
        """
        width = round(self.figure.get_figwidth() * PIXELS_PER_INCH)
        source = base64.b64encode(self.png()).decode("ascii")
        scroll, keys, least = "", "", ""
        if narrowest:
            scroll, least = "; overflow-x: auto", f"; min-width: {min(narrowest, width)}px"
            keys = ' tabindex="0"'  # so that the arrow keys scroll it, too
        return (
            f'<figure style="margin: 0{scroll}"{keys}>'
            f'<img src="data:image/png;base64,{source}" width="{width}" '
            f'alt="{html.escape(self.title)}" style="max-width: 100%; height: auto{least}">'
            f"<figcaption>{self._caption()}</figcaption>"
            "</figure>"
        )

    def _caption(self) -> str:
        """Fold a long text, or one that goes number by number, under a sentence of it or the title.

        Examples
        --------
        >>> Picture(None, "Maps", "a (1 × 2): rows 1, 2 | 3, 4.")._caption()
        'Maps.<details><summary>In numbers</summary>a (1 × 2): rows 1, 2 | 3, 4.</details>'
        """
        whole = html.escape(self.text)
        shown = " ".join(one for one in SENTENCE.split(self.text) if "|" not in one)
        if shown == self.text and len(shown) <= LONGEST_CAPTION:
            return whole
        lead = shown if 0 < len(shown) <= LONGEST_CAPTION else f"{self.title}."
        return f"{html.escape(lead)}<details><summary>In numbers</summary>{whole}</details>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.to_html(), "text/plain": repr(self)}
