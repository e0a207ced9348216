"""``/healthz``, ``/readyz``, ``/metrics``: for the paper's own people and their watchers.

Answered before the rest of Django: its check of the host name would refuse a watcher on this
machine, and its sessions would ask a database that may be away.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from midad.kit import clock
from midad.upkeep import metrics
from midad.upkeep.access import may_look
from midad.upkeep.queries.readiness import readiness

View = Callable[[HttpRequest], HttpResponse]
REFUSAL = "Only with the paper's token.\n"


def health(request: HttpRequest) -> HttpResponse:
    """Say that this server lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the paper is ready, part by part; 503 when it is not."""
    found = readiness(now=clock.now())
    answer = {"ready": found.is_ready, "parts": found.parts}
    return JsonResponse(answer, status=200 if found.is_ready else 503)


def figures(request: HttpRequest) -> HttpResponse:
    """Tell the paper's figures to Prometheus."""
    body, content_type = metrics.told(accept=request.headers.get("Accept", ""))
    return HttpResponse(body, content_type=content_type)


def _private(view: View) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        if may_look(request):
            return view(request)
        return HttpResponse(REFUSAL, status=403, content_type="text/plain; charset=utf-8")

    return answer


_VIEWS: dict[str, View] = {
    "/healthz": health,
    "/readyz": _private(ready),
    "/metrics": _private(figures),
}


def watched(get_response: View) -> View:
    """Middleware, the first of all: answers the watchers' addresses itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        view = _VIEWS.get(request.path_info)
        if view is None:
            return get_response(request)
        is_read = request.method in {"GET", "HEAD"}
        response = view(request) if is_read else HttpResponseNotAllowed(["GET", "HEAD"])
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Who watches asks every few seconds and has the answer: Django need not log each one.
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return response

    return answer
