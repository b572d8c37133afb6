"""Checks that say which mistake was made.

An exercise is one declarative entry (`exercise`) in the package of its unit; `judge` tries an
answer, `compare` says what right means, `explanation` is what a verdict says, `pictures` draws it.
"""
