"""Filters that a small network learned from five pictures; `convtutor.trained.train` made them."""

from convtutor.trained.samples import pictures
from convtutor.trained.weights import SETTINGS, filters, strongest_windows

__all__ = ["SETTINGS", "filters", "pictures", "strongest_windows"]
