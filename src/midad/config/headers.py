"""Security headers: the same on baked pages, which no middleware sees, and on Django's own."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def of_baked_pages() -> list[tuple[str, str]]:
    """Return the headers that every baked page carries."""
    return [
        # Sorted: the policy is a set of directives, and both servers must send the same bytes.
        ("Content-Security-Policy", "; ".join(sorted(build_policy().split("; ")))),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("Permissions-Policy", settings.PERMISSIONS_POLICY),
    ]


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the one of these headers that Django does not send itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return answer


def kept_by_nobody(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what Django answers is for who asked, unless a view says otherwise.

    Secrets of second factors stand among it. Documents of stories are the same for everybody.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/documents/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def forms_to_elsewhere(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the forms of account pages may lead to where people have accounts elsewhere.

    A browser holds ``form-action`` against every step of a form's way. Other pages, the baked ones
    among them, keep the policy as it is.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SIGN_IN_ORIGINS and request.path.startswith("/account/"):
            response._csp_update = {"form-action": settings.SIGN_IN_ORIGINS}  # type: ignore[attr-defined]  # django-csp's way
        return response

    return answer
