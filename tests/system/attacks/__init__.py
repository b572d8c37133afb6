"""Attacks on the grading, a file each; the first line of each says what it is after."""
