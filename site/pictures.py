"""Pictures of the website: files of their own, named by what is in them, as small as can be.

A notebook holds a picture inside its HTML, where each page would carry it again. Here it becomes a
lossless WebP file, less than half as large.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

from PIL import Image

INSIDE = re.compile(r'src="data:image/png;base64,([^"]+)" width="(\d+)"')


class PictureFolder:
    """The folder where the pages' pictures lie, made where it is missing.

    `address` is how a page that shows a picture calls it.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, png: bytes) -> tuple[str, int, int]:
        """Put a picture into the folder; return its address, and its width and height in pixels."""
        picture = Image.open(io.BytesIO(png))
        file = self.folder / f"{hashlib.sha256(png).hexdigest()[:16]}.webp"
        if not file.exists():
            picture.save(file, lossless=True, quality=60)
        return f"{self.address}/{file.name}", *picture.size

    def unpack(self, html: str) -> str:
        """Take the pictures out of HTML that `convtutor.draw.Picture` wrote.

        Both sides stand in the tag, so that the page keeps its place for a picture not yet there.
        """

        def outside(found: re.Match[str]) -> str:
            address, width, height = self.keep(base64.b64decode(found[1]))
            shown = int(found[2])
            return f'src="{address}" width="{shown}" height="{round(height * shown / width)}"'

        return INSIDE.sub(outside, html)
