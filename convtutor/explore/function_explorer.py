"""`Explorer`: controls over one picture that a function draws."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets

from convtutor.browser import module
from convtutor.draw import Picture, maps
from convtutor.explore.browser_data import BROWSER
from convtutor.explore.controls import Description, control

# Theme-neutral: the border carries the meaning, the text keeps the page's own colour.
NOTE = '<div role="note" style="border-left: 4px solid #E69F00; padding: 8px 12px">{}</div>'


class PictureArea(anywidget.AnyWidget):
    """A picture as HTML, whose text is announced to screen readers when the hand rests.

    A caption that were a live region itself would be read at each step of a moving slider, and
    those who listen would hear the first step long after the last one. The HTML, `value`, is put
    on the page as it is, so whoever makes it escapes it.
    """

    _esm = module(BROWSER / "controls.mjs")
    _css = BROWSER / "controls.css"
    kind = traitlets.Unicode("picture").tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)


class Explorer:
    """Controls over the picture that a function draws from their values.

    Parameters
    ----------
    show : callable
        Takes the settings by name and returns a `Picture`, or a plane of numbers to draw as a
        map. If it raises ValueError for settings that do not go together, the sentence of the
        error stands in place of the picture, and the controls live on.
    **settings : tuple, list, mapping, bool or widget
        One control for each argument of `show`; see `convtutor.explore.controls.control`.

    Attributes
    ----------
    picture : Picture or None
        What is shown now; None while there is a note in its place.
    text : str
        The text equivalent of what is shown: the picture's sentence, or the note.

    Notes
    -----
    No queue of pictures builds up behind a fast hand: ipywidgets' side in the browser keeps only
    the newest value of a control until the kernel has finished with the one before.

    A saved notebook holds, beside the live view, the picture of the first settings and its text,
    for readers without a kernel. JupyterLab with a kernel shows the live view alone.

    Examples
    --------
    >>> from convtutor.draw import stride_positions
    >>> explorer = Explorer(stride_positions, input_size=(8, 12), kernel_size=(3, 5), stride=(1, 3))
    >>> explorer.set(stride=2)
    >>> explorer.settings
    {'input_size': 8, 'kernel_size': 3, 'stride': 2}
    >>> explorer.text
    '(8 − 3)/2 + 1 = 3.5 → 3 positions; pixel 7 is never read.'
    """

    def __init__(self, show: Callable[..., Any], **settings: Description) -> None:
        self.show = show
        self.controls: dict[str, widgets.ValueWidget] = {
            name: control(name, description) for name, description in settings.items()
        }
        self.picture: Picture | None = None
        self.text = ""
        self._still = ""  # the same as HTML, for readers without a kernel
        self._area = PictureArea()
        self._box = widgets.VBox([*self.controls.values(), self._area])
        for setting in self.controls.values():
            setting.observe(self._redraw, names="value")
        self._redraw()

    def __repr__(self) -> str:
        return f"Explorer({', '.join(self.controls)}): {self.text}"

    @property
    def settings(self) -> dict[str, object]:
        """The values of all controls, by name."""
        return {name: setting.value for name, setting in self.controls.items()}

    def set(self, **values: Any) -> None:
        """Move controls by their names, as a hand would; a ValueError says what cannot be."""
        for name, value in values.items():
            if name not in self.controls:
                raise ValueError(f"no setting {name!r}; there are {', '.join(self.controls)}")
            moved = self.controls[name]
            try:
                moved.value = value
            except traitlets.TraitError as error:
                raise ValueError(f"{name} cannot be {value!r}: {error}") from None
            # A slider clips what lies outside its range; say so instead of going on quietly.
            if not np.array_equal(moved.value, value):
                raise ValueError(
                    f"{name} cannot be {value}; it goes from {moved.min} to {moved.max}"
                )

    def _redraw(self, _change: object = None) -> None:
        try:
            self.picture = _as_picture(self.show(**self.settings))
            self.text = self.picture.text
            self._still = self.picture.to_html()
        except Exception as error:  # the learner's own function may fail in any way
            self.picture = None
            self.text = _explain(error)
            self._still = NOTE.format(html.escape(self.text))
        with self._area.hold_sync():  # in one message, the words first
            self._area.text = self.text
            self._area.value = self._still

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {
            **self._box._repr_mimebundle_(),
            "text/html": self._still,
            "text/plain": repr(self),
        }


def explore(show: Callable[..., Any], **settings: Description) -> Explorer:
    """Put controls around a function that draws; `Explorer` tells how.

    Examples
    --------
    >>> explore(lambda stride: [[stride]], stride=(1, 4))
    Explorer(stride): map (1 × 1): rows 1.
    """
    return Explorer(show, **settings)


def _as_picture(shown: Any) -> Picture:
    if isinstance(shown, Picture):
        return shown
    return maps({"map": np.asarray(shown) if isinstance(shown, list) else shown})


def _explain(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return (
            "Nothing to draw yet: a function is not written (NotImplementedError). Write it, run "
            "its cell, then run this cell again."
        )
    return f"No picture with these settings. {type(error).__name__}: {error}"
