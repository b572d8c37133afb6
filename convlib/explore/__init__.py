"""Sliders around a function that draws, and the explorer that shows every multiplication."""

from convlib.explore.controls import slider
from convlib.explore.conv_explorer import ConvExplorer
from convlib.explore.explorer import Explorer, explore
from convlib.explore.ready import explore_map, explore_response

__all__ = ["ConvExplorer", "Explorer", "explore", "explore_map", "explore_response", "slider"]
