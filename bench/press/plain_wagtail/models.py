"""A page with a text and a picture."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class PlainPage(Page):
    """A story as a beginner's tutorial has it."""

    body = RichTextField(blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("picture")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "plain/page.html"

    class Meta:
        app_label = "plain"
