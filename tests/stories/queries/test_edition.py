"""The paper as every page shows it: moments, midnight, breaking news, the section bar."""

from datetime import UTC, datetime, timedelta

import pytest

from midad.stories.models import EditionSettings
from midad.stories.queries import edition, keys
from midad.stories.queries.edition import begin_reading
from tests.stories.clock import MONDAY_NOON_IN_RIYADH as NOW
from tests.stories.factories import (
    fresh,
    make_breaking,
    make_section,
    make_story,
    reading_at,
)

MINUTE_PAST_MIDNIGHT = datetime(2023, 3, 15, 21, 3, tzinfo=UTC)  # 00:03 in Riyadh


@pytest.mark.parametrize(
    ("choices", "full"),
    [
        ({}, "الخميس 16\u00a0مارس 2023 - 00:03 صباحا"),
        ({"clock": "h12-period"}, "الخميس 16\u00a0مارس 2023 - 12:03 صباحا"),
        ({"clock": "h24"}, "الخميس 16\u00a0مارس 2023 - 00:03"),
        ({"tanwin": True}, "الخميس 16\u00a0مارس 2023 - 00:03 صباحًا"),
        ({"months": "levant"}, "الخميس 16\u00a0آذار 2023 - 00:03 صباحا"),
        ({"digits": "arabic"}, "الخميس ١٦\u00a0مارس ٢٠٢٣ - ٠٠:٠٣ صباحا"),
        ({"time_zone": "UTC"}, "الأربعاء 15\u00a0مارس 2023 - 21:03 مساء"),
    ],
)
def test_a_moment_is_written_as_the_edition_writes(choices, full):
    assert reading_at(NOW, **choices).moment(MINUTE_PAST_MIDNIGHT).full == full


def test_a_moment_belongs_to_the_editions_day():
    moment = reading_at(NOW).moment(MINUTE_PAST_MIDNIGHT)
    assert moment.day_address == "/archive/2023/03/16/"
    assert moment.iso == "2023-03-15T21:03:00+00:00"
    assert moment.local == "2023-03-16T00:03:00+03:00"


@pytest.mark.parametrize("hijri", [True, False])
def test_a_moment_has_its_hijri_date_for_whoever_wants_it(hijri):
    moment = reading_at(NOW, hijri=hijri).moment(MINUTE_PAST_MIDNIGHT)
    assert moment.hijri == "24\u00a0شعبان 1444هـ"
    assert moment.hijri_day == "الخميس 24\u00a0شعبان 1444هـ"


@pytest.mark.parametrize("hijri", [True, False])
def test_the_masthead_has_the_day_in_each_calendar(hijri):
    day = edition.present_masthead_date(reading_at(NOW, hijri=hijri))
    assert day.gregorian == "الاثنين 23\u00a0نوفمبر 2026"
    assert day.hijri == "الاثنين 13\u00a0جمادى\u00a0الآخرة 1448هـ"
    assert day.both == f"{day.hijri} - 23\u00a0نوفمبر 2026م"
    assert day.shown == (day.both if hijri else day.gregorian)


def test_where_umm_al_qura_does_not_reach_the_masthead_is_gregorian():
    day = edition.present_masthead_date(reading_at(datetime(2099, 1, 1, tzinfo=UTC)))
    assert day.shown == day.gregorian == day.hijri == day.both


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({}, ("latin", "صباحا مساء", ".,", True)),
        ({"digits": "arabic", "tanwin": True}, ("arabic", "صباحًا مساءً", ".,", True)),
        ({"separators": "maghreb", "hijri": False}, ("latin", "صباحا مساء", ",.", False)),
    ],
)
def test_pages_say_how_the_paper_writes(choices, told):
    view = edition.edition_view(reading_at(NOW, **choices))
    assert (view.digits, view.periods, view.marks, view.hijri) == told


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("Asia/Riyadh", datetime(2026, 11, 23, 21, tzinfo=UTC)),
        ("UTC", datetime(2026, 11, 24, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 23, 18, 15, tzinfo=UTC)),
    ],
)
def test_the_masthead_is_due_at_the_editions_midnight(zone, midnight):
    reading = reading_at(NOW, time_zone=zone)
    assert "2026" in edition.present_masthead_date(reading).shown
    assert reading.ring.due == {keys.TODAY: midnight}


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        # Beirut sets its clocks forward at midnight: 28 March 2026 ends at 22:00 UTC
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 28, 22, tzinfo=UTC)),
        (datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 3, 29, 21, tzinfo=UTC)),
    ],
)
def test_midnight_is_found_on_a_day_that_changes_the_clocks(now, midnight):
    found = edition.next_midnight(reading_at(now, time_zone="Asia/Beirut"))
    assert found.astimezone(UTC) == midnight


