"""What an editor previews: the same context and template that will be baked."""

from typing import Any

from midad.press import registry
from midad.press.registry import PageModel
from midad.stories import addresses
from midad.stories.models import FrontPage, SectionPage, Standing, StoryPage
from midad.stories.press_rules.rendering import new_reading
from midad.stories.queries import frames, listings
from midad.stories.queries.edition import Reading
from midad.stories.queries.story import story_view

_MOST_TRIES = 3


def _prepared(build: Any) -> dict[str, Any]:
    """Build a context, making what it asks for first (picture sizes)."""
    context: dict[str, Any] = {}
    for _ in range(_MOST_TRIES):
        reading = new_reading()
        context = build(reading)
        if not reading.ring.preparations:
            break
        for prepare in reading.ring.preparations:
            prepare()
    return context


def story_context(story: StoryPage) -> dict[str, Any]:
    """Return what the story page shows of a draft."""
    if story.section is None and story.path:
        story._settle_listing()

    def build(reading: Reading) -> dict[str, Any]:
        view = story_view(story, reading)
        return {"frame": frames.story_frame(view, reading, preview=True), "story": view}

    return _prepared(build)


def section_context(section: SectionPage) -> dict[str, Any]:
    """Return what the section page shows."""

    def build(reading: Reading) -> dict[str, Any]:
        view = listings.section_view(section, reading)
        address = addresses.section(section.code)
        frame = frames.listing_frame(view, reading, "section", address, preview=True)
        return {"frame": frame, "listing": view}

    return _prepared(build)


def front_context(front: FrontPage) -> dict[str, Any]:
    """Return what the front shows with the draft's arrangement."""

    def build(reading: Reading) -> dict[str, Any]:
        view = listings.front_view(front, reading)
        name = reading.settings.name
        frame = frames.frame(reading, "front", name, "/", made_daily=True, preview=True)
        return {"frame": frame, "front": view}

    return _prepared(build)


def _story_template(story: StoryPage) -> str:
    name = "withdrawn" if story.standing == Standing.WITHDRAWN else "story"
    return f"pages/stories/{name}.html"


def register_page_models() -> None:
    """Register how each page model is shown."""
    registry.register_page_model(
        StoryPage,
        PageModel(
            lambda story: addresses.story(story.code, story.slug_words) if story.code else "",
            _story_template,
            story_context,
        ),
    )
    registry.register_page_model(
        SectionPage,
        PageModel(
            lambda section: addresses.section(section.code) if section.code else "",
            lambda _: "pages/stories/section.html",
            section_context,
        ),
    )
    registry.register_page_model(
        FrontPage,
        PageModel(lambda _: "/", lambda _: "pages/stories/front.html", front_context),
    )
