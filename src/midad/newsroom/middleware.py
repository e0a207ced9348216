"""What stands before every address of the newsroom: its content security policy, as strict as
Wagtail 8 can live with, and the second factor."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from midad.readers import second_factor

POLICY = {
    "default-src": "'none'",
    # Wagtail 8 writes inline scripts where it renders choosers, inline panels and date fields
    # (admin/widgets/chooser.py, templates/wagtailadmin/panels/inline_panel.html,
    # templates/wagtailadmin/widgets/datetime_input.html), without a nonce; its modals run scripts
    # that come as HTML. A nonce here would turn 'unsafe-inline' off and the editor with it.
    "script-src": "'self' 'unsafe-inline'",
    # Draft.js, tippy.js and the sidebar set style attributes and add style elements.
    "style-src": "'self' 'unsafe-inline'",
    # blob: is the picture that is shown while its upload runs.
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self' blob:",
    "frame-src": " ".join(
        ["'self'", *settings.EMBED_FRAME_SOURCES]
    ),  # previews, and embeds in them
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}
_HEADER = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())


class NewsroomPolicy:
    """Set the policy on everything under the newsroom's address that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the policy where it belongs."""
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response.headers.setdefault("Content-Security-Policy", _HEADER)
        return response


OPEN_NAMES = ("login", "logout", "sprite", "javascript_catalog")


class SecondFactor:
    """Let nobody into the newsroom who has not shown a second factor in this session.

    A page that was asked for is answered by the way to the second factor, and that leads back. A
    form or a script is refused instead: to lead it elsewhere would lose what was written.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the second factor."""
        if not _is_inside(request) or not _wants_second_factor(request):
            return self.get_response(request)
        answer = _led_to_it(request) if _is_page(request) else _refused(request)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _is_inside(request: HttpRequest) -> bool:
    is_open = request.path in {reverse(f"wagtailadmin_{name}") for name in OPEN_NAMES}
    return request.path.startswith(reverse("wagtailadmin_home")) and not is_open


def _wants_second_factor(request: HttpRequest) -> bool:
    asked = request.user.is_authenticated and second_factor.is_asked_of(request.user)
    return asked and not second_factor.was_shown(request)


def _is_page(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and not _is_by_script(request)


def _is_by_script(request: HttpRequest) -> bool:
    """Tell whether a script asks: Wagtail's older ones say so, its newer ones want JSON, and a
    browser tells what it opens no page for."""
    headers = request.headers
    return (
        headers.get("X-Requested-With") == "XMLHttpRequest"
        or any("application/json" in headers.get(name, "") for name in ("Accept", "Content-Type"))
        or headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    )


def _led_to_it(request: HttpRequest) -> HttpResponse:
    page = second_factor.page_to_show_it(request.user)
    if page:
        back = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse(page)}?{back}")
    messages.warning(
        request,
        _(
            "The newsroom asks for a second factor. Set one up here, a passkey or an app that"
            " makes codes; then the newsroom is open to you."
        ),
    )
    return redirect("mfa_index")


def _refused(request: HttpRequest) -> HttpResponse:
    if _is_by_script(request):
        words = _(
            "The newsroom asks for your second factor. Show it in another tab: what you wrote"
            " stays here."
        )
        return JsonResponse({"error": "second-factor", "message": words}, status=403)
    return render(request, "account/second_factor_first.html", status=403)
