"""The paper's own page around what allauth's templates show."""

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from midad.kit import clock
from midad.readers import services
from midad.stories.queries import frames
from midad.stories.queries.edition import begin_reading

register = template.Library()


class _PaperNode(template.Node):
    """``{% paper %}title{% paper_head %}scripts{% paper_content %}content{% endpaper %}``."""

    def __init__(
        self, title: template.NodeList, head: template.NodeList, content: template.NodeList
    ) -> None:
        self.title, self.head, self.content = title, head, content

    def render(self, context: template.Context) -> SafeString:
        request = context["request"]
        title = " ".join(self.title.render(context).split())
        reading = begin_reading(now=clock.now())
        shown: dict[str, Any] = {
            "frame": frames.frame(reading, "account", title, request.path, noindex=True),
            "head": mark_safe(self.head.render(context)),  # noqa: S308 - rendered templates
            "content": mark_safe(self.content.render(context)),  # noqa: S308
            "messages": list(context.get("messages") or ()),
            "is_signed_in": request.user.is_authenticated,
            "signs_in_elsewhere": bool(settings.SIGN_IN_ELSEWHERE),
            "is_of_newsroom": request.user.has_perm(services.NEWSROOM),
        }
        page = render_to_string("pages/readers/account.html", shown, request, using="jinja2")
        return mark_safe(page)  # noqa: S308


@register.tag("paper")
def paper(parser: Any, token: Any) -> _PaperNode:
    """Put a page of the paper around an account page's title, head and content."""
    title = parser.parse(("paper_head",))
    parser.delete_first_token()
    head = parser.parse(("paper_content",))
    parser.delete_first_token()
    content = parser.parse(("endpaper",))
    parser.delete_first_token()
    return _PaperNode(title, head, content)
