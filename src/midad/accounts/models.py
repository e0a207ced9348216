import secrets
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is the login name and is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        email = _login_name(email)
        if not email:
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=_login_name(username))


def _login_name(email: str | None) -> str:
    return (email or "").strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: staff of the newsroom, or a reader."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("member of the staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_any_case")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = _login_name(self.email)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email


def _new_mark() -> str:
    return secrets.token_hex(8)


class Session(AbstractBaseSession):
    """A visit of somebody signed in, on one device, or of a stranger in the middle of a form.

    ``account`` stands beside the data so that one query answers who a visitor is, and so that a
    person's visits can be listed and ended. ``mark`` names a visit where its key, which signs in,
    must not be shown.
    """

    account = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    mark = models.CharField(max_length=16, default=_new_mark, editable=False)
    device = models.CharField(_("device"), max_length=200, blank=True)
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls) -> type:
        store: type = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class CacheEntry(models.Model):
    """A row of the cache that all processes share and a restart keeps: how often something was
    tried. Written by Django's database cache, whose table this is."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