@pytest.mark.parametrize(
    ("colours", "name"),
    [(("#8C1D2F", "#f0949f"), "8c1d2f-f0949f.css"), (("#000000", "#FFFFFF"), "000000-ffffff.css")],
)
def test_a_stylesheet_is_named_by_its_colours(colours, name):
    settings = EditionSettings(accent_color=colours[0], accent_color_dark=colours[1])
    assert edition.stylesheet_name(settings) == name


def test_every_feed_is_announced_with_its_type():
    found = [(feed.address, feed.mime_type) for feed in edition.section_feeds("اقتصاد", "economy")]
    assert found == [
        ("/feeds/sections/economy/rss.xml", "application/rss+xml"),
        ("/feeds/sections/economy/atom.xml", "application/atom+xml"),
        ("/feeds/sections/economy/feed.json", "application/feed+json"),
    ]


# --- breaking news


@pytest.fixture
def now(db, clock):
    return clock.now


def bar(now):
    reading = reading_at(now)
    return edition.breaking_view(reading), reading.ring.due


def test_without_breaking_news_there_is_no_bar(now):
    assert bar(now) == (None, {})


def test_running_news_is_due_at_its_end(now):
    news = make_breaking("حريق", minutes=30)
    view, due = bar(now)
    assert (view.text, view.address, view.ends_iso) == ("حريق", "", news.ends_at.isoformat())
    assert due == {f"breaking:{news.pk}:ends": now + timedelta(minutes=30)}


def test_waiting_news_is_due_at_its_beginning(now):
    later = make_breaking("لاحقا", starts_at=now + timedelta(hours=2))
    sooner = make_breaking("قريبا", starts_at=now + timedelta(hours=1))
    assert bar(now) == (None, {f"breaking:{sooner.pk}:starts": sooner.starts_at})
    assert bar(later.starts_at)[0].text == "لاحقا"


def test_of_two_that_run_the_newer_is_shown_and_then_the_older_again(now):
    make_breaking("قديم", minutes=60)
    make_breaking("جديد", starts_at=now + timedelta(minutes=5), minutes=10)
    moments = [(0, "قديم"), (5, "جديد"), (14, "جديد"), (15, "قديم"), (59, "قديم")]
    for minutes, text in moments:
        assert bar(now + timedelta(minutes=minutes))[0].text == text
    assert bar(now + timedelta(minutes=60))[0] is None


def test_the_bar_leads_to_its_story_while_lists_may_show_it(now):
    story = make_story(make_section())
    make_breaking("حريق", story=story)
    assert bar(now)[0].address.startswith(f"/articles/{story.code}/")
    fresh(story).unpublish()
    assert bar(now)[0].address == ""


# --- section bar


@pytest.mark.django_db
def test_the_section_bar_stands_in_the_order_of_the_desk_without_hidden_sections():
    make_section("اقتصاد", "economy", position=20)
    make_section("رياضة", "sports", position=10)
    hidden = make_section("ملغى", "gone", position=1)
    fresh(hidden).unpublish()
    bar_of_sections = edition.nav_sections(begin_reading(now=NOW))
    assert [section.code for section in bar_of_sections] == ["sports", "economy"]
