"""The newsroom's own content security policy, as strict as Wagtail 8 can live with."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

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
