"""Small pictures for the notebooks: made by code, or shipped with matplotlib. No downloads.

Pictures in colour have shape (3, H, W), grey ones (H, W); values are float64 from 0 (black) to 1.
"""

from __future__ import annotations

import numpy as np

__all__ = ["checkerboard", "grey", "house", "portrait", "step"]
HOLDS_NO_ANSWER = True  # so it lies in the box where answers are judged


def portrait(size: int = 32) -> np.ndarray:
    """Rear Admiral Grace Hopper, who wrote one of the first compilers, in colour.

    Parameters
    ----------
    size : int
        Side in pixels, from 8 to 512.

    Returns
    -------
    ndarray, shape (3, size, size)

    Raises
    ------
    ValueError
        If the size is out of range.

    References
    ----------
    The photograph is an official U.S. Navy portrait in the public domain, which ships with
    matplotlib as the sample ``grace_hopper.jpg``.
    """
    if not 8 <= size <= 512:
        raise ValueError(f"size={size} is out of range; use 8 <= size <= 512")
    # Loaded here, so that `import convlib` stays free of matplotlib and Pillow.
    from matplotlib import cbook
    from PIL import Image

    with Image.open(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)) as photograph:
        width, _ = photograph.size
        head = photograph.convert("RGB").crop((0, 0, width, width))
        small = head.resize((size, size), Image.Resampling.BOX)
    return np.moveaxis(np.asarray(small, dtype=np.float64) / 255, 2, 0)


def house(size: int = 32) -> np.ndarray:
    """A red house with a yellow door under a blue sky, in flat colours with sharp edges.

    Parameters
    ----------
    size : int
        Side in pixels, at least 16.

    Returns
    -------
    ndarray, shape (3, size, size)

    Raises
    ------
    ValueError
        If the size is below 16.
    """
    if size < 16:
        raise ValueError(f"size={size} is too small; use size >= 16")
    rows, columns = np.mgrid[0:size, 0:size] / size
    picture = np.empty((3, size, size))

    def paint(where: np.ndarray, red: float, green: float, blue: float) -> None:
        for channel, value in zip(picture, (red, green, blue), strict=True):
            channel[where] = value

    paint(rows < 0.75, 0.45, 0.70, 0.95)  # sky
    paint(rows >= 0.75, 0.35, 0.60, 0.25)  # grass
    paint((rows - 0.17) ** 2 + (columns - 0.80) ** 2 < 0.011, 1.00, 0.90, 0.35)  # sun
    wall = (rows >= 0.45) & (rows < 0.85) & (columns >= 0.20) & (columns < 0.72)
    paint(wall, 0.80, 0.25, 0.20)
    roof = (rows >= 0.22) & (rows < 0.45) & (abs(columns - 0.46) < (rows - 0.19) * 1.25)
    paint(roof, 0.30, 0.20, 0.25)
    paint((rows >= 0.60) & (rows < 0.85) & (columns >= 0.50) & (columns < 0.63), 0.95, 0.80, 0.30)
    paint((rows >= 0.53) & (rows < 0.66) & (columns >= 0.28) & (columns < 0.41), 0.75, 0.90, 1.00)
    return picture


def step(height: int = 5, width: int = 7, dark: float = 0.0, bright: float = 1.0) -> np.ndarray:
    """Dark on the left, bright on the right: the simplest edge.

    Parameters
    ----------
    height, width : int
        Pixels; the right half, ``width // 2`` columns rounded up, is bright.
    dark, bright : float
        The two values.

    Returns
    -------
    ndarray, shape (height, width)

    Examples
    --------
    >>> step(2, 4)
    array([[0., 0., 1., 1.],
           [0., 0., 1., 1.]])
    """
    picture = np.full((height, width), float(dark))
    picture[:, width // 2 :] = bright
    return picture


def checkerboard(size: int = 8) -> np.ndarray:
    """Zeros and ones in turn, starting with 0 at the top left.

    Parameters
    ----------
    size : int
        Side in pixels.

    Returns
    -------
    ndarray, shape (size, size)

    Examples
    --------
    >>> checkerboard(2)
    array([[0., 1.],
           [1., 0.]])
    """
    rows, columns = np.indices((size, size))
    return ((rows + columns) % 2).astype(np.float64)


def grey(picture: np.ndarray) -> np.ndarray:
    """Average the three channels.

    Parameters
    ----------
    picture : ndarray, shape (3, H, W)

    Returns
    -------
    ndarray, shape (H, W)

    Raises
    ------
    ValueError
        If the first axis is not the three channels.
    """
    if picture.ndim != 3 or picture.shape[0] != 3:
        raise ValueError(
            f"picture has shape {picture.shape} but needs (3, H, W); a picture stored as "
            "(H, W, 3) is turned by np.moveaxis(picture, 2, 0)"
        )
    return picture.mean(axis=0)
