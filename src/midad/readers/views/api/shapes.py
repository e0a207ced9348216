"""The shapes of what the API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Path, Query, Schema

from midad.readers.models.ratings import STARS
from midad.readers.models.reader import Calendar, ClockChoice, DigitsChoice, ReadingMode, TextSize
from midad.stories.addresses import CODE

Code = Annotated[str, Path(pattern=f"^{CODE}$", description="the code in a story's address")]
StoryAsked = Annotated[str, Query(max_length=200, description="the code of a story, or nothing")]
Family = Literal["sections", "topics", "authors", "agencies"]
Stars = Annotated[int, Field(ge=min(STARS), le=max(STARS), strict=True)]


class Count(Schema):
    """What readers see of a story's ratings; ``mean`` is null below five votes."""

    votes: int
    votes_words: str
    mean: float | None
    is_closed: bool


class Vote(Schema):
    """A vote that is cast."""

    stars: Stars


class GivenVote(Schema):
    """A reader's own vote; the title of a story that was taken away is not told."""

    code: str
    title: str
    stars: int
    at: datetime


class KeptStory(Schema):
    """A line of a list. ``state`` is standing, withdrawn or gone; without a page the address is
    empty."""

    code: str
    title: str
    address: str
    state: Literal["standing", "withdrawn", "gone"]
    at: datetime
    is_read: bool


class ReadMark(Schema):
    """Whether a saved story was read."""

    is_read: Annotated[bool, Field(strict=True)]


class FollowedThing(Schema):
    """Something that is followed."""

    family: Family
    code: str
    name: str
    address: str
    since: datetime


class Preferences(Schema):
    """How a reader wants to read; empty follows the paper."""

    text_size: TextSize | Literal[""]
    reading_mode: ReadingMode | Literal[""]
    digits: DigitsChoice | Literal[""]
    clock: ClockChoice | Literal[""]
    calendar: Calendar | Literal[""]
    keeps_history: bool


class ChangedPreferences(Schema):
    """The preferences that change; those left out stay."""

    text_size: TextSize | Literal[""] = ""
    reading_mode: ReadingMode | Literal[""] = ""
    digits: DigitsChoice | Literal[""] = ""
    clock: ClockChoice | Literal[""] = ""
    calendar: Calendar | Literal[""] = ""
    keeps_history: Annotated[bool, Field(strict=True)] = False


class Visit(Schema):
    """Where the reader is signed in."""

    mark: str
    device: str
    begun_at: datetime
    is_this_one: bool


class Me(Schema):
    """Who asks; a stranger is told the first alone."""

    signed_in: bool
    name: str = ""
    confirmed: bool = False
    csrf: str = ""
    stars: int = 0
    saved: bool = False
    keeps_history: bool = False
    text_size: str = ""
    mode: str = ""
    digits: str = ""
    clock: str = ""
    calendar: str = ""


class Data(Schema):
    """All that the paper keeps of a reader."""

    account: dict[str, Any]
    preferences: dict[str, Any]
    ratings: list[dict[str, Any]]
    saved_stories: list[dict[str, Any]]
    read_stories: list[dict[str, Any]]
    follows: list[dict[str, Any]]
    visits: list[dict[str, Any]]
    ways_to_sign_in: list[dict[str, Any]]
