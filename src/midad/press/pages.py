"""The mixin that lets a Wagtail page be rendered by the press: one path for preview and bake."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from midad.press import registry


class PressedPageMixin:
    """A page whose context comes from the press registry, registered by its room's press rules.

    The model so imports nothing upwards, and what an editor previews is what will be baked.
    """

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the page's template shows; ``preview`` is true before publishing."""
        return registry.page_context(self)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the name of the page's template."""
        return registry.page_template(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the reader to the page's baked address: the page tree is no address."""
        from django.shortcuts import redirect

        return redirect(registry.page_address(self))

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return site, root and path of the public address (not of the page tree)."""
        parts = Page.get_url_parts(self, request)
        if parts is None or not registry.page_address(self):
            return None
        site_id, root_url, _ = parts
        return site_id, root_url, registry.page_address(self)
