"""The programs the tests need besides Python, and what to say when one is not there."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OF_A_PAPER = ("postgresql", "nginx-light", "libnginx-mod-http-brotli-static", "openssl",
              "python3-venv", "curl")  # fmt: skip
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def chromium() -> str | None:
    """Return the path of a Chromium: CHROMIUM, or one on PATH."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given if Path(given).is_file() else None
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Install Debian's Chromium when we may; else nothing happens."""
    if chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, env=environment, check=False)


def chromium_arguments() -> list[str]:
    """Return Chromium's arguments; as root it runs without its sandbox."""
    return CHROMIUM_ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else [])


def postgres_programs() -> Path | None:
    """Return the folder with initdb and pg_ctl, newest version first."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return versions[0].parent if versions else None


def nginx() -> str | None:
    """Return the path of an nginx that finds brotli's module beside it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    return program if NGINX_BROTLI.is_file() else None


def can_make_machines() -> bool:
    """Tell whether tests/deploy/machine.py works here: root's right to mount, and its programs."""
    needed = ("unshare", "nsenter", "ip", "runuser", "git", "dpkg-query")
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    if os.geteuid() != 0 or not all(shutil.which(name, path=path) for name in needed):
        return False
    if subprocess.run(["dpkg-query", "-W", *OF_A_PAPER], capture_output=True).returncode:
        return False
    tried = [
        "unshare",
        "--mount",
        "/usr/bin/python3",
        "-c",
        "import sys; print(sys.version_info[:2])",
    ]
    said = subprocess.run(tried, capture_output=True, text=True, check=False).stdout
    return said.strip() == str(sys.version_info[:2])  # its packages are taken from here


def install_vnu() -> None:
    """Fetch the Nu HTML checker when npm is there."""
    if not VNU.is_file() and shutil.which("npm"):
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT, check=False)


def may_mount() -> bool:
    """Tell whether a small file system of our own can be mounted here."""
    with tempfile.TemporaryDirectory() as folder:
        return mounted(Path(folder), "1m") and unmounted(Path(folder))


def mounted(folder: Path, size: str) -> bool:
    """Mount a file system in memory of ``size`` on ``folder``; tell whether that went well."""
    return _done("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))


def remounted(folder: Path, how: str) -> bool:
    """Mount ``folder`` anew, ``ro`` or ``rw``; tell whether that went well."""
    return _done("mount", "-o", f"remount,{how}", str(folder))


def unmounted(folder: Path) -> bool:
    """Take what is mounted on ``folder`` away; tell whether that went well."""
    return _done("umount", str(folder))


def _done(program: str, *words: str) -> bool:
    if os.geteuid() != 0 or not shutil.which(program):
        return False
    return subprocess.run([program, *words], capture_output=True, check=False).returncode == 0


def missing() -> dict[str, str]:
    """Return what cannot run here and how to get it, by the tests' marker."""
    reasons = {}
    if chromium() is None:
        reasons["browser"] = "browser tests: no Chromium (apt install chromium, or CHROMIUM=/path)"
    if postgres_programs() is None:
        reasons["postgres"] = "PostgreSQL tests: no initdb (apt install postgresql)"
    if nginx() is None or not shutil.which("openssl"):
        reasons["nginx"] = (
            "nginx tests: no nginx with brotli"
            " (apt install nginx-light libnginx-mod-http-brotli-static openssl)"
        )
    if shutil.which("varnishd") is None:
        reasons["varnish"] = "tests of caches: no varnishd (apt install varnish)"
    if shutil.which("systemd-analyze") is None:
        reasons["systemd"] = "unit tests: no systemd-analyze (apt install systemd)"
    if not can_make_machines():
        reasons["machine"] = (
            "the run of docs/operations.md: not root on Debian, or another Python than its own"
            f" (as root, apt install iproute2 git {' '.join(OF_A_PAPER)})"
        )
    if not may_mount():
        reasons["mount"] = "tests of a full disk: nothing can be mounted (run as root)"
    if shutil.which("java") is None or not VNU.is_file():
        reasons["validity"] = (
            "HTML validity: no Java or no npm (apt install default-jre-headless npm)"
        )
    return reasons
