"""What stands around a page: head, masthead, section bar, structured data."""

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from arabictext.direction import plain_rtl
from midad.stories import addresses
from midad.stories.queries.edition import (
    Reading,
    breaking_view,
    edition_view,
    nav_sections,
    paper_feeds,
    present_masthead_date,
)
from midad.stories.queries.rich_text import strip_tags
from midad.stories.queries.shapes import Feed, Frame, Link, ListingView, StoryView

SCHEMA_TYPES = {"opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle"}
PAID_LABELS = {"paid", "sponsored"}


def frame(
    reading: Reading,
    kind: str,
    title: str,
    address: str,
    *,
    description: str = "",
    breadcrumbs: tuple[Link, ...] = (),
    current_section: str = "",
    feeds: tuple[Feed, ...] = (),
    made_daily: bool = False,
    noindex: bool = False,
    json_ld: str = "",
    open_graph: tuple[tuple[str, str], ...] = (),
    preview: bool = False,
) -> Frame:
    """Return a page's frame. ``made_daily`` bakes date and breaking news in; elsewhere a script
    brings them, so that neither midnight nor breaking news makes the whole paper stale."""
    name = reading.settings.name
    canonical = settings.PAPER_URL + address
    crumbs = (Link(gettext("Home"), addresses.FRONT), *breadcrumbs) if breadcrumbs else ()
    window_title = title if kind == "front" else f"{title} | {name}"
    graph = open_graph or _open_graph(
        title, description or reading.settings.tagline, canonical, name
    )
    return Frame(
        kind=kind,
        title=window_title,
        description=description or reading.settings.tagline,
        address=address,
        canonical=canonical,
        edition=edition_view(reading),
        sections=nav_sections(reading),
        feeds=(*paper_feeds(reading), *feeds),
        breadcrumbs=crumbs,
        current_section=current_section,
        masthead_date=present_masthead_date(reading) if made_daily else None,
        breaking=breaking_view(reading) if made_daily else None,
        noindex=noindex,
        json_ld=json_ld or _json_ld(_breadcrumb_list(crumbs)),
        open_graph=graph,
        preview=preview,
    )


def story_frame(story: StoryView, reading: Reading, *, preview: bool = False) -> Frame:
    """Return the frame of a story: its own structured data and sharing card."""
    crumbs = tuple(link for link in (story.parent_section, story.section) if link)
    home = Link(gettext("Home"), addresses.FRONT)
    described = story.standfirst or _first_words(story)
    withdrawn = bool(story.withdrawn_notice)
    section_code = story.section.address.rsplit("/", 2)[-2] if story.section else ""
    return frame(
        reading,
        "story",
        story.title,
        story.address,
        description=described if not withdrawn else story.withdrawn_notice,
        breadcrumbs=crumbs,
        current_section=section_code,
        noindex=withdrawn or preview,
        json_ld=""
        if withdrawn
        else _json_ld(news_article(story, reading, described), _breadcrumb_list((home, *crumbs))),
        open_graph=() if withdrawn else _story_open_graph(story, reading, described),
        preview=preview,
    )


def listing_frame(
    listing: ListingView, reading: Reading, kind: str, address: str, **more: Any
) -> Frame:
    """Return the frame of a listing page."""
    described = listing.description or listing.heading
    return frame(reading, kind, listing.heading, address, description=described, **more)


def _first_words(story: StoryView) -> str:
    """Return the head of the text for lists and cards; never the dateline."""
    for part in story.body:
        if part.kind == "text":
            text = " ".join(_plain(piece.html) for piece in part.value)  # type: ignore[attr-defined]  # "text" holds TextPart
            return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + "…"
    return story.title


def _plain(inner: str) -> str:
    return " ".join(strip_tags(inner).split())


def news_article(story: StoryView, reading: Reading, description: str) -> dict[str, Any]:
    """Return a story as schema.org NewsArticle.

    Source: schema.org/NewsArticle; paid pieces say so in words in their section.
    """
    edition = reading.settings
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": edition.publisher or edition.name,
        "url": f"{settings.PAPER_URL}/",
    }
    article: dict[str, Any] = {
        "@type": SCHEMA_TYPES.get(story.label_code, "NewsArticle"),
        "mainEntityOfPage": story.url,
        "url": story.url,
        "headline": story.title,
        "description": description,
        "inLanguage": "ar",
        "datePublished": story.published.iso,
        "dateModified": (story.updated or story.published).iso,
        "wordCount": story.word_count,
        "isAccessibleForFree": True,
        "publisher": publisher,
        "author": _authors(story, publisher),
    }
    if story.section:
        article["articleSection"] = story.section.name
    if story.label_code in PAID_LABELS:
        article["genre"] = story.label
        if story.sponsor:
            article["sponsor"] = {"@type": "Organization", "name": story.sponsor}
    if story.topics:
        article["keywords"] = [topic.name for topic in story.topics]
    if story.gallery:
        article["image"] = [settings.PAPER_URL + view.full_url for view in story.gallery]
    if story.corrections:
        article["correction"] = [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": note.dated.iso}
            for note in story.corrections
        ]
    return article


def _authors(story: StoryView, publisher: dict[str, Any]) -> list[dict[str, Any]] | dict[str, Any]:
    people = [
        {"@type": "Person", "name": author.name, "url": settings.PAPER_URL + author.address}
        for author in story.authors
    ]
    return people or publisher


def _breadcrumb_list(crumbs: tuple[Link, ...]) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": crumb.name,
            "item": settings.PAPER_URL + crumb.address,
        }
        for number, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if items else {}


def _json_ld(*things: dict[str, Any]) -> str:
    """Return structured data that cannot end its script element: < > & are written as escapes."""
    graph = [thing for thing in things if thing]
    if not graph:
        return ""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, sort_keys=True
    )
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _open_graph(title: str, description: str, url: str, name: str) -> tuple[tuple[str, str], ...]:
    described = (("og:description", plain_rtl(description)),) if description else ()
    return (
        ("og:type", "website"),
        ("og:title", plain_rtl(title)),
        *described,
        ("og:url", url),
        ("og:site_name", name),
        ("og:locale", "ar_AR"),
    )


def _story_open_graph(
    story: StoryView, reading: Reading, description: str
) -> tuple[tuple[str, str], ...]:
    base = _open_graph(story.title, description, story.url, reading.settings.name)
    pairs = [("og:type", "article"), *base[1:], ("article:published_time", story.published.iso)]
    if story.updated:
        pairs.append(("article:modified_time", story.updated.iso))
    if story.section:
        pairs.append(("article:section", story.section.name))
    pairs += [("article:tag", topic.name) for topic in story.topics]
    if story.lead_picture:
        picture = story.lead_picture
        pairs += [
            ("og:image", settings.PAPER_URL + picture.full_url),
            ("og:image:alt", plain_rtl(picture.alt)),
        ]
    return tuple(pairs)
