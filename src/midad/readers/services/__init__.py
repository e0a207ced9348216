"""What readers and the reader desk do."""

from midad.readers.services.bursts import weigh_votes
from midad.readers.services.leaving import NEWSROOM, UnableToLeave, delete_account
from midad.readers.services.lists import (
    follow,
    forget_history,
    note_reading,
    save_story,
    take_off,
    tick_off,
    unfollow,
)
from midad.readers.services.membership import become_reader, confirm_address
from midad.readers.services.passwords import UnableToRemovePassword, remove_password
from midad.readers.services.rating import (
    UnableToRate,
    discount,
    freeze,
    rate,
    take_back,
    thaw,
)
from midad.readers.services.showing import show_new_counts

__all__ = [
    "NEWSROOM",
    "UnableToLeave",
    "UnableToRate",
    "UnableToRemovePassword",
    "become_reader",
    "confirm_address",
    "delete_account",
    "discount",
    "follow",
    "forget_history",
    "freeze",
    "note_reading",
    "rate",
    "remove_password",
    "save_story",
    "show_new_counts",
    "take_back",
    "take_off",
    "thaw",
    "tick_off",
    "unfollow",
    "weigh_votes",
]
