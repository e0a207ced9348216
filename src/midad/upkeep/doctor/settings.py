"""Examining what the paper was told: secret, address, hosts, proxies."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags
from django.http.request import validate_host

from midad.upkeep.doctor.findings import doubtful, fine, register_all, wrong

_SHORTEST_SECRET = 50
_SHORTEST_TOKEN = 16
# What Django would say of a sound paper, or what other findings say in Midad's own words:
# sub-domains and preload lists are the owner's choice, redirects to https are the proxy's work,
# the newsroom frames its own previews; secret, debug and hosts are examined here.
_SAID_OTHERWISE = {f"security.W0{number}" for number in ("05", "08", "09", "18", "19", "20", "21")}
_CACHES_CANNOT_BE_READ = "press.E001"  # said by the examination of the caches
_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


def register() -> None:
    """Make these examinations known to Django."""
    register_all([secret, debug, address, hosts, proxies, watch, security, code])


def secret(**_: Any) -> list[CheckMessage]:
    """The secret is long, and its own."""
    key = str(settings.SECRET_KEY)
    cure = f"Set MIDAD_SECRET_KEY to a new one: {_MAKE_ONE}. Everybody signs in once more."
    if len(key) < _SHORTEST_SECRET or len(set(key)) < 5 or key.startswith("django-insecure-"):
        words = f"the secret can be guessed: it should be {_SHORTEST_SECRET} random letters or more"
        return [wrong("secret", words, cure)]
    if settings.IN_PRODUCTION and key == _development_secret():
        return [wrong("secret", "the secret is the one of the development settings", cure)]
    return [fine("secret", "the secret is long")]


def _development_secret() -> str:
    file = Path(settings.MIDAD_HOME) / "secret-key"
    return file.read_text(encoding="ascii").strip() if file.is_file() else ""


def debug(**_: Any) -> list[CheckMessage]:
    """No error page shows the code to strangers."""
    if not settings.DEBUG:
        return [fine("debug", "error pages show nothing of the inside")]
    words = "error pages show code and settings to whoever causes an error"
    cure = "Take MIDAD_DEBUG out of the environment and restart."
    return [(wrong if settings.IN_PRODUCTION else doubtful)("debug", words, cure)]


def address(**_: Any) -> list[CheckMessage]:
    """The public address is encrypted, and a public address has production settings."""
    parts = urlsplit(settings.PAPER_URL)
    is_local = _is_local(parts.hostname or "")
    if not settings.IN_PRODUCTION:
        if is_local:
            return [fine("address", f"{settings.PAPER_URL}, with the development settings")]
        words = f"{settings.PAPER_URL} is public, but these are the development settings"
        cure = "Set DJANGO_SETTINGS_MODULE=midad.config.settings.production, and restart."
        return [wrong("address", words, cure)]
    if parts.scheme != "https" and not is_local:
        words = f"{settings.PAPER_URL} is not encrypted: passwords can be read on their way"
        return [wrong("address", words, "Let a proxy bring TLS, and set MIDAD_URL to https://…")]
    return [fine("address", settings.PAPER_URL)]


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def hosts(**_: Any) -> list[CheckMessage]:
    """The newsroom answers at the paper's own address, and at no other."""
    host = urlsplit(settings.PAPER_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        words = "the newsroom answers to any host name, so links in its mails can be forged"
        return [wrong("hosts", words, "Name the hosts in MIDAD_HOSTS instead of *.")]
    if not validate_host(host, settings.ALLOWED_HOSTS):
        words = f"the newsroom does not answer at {host}, the host of MIDAD_URL"
        return [wrong("hosts", words, f"Add {host} to MIDAD_HOSTS, or set MIDAD_URL right.")]
    return [fine("hosts", f"the newsroom answers at {', '.join(settings.ALLOWED_HOSTS)}")]


def proxies(**_: Any) -> list[CheckMessage]:
    """A proxy that must be there is known to be there."""
    if settings.PROXY_HOPS:
        return [fine("proxies", f"{settings.PROXY_HOPS} before the paper")]
    if settings.IN_PRODUCTION and settings.PAPER_URL.startswith("https://"):
        words = "TLS needs a proxy before the paper, but MIDAD_PROXY_HOPS says there is none"
        cure = "Set MIDAD_PROXY_HOPS=1, or the number there is; else all readers count as one."
        return [doubtful("proxies", words, cure)]
    return [fine("proxies", "none before the paper")]


def watch(**_: Any) -> list[CheckMessage]:
    """The watchers have a token, and it cannot be guessed."""
    token = settings.METRICS_TOKEN
    if not token and settings.IN_PRODUCTION:
        words = "nobody can watch the paper: /readyz and /metrics are shut without a token"
        return [doubtful("watch", words, f"Set MIDAD_METRICS_TOKEN: {_MAKE_ONE}")]
    if not token:
        return [fine("watch", "/readyz and /metrics answer this machine alone")]
    if len(token) < _SHORTEST_TOKEN:
        words = f"MIDAD_METRICS_TOKEN has fewer than {_SHORTEST_TOKEN} letters: it can be guessed"
        return [wrong("watch", words, f"Make a new one: {_MAKE_ONE}")]
    return [fine("watch", "/readyz and /metrics answer who has the token, and nobody else")]


def security(**_: Any) -> list[CheckMessage]:
    """What Django finds in the settings of a paper in production."""
    if not settings.IN_PRODUCTION:
        return []
    found = checks.run_checks(tags=[Tags.security], include_deployment_checks=True)
    told = [message for message in found if message.id not in _SAID_OTHERWISE]
    return [_of_djangos("security", message) for message in told if not message.is_silenced()]


def code(**_: Any) -> list[CheckMessage]:
    """What Django's other checks call an error, as after an upgrade that is half done."""
    found = [message for message in checks.run_checks() if message.level >= checks.ERROR]
    found = [message for message in found if message.id != _CACHES_CANNOT_BE_READ]
    told = [_of_djangos("code", message) for message in found if not message.is_silenced()]
    return told or [fine("code", "the code fits together")]


def _of_djangos(topic: str, message: CheckMessage) -> CheckMessage:
    say = wrong if message.level >= checks.ERROR else doubtful
    cure = str(message.hint or "Install the release anew, or see Django's words for this number.")
    return say(topic, f"{message.msg} ({message.id})", cure)
