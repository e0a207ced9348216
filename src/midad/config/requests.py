"""What a request must be before anything reads it, and that refusals are in the log."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("midad.config")

_REFUSALS = {403, 429}
_CHARSETS = {"", "utf-8", "utf8"}


def one_charset(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: take texts in UTF-8 alone, which is what pages of the paper send.

    Python knows «charsets» that are no text at all (hex, base64), and Django asks it for any that
    a stranger names: reading such a form ends in a fault.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        named = (request.content_params or {}).get("charset", "")
        if named.lower() not in _CHARSETS:
            return HttpResponse("UTF-8\n", status=415, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return answer


def refusals_told(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: log who was refused what, by the number of the account; strangers have none."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in _REFUSALS:
            account = getattr(getattr(request, "user", None), "pk", None) or 0
            facts = {"status": response.status_code, "path": request.path[:200], "account": account}
            logger.warning("refused", extra={"event": "refused", **facts})
        return response

    return answer
