"""Examining mail: password mails and notices reach somebody."""

from typing import Any

from django.conf import settings
from django.core import mail as django_mail
from django.core.checks import CheckMessage

from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong

_PATIENCE_SECONDS = 5


def register() -> None:
    """Make these examinations known to Django."""
    register_all([mail])


def mail(**_: Any) -> list[CheckMessage]:
    """The mail server takes mails, or it is said where they go instead."""
    kind = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if kind == "filebased":
        folder = getattr(settings, "EMAIL_FILE_PATH", "")
        return [fine("mail", f"mails are not sent but written into {folder}")]
    if kind != "smtp":
        return [fine("mail", f"mails go to {settings.EMAIL_BACKEND}")]
    return _by_smtp()


def _by_smtp() -> list[CheckMessage]:
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = django_mail.get_connection(timeout=_PATIENCE_SECONDS)
    try:
        connection.open()
    except OSError as error:  # the errors of SMTP are of this family
        words = f"the mail server {server} takes no mails: {_one_line(error)}"
        cure = "Check MIDAD_SMTP_HOST, _PORT, _USER, _PASSWORD and _TLS; then midad sendtestemail"
        return [wrong("mail", words, cure)]
    finally:
        connection.close()
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        words = f"mails come from {settings.DEFAULT_FROM_EMAIL}, which others take for junk"
        return [doubtful("mail", words, "Set MIDAD_MAIL_FROM to an address of the paper.")]
    return [fine("mail", f"{server} takes mails, from {settings.DEFAULT_FROM_EMAIL}")]


def _one_line(error: OSError) -> str:
    return " ".join(str(error.strerror or error).split()) or type(error).__name__
