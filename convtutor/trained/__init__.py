"""Filters that a small network learned from five pictures; `convtutor.trained.train` made them."""

from convtutor.trained.answers import strongest_windows
from convtutor.trained.pictures import pictures
from convtutor.trained.stored import filters
from convtutor.trained.training_settings import SETTINGS

__all__ = ["SETTINGS", "filters", "pictures", "strongest_windows"]
