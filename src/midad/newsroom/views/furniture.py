"""Midad's looks inside Wagtail: styles, scripts, first screen, the words of its audit log."""

from dataclasses import asdict
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.admin.views import home

from arabictext import plurals
from arabictext.words import PICTURE_SECONDS
from midad.newsroom.views import desk
from midad.stories.models import EditionSettings

LONG_HEADLINE = 90  # letters; longer ones are cut in lists, cards and search results


def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))


def scripts() -> SafeString:
    """Return the script every screen has: which fields are written in which direction."""
    return format_html('<script src="{}" defer></script>', static("newsroom/direction.js"))


def editor_scripts() -> SafeString:
    """Return the scripts of the editor, and the words its counters need."""
    names = ("last_words", "counters")
    scripts = format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        ((static(f"newsroom/{name}.js"),) for name in names),
    )
    return SafeString(json_script(counter_words(), "newsroom-counter-words") + scripts)


def counter_words() -> dict[str, Any]:
    """Return the counters' messages by plural category, as readers see them: in Arabic."""
    return {
        "words": asdict(plurals.WORDS),
        "letters": asdict(plurals.LETTERS),
        "reading": asdict(plurals.READING_TIME),
        "headline": str(_("Headline:")),
        "long": str(_("Long: lists and search results will cut it")),
        "longFrom": LONG_HEADLINE,
        "wordsPerMinute": EditionSettings.current().words_per_minute,
        "pictureSeconds": PICTURE_SECONDS,
    }


# Among the desk's own: what others wait for before drafts, what I wait for after them.
_ORDER_OF_PANELS = {
    home.WorkflowObjectsToModeratePanel: 20,
    home.UserObjectsInWorkflowModerationPanel: 115,
}


def replace_panels(panels: list[Any]) -> None:
    """Put the desk's panels in the place of Wagtail's list of recent edits, what waits first."""
    panels[:] = [panel for panel in panels if not isinstance(panel, home.RecentEditsPanel)]
    for panel in panels:
        panel.order = _ORDER_OF_PANELS.get(type(panel), panel.order)
    panels += [
        desk.BreakingPanel(),
        desk.LatePanel(),
        desk.KeptTextsPanel(),
        desk.ReportsPanel(),
        desk.BurstsPanel(),
        desk.DraftsPanel(),
        desk.ScheduledPanel(),
        desk.PublishedPanel(),
        desk.PressPanel(),
    ]


class RightToLeft(Feature):
    """Draftail's own option, which Wagtail has no setting for: a paragraph that begins with
    «NATO» is still written right to left, whatever the language of the screen."""

    def construct_options(self, options: dict[str, Any]) -> None:
        options["textDirectionality"] = "RTL"
