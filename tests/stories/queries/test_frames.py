"""What stands around a page: head, breadcrumb, structured data, sharing card."""

import json
from urllib.parse import unquote

import pytest

from midad.stories.models import Author, Correction, SectionPage, Topic
from midad.stories.queries import frames
from midad.stories.queries.shapes import Link
from midad.stories.queries.story import story_view
from tests.stories.clock import MONDAY_NOON_IN_RIYADH as NOW
from tests.stories.factories import (
    PAPER,
    make_breaking,
    make_section,
    reading_at,
    sized_picture,
    text_block,
    unsaved_story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
SECTION = {7: Link("اقتصاد", "/sections/economy/")}


def framed(edition=None, preview=False, **fields):
    """Return (view, frame) of a story with these fields."""
    reading = reading_at(NOW, SECTION, **(edition or {}))
    fields = {"first_published_at": NOW, "section_id": 7, **fields}
    view = story_view(unsaved_story(**fields), reading)
    return view, frames.story_frame(view, reading, preview=preview)


def article(**fields):
    """Return the story's NewsArticle."""
    return json.loads(framed(**fields)[1].json_ld)["@graph"][0]


# --- head


def test_the_window_names_story_and_paper():
    _, frame = framed()
    assert frame.title == f"افتتاح المرفأ | {PAPER}"
    assert unquote(frame.canonical) == "http://localhost:8000/articles/k7m2xqz/افتتاح-المرفأ/"
    assert frame.current_section == "economy"
    assert [crumb.name for crumb in frame.breadcrumbs] == ["الرئيسية", "اقتصاد"]


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"standfirst": "وصلت السفينة."}, "وصلت السفينة."),
        ({"body": [text_block("أول <b>قوي</b>", "ثان")]}, "أول قوي ثان"),
        ({}, "افتتاح المرفأ"),
    ],
)
def test_a_description_is_the_standfirst_else_the_first_words(fields, description):
    assert framed(**fields)[1].description == description


def test_long_first_words_are_cut_at_a_word():
    described = framed(body=[text_block("كلمات " * 60)])[1].description
    assert len(described) <= 201
    assert described.endswith("كلمات…")


@pytest.mark.parametrize(("preview", "hidden"), [(True, True), (False, False)])
def test_a_preview_is_kept_from_search_engines(preview, hidden):
    _, frame = framed(preview=preview)
    assert (frame.preview, frame.noindex) == (hidden, hidden)


def test_a_withdrawn_story_says_its_notice_and_nothing_of_the_text():
    fields = {"standing": "withdrawn", "standing_notice": "سُحب للتدقيق"}
    _, frame = framed(body=[text_block("نص سري")], standfirst="سطر سري", **fields)
    assert frame.noindex
    assert frame.description == "سُحب للتدقيق"
    assert "NewsArticle" not in frame.json_ld
    assert "سري" not in f"{frame.description}{frame.json_ld}{frame.open_graph}"


# --- structured data


@pytest.mark.parametrize(
    "words",
    ["</script><script>alert(1)</script>", "<!--", "]]>", "a & b", "\u2028سطر\u2029"],
)
def test_no_words_can_end_the_script_element_of_structured_data(words):
    text = framed(standfirst=words, kicker=words)[1].json_ld
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["@graph"][0]["description"] == words


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("", "NewsArticle"),
        ("exclusive", "NewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("paid", "NewsArticle"),
    ],
)
def test_opinion_and_analysis_have_types_of_their_own(label, kind):
    assert article(label=label)["@type"] == kind


@pytest.mark.parametrize(("label", "words"), [("paid", "محتوى مدفوع"), ("sponsored", "برعاية")])
def test_paid_pieces_say_so_and_name_their_sponsor(label, words):
    found = article(label=label, sponsor="شركة الموانئ")
    assert found["genre"] == words
    assert found["sponsor"] == {"@type": "Organization", "name": "شركة الموانئ"}
    assert "sponsor" not in article(label="", sponsor="شركة الموانئ")


def test_an_article_says_who_when_and_where():
    found = article(
        edition={"publisher": "دار المرفأ"},
        authors=[Author(pk=1, code="bbbbbbb", name="هالة")],
        topics=[Topic(pk=1, code="ccccccc", name="الموانئ")],
        body=[text_block("ثلاث كلمات هنا")],
        updated_at=NOW.replace(hour=10),
    )
    assert found["headline"] == "افتتاح المرفأ"
    assert found["datePublished"] == "2026-11-23T09:00:00+00:00"
    assert found["dateModified"] == "2026-11-23T10:00:00+00:00"
    assert found["wordCount"] == 3
    assert found["isAccessibleForFree"] is True
    assert (found["articleSection"], found["keywords"]) == ("اقتصاد", ["الموانئ"])
    assert found["publisher"]["name"] == "دار المرفأ"
    assert [author["name"] for author in found["author"]] == ["هالة"]


def test_without_an_author_the_publisher_speaks():
    found = article()
    assert found["author"] == found["publisher"]
    assert found["publisher"]["name"] == PAPER


def test_a_correction_is_part_of_the_article():
    found = article(corrections=[Correction(text="الرقم 12.", noted_at=NOW)])
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": "الرقم 12.", "datePublished": NOW.isoformat()}
    ]


def test_the_breadcrumb_counts_from_the_front():
    crumbs = json.loads(framed()[1].json_ld)["@graph"][1]
    assert crumbs["@type"] == "BreadcrumbList"
    items = [(one["position"], one["item"]) for one in crumbs["itemListElement"]]
    assert items == [
        (1, "http://localhost:8000/"),
        (2, "http://localhost:8000/sections/economy/"),
    ]


# --- sharing card


def test_a_card_has_direction_safe_words_and_the_storys_address():
    view, frame = framed(title="تحديث iPhone", standfirst="سطر")
    card = dict(frame.open_graph)
    assert card["og:type"] == "article"
    assert card["og:title"] == "\u200fتحديث \u2066iPhone\u2069"
    assert card["og:description"] == "\u200fسطر"
    assert card["og:url"] == view.url
    assert card["article:published_time"] == NOW.isoformat()
    assert "og:image" not in card


def test_a_card_shows_the_lead_picture():
    view, frame = framed(lead_picture=sized_picture(description="الرصيف"))
    card = dict(frame.open_graph)
    assert card["og:image"] == "http://localhost:8000" + view.lead_picture.full_url
    assert card["og:image:alt"] == "\u200fالرصيف"
    assert article(lead_picture=sized_picture())["image"]


# --- pages made daily


@pytest.mark.parametrize("daily", [True, False])
def test_date_and_breaking_news_are_baked_into_pages_made_daily_alone(clock, daily):
    make_section()
    make_breaking("حريق")
    reading = reading_at(clock.now)
    frame = frames.frame(reading, "front", PAPER, "/", made_daily=daily)
    assert bool(frame.masthead_date) is bool(frame.breaking) is daily
    assert ("today" in reading.ring.due) is daily


def test_the_section_bar_has_sub_sections_under_their_section():
    reading = reading_at(NOW)
    main, branch = (SectionPage(title=name, code=name) for name in ("economy", "banks"))
    reading.section_tree = [(main, None), (branch, main)]
    bar = frames.frame(reading, "archive", "أرشيف", "/archive/").sections
    assert [(one.code, [child.code for child in one.children]) for one in bar] == [
        ("economy", ["banks"])
    ]
