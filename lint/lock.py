"""``make lock``: make requirements/ anew from pyproject.toml, with hashes and no index address."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ["hatchling>=1.27", "editables>=0.5", "pip>=25"]
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--strip-extras",
    "--allow-unsafe",
]


def compile_lock(wanted: list[str], target: Path, *more: str) -> None:
    """Write one lock file for ``wanted``."""
    with tempfile.NamedTemporaryFile("w", suffix=".in") as source:
        source.write("\n".join(wanted))
        source.flush()
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *more]
        subprocess.run([*command, "-o", str(target), source.name], check=True)


def main() -> None:
    """Make the run lock, then the development lock that holds it."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = project["project"]["dependencies"] + BUILD
    locks = ROOT / "requirements"
    compile_lock(run, locks / "run.txt")
    development = run + project["dependency-groups"]["dev"]
    compile_lock(development, locks / "dev.txt", "-c", str(locks / "run.txt"))


if __name__ == "__main__":
    main()
