"""Sliders around a function that draws, and explorers of one layer and of a whole network."""

from convtutor.explore.controls import slider
from convtutor.explore.conv_explorer import ConvExplorer
from convtutor.explore.function_explorer import Explorer, explore
from convtutor.explore.network.widget import NetworkExplorer
from convtutor.explore.ready_explorers import explore_map, explore_response

__all__ = [
    "ConvExplorer",
    "Explorer",
    "NetworkExplorer",
    "explore",
    "explore_map",
    "explore_response",
    "slider",
]
