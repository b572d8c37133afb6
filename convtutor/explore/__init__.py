"""Sliders around a function that draws, and the explorer that shows every multiplication."""

from convtutor.explore.controls import slider
from convtutor.explore.conv_explorer import ConvExplorer
from convtutor.explore.function_explorer import Explorer, explore
from convtutor.explore.ready_explorers import explore_map, explore_response

__all__ = ["ConvExplorer", "Explorer", "explore", "explore_map", "explore_response", "slider"]
