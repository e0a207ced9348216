"""What the press must not lose, as rows: what is baked, from which keys, and what is stale."""

from datetime import datetime

from django.db import models
from django.db.models import Q

_LONGEST_PUBLIC_ADDRESS = 1000  # its words have 255 bytes at most, three letters each when encoded


class BakedPage(models.Model):
    """An address that stands in the store. ``digest`` is of the plain bytes."""

    address = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=40)
    file = models.CharField(max_length=320, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    baked_at = models.DateTimeField(null=True)
    # Where readers are led, when it is not the address: a story's with the words of its headline.
    public_address = models.CharField(max_length=_LONGEST_PUBLIC_ADDRESS, blank=True)

    def __str__(self) -> str:
        return self.address


class BakedKey(models.Model):
    """A key that a baked page was made from: the authority on what a change makes stale."""

    page = models.ForeignKey(BakedPage, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "page"], name="key_once_a_page")]

    def __str__(self) -> str:
        return self.key


class KeyVersion(models.Model):
    """How often a key was touched. A bake that read an older version than stands now is redone."""

    key = models.CharField(max_length=120, primary_key=True)
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class StalePage(models.Model):
    """An address to bake, written in the transaction of the change.

    ``version`` grows with every further change, so that a bake that began before it leaves the
    row standing. ``leased_until`` keeps two bakers from the same address.
    """

    address = models.CharField(max_length=300, unique=True)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    urgency = models.PositiveSmallIntegerField(default=5)  # 0 first
    version = models.PositiveIntegerField(default=1)
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=40, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["urgency", "due_at"], name="stale_by_urgency")]

    def __str__(self) -> str:
        return self.address


class DueKey(models.Model):
    """A key that changes by the clock: midnight, the end of breaking news, a story's first year."""

    key = models.CharField(max_length=120)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "due_at"], name="key_once_a_moment")]

    def __str__(self) -> str:
        return f"{self.key} at {self.due_at:%Y-%m-%d %H:%M}"


class PressMark(models.Model):
    """A named fact about the store as a whole, e.g. which theme it was baked with."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class BakeTime(models.Model):
    """How many pages of a kind were baked within a time, since the paper began.

    ``up_to`` is the upper limit in seconds as it is told (``0.05``, ``+Inf``); each page counts in
    one row, and ``seconds`` is the sum of theirs. See midad.press.services.timekeeping.
    """

    kind = models.CharField(max_length=40)
    up_to = models.CharField(max_length=8)
    pages = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "up_to"], name="bake_time_once")]

    def __str__(self) -> str:
        return f"{self.kind} up to {self.up_to} s: {self.pages}"


class LedgerEntry(models.Model):
    """One job that follows an act, written in its transaction: see midad.press.services.ledger.

    ``act`` is the act's own name in full; ``pages`` are the addresses by which readers notice it,
    marked stale at ``marked_at``. ``due_at`` is empty while another job must be done first, and
    when the job is over. ``reason`` names the trouble for people, ``last_error`` for engineers.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        FAILED = "failed"
        DONE = "done"
        SUPERSEDED = "superseded"

    subject = models.CharField(max_length=60)
    act = models.CharField(max_length=180)
    act_name = models.CharField(max_length=20)
    pages = models.JSONField(default=list)
    job = models.CharField(max_length=30)
    needs = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    marked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "job"], name="job_once_an_act")]
        indexes = [
            models.Index(fields=["due_at"], name="ledger_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["subject", "job"], name="ledger_of_a_subject"),
            models.Index(fields=["done_at"], name="ledger_done"),
        ]

    def __str__(self) -> str:
        return f"{self.job} after {self.act}"

    def is_free(self, now: datetime) -> bool:
        """Tell whether no worker has this job in hand at ``now``."""
        return self.leased_until is None or self.leased_until < now


class PendingPurge(models.Model):
    """A public address whose bytes changed, which one of the caches in front must let go.

    Written in the transaction that notes the change; ``version`` grows with every further one, so
    that a purge that began before leaves the row standing. Who takes it sets ``due_at`` to the end
    of the lease.
    """

    cache = models.CharField(max_length=200)
    address = models.CharField(max_length=_LONGEST_PUBLIC_ADDRESS)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    urgency = models.PositiveSmallIntegerField(default=5)  # 0 first: what was taken away
    version = models.PositiveIntegerField(default=1)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cache", "address"], name="purge_once_a_cache")
        ]
        indexes = [models.Index(fields=["cache", "urgency", "due_at"], name="purge_by_urgency")]

    def __str__(self) -> str:
        return f"{self.address} in {self.cache}"
