"""Reading the demo's content files: one for the edition, one a section for its stories."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

EDITION_DIR = Path(__file__).resolve().parents[1] / "edition"


@cache
def edition_file() -> dict[str, Any]:
    """Return edition.toml: the edition, its sections, authors and agencies."""
    return tomllib.loads((EDITION_DIR / "edition.toml").read_text(encoding="utf-8"))


@cache
def story_files() -> list[dict[str, Any]]:
    """Return every story of the demo, oldest first, so that related stories exist when named."""
    stories: list[dict[str, Any]] = []
    for path in sorted((EDITION_DIR / "stories").glob("*.toml")):
        stories += tomllib.loads(path.read_text(encoding="utf-8"))["story"]
    return sorted(stories, key=lambda story: (-story["days_ago"], story["time"], story["id"]))
