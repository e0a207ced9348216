"""Write down anew what the JSON API is: ``python -m lint.contracts`` after a change that is meant.

A test compares the file with the code, so that the contract changes by nobody's accident.
"""

import json
import os
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "midad.config.settings.test")
READERS_API = Path(__file__).resolve().parents[1] / "docs" / "contracts" / "readers-api.json"


def readers_api() -> dict[str, Any]:
    """Return the readers' API in the words of OpenAPI."""
    from midad.readers.views.api import ADDRESS, api

    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ADDRESS)))
    return described


if __name__ == "__main__":
    django.setup()
    READERS_API.write_text(
        json.dumps(readers_api(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
