"""Sliders around a function that draws: move one, and see what your own code makes of it."""

from convlib.explore.controls import slider
from convlib.explore.explorer import Explorer, explore
from convlib.explore.ready import explore_map, explore_response

__all__ = ["Explorer", "explore", "explore_map", "explore_response", "slider"]
