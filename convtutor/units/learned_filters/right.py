"""The right answer of unit 08, with exactly the signature of its stub."""

from convtutor.learn import gradient_step

__all__ = ["gradient_step"]
