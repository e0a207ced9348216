"""The paper's settings as lines of an environment file; secrets only where they are asked for."""

import os
import re
import shlex
from collections.abc import Mapping

from django.conf import settings

_OURS = re.compile(r"MIDAD_[A-Z0-9_]+|DATABASE_URL|DJANGO_SETTINGS_MODULE")
_SECRET_NAME = re.compile(r"SECRET|PASSWORD|TOKEN|KEY|DATABASE_URL")
_NAME_AND_PASSWORD = re.compile(r"://[^/]*@")


def settings_lines(environment: Mapping[str, str], *, with_secrets: bool) -> bytes:
    """Return the variables of a paper as ``NAME=value`` lines that a shell and systemd read.

    A variable whose name or value may carry a secret stands there by name alone, unless
    ``with_secrets``; then the secret key stands there too, wherever it was kept.
    """
    ours = {name: value for name, value in environment.items() if _OURS.fullmatch(name)}
    if with_secrets:
        ours["MIDAD_SECRET_KEY"] = settings.SECRET_KEY
    lines = [_line(name, value, shown=with_secrets) for name, value in sorted(ours.items())]
    return "".join(lines).encode(errors="surrogateescape")


def _line(name: str, value: str, *, shown: bool) -> str:
    if shown or not (_SECRET_NAME.search(name) or _NAME_AND_PASSWORD.search(value)):
        return f"{name}={shlex.quote(value)}\n"
    return f"# {name} was set: not saved, being secret\n"


def different_settings(saved: bytes) -> list[str]:
    """Return the names of variables that ``saved`` lines and the present environment differ in."""
    told = dict(
        line.split("=", 1) for line in saved.decode(errors="replace").splitlines() if "=" in line
    )
    here = settings_lines(os.environ, with_secrets=True).decode(errors="replace").splitlines()
    present = dict(line.split("=", 1) for line in here if "=" in line)
    return sorted(name for name, value in told.items() if present.get(name) != value)
