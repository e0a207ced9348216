"""Stories read together, for many of their pages rendered on one snapshot.

A page asks here for its story and for the one to go on with. Read ahead, they are there already;
else they are read for this page alone, by the same queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from arabictext.slugs import slugify
from midad.press.services.snapshot import once_a_snapshot
from midad.stories import additions, addresses
from midad.stories.models import StoryAgency, StoryAuthor, StoryPage, StoryTopic
from midad.stories.queries import bodies
from midad.stories.queries.pictures import images_by_id
from midad.stories.queries.teasers import listed_stories


@dataclass(frozen=True)
class StoryName:
    """A story as another one names it."""

    story_id: int
    title: str
    code: str

    @property
    def address(self) -> str:
        """The story's address, with the words of its headline."""
        return addresses.story(self.code, slugify(self.title))


@dataclass
class _Ahead:
    """What was read: a story by its code, the one to go on with by the first one's id."""

    stories: dict[str, StoryPage | None] = field(default_factory=dict)
    following: dict[int, StoryName] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    pieces: dict[int, dict[str, str]] = field(default_factory=dict)


def read_stories_ahead(codes: Sequence[str]) -> None:
    """Read the stories of ``codes`` and what their pages show of others, in a fixed number of
    queries; inside a snapshot, which remembers them."""
    ahead = _ahead()
    stories = list(_whole_stories().filter(code__in=codes))
    ahead.stories |= dict.fromkeys(codes) | {story.code: story for story in stories}
    ahead.asked |= {story.pk for story in stories}
    ahead.following |= _before(ahead.asked)
    ahead.pieces |= _pieces(list(ahead.asked))
    images_by_id(pk for story in stories for pk in picture_ids(story))


def story_by_code(code: str) -> StoryPage | None:
    """Return the story of a code in whatever state it is; None when there never was one."""
    ahead = _ahead().stories
    return ahead[code] if code in ahead else _whole_stories().filter(code=code).first()


def next_in_section(story: StoryPage) -> StoryName | None:
    """Return the listed story that appeared just before ``story`` in its section.

    «Next» for a reader who goes on reading: a story's next one does not change when a newer one
    appears, so that publishing makes no old page stale.
    """
    if story.pk is None or story.published_at is None:
        return None
    ahead = _ahead()
    following = ahead.following if story.pk in ahead.asked else _before([story.pk])
    return following.get(story.pk)


def pieces_of(story: StoryPage) -> dict[str, str]:
    """Return the addresses of the pieces that other rooms add to a story's page, by their names."""
    if story.pk is None or not additions.registered():
        return {}
    ahead = _ahead()
    pieces = ahead.pieces if story.pk in ahead.asked else _pieces([story.pk])
    return pieces.get(story.pk, {})


def picture_ids(story: StoryPage) -> set[int]:
    """Return the ids of a story's pictures, the lead's included."""
    lead = {story.lead_picture_id} if story.lead_picture_id else set()
    return bodies.body_needs(story.body.get_prep_value()).image_ids | lead


def _ahead() -> _Ahead:
    return once_a_snapshot("stories read ahead", _Ahead)


def _whole_stories() -> QuerySet[StoryPage]:
    return StoryPage.objects.prefetch_related(
        Prefetch("story_authors", StoryAuthor.objects.select_related("author")),
        Prefetch("story_agencies", StoryAgency.objects.select_related("agency")),
        Prefetch("story_topics", StoryTopic.objects.select_related("topic")),
        "corrections",
        "public_changes",
    )


def _before(story_ids: Iterable[int]) -> dict[int, StoryName]:
    """Return which story appeared just before each in its section, in two queries."""
    at_once = Q(published_at=OuterRef("published_at"), page_ptr__lt=OuterRef("pk"))
    earlier = at_once | Q(published_at__lt=OuterRef("published_at"))
    # The bound alone is what an index can use; the rest settles the same moment.
    bound = Q(section=OuterRef("section"), published_at__lte=OuterRef("published_at"))
    newest = listed_stories().filter(bound).filter(earlier).values("pk")[:1]
    rows = StoryPage.objects.filter(pk__in=list(story_ids)).order_by()
    before = dict(rows.annotate(before=Subquery(newest)).values_list("pk", "before"))
    named = StoryPage.objects.filter(pk__in=set(before.values()) - {None}).order_by()
    names = {row[0]: StoryName(*row) for row in named.values_list("pk", "title", "code")}
    return {pk: names[other] for pk, other in before.items() if other in names}


def _pieces(story_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    pieces: dict[int, dict[str, str]] = {}
    for name, addition in additions.registered().items():
        for pk, address in addition.addresses(story_ids).items():
            pieces.setdefault(pk, {})[name] = address
    return pieces
