"""The pictures that the network learned from; all of them ship with matplotlib."""

from __future__ import annotations

import gzip

import numpy as np


def pictures() -> dict[str, np.ndarray]:
    """Five pictures, two of them grey: a portrait, a parcel, a logo, hills and a head scan.

    Returns
    -------
    dict of str to ndarray, shape (3, H, W)
        From 0 (dark) to 1 (bright), at most 201 pixels a side but for the logo, which is 271 wide.
        The hills are heights (the higher, the brighter), and the scan is a slice through a head;
        both are grey, with three equal channels.

    References
    ----------
    matplotlib's samples ``grace_hopper.jpg``, ``Minduka_Present_Blue_Pack.png``, ``logo2.png``,
    ``jacksboro_fault_dem.npz`` and ``s1045.ima.gz``.
    """
    # Loaded here, so that `import convtutor.trained` stays free of matplotlib.
    from matplotlib import cbook

    with np.load(cbook.get_sample_data("jacksboro_fault_dem.npz", asfileobj=False)) as file:
        hills = file["elevation"]
    with gzip.open(cbook.get_sample_data("s1045.ima.gz", asfileobj=False)) as file:
        scan = np.frombuffer(file.read(), dtype="<u2").reshape(256, 256)
    return {
        "portrait": _shrink(_photograph("grace_hopper.jpg"), 3),
        "parcel": _photograph("Minduka_Present_Blue_Pack.png"),
        "logo": _shrink(_photograph("logo2.png"), 2),
        "hills": _shrink(_in_grey(hills), 2),
        "scan": _shrink(_in_grey(scan), 2),
    }


def _photograph(name: str) -> np.ndarray:
    """Read a picture in colour, on white where it is transparent."""
    from matplotlib import cbook
    from PIL import Image

    with Image.open(cbook.get_sample_data(name, asfileobj=False)) as picture:
        colours = np.asarray(picture.convert("RGBA"), dtype=np.float64) / 255
    colours, opacity = np.moveaxis(colours[..., :3], 2, 0), colours[..., 3]
    return colours * opacity + (1 - opacity)


def _in_grey(plane: np.ndarray) -> np.ndarray:
    """Bring numbers to 0 to 1; the brightest half per cent is cut off at 1."""
    plane = plane.astype(np.float64) - plane.min()
    return np.stack([np.clip(plane / np.percentile(plane, 99.5), 0, 1)] * 3)


def _shrink(picture: np.ndarray, factor: int) -> np.ndarray:
    """Average blocks of pixels, and leave out what does not fill a block."""
    channels, height, width = picture.shape
    rows, columns = height // factor, width // factor
    whole = picture[:, : rows * factor, : columns * factor]
    return whole.reshape(channels, rows, factor, columns, factor).mean(axis=(2, 4))
