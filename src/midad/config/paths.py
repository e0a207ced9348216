"""Where a paper keeps what is its own: database, baked pages, pictures, keys.

Everything a running paper writes lives under one folder, ``MIDAD_HOME``, so that
moving or saving a paper is moving or saving one folder.
"""

import os
import secrets
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parents[1]


def default_home() -> Path:
    """Return the folder a paper lives in when ``MIDAD_HOME`` does not say: ``var`` in a checkout,
    else ``midad-paper`` in the present folder."""
    checkout = SOURCE_DIR.parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    return Path.cwd() / "midad-paper"


def paper_home() -> Path:
    """Return this paper's folder (it may not exist yet)."""
    return Path(os.environ.get("MIDAD_HOME") or default_home()).resolve()


def kept_secret(home: Path, name: str) -> str:
    """Return the secret kept in the file ``name``, making it at the first call.

    The file is readable by its owner only and appears complete or not at all.
    """
    path = home / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _make_secret(path)


def _make_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(temporary, path)  # fails when another process was quicker: then its secret counts
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_text(encoding="ascii").strip()
