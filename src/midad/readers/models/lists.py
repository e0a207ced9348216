from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from midad.readers.models.reader import Reader


class _KeptStory(models.Model):
    """A story on a reader's list. The title is kept beside it: it says what stood there once the
    story itself is gone."""

    code = models.CharField(max_length=32)
    title = models.CharField(max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class SavedStory(_KeptStory):
    """A story a reader saved for later; ``read_at`` when it was ticked off."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="saved_stories")
    story = models.ForeignKey(
        "stories.StoryPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "code"], name="saved_once")]
        indexes = [models.Index(fields=["reader", "-saved_at", "-id"], name="saved_newest")]


class ReadStory(_KeptStory):
    """A story a reader opened, for readers who switched their history on."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="read_stories")
    story = models.ForeignKey(
        "stories.StoryPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "code"], name="read_once")]
        indexes = [models.Index(fields=["reader", "-opened_at", "-id"], name="read_newest")]


class Follow(models.Model):
    """What a reader follows: one section, topic, author or agency."""

    FAMILIES = ("section", "topic", "author", "agency")

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="follows")
    section = models.ForeignKey(
        "stories.SectionPage", null=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.ForeignKey(
        "stories.Topic", null=True, on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(
        "stories.Author", null=True, on_delete=models.CASCADE, related_name="+"
    )
    agency = models.ForeignKey(
        "stories.Agency", null=True, on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["reader", family],
                    condition=Q(**{f"{family}__isnull": False}),
                    name=f"{family}_followed_once",
                )
                for family in ("section", "topic", "author", "agency")
            ),
            models.CheckConstraint(
                condition=Q(section__isnull=False, topic=None, author=None, agency=None)
                | Q(section=None, topic__isnull=False, author=None, agency=None)
                | Q(section=None, topic=None, author__isnull=False, agency=None)
                | Q(section=None, topic=None, author=None, agency__isnull=False),
                name="follows_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["reader", "-since", "-id"], name="follows_newest")]

    def __str__(self) -> str:
        return str(self.section or self.topic or self.author or self.agency)
