"""The pieces of the story page, each in the edition's words."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from midad.stories import services
from midad.stories.models import Agency, Author, Correction, PublicChange, StoryLabel, Topic
from midad.stories.queries import ahead, keys, teasers
from midad.stories.queries.ahead import story_by_code
from midad.stories.queries.frames import story_frame
from midad.stories.queries.shapes import Link
from midad.stories.queries.story import story_view
from tests.stories.clock import MONDAY_NOON_IN_RIYADH as NOW
from tests.stories.factories import (
    fresh,
    make_section,
    make_story,
    picture_block,
    publish,
    reading_at,
    sized_picture,
    text_block,
    text_of,
    unsaved_story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
ECONOMY = {7: Link("اقتصاد", "/sections/economy/")}


def shown(edition=None, now=NOW, **fields):
    """Return what the page of a story with these fields shows; asks no database."""
    fields.setdefault("first_published_at", NOW)
    story = unsaved_story(**fields)
    return story_view(story, reading_at(now, ECONOMY, **(edition or {})))


# --- kicker, labels, credit, dateline


@pytest.mark.parametrize(
    ("kicker", "section", "words", "address"),
    [
        ("المرافئ", 7, "المرافئ", ""),
        ("", 7, "اقتصاد", "/sections/economy/"),
        ("المرافئ", None, "المرافئ", ""),
        ("", None, "", ""),
    ],
)
def test_the_section_stands_in_for_an_empty_kicker(kicker, section, words, address):
    view = shown(kicker=kicker, section_id=section)
    assert (view.kicker, view.kicker_address) == (words, address)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("", ""),
        ("exclusive", "حصري"),
        ("special", "خاص"),
        ("analysis", "تحليل"),
        ("opinion", "رأي"),
        ("interview", "حوار"),
        ("investigation", "تحقيق"),
        ("paid", "محتوى مدفوع"),
        ("sponsored", "برعاية"),
    ],
)
def test_a_label_speaks_in_words(label, words):
    assert shown(label=label).label == words


def test_every_label_has_its_words():
    assert set(teasers.LABEL_WORDS) == set(StoryLabel.values)


def agencies(*names):
    return [Agency(pk=n, name=name) for n, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("rule", "names", "credit"),
    [
        ("names", (), ""),
        ("names", ("واس",), "(واس)"),
        ("names", ("واس", "وام"), "(واس، وام)"),
        ("names", ("واس", "وام", "كونا"), "(واس، وام، كونا)"),
        ("names", ("واس", "وام", "كونا", "قنا"), "(وكالات)"),
        ("general", ("واس",), "(وكالات)"),
        ("general", (), ""),
        ("none", ("واس", "وام"), ""),
    ],
)
def test_the_credit_follows_the_editions_rule(rule, names, credit):
    view = shown(edition={"agency_credit": rule}, agencies=agencies(*names))
    assert view.credit == credit


def test_a_credit_prints_short_names():
    agency = Agency(pk=1, name="وكالة الأنباء السعودية", short_name="واس")
    assert shown(agencies=[agency]).credit == "(واس)"


@pytest.mark.parametrize(
    ("pattern", "place", "line"),
    [
        ("{place}: «{paper}»", "الرياض", "الرياض: «صحيفة المرفأ»"),
        ("{place} / وام /", "أبوظبي", "أبوظبي / وام /"),
        ("{place}: «{paper}»", "", ""),
    ],
)
def test_the_dateline_follows_the_editions_pattern(pattern, place, line):
    assert shown(edition={"dateline_pattern": pattern}, place=place).dateline == line


def test_the_dateline_is_in_no_excerpt_and_on_no_card():
    reading = reading_at(NOW)
    story = unsaved_story(
        place="الرياض", body=[text_block("وصلت السفينة.")], first_published_at=NOW
    )
    view = story_view(story, reading)
    frame = story_frame(view, reading)
    assert view.dateline.startswith("الرياض")
    assert frame.description == "وصلت السفينة."
    assert "الرياض" not in f"{frame.description}{frame.open_graph}{frame.json_ld}{view.share_text}"


# --- time


@pytest.mark.parametrize(
    ("words", "digits", "line"),
    [
        (0, "latin", "قراءة أقل من دقيقة"),
        (89, "latin", "قراءة أقل من دقيقة"),
        (180, "latin", "قراءة دقيقة واحدة"),
        (360, "latin", "قراءة دقيقتين"),
        (486, "latin", "قراءة 3 دقائق"),
        (486, "arabic", "قراءة ٣ دقائق"),
        (180 * 11, "latin", "قراءة 11 دقيقة"),
        (180 * 100, "latin", "قراءة 100 دقيقة"),
    ],
)
def test_the_reading_time_has_the_right_one_of_six_forms(words, digits, line):
    view = shown(edition={"digits": digits}, body=[text_of(words)] if words else [])
    assert (view.word_count, view.reading_time) == (words, line)


@pytest.mark.parametrize(("speed", "line"), [(60, "قراءة 3 دقائق"), (180, "قراءة دقيقة واحدة")])
def test_the_reading_time_follows_the_editions_speed(speed, line):
    assert shown(edition={"words_per_minute": speed}, body=[text_of(180)]).reading_time == line


def test_each_picture_adds_twelve_seconds_of_reading():
    body = [text_of(180), *(picture_block(n) for n in range(1, 6))]
    assert len(ahead.picture_ids(unsaved_story(body=body))) == 5
    reading = reading_at(NOW)
    assert teasers.story_reading_time(180, pictures=5, reading=reading) == "قراءة دقيقتين"


def test_the_full_date_of_publication_is_shown_and_the_clock_is_at_hand():
    published = shown().published
    assert published.full == "الاثنين 23\u00a0نوفمبر 2026 - 12:00 مساء"
    assert published.clock == "12:00 مساء"
    assert published.iso == "2026-11-23T09:00:00+00:00"
    assert published.local == "2026-11-23T12:00:00+03:00"
    assert published.day_address == "/archive/2026/11/23/"


def test_last_updated_is_shown_only_where_there_was_an_update():
    assert shown().updated is None
    assert shown(updated_at=NOW + timedelta(hours=1)).updated.clock == "13:00 مساء"


@pytest.mark.parametrize(("seconds", "warns"), [(-1, False), (0, True), (86400, True)])
def test_a_story_over_a_year_old_says_so(seconds, warns):
    now = NOW + timedelta(days=365, seconds=seconds)
    view = shown(now=now)
    assert bool(view.age_warning) is warns


def test_a_younger_story_is_due_on_its_birthday():
    reading = reading_at(NOW)
    story = unsaved_story(first_published_at=NOW)
    story_view(story, reading)
    assert reading.ring.due == {keys.story_age(None): NOW + timedelta(days=365)}


def test_a_draft_shows_the_present_moment_and_no_warning():
    view = shown(first_published_at=None)
    assert view.published.iso == NOW.isoformat()
    assert view.age_warning == ""


# --- sharing


def test_the_short_address_is_ascii_and_stands_on_a_line_of_its_own():
    view = shown()
    assert view.short_address == "http://localhost:8000/articles/k7m2xqz/"
    text = parse_qs(urlsplit(dict_of(view)["whatsapp"]).query)["text"][0]
    assert text.splitlines()[1:] == [view.short_address]
    mail = parse_qs(urlsplit(dict_of(view)["email"]).query)
    assert mail["body"][0].splitlines()[1:] == [view.short_address]
    assert mail["subject"][0] == "\u200fافتتاح المرفأ"


def dict_of(view):
    return {network: address for network, _, address in view.share_links}


@pytest.mark.parametrize("network", ["whatsapp", "telegram", "x", "facebook", "email"])
def test_every_link_shares_the_short_address_and_is_all_ascii(network):
    address = dict_of(shown())[network]
    assert address.isascii()
    assert "http://localhost:8000/articles/k7m2xqz/" in unquote(address)


def test_the_shared_title_keeps_its_direction():
    view = shown(title="تحديث iPhone جديد")
    assert view.share_text == "\u200fتحديث \u2066iPhone\u2069 جديد"


@pytest.mark.parametrize("title", ["أ & ب", "س? ج#", 'قال "نعم"', "50% خصم"])
def test_no_sign_in_a_title_breaks_a_link(title):
    query = parse_qs(urlsplit(dict_of(shown(title=title))["telegram"]).query)
    assert query["text"] == [f"\u200f{title}"]


# --- people, topics, pieces


def test_several_authors_stand_in_the_order_of_the_desk():
    people = [
        Author(pk=2, code="bbbbbbb", name="هالة", role="محررة"),
        Author(pk=1, code="ccccccc", name="سامي", guest=True),
    ]
    view = shown(authors=people)
    assert [(one.name, one.role, one.guest) for one in view.authors] == [
        ("هالة", "محررة", False),
        ("سامي", "", True),
    ]


def test_topics_link_to_their_pages_and_the_first_gives_the_related_stories():
    topics = [Topic(pk=1, code="bbbbbbb", name="الموانئ"), Topic(pk=2, code="ccccccc", name="ب")]
    view = shown(topics=topics, section_id=7)
    assert [unquote(topic.address) for topic in view.topics] == [
        "/topics/bbbbbbb/الموانئ/",
        "/topics/ccccccc/ب/",
    ]
    assert view.topic_fragment == "/fragments/topics/bbbbbbb/latest.html"
    assert view.section_fragment == "/fragments/sections/economy/latest.html"


def test_without_section_and_topic_there_is_no_piece_to_fetch():
    view = shown()
    assert (view.section_fragment, view.topic_fragment) == ("", "")


def test_highlights_are_shown_in_order():
    points = [{"type": "point", "value": f"نقطة {n}", "id": f"b10c000{n}"} for n in (1, 2)]
    assert shown(highlights=points).highlights == ("نقطة 1", "نقطة 2")


def test_the_page_hangs_on_everyone_it_names():
    people = {
        "authors": [Author(pk=2, code="bbbbbbb", name="هالة")],
        "agencies": agencies("واس"),
        "topics": [Topic(pk=3, code="ccccccc", name="ب")],
    }
    reading = reading_at(NOW)
    story_view(unsaved_story(**people), reading)
    assert {"authors:2", "agencies:1", "topics:3"} <= reading.ring.keys


# --- corrections and history


def test_a_correction_stands_at_the_foot_and_at_its_paragraph():
    notes = [
        Correction(text="الرقم 12.", paragraph="#p-k2", noted_at=NOW),
        Correction(text="الاسم سامي.", kind="clarification", noted_at=NOW),
    ]
    view = shown(body=[text_block("أول", "ثان")], corrections=notes)
    assert [(note.heading, note.text) for note in view.corrections] == [
        ("تصحيح", "الرقم 12."),
        ("توضيح", "الاسم سامي."),
    ]
    first, second = view.body[0].value
    assert first.corrections == ()
    assert [note.text for note in second.corrections] == ["الرقم 12."]


def test_the_public_history_tells_every_change_in_its_order(clock):
    story = make_story(make_section())
    clock.move(minutes=1)
    publish(story, title="ثان", change_kind="update")
    for act in ("withdraw", "reinstate", "kill", "reinstate"):
        words = {"withdraw": {"notice": "سُحب"}, "kill": {"reason": "سبب"}}.get(act, {})
        verb = getattr(services, f"{act}_story")
        verb(story=fresh(story), editor=None, now=clock.move(minutes=1), **words)
    view = story_view(story_by_code(story.code), reading_at(clock.now))
    assert [change.words for change in view.history] == [
        "تحديث",
        "سحب الخبر",
        "إعادة نشر الخبر",
        "حذف الخبر",
        "إعادة نشر الخبر",
    ]
    assert view.history[-1].at.iso == clock.now.isoformat()
    assert PublicChange.objects.exclude(note="").count() == 2


def test_a_notice_is_shown_while_the_story_is_withdrawn(clock):
    story = make_story(make_section())
    services.withdraw_story(story=story, notice="سُحب للتدقيق", editor=None, now=clock.now)
    assert story_view(story, reading_at(clock.now)).withdrawn_notice == "سُحب للتدقيق"
    services.reinstate_story(story=story, editor=None, now=clock.now)
    assert story_view(story, reading_at(clock.now)).withdrawn_notice == ""


# --- pictures


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "لا صور"), (1, "صورة واحدة"), (2, "صورتان"), (3, "3 صور"), (11, "11 صورة")],
)
def test_pictures_are_counted_in_words(count, words):
    pictures = [sized_picture() for _ in range(count)]
    blocks = [picture_block(picture.pk) for picture in pictures[1:]]
    lead = pictures[0] if pictures else None
    view = shown(body=[text_block("نص"), *blocks], lead_picture=lead)
    assert (view.picture_count, view.picture_count_words) == (str(count or ""), words)
    assert len(view.gallery) == count


def test_the_number_of_pictures_is_in_the_editions_digits():
    view = shown(edition={"digits": "arabic"}, lead_picture=sized_picture())
    assert view.picture_count == "١"


def test_the_gallery_holds_every_picture_lead_first():
    lead, one, two = sized_picture(), sized_picture(), sized_picture()
    values = [picture_block(picture.pk)["value"] for picture in (one, two)]
    gallery = {"type": "gallery", "value": {"title": "صور", "pictures": values}, "id": "b10c0007"}
    view = shown(body=[gallery], lead_picture=lead, lead_caption="الرصيف", lead_credit="سامي")
    assert (view.lead_picture.caption, view.lead_picture.credit) == ("الرصيف", "سامي")
    assert view.gallery[0] == view.lead_picture
    assert view.gallery[1:] == view.body[0].value["pictures"]
