"""One story as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext, pgettext, pgettext_lazy
from wagtail.documents import get_document_model

from arabictext.digits import with_digits
from arabictext.direction import plain_rtl
from arabictext.names import join_with_comma
from arabictext.plurals import PICTURES
from midad.stories import additions, addresses
from midad.stories.models import (
    Agency,
    AgencyCredit,
    Author,
    Correction,
    CorrectionKind,
    PublicChange,
    Standing,
    StoryPage,
)
from midad.stories.queries import ahead, bodies, teasers
from midad.stories.queries import keys as key_names
from midad.stories.queries.edition import Reading
from midad.stories.queries.pictures import images_by_id, picture_view
from midad.stories.queries.shapes import (
    AuthorView,
    ChangeView,
    CorrectionView,
    Link,
    PictureView,
    StoryView,
    Teaser,
)

YEAR_OLD = timedelta(days=365)
MOST_NAMED_AGENCIES = 3
CHANGE_WORDS = {
    PublicChange.Kind.UPDATED: pgettext_lazy("in a story's history", "Update"),
    PublicChange.Kind.CORRECTED: pgettext_lazy("in a story's history", "Correction"),
    PublicChange.Kind.WITHDRAWN: pgettext_lazy("in a story's history", "Withdrawal"),
    PublicChange.Kind.KILLED: pgettext_lazy("in a story's history", "Removal"),
    PublicChange.Kind.REINSTATED: pgettext_lazy("in a story's history", "Return"),
}


@dataclass
class _Parts:
    """A story with the rows it refers to, read once."""

    story: StoryPage
    raw: list[dict[str, Any]]
    images: dict[int, Any]
    authors: list[Author]
    agencies: list[Agency]
    corrections: tuple[CorrectionView, ...]


def story_view(story: StoryPage, reading: Reading) -> StoryView:
    """Return everything the page of ``story`` shows; works for a draft too, as its preview."""
    parts = _read(story, reading)
    words = bodies.body_words(parts.raw)
    section = reading.section_names.get(story.section_id or 0)
    pictures = _pictures(parts, reading)
    lead = pictures.get(0)
    address = addresses.story(story.code, story.slug_words)
    gallery = tuple(dict.fromkeys(pictures.values()))
    first_topic = story.story_topics.all()[0].topic if story.story_topics.all() else None
    return StoryView(
        story_id=story.pk or 0,
        code=story.code,
        title=story.title,
        address=address,
        url=settings.PAPER_URL + address,
        short_address=settings.PAPER_URL + addresses.story_key(story.code),
        kicker=story.kicker or (section.name if section else ""),
        kicker_address=section.address if section and not story.kicker else "",
        standfirst=story.standfirst,
        label=teasers.label_words(story.label),
        label_code=story.label,
        sponsor=story.sponsor,
        section=section,
        published=reading.moment(story.first_published_at or reading.now),
        updated=reading.moment(story.updated_at) if story.updated_at else None,
        reading_time=teasers.story_reading_time(
            words, pictures=len(ahead.picture_ids(story)), reading=reading
        ),
        word_count=words,
        picture_count=with_digits(str(len(gallery)), reading.style.digits) if gallery else "",
        picture_count_words=PICTURES.render(len(gallery), reading.style.digits),
        lead_picture=lead,
        gallery=gallery,
        authors=tuple(author_view(author, reading) for author in parts.authors),
        dateline=reading.settings.dateline(story.place),
        highlights=tuple(block["value"] for block in story.highlights.get_prep_value()),
        body=_body(parts, pictures, reading),
        credit=_credit(parts.agencies, reading),
        corrections=parts.corrections,
        history=_history(story, reading),
        topics=_topics(story, reading),
        age_warning=_age_warning(story, reading),
        withdrawn_notice=story.standing_notice if story.standing == Standing.WITHDRAWN else "",
        share_text=plain_rtl(story.title),
        share_links=share_links(story.title, settings.PAPER_URL + addresses.story_key(story.code)),
        section_fragment=_fragment("sections", _section_code(section)),
        topic_fragment=_fragment("topics", first_topic.code if first_topic else ""),
        report_address=f"/report/{story.code}/",
        next_story=_next_story(story, reading),
        parent_section=reading.parent_sections.get(story.section_id or 0),
        pieces=_pieces(story, reading),
    )


def _read(story: StoryPage, reading: Reading) -> _Parts:
    ring = reading.ring
    ring.add(key_names.story(story.pk or 0))
    raw = story.body.get_prep_value()
    images = images_by_id(ahead.picture_ids(story))
    authors = [link.author for link in story.story_authors.all()]
    agencies = [link.agency for link in story.story_agencies.all()]
    ring.add(*(key_names.named("authors", author.pk) for author in authors))
    ring.add(*(key_names.named("agencies", agency.pk) for agency in agencies))
    notes = tuple(_correction(note, reading) for note in story.corrections.all())
    return _Parts(story, raw, images, authors, agencies, notes)


def _correction(note: Correction, reading: Reading) -> CorrectionView:
    paragraph = note.paragraph.lstrip("#").strip()
    heading = str(CorrectionKind(note.kind).label)
    return CorrectionView(heading, note.text, reading.moment(note.noted_at), paragraph)


def _pictures(parts: _Parts, reading: Reading) -> dict[int, PictureView]:
    """Return the story's pictures by the identity of their block's value; 0 is the lead."""
    story = parts.story
    found: dict[int, PictureView | None] = {}
    lead = parts.images.get(story.lead_picture_id or 0)
    if lead is not None:
        found[0] = picture_view(
            lead,
            reading.ring,
            caption=story.lead_caption,
            caption_label=story.lead_caption_label,
            credit=story.lead_credit,
            graphic=story.lead_graphic,
        )
    for value in _picture_values(parts.raw):
        image = parts.images.get(value.get("image") or value.get("poster") or 0)
        if image is not None:
            found[id(value)] = _body_picture(image, value, reading)
    return {key: view for key, view in found.items() if view}


def _picture_values(raw: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for block in raw:
        if block["type"] == "picture":
            yield block["value"]
        elif block["type"] == "gallery":
            yield from bodies.list_values(block["value"]["pictures"])
        elif block["type"] == "recording" and block["value"].get("poster"):
            yield block["value"]


def _body_picture(image: Any, value: dict[str, Any], reading: Reading) -> PictureView | None:
    return picture_view(
        image,
        reading.ring,
        caption=value.get("caption") or "",
        caption_label=value.get("label") or "",
        credit=str(value.get("credit") or ""),
        graphic=bool(value.get("graphic")),
    )


def _body(parts: _Parts, views: dict[int, PictureView], reading: Reading) -> tuple[Any, ...]:
    needs = bodies.body_needs(parts.raw)
    found = _linked_teasers(needs.page_ids, reading)
    # A story named here that is not listed now may be listed again: hang on it all the same.
    reading.ring.add_stories(needs.page_ids)
    reading.ring.add(*(key_names.document(pk) for pk in needs.document_ids))
    sections = {
        pk: reading.section_names[pk].address
        for pk in needs.page_ids & reading.section_names.keys()
    }
    documents = (
        get_document_model().objects.in_bulk(needs.document_ids) if needs.document_ids else {}
    )
    by_paragraph: dict[str, tuple[CorrectionView, ...]] = {}
    for note in parts.corrections:
        if note.paragraph:
            by_paragraph[note.paragraph] = (*by_paragraph.get(note.paragraph, ()), note)
    sources = bodies.BodySources(
        pictures=parts.images,
        teasers=found,
        documents=documents,
        link_addresses=sections | {pk: teaser.address for pk, teaser in found.items()},
        corrections=by_paragraph,
    )
    return bodies.body_parts(parts.raw, sources, views)


def _linked_teasers(page_ids: set[int], reading: Reading) -> dict[int, Teaser]:
    if not page_ids:
        return {}
    linked = teasers.listed_stories().filter(pk__in=page_ids)
    return {teaser.story_id: teaser for teaser in teasers.teasers(linked, reading)}


def _credit(agencies: list[Agency], reading: Reading) -> str:
    """Return the agency credit in brackets, by the edition's rule; "" for none.

    Source: reader-page rules; one agency gives its name, up to three are joined, more are (وكالات).
    """
    rule = reading.settings.agency_credit
    if not agencies or rule == AgencyCredit.NONE:
        return ""
    if rule == AgencyCredit.GENERAL or len(agencies) > MOST_NAMED_AGENCIES:
        everybody = pgettext("agency credit", "Agencies")
        return f"({everybody})"
    return f"({join_with_comma([agency.credit_name for agency in agencies])})"


def _history(story: StoryPage, reading: Reading) -> tuple[ChangeView, ...]:
    if story.pk is None:
        return ()
    return tuple(
        ChangeView(str(CHANGE_WORDS[PublicChange.Kind(change.kind)]), reading.moment(change.at))
        for change in story.public_changes.all()
    )


def _topics(story: StoryPage, reading: Reading) -> tuple[Link, ...]:
    topics = [link.topic for link in story.story_topics.all()]
    reading.ring.add(*(key_names.named("topics", topic.pk) for topic in topics))
    return tuple(
        Link(topic.name, addresses.named("topics", topic.code, topic.slug_words))
        for topic in topics
    )


def _age_warning(story: StoryPage, reading: Reading) -> str:
    """Return the warning for a story over a year old; a younger one is due on its birthday."""
    if story.first_published_at is None:
        return ""
    birthday = story.first_published_at + YEAR_OLD
    if birthday <= reading.now:
        return gettext("This story is more than a year old; what it says may have changed since.")
    reading.ring.add_due(key_names.story_age(story.pk), birthday)
    return ""


def _section_code(section: Link | None) -> str:
    return section.address.rsplit("/", 2)[-2] if section else ""


def _next_story(story: StoryPage, reading: Reading) -> Link | None:
    reading.ring.add(key_names.next_of(story.pk or 0))
    following = ahead.next_in_section(story)
    if following is None:
        return None
    reading.ring.add(key_names.story(following.story_id))
    return Link(following.title, following.address)


def _pieces(story: StoryPage, reading: Reading) -> dict[str, str]:
    if story.pk is not None:
        reading.ring.add(*(one.key(story.pk) for one in additions.registered().values()))
    return ahead.pieces_of(story)


def _fragment(family: str, code: str) -> str:
    return addresses.latest_fragment(family, code) if code else ""


def author_view(author: Author, reading: Reading) -> AuthorView:
    """Return an author as a byline or an author's page shows one."""
    portrait = None
    if author.portrait_id:
        image = images_by_id([author.portrait_id]).get(author.portrait_id)
        portrait = picture_view(image, reading.ring, alt=author.name) if image else None
    return AuthorView(
        name=author.name,
        address=addresses.named("authors", author.code, author.slug_words),
        role=author.role,
        biography=author.biography,
        portrait=portrait,
        guest=author.guest,
    )


def share_links(title: str, url: str) -> tuple[tuple[str, str, str], ...]:
    """Return (network, name, address) for sharing ``url`` by plain links.

    The address stands on a line of its own: chat programs glue what follows to a link.
    """
    text = quote(f"{plain_rtl(title)}\n{url}", safe="")
    only_title, only_url = quote(plain_rtl(title), safe=""), quote(url, safe="")
    return (
        ("whatsapp", gettext("WhatsApp"), f"https://wa.me/?text={text}"),
        (
            "telegram",
            gettext("Telegram"),
            f"https://t.me/share/url?url={only_url}&text={only_title}",
        ),
        ("x", gettext("X"), f"https://x.com/intent/post?text={only_title}&url={only_url}"),
        (
            "facebook",
            gettext("Facebook"),
            f"https://www.facebook.com/sharer/sharer.php?u={only_url}",
        ),
        ("email", gettext("E-mail"), f"mailto:?subject={only_title}&body={text}"),
    )
