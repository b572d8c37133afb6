"""Filters that a small network learned from five pictures; `convlib.trained.train` made them."""

from convlib.trained.answers import strongest_windows
from convlib.trained.pictures import pictures
from convlib.trained.settings import SETTINGS
from convlib.trained.stored import filters

__all__ = ["SETTINGS", "filters", "pictures", "strongest_windows"]
