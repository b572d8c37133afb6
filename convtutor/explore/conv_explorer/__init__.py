"""The explorer: one widget in which every number of a feature map can be traced to its pixels."""

from convtutor.explore.conv_explorer.widget import ConvExplorer

__all__ = ["ConvExplorer"]
