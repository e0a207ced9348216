"""The verbs of the desk: found the newsroom, keep a refused text and bring it back, let in."""

from midad.newsroom.services.entrance import UnableToForget, forget_second_factor
from midad.newsroom.services.founding import CHIEFS, JOURNALISTS, READER_DESK, found_newsroom
from midad.newsroom.services.index_jobs import tend_index_jobs
from midad.newsroom.services.keeping import UnableToBringBack, bring_back, keep_text, settle
from midad.newsroom.services.taking import note_autosave, take_form

__all__ = [
    "CHIEFS",
    "JOURNALISTS",
    "READER_DESK",
    "UnableToBringBack",
    "UnableToForget",
    "bring_back",
    "forget_second_factor",
    "found_newsroom",
    "keep_text",
    "note_autosave",
    "settle",
    "take_form",
    "tend_index_jobs",
]
