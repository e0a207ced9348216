"""The blocks a story's body is made of; how each looks is in the theme (pages/stories/body/)."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h2", "bold", "ol", "ul", "link", "right-to-left"]
NOTE_FEATURES = ["bold", "ul", "link", "right-to-left"]

CAPTION_LABELS = [
    ("archive", _("Archive picture")),
    ("illustrative", _("Illustrative picture")),
    ("generated", _("Made by artificial intelligence")),
]

EMBED_HOSTS = {
    "www.youtube.com": "YouTube",
    "youtube.com": "YouTube",
    "m.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "www.dailymotion.com": "Dailymotion",
    "x.com": "X",
    "twitter.com": "X",
    "www.instagram.com": "Instagram",
    "www.facebook.com": "Facebook",
    "www.tiktok.com": "TikTok",
    "t.me": "Telegram",
    "soundcloud.com": "SoundCloud",
}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks"), rows=3)
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Role of the speaker"), required=False, max_length=160)

    class Meta:
        label = _("Quotation")
        icon = "openquote"


class FactBoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=NOTE_FEATURES)

    class Meta:
        label = _("Fact box")
        icon = "info-circle"


TABLE_COLUMNS = [
    ("text", blocks.CharBlock(label=_("Text"), required=False)),
    ("number", blocks.CharBlock(label=_("Number"), required=False)),
]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Picture caption"), required=False, max_length=300)
    label = blocks.ChoiceBlock(choices=CAPTION_LABELS, required=False, label=_("Caption label"))
    credit = blocks.CharBlock(
        label=_("Picture credit"),
        required=False,
        max_length=120,
    )
    graphic = blocks.BooleanBlock(
        required=False,
        label=_("Graphic picture"),
        help_text=_("Readers see a warning and choose to look"),
    )

    class Meta:
        label = _("Picture")
        icon = "image"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=60)

    class Meta:
        label = _("Gallery")
        icon = "image"


class EmbedBlock(blocks.StructBlock):
    url = blocks.URLBlock(label=_("Address of the post or clip"))
    title = blocks.CharBlock(
        label=_("What it shows"),
        max_length=200,
        help_text=_("Readers see these words before anything is loaded from outside"),
    )

    class Meta:
        label = _("Embed")
        icon = "media"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if urlsplit(cleaned["url"]).hostname not in EMBED_HOSTS:
            message = _("Embeds from this site are not possible; link to it in the text instead.")
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(message, code="unknown_embed_host")}
            )
        return cleaned


class RecordingBlock(blocks.StructBlock):
    """Video or sound from the paper's own files, with its transcript."""

    file = DocumentChooserBlock(label=_("File"), help_text=_("mp4, webm, mp3, m4a or ogg"))
    kind = blocks.ChoiceBlock(
        choices=[("video", _("Video")), ("audio", _("Audio"))], default="video", label=_("Kind")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    poster = ImageChooserBlock(label=_("Picture before it plays"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=NOTE_FEATURES,
        help_text=_("What is said, for readers who cannot hear it"),
    )

    class Meta:
        label = _("Video or audio")
        icon = "media"


class RelatedBlock(blocks.StructBlock):
    stories = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="stories.StoryPage", label=_("Story")),
        label=_("Stories"),
        min_num=1,
        max_num=5,
    )

    class Meta:
        label = _("Read also")
        icon = "doc-full"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, icon="pilcrow")
    quote = QuoteBlock()
    fact_box = FactBoxBlock()
    table = TypedTableBlock(TABLE_COLUMNS, label=_("Table"), icon="table")
    picture = PictureBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    recording = RecordingBlock()
    related = RelatedBlock()


class HighlightsBlock(blocks.StreamBlock):
    point = blocks.CharBlock(label=_("Point"), max_length=200)

    class Meta:
        max_num = 5


class FrontSlotsBlock(blocks.StreamBlock):
    """What an editor sets by hand on the front, in order; the rest fills itself."""

    story = blocks.PageChooserBlock(page_type="stories.StoryPage", label=_("Story"))
