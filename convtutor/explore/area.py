"""Where an explorer shows its picture."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

FOLDER = Path(__file__).parent


class PictureArea(anywidget.AnyWidget):
    """A picture as HTML, whose text is announced to screen readers when the hand rests.

    A caption that were a live region itself would be read at each step of a moving slider, and
    those who listen would hear the first step long after the last one.

    Parameters
    ----------
    value : str
        The HTML. It is put on the page as it is, so whoever makes it escapes it.
    text : str
        What it says, in words.
    """

    _esm = FOLDER / "area.mjs"
    _css = FOLDER / "area.css"
    value = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)

    def show(self, value: str, text: str) -> None:
        """Put both in place in one message.

        Parameters
        ----------
        value : str
            The HTML.
        text : str
            What it says, in words.
        """
        with self.hold_sync():
            self.text = text
            self.value = value
