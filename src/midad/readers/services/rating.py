"""Voting: one vote a reader and story, and counts that always say what the votes say.

A vote and the count change in one transaction. Whoever votes first takes the row of his own vote
and then the story's count, always in this order, so that nobody waits in a circle; on SQLite
writers follow each other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from midad.readers.models import Rating, Reader, StoryRatings
from midad.readers.models.ratings import COUNT_FIELDS, STARS
from midad.stories.models import Standing, StoryPage

FROZEN, THAWED = "ratings.frozen", "ratings.thawed"
YOUNG_FOR = timedelta(days=3)
MOST_NEW_VOTES_AN_HOUR = 60  # more than anybody reads
# What every vote asks is written out: Django takes longer to make these sentences than the
# database takes to do what they say, and votes come in crowds (docs/performance.md).
_VOTES, _COUNTS = Rating._meta.db_table, StoryRatings._meta.db_table


class UnableToRate(Exception):
    """The vote cannot be taken; the message says why, in words for the reader, and ``code`` for
    programs: stars, suspended, unconfirmed, no_ratings, closed or too_many."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def rate(*, reader: Reader, story: StoryPage, stars: int, now: datetime) -> None:
    """Take the vote of ``reader``, in the place of an earlier one. Raises UnableToRate."""
    _check(reader, story, stars)
    with transaction.atomic():
        before = _put(reader, story.pk, stars, now)
        if before != stars:
            _count(story.pk, taken=before, given=stars)


def take_back(*, reader: Reader, story: StoryPage) -> bool:
    """Take the vote of ``reader`` away; False when there was none. Raises UnableToRate."""
    with transaction.atomic():
        vote = _locked(Rating.objects.filter(reader=reader, story=story)).first()
        if vote is None:
            return False
        if StoryRatings.objects.filter(pk=story.pk, frozen_at__isnull=False).exists():
            raise UnableToRate("closed", _("The ratings of this story are closed."))
        vote.delete()  # and out of the count, see discount
    return True


def discount(vote: Rating) -> None:
    """Take a vote that is being deleted, by whatever way, out of its story's count."""
    field = COUNT_FIELDS[vote.stars]
    counted = StoryRatings.objects.filter(pk=vote.story_id)  # none, when the story goes with it
    counted.update(**{field: F(field) - 1, "is_shown": False})


def freeze(*, story: StoryPage, editor: Any, now: datetime) -> None:
    """Let the votes on ``story`` stand as they are: none is taken, changed or taken back."""
    row, _ = StoryRatings.objects.get_or_create(pk=story.pk)
    StoryRatings.objects.filter(pk=row.pk).update(frozen_at=now, frozen_by=editor, is_shown=False)
    log(instance=story, action=FROZEN, user=editor)


def thaw(*, story: StoryPage, editor: Any) -> None:
    """Let readers vote on ``story`` again."""
    StoryRatings.objects.filter(pk=story.pk).update(frozen_at=None, frozen_by=None, is_shown=False)
    log(instance=story, action=THAWED, user=editor)


def _check(reader: Reader, story: StoryPage, stars: int) -> None:
    if stars not in STARS:
        raise UnableToRate("stars", _("A rating has one to five stars."))
    if reader.suspended_at:
        raise UnableToRate("suspended", _("This account may not rate stories at present."))
    if reader.confirmed_at is None:
        raise UnableToRate("unconfirmed", _("Please confirm your e-mail address first."))
    if not story.live or story.standing != Standing.GOOD:
        raise UnableToRate("no_ratings", _("This story takes no ratings."))


def _put(reader: Reader, story_id: int, stars: int, now: datetime) -> int | None:
    """Store the vote; return the stars of the vote that stood there before, None for none."""
    is_young = now - reader.joined_at < YOUNG_FOR
    if _insert(reader, story_id, stars, now, is_young):
        _check_pace(reader, now)
        return None
    vote = Rating.objects.filter(reader=reader, story_id=story_id)
    before = _locked(vote).values_list("stars", flat=True).first()
    if before is None:  # taken back in this very moment
        return _put(reader, story_id, stars, now)
    _execute(
        f"UPDATE {_VOTES} SET stars = %s, rated_at = %s, by_young_account = %s"  # noqa: S608 - no outside text
        " WHERE reader_id = %s AND story_id = %s",
        [stars, _as_stored(now), is_young, reader.pk, story_id],
    )
    return before


def _check_pace(reader: Reader, now: datetime) -> None:
    """Refuse the vote that was just inserted when its reader votes faster than people read."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM {_VOTES} WHERE reader_id = %s AND rated_at > %s",  # noqa: S608 - no outside text
            [reader.pk, _as_stored(now - timedelta(hours=1))],
        )
        [lately] = cursor.fetchone()
    if lately > MOST_NEW_VOTES_AN_HOUR:
        raise UnableToRate("too_many", _("That is many ratings in one hour. Please go on later."))


def _execute(sentence: str, values: Sequence[Any]) -> int:
    """Carry a sentence out; return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)
        return int(cursor.rowcount)


def _as_stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _insert(reader: Reader, story_id: int, stars: int, now: datetime, is_young: bool) -> bool:
    """Insert a vote; False when the reader has one already."""
    sentence = (
        f"INSERT INTO {_VOTES} (reader_id, story_id, stars, rated_at, by_young_account, weight)"  # noqa: S608 - no outside text
        " VALUES (%s, %s, %s, %s, %s, 1.0) ON CONFLICT (reader_id, story_id) DO NOTHING"
    )
    return _execute(sentence, [reader.pk, story_id, stars, _as_stored(now), is_young]) == 1


def _locked(votes: QuerySet[Rating]) -> QuerySet[Rating]:
    return votes.select_for_update() if connection.features.has_select_for_update else votes


def _count(story_id: int, *, taken: int | None, given: int) -> None:
    """Bring the story's count to what the votes say now. Raises UnableToRate when it is frozen."""
    change = {COUNT_FIELDS[given]: "+ 1"} | ({COUNT_FIELDS[taken]: "- 1"} if taken else {})
    sets = ", ".join(f"{field} = {field} {by}" for field, by in change.items())
    sentence = (
        f"UPDATE {_COUNTS} SET is_shown = %s, {sets} WHERE story_id = %s AND frozen_at IS NULL"  # noqa: S608 - no outside text
    )
    if _execute(sentence, [False, story_id]):
        return
    StoryRatings.objects.bulk_create([StoryRatings(pk=story_id)], ignore_conflicts=True)
    if not _execute(sentence, [False, story_id]):
        raise UnableToRate("closed", _("The ratings of this story are closed."))
