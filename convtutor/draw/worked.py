"""One window times one kernel, number by number."""

from __future__ import annotations

from numpy.typing import ArrayLike

from convtutor.draw.arrays import describe_plane, plane_array, shared_scale
from convtutor.draw.equation import write_beside, write_words
from convtutor.draw.picture import Picture
from convtutor.draw.style import (
    WINDOW,
    box,
    course_style,
    hide_ticks,
    new_figure,
    number,
    show_plane,
    symmetric_limit,
)


@course_style()
def worked_window(window: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Picture:
    """Draw one window times one kernel, product by product, with the sum and the bias.

    Parameters
    ----------
    window, kernel : ndarray, shape (K_h, K_w)
        What the window sees, and the weights that meet it.
    bias : float
        Added to the sum.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the two shapes differ, or are not those of a plane.

    Examples
    --------
    >>> worked_window([[1, 2]], [[3, -1]], bias=0.5).text  # doctest: +NORMALIZE_WHITESPACE
    'Window rows 1, 2; kernel rows 3, −1; products rows 3, −2.
     The products sum to 1; with the bias 0.5 they make 1.5.'
    """
    window, kernel = plane_array("window", window), plane_array("kernel", kernel)
    if window.shape != kernel.shape:
        raise ValueError(
            f"the window has shape {window.shape} but the kernel has {kernel.shape}; "
            "each weight needs one pixel"
        )
    products = window * kernel
    figure = new_figure(8.0, 3.3)
    upper, lower = figure.subfigures(2, 1, height_ratios=[2.7, 0.6])
    panels = upper.subplots(1, 3)
    signed, limits = shared_scale([window])
    show_plane(panels[0], window, signed=signed, limits=limits)
    for axes, plane in zip(panels[1:], (kernel, products), strict=True):
        limit = symmetric_limit([plane])
        show_plane(axes, plane, signed=True, limits=(-limit, limit))
    for axes, heading in zip(panels, ("window", "kernel", "products"), strict=True):
        axes.set_title(heading)
        hide_ticks(axes)
    box(panels[0], 0, 0, *window.shape, WINDOW)
    write_beside(panels[0], "×")
    write_beside(panels[1], "=")
    total = float(products.sum())
    words = f"sum {number(total, 3)}  +  bias {number(bias, 3)}  =  {number(total + bias, 3)}"
    write_words(lower.subplots(), words)
    text = (
        f"Window {describe_plane(window)}; kernel {describe_plane(kernel)}; "
        f"products {describe_plane(products)}. The products sum to {number(total, 3)}; "
        f"with the bias {number(bias, 3)} they make {number(total + bias, 3)}."
    )
    return Picture(figure, "A window, a kernel and their products", text)
