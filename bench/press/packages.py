"""The peers' Debian packages, installed without starting any service of theirs."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PACKAGES = (
    *("nginx", "libnginx-mod-http-brotli-static", "wrk"),
    *("wordpress", "wordpress-theme-twentytwentythree"),
    *("php", "php-fpm", "php-cli", "php-mysql", "php-gd", "mariadb-server"),
)
_POLICY = Path("/usr/sbin/policy-rc.d")
_NO_SERVICE = "#!/bin/sh\nexit 101\n"


class UnableToInstall(Exception):
    """Packages are missing and cannot be installed by this user on this system."""


def install(names: Sequence[str] = PACKAGES) -> None:
    """Install what is missing. Raises UnableToInstall."""
    wanted = [name for name in names if not _is_installed(name)]
    if not wanted:
        return
    command = f"apt-get install --no-install-recommends {' '.join(wanted)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise UnableToInstall(f"packages are missing and only root may install them: {command}")
    with _no_service_starts():
        _apt("update", "-qq")
        _apt("install", "-y", "-qq", "--no-install-recommends", *wanted)


def version(package: str) -> str:
    """Return the installed version of a package, "" when it is not installed."""
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    status, _, number = shown.stdout.partition(" ")
    return number if status == "installed" else ""


def _is_installed(package: str) -> bool:
    return bool(shutil.which("dpkg-query")) and bool(version(package))


def _apt(*words: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise UnableToInstall(f"apt-get {' '.join(words)}\n{done.stderr or done.stdout}")


@contextmanager
def _no_service_starts() -> Iterator[None]:
    """Forbid the packages' scripts to start services; put back what stood there."""
    before = _POLICY.read_bytes() if _POLICY.exists() else None
    mode = _POLICY.stat().st_mode if before is not None else 0o755
    try:
        _POLICY.write_text(_NO_SERVICE)
        _POLICY.chmod(0o755)
        yield
    finally:
        if before is None:
            _POLICY.unlink(missing_ok=True)
        else:
            _POLICY.write_bytes(before)
            _POLICY.chmod(mode)
