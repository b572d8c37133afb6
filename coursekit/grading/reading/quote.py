"""Learner-written text inside a sentence for the instructor: short, on one line, and visible."""

LENGTH = 60
"""Characters of a quoted text."""


def quote(text: str, length: int = LENGTH) -> str:
    r"""Quote a text so that it can neither run on nor hide anything.

    Parameters
    ----------
    text : str
    length : int
        Characters that are kept.

    Returns
    -------
    str
        ASCII alone, between quotation marks.

    Examples
    --------
    >>> print(quote("na\u00efve\n\u202eevil"))
    'na\xefve\n\u202eevil'
    """
    return ascii(text[:length]) + ("…" if len(text) > length else "")
