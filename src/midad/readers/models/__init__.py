"""Readers and what they keep here."""

from midad.readers.models.lists import Follow, ReadStory, SavedStory
from midad.readers.models.ratings import Rating, RatingBurst, StoryRatings
from midad.readers.models.reader import Reader

__all__ = [
    "Follow",
    "Rating",
    "RatingBurst",
    "ReadStory",
    "Reader",
    "SavedStory",
    "StoryRatings",
]
