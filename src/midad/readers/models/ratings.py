from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from midad.readers.models.reader import Reader

STARS = (1, 2, 3, 4, 5)


class Rating(models.Model):
    """One reader's vote on one story; a second vote takes the place of the first.

    ``by_young_account`` says that the account was new when it voted; ``weight`` is what the vote
    counts for in the story's rank, and never in the mean that readers see.
    """

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="ratings")
    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="ratings")
    stars = models.PositiveSmallIntegerField(_("stars"))
    rated_at = models.DateTimeField(_("rated at"))
    by_young_account = models.BooleanField(default=False)
    weight = models.FloatField(default=1.0)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["reader", "story"], name="one_vote_a_reader"),
            models.CheckConstraint(condition=Q(stars__in=STARS), name="stars_one_to_five"),
        ]
        indexes = [models.Index(fields=["story", "rated_at"], name="ratings_of_a_story")]

    def __str__(self) -> str:
        return f"{self.stars} stars for story {self.story_id}"


class StoryRatings(models.Model):
    """How often a story got each number of stars: always what its votes say.

    Changed in the transaction of each vote. ``is_shown`` is False while readers are shown an
    older count; ``weighed_votes`` and ``weighed_stars`` are for the rank and follow within
    seconds.
    """

    story = models.OneToOneField(
        "stories.StoryPage", primary_key=True, on_delete=models.CASCADE, related_name="rating_count"
    )
    ones = models.PositiveIntegerField(default=0)
    twos = models.PositiveIntegerField(default=0)
    threes = models.PositiveIntegerField(default=0)
    fours = models.PositiveIntegerField(default=0)
    fives = models.PositiveIntegerField(default=0)
    weighed_votes = models.FloatField(default=0.0)
    weighed_stars = models.FloatField(default=0.0)
    is_shown = models.BooleanField(default=False)
    was_ever_shown = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("ratings of a story")
        verbose_name_plural = _("ratings of stories")
        indexes = [
            models.Index(fields=["is_shown"], name="ratings_to_show", condition=Q(is_shown=False))
        ]

    def __str__(self) -> str:
        return f"{self.votes} votes for story {self.pk}"

    @property
    def votes(self) -> int:
        """Return the number of votes."""
        return self.ones + self.twos + self.threes + self.fours + self.fives

    @property
    def stars(self) -> int:
        """Return the sum of all stars."""
        return self.ones + 2 * self.twos + 3 * self.threes + 4 * self.fours + 5 * self.fives

    @property
    def mean(self) -> float:
        """Return the mean of the votes; 0 without votes."""
        return self.stars / self.votes if self.votes else 0.0


COUNT_FIELDS = {1: "ones", 2: "twos", 3: "threes", 4: "fours", 5: "fives"}


class RatingBurst(models.Model):
    """Many votes of young accounts on one story in a short time: what the desk is shown."""

    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="rating_bursts"
    )
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"))
    young_votes = models.PositiveIntegerField(_("votes of young accounts"))
    all_votes = models.PositiveIntegerField(_("all votes meanwhile"))
    mean_stars = models.FloatField(_("their mean"))
    seen_at = models.DateTimeField(_("seen by the desk at"), null=True, blank=True)

    class Meta:
        verbose_name = _("burst of ratings")
        verbose_name_plural = _("bursts of ratings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("began_at")), name="burst_ends_after_it_began"
            )
        ]
        indexes = [models.Index(fields=["-began_at"], name="bursts_newest")]

    def __str__(self) -> str:
        return f"{self.young_votes} young votes for story {self.story_id}"
