"""Who and what a story names: its authors, agencies and topics, in the editor's order."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class StoryAuthor(Orderable):
    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="story_authors")
    author = models.ForeignKey(
        "stories.Author",
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="author_stories",
    )
    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        constraints = [
            models.UniqueConstraint(fields=["story", "author"], name="author_once_a_story")
        ]


class StoryAgency(Orderable):
    story = ParentalKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="story_agencies"
    )
    agency = models.ForeignKey(
        "stories.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="agency_stories",
    )
    panels = [FieldPanel("agency")]

    class Meta(Orderable.Meta):
        verbose_name = _("agency")
        constraints = [
            models.UniqueConstraint(fields=["story", "agency"], name="agency_once_a_story")
        ]


class StoryTopic(Orderable):
    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey(
        "stories.Topic",
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="topic_stories",
    )
    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        constraints = [
            models.UniqueConstraint(fields=["story", "topic"], name="topic_once_a_story")
        ]


def without_the_gone(content: dict[str, Any]) -> dict[str, Any]:
    """Return a revision without links to authors, agencies, topics that are deleted since."""
    kept = dict(content)
    for link, name in ((StoryAuthor, "author"), (StoryAgency, "agency"), (StoryTopic, "topic")):
        relation = link._meta.get_field("story").remote_field.related_name
        rows = content.get(relation) or []
        wanted = {row[name] for row in rows}
        model = link._meta.get_field(name).related_model
        found = set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        kept[relation] = [row for row in rows if row[name] in found]
    return kept
