"""What a request must be before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
