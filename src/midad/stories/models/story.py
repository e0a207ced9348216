"""A story: what a journalist writes, and what the paper says of it afterwards."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from arabictext.dates import local_date
from arabictext.folding import clean_line, clean_text
from arabictext.slugs import slugify
from midad.stories.blocks import CAPTION_LABELS, BodyBlock, HighlightsBlock
from midad.stories.fields import LeanStreamField
from midad.stories.models.changes import ChangeKind, CorrectionsPanel, PublicChange
from midad.stories.models.codes import Coded
from midad.stories.models.credits import without_the_gone
from midad.stories.models.edition import EditionSettings
from midad.stories.models.pages import PaperPage
from midad.stories.models.sections import SectionPage


class StoryLabel(models.TextChoices):
    EXCLUSIVE = "exclusive", _("Exclusive")
    SPECIAL = "special", _("Special")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    INVESTIGATION = "investigation", _("Investigation")
    PAID = "paid", _("Paid content")
    SPONSORED = "sponsored", _("Sponsored")


class Standing(models.TextChoices):
    """What the paper says of a published story."""

    GOOD = "", _("Stands")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")


class StoryPage(Coded, PaperPage):
    """A story in its section: headline, picture, body, credits, and how it was changed."""

    kicker = models.CharField(
        _("kicker"), max_length=120, blank=True, help_text=_("Empty: the section's name")
    )
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=600)
    label = models.CharField(_("label"), max_length=20, blank=True, choices=StoryLabel)
    sponsor = models.CharField(
        _("sponsor"), max_length=120, blank=True, help_text=_("Named with paid content")
    )
    lead_picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    lead_caption_label = models.CharField(
        _("caption label"), max_length=20, blank=True, choices=CAPTION_LABELS
    )
    lead_credit = models.CharField(
        _("picture credit"),
        max_length=120,
        blank=True,
    )
    lead_graphic = models.BooleanField(_("graphic picture"), default=False)
    place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("Town of the dateline")
    )
    highlights = LeanStreamField(HighlightsBlock(), verbose_name=_("highlights"), blank=True)
    body = LeanStreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    change_kind = models.CharField(
        _("this publication is"), max_length=12, blank=True, choices=ChangeKind, default=""
    )
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    standing = models.CharField(
        _("standing"),
        max_length=10,
        blank=True,
        choices=Standing,
        default=Standing.GOOD,
        editable=False,
    )
    standing_notice = models.TextField(blank=True, editable=False)
    standing_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_url = models.URLField(_("address at the source"), max_length=2000, blank=True)
    import_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    # What listings sort and filter by, written in the save that changes it.
    section = models.ForeignKey(
        "stories.SectionPage",
        verbose_name=_("section"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="section_stories",
    )
    published_at = models.DateTimeField(null=True, editable=False)
    published_date = models.DateField(null=True, editable=False)
    listed = models.BooleanField(default=False, editable=False)

    parent_page_types: ClassVar[list[str]] = ["stories.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    # A copy is another story: it has a code, a time and a standing of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        "code",
        "import_id",
        "change_kind",
        "updated_at",
        "standing",
        "standing_notice",
        "standing_at",
    ]
    # Facts about the published story: a revision, however old, never brings back other ones.
    kept_across_revisions = (
        "code",
        "updated_at",
        "standing",
        "standing_notice",
        "standing_at",
        "import_id",
        "section_id",
        "published_at",
        "published_date",
        "listed",
    )

    # What the save under way told readers; the room's rules name the act by it.
    change_settled: PublicChange.Kind | None = None

    content_panels = [
        FieldPanel("kicker"),
        FieldPanel("title", classname="title"),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [
                FieldPanel("lead_picture"),
                FieldPanel("lead_caption"),
                FieldPanel("lead_caption_label"),
                FieldPanel("lead_credit"),
                FieldPanel("lead_graphic"),
            ],
            heading=_("Lead picture"),
        ),
        FieldPanel("highlights"),
        FieldPanel("place"),
        FieldPanel("body"),
    ]
    credit_panels = [
        FieldPanel("label"),
        FieldPanel("sponsor"),
        MultipleChooserPanel("story_authors", chooser_field_name="author", heading=_("Authors")),
        MultipleChooserPanel("story_agencies", chooser_field_name="agency", heading=_("Agencies")),
        MultipleChooserPanel("story_topics", chooser_field_name="topic", heading=_("Topics")),
        FieldPanel("source_url"),
    ]
    change_panels = [
        FieldPanel("change_kind"),
        CorrectionsPanel("corrections", heading=_("Corrections"), label=_("Correction")),
        PublishingPanel(),
        CommentPanel(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(credit_panels, heading=_("Authors, agencies, topics")),
            ObjectList(change_panels, heading=_("Changes and time")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        # Partial: SQLite asks «WHERE listed», and an index that holds the column as its first field
        # answers «listed = 1» alone.
        indexes = [
            models.Index(
                fields=["-published_at", "-page_ptr"],
                name="story_newest",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["section", "-published_at", "-page_ptr"],
                name="story_newest_in_section",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["section", "published_date"],
                name="story_of_a_month_in_section",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["published_date", "published_at", "page_ptr"],
                name="story_of_a_day",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["-updated_at"], name="story_last_updated", condition=models.Q(listed=True)
            ),
        ]

    def with_content_json(self, content: dict[str, Any]) -> "StoryPage":
        """Return this story as a revision has it, with what belongs to the story as a whole."""
        restored: StoryPage = super().with_content_json(without_the_gone(content))
        for name in self.kept_across_revisions:
            setattr(restored, name, getattr(self, name))
        return restored

    def clean(self) -> None:
        super().clean()
        self.kicker = clean_line(self.kicker)
        self.standfirst = clean_text(self.standfirst).strip()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ensure_code()
        # Wagtail saves a few fields alone with each draft: that publishes nothing.
        whole = kwargs.get("update_fields") is None
        change = self._settle_change() if whole else None
        self.change_settled = change
        if whole:
            self._settle_listing()
        super().save(*args, **kwargs)
        if change and self.updated_at:
            PublicChange.objects.create(story=self, kind=change, at=self.updated_at)

    def _settle_change(self) -> PublicChange.Kind | None:
        """Carry out the announced kind of change in the save that publishes it.

        A draft keeps the announcement; a live story turns it into «last updated» and a line in its
        public history. Returns the kind of that line.
        """
        announced, changed_at = self.change_kind, self.last_published_at
        if not self.live or not announced:
            return None
        self.change_kind = ChangeKind.MINOR
        if not (self.first_published_at and changed_at and changed_at > self.first_published_at):
            return None
        self.updated_at = changed_at
        if announced == ChangeKind.CORRECTION:
            return PublicChange.Kind.CORRECTED
        return PublicChange.Kind.UPDATED

    def _settle_listing(self) -> None:
        """Write what listings sort by; the section is the story's parent in the tree."""
        self.published_at = self.first_published_at
        self.published_date = self._date_in_edition(self.first_published_at)
        self.listed = bool(self.live and self.published_at and self.standing == Standing.GOOD)
        if self.path:
            parent_path = self.path[: -self.steplen]
            self.section = SectionPage.objects.filter(path=parent_path).first()

    @staticmethod
    def _date_in_edition(moment: datetime | None) -> date | None:
        if moment is None:
            return None
        return local_date(moment, EditionSettings.current().date_style)

    @property
    def slug_words(self) -> str:
        return slugify(self.title)
