"""The mixin that lets a Wagtail page be rendered by the press: one path for preview and bake."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
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

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page in the paper's language, whatever language the newsroom speaks."""
        with translation.override(settings.LANGUAGE_CODE):
            response: HttpResponse = super().serve_preview(request, mode_name)  # type: ignore[misc]  # of the page beside it
            return response.render() if isinstance(response, TemplateResponse) else response

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the reader to the page's baked address: the page tree is no address."""
        return redirect(registry.page_address(self))

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return site, root and path of the public address (not of the page tree)."""
        in_tree = Page.get_url_parts(self, request)
        address = registry.page_address(self)
        if in_tree is None or not address:
            return None
        return in_tree[0], settings.PAPER_URL, address
