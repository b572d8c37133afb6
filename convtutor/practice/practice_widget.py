"""The practice in a notebook, and as a page of its own."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import traitlets
from traitlets import Bunch

from convtutor.browser import PagedWidget, module, style
from convtutor.practice.bank import bank
from convtutor.practice.record import EMPTY, Record

BROWSER = Path(__file__).parent / "browser"
SEED = 7
EACH = 18


class PracticeWidget(PagedWidget):
    """Asks questions; JavaScript chooses the next one, and Python keeps what was answered.

    Without a `Record` to keep answers in, the page's browser keeps them.
    """

    TITLE = "Practice"
    _esm = module(BROWSER / "view.mjs")
    _css = style(BROWSER / "practice.css")

    bank = traitlets.Bytes(read_only=True).tag(sync=True)
    place = traitlets.Unicode(read_only=True).tag(sync=True)
    record = traitlets.Dict(EMPTY).tag(sync=True)
    warning = traitlets.Unicode().tag(sync=True)

    def __init__(self, kept: Record | None = None) -> None:
        self._kept = kept
        self.set_trait("bank", packed_bank(EACH))
        self.set_trait("place", str(kept.path) if kept else "")
        super().__init__(**self._known())

    def _known(self) -> dict[str, Any]:
        kept = self._kept
        return {"record": kept.answers, "warning": kept.warning} if kept else {}

    def __repr__(self) -> str:
        return "Practice: questions that find out what you still get wrong"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/plain": repr(self)}, metadata

    @traitlets.observe("record")
    def _keep(self, change: Bunch) -> None:
        kept = self._kept
        if kept is None or change.new == kept.answers:
            return
        kept.add(change.new)
        with self.hold_sync():
            for name, value in self._known().items():
                setattr(self, name, value)


@cache
def packed_bank(each: int) -> bytes:
    """The bank as its pages carry it: JSON, compressed, the same bytes each time."""
    return gzip.compress(json.dumps(bank(SEED, each), separators=(",", ":")).encode(), mtime=0)
