"""What a request is told that could not be answered: the database is away, or a fault of ours.

Written without the database, templates or translations: any of them may be what fails.
"""

import logging
import sys
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse

logger = logging.getLogger("midad.config")
_SECONDS = "10"


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer in place of a view that raised: 503 while the database is away, else 500."""
    error = sys.exc_info()[1]
    if isinstance(error, Error) and not _database_answers():
        logger.error("database away: %s", error, extra={"event": "database_away"})
        answer = _told(request, 503, "database-away")
        answer.headers["Retry-After"] = _SECONDS
        return answer
    return _told(request, 500, "fault")


def _database_answers() -> bool:
    """Tell whether the database can be asked: what fails in a sound one is a fault of ours."""
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except Exception:
        return False
    return True


def _told(request: HttpRequest, status: int, name: str) -> HttpResponse:
    """Return the page ``name``; a script that asked for JSON gets the name alone."""
    answer: HttpResponse
    if "application/json" in request.headers.get("Accept", ""):
        answer = JsonResponse({"error": name}, status=status)
    else:
        answer = HttpResponseServerError(_page(name), status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(name: str) -> bytes:
    return (Path(settings.THEME_DIR) / f"{name}.html").read_bytes()
