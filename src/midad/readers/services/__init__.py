"""What readers and the reader desk do."""

from midad.readers.services.bursts import settle_burst, weigh_votes
from midad.readers.services.desk import (
    LOOKED_AT,
    SIGNED_OUT,
    note_act,
    note_found,
    restore,
    suspend,
)
from midad.readers.services.leaving import NEWSROOM, UnableToLeave, delete_account
from midad.readers.services.lists import (
    follow,
    forget_history,
    forget_title,
    mark_saved_story,
    note_reading,
    save_story,
    take_off,
    unfollow,
)
from midad.readers.services.membership import (
    become_reader,
    change_preferences,
    confirm_address,
)
from midad.readers.services.merging import UnableToMerge, merge
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
from midad.readers.services.visits import end_all_visits, end_visit

__all__ = [
    "LOOKED_AT",
    "NEWSROOM",
    "SIGNED_OUT",
    "UnableToLeave",
    "UnableToMerge",
    "UnableToRate",
    "UnableToRemovePassword",
    "become_reader",
    "change_preferences",
    "confirm_address",
    "delete_account",
    "discount",
    "end_all_visits",
    "end_visit",
    "follow",
    "forget_history",
    "forget_title",
    "freeze",
    "mark_saved_story",
    "merge",
    "note_act",
    "note_found",
    "note_reading",
    "rate",
    "remove_password",
    "restore",
    "save_story",
    "settle_burst",
    "show_new_counts",
    "suspend",
    "take_back",
    "take_off",
    "thaw",
    "unfollow",
    "weigh_votes",
]
