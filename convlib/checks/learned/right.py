"""The right answer of unit 08, with exactly the signature of its stub."""

from convlib.learn import gradient_step

__all__ = ["gradient_step"]
