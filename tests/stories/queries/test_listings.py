"""Fronts, listings and archives: the newest first, the archive in an order that never shifts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from midad.press.services.snapshot import reading_snapshot
from midad.stories import services
from midad.stories.models import Author, FrontPage, SectionPage, Topic
from midad.stories.queries import listings
from midad.stories.queries.ahead import next_in_section
from midad.stories.queries.edition import begin_reading
from midad.stories.queries.listings import FRONT_STRIPS, LISTING_SIZE, ArchivePart
from midad.stories.queries.teasers import (
    day_counts,
    family_of,
    in_sections,
    month_bounds,
    newest_in_each,
    readers_come_from,
)
from tests.stories.factories import (
    backdated,
    change_edition,
    draft_story,
    fresh,
    import_stories,
    make_section,
    make_story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def section(clock):
    return make_section()


@pytest.fixture
def reading(section, clock):
    return begin_reading(now=clock.now)


def titles(teasers):
    return [teaser.title for teaser in teasers]


def some(section, clock, count, every=SECOND, **names):
    return import_stories(section, count, clock.now, every=every, **names)


# --- the front


def front_of(reading, **arrangement):
    front = FrontPage.objects.get()
    for name, value in arrangement.items():
        setattr(front, name, value)
    return listings.front_view(front, reading)


def slots(*stories):
    return [
        {"type": "story", "value": story.pk, "id": f"b10c000{n}"} for n, story in enumerate(stories)
    ]


def test_an_empty_front_fills_itself_with_the_newest(section, reading, clock):
    some(section, clock, 8)
    view = front_of(reading)
    names = [f"خبر من الأرشيف {n}" for n in range(7, -1, -1)]
    assert [view.lead.title, *titles(view.beside), *titles(view.newest)] == names


def test_what_the_editor_set_stands_first_and_nothing_twice(section, reading, clock):
    stories = some(section, clock, 8)
    view = front_of(reading, lead=stories[0], slots=slots(stories[2], stories[0], stories[1]))
    top = [view.lead.title, *titles(view.beside)]
    assert top == [f"خبر من الأرشيف {n}" for n in (0, 2, 1, 7, 6)]
    assert not set(top) & set(titles(view.newest))


def test_an_empty_lead_is_filled_by_the_newest_before_the_slots(section, reading, clock):
    stories = some(section, clock, 3)
    view = front_of(reading, slots=slots(stories[0]))
    assert [view.lead.title, *titles(view.beside)] == [f"خبر من الأرشيف {n}" for n in (2, 0, 1)]


def test_a_story_that_was_taken_back_leaves_its_place_on_the_front(section, reading, clock):
    stories = some(section, clock, 3)
    lead = fresh(stories[0])
    services.withdraw_story(story=lead, notice="سُحب", editor=None, now=clock.now)
    view = front_of(reading, lead=lead, slots=slots(lead, stories[1]))
    assert [view.lead.title, *titles(view.beside)] == [f"خبر من الأرشيف {n}" for n in (2, 1)]
    assert f"story:{lead.pk}" in reading.ring.keys  # it comes back with the story


def test_an_empty_paper_has_an_empty_front(reading):
    view = front_of(reading)
    assert (view.lead, view.beside, view.newest, view.blocks) == (None, [], [], [])


def test_each_main_section_has_a_strip_with_those_of_its_sub_sections(section, clock):
    other, empty = make_section("رياضة", "sports"), make_section("فارغ", "empty")
    branch = make_section("مصارف", "banks", parent=section)
    some(other, clock, 6)
    in_branch = some(branch, clock, 2)
    view = listings.front_view(FrontPage.objects.get(), begin_reading(now=clock.now))
    strips = {strip.code: titles(strip.teasers) for strip in view.blocks}
    top = {view.lead.title, *titles(view.beside)}
    assert empty.code not in strips
    assert "banks" not in strips
    assert strips.get("economy", []) == [
        story.title for story in reversed(in_branch) if story.title not in top
    ]


def test_the_newest_of_each_section_are_asked_together(section, clock, django_assert_num_queries):
    """One query for all, and each gets what its own list would show first: ties, children."""
    news = make_section("أخبار", "news")
    child = make_section("محلي", "local", parent=news)
    for where in (section, news, child, child, section):
        backdated(where, clock.now)
    draft_story(news)
    sections = [section, news, child, make_section("فارغ", "empty")]
    for limit in (1, 2, 10):
        wanted = [list(in_sections(one).values_list("pk", flat=True)[:limit]) for one in sections]
        with reading_snapshot():
            newest_in_each([], limit)
            family_of(section)  # the sections' places are read once a snapshot
            with django_assert_num_queries(1):
                assert newest_in_each(sections, limit) == wanted


def test_a_paper_of_many_sections_shows_the_first_of_the_bar(section, clock):
    sections = [make_section(f"قسم {n}", f"part-{n:02}") for n in range(FRONT_STRIPS + 2)]
    opinion = make_section("رأي", "opinion")
    for number, one in enumerate([*sections, opinion]):
        import_stories(one, 1, clock.now - (number + 1) * DAY, every=SECOND)
    some(section, clock, 5)
    SectionPage.objects.filter(pk=section.pk).update(position=90)
    view = listings.front_view(FrontPage.objects.get(), begin_reading(now=clock.now))
    strips = [strip.code for strip in view.blocks]
    assert strips == [f"part-{n:02}" for n in range(FRONT_STRIPS)]
    assert len(view.opinion) == 1


def test_opinion_has_a_place_of_its_own(section, clock):
    opinion = make_section("رأي", "opinion")
    import_stories(opinion, 2, clock.now - DAY, every=SECOND)
    some(section, clock, 5)
    view = listings.front_view(FrontPage.objects.get(), begin_reading(now=clock.now))
    assert len(view.opinion) == 2
    assert [strip.code for strip in view.blocks] == []


# --- sections, people


def test_a_section_shows_its_newest_and_those_of_its_sub_sections(section, clock):
    branch = make_section("مصارف", "banks", parent=section)
    make_story(section, "أول")
    clock.move(minutes=1)
    make_story(branch, "ثان")
    reading = begin_reading(now=clock.now)
    assert titles(listings.section_view(section, reading).teasers) == ["ثان", "أول"]
    assert titles(listings.section_view(branch, reading).teasers) == ["ثان"]
    children = listings.section_view(section, reading).children
    assert [(link.name, link.address) for link in children] == [("مصارف", "/sections/banks/")]


def test_stories_of_one_moment_stand_in_one_order_always(section, reading, clock):
    some(section, clock, 5, every=timedelta(0))
    newest = titles(listings.section_view(section, reading).teasers)
    day = titles(listings.day_view(date(2026, 11, 23), ArchivePart(1), reading).teasers)
    assert newest == day[::-1]


@pytest.mark.parametrize(("count", "older"), [(LISTING_SIZE, None), (LISTING_SIZE + 1, "economy")])
def test_a_full_listing_leads_on_to_its_archive(section, reading, clock, count, older):
    first_at = clock.now - 60 * DAY  # 24 September
    import_stories(section, count, first_at, every=timedelta(hours=1))
    view = listings.section_view(section, reading)
    assert len(view.teasers) == LISTING_SIZE
    if older is None:
        assert view.older is None
    else:
        assert view.older.address == "/archive/sections/economy/2026/09/"
        assert view.older.name == "سبتمبر 2026"


@pytest.mark.parametrize(("family", "model"), [("authors", Author), ("topics", Topic)])
def test_a_person_or_topic_shows_its_own_stories_alone(section, reading, clock, family, model):
    some(section, clock, 2, **{family: ("هالة",)})
    make_story(section, "بلا اسم")
    row = model.objects.get()
    view = listings.named_view(family, row, reading)
    assert view.heading == "هالة"
    assert titles(view.teasers) == ["خبر من الأرشيف 1", "خبر من الأرشيف 0"]
    assert {f"{family}:{row.pk}", f"list:{family}:{row.pk}"} <= reading.ring.keys


def test_drafts_and_stories_taken_back_are_in_no_listing(section, reading, clock):
    draft_story(section, "مسودة")
    unpublished, killed, withdrawn = (make_story(section, name) for name in "أبج")
    unpublished.unpublish()
    services.kill_story(story=killed, reason="سبب", editor=None, now=clock.now)
    services.withdraw_story(story=withdrawn, notice="سُحب", editor=None, now=clock.now)
    assert not listings.listed_stories().exists()
    assert listings.day_view(date(2026, 11, 23), ArchivePart(1), reading) is None


# --- days and months


def test_a_day_stands_in_the_order_it_happened(section, reading, clock):
    some(section, clock, 3)
    view = listings.day_view(date(2026, 11, 23), ArchivePart(1), reading)
    assert titles(view.teasers) == [f"خبر من الأرشيف {n}" for n in range(3)]
    assert view.heading == "الاثنين 23\u00a0نوفمبر 2026"
    assert view.children[0].address == "/archive/2026/11/"


def test_a_new_story_joins_the_last_part_and_moves_no_other(section, reading, clock):
    some(section, clock, 103)
    day = date(2026, 11, 23)
    before = [titles(listings.day_view(day, ArchivePart(n), reading).teasers) for n in (1, 2)]
    clock.move(hours=1)
    make_story(section, "جديد")
    after = [titles(listings.day_view(day, ArchivePart(n), reading).teasers) for n in (1, 2)]
    assert [len(part) for part in before] == [100, 3]
    assert after == [before[0], [*before[1], "جديد"]]
    assert listings.day_view(day, ArchivePart(3), reading) is None


@pytest.mark.parametrize(
    ("part", "links"),
    [
        (1, [("التالي", "2/")]),
        (2, [("السابق", ""), ("التالي", "3/")]),
        (3, [("السابق", "2/")]),
    ],
)
def test_parts_lead_to_each_other(section, reading, clock, part, links):
    some(section, clock, 201)
    day = listings.day_view(date(2026, 11, 23), ArchivePart(part), reading)
    month = listings.listed_month_view(
        "sections", section, date(2026, 11, 1), ArchivePart(part), reading
    )
    for view, base in [(day, "2026/11/23"), (month, "sections/economy/2026/11")]:
        assert [(link.name, link.address) for link in view.part_links] == [
            (name, f"/archive/{base}/{end}") for name, end in links
        ]


def test_a_part_of_just_a_hundred_leads_nowhere(section, reading, clock):
    some(section, clock, 100)
    view = listings.day_view(date(2026, 11, 23), ArchivePart(1), reading)
    assert (len(view.teasers), list(view.part_links)) == (100, [])


def test_a_month_lists_its_days_with_counted_stories(section, reading, clock):
    import_stories(section, 2, clock.now - 3 * DAY, every=SECOND)
    import_stories(section, 3, clock.now, every=SECOND)
    view = listings.month_view(date(2026, 11, 1), reading)
    assert [(link.name.rsplit(": ")[1], link.address) for link in view.children] == [
        ("خبران", "/archive/2026/11/20/"),
        ("3 أخبار", "/archive/2026/11/23/"),
    ]
    assert listings.month_view(date(2026, 10, 1), reading) is None


def test_the_archive_has_its_years_newest_first(section, reading, clock):
    for at in (datetime(2024, 5, 1, 9, tzinfo=UTC), datetime(2026, 1, 1, 9, tzinfo=UTC), clock.now):
        import_stories(section, 1, at, every=SECOND)
    years = listings.archive_view(reading)
    assert [(year.heading, [address for _, address, _ in year.months]) for year in years] == [
        ("2026", ["/archive/2026/11/", "/archive/2026/01/"]),
        ("2024", ["/archive/2024/05/"]),
    ]


def test_stories_are_counted_by_name_and_month(section, clock, django_assert_num_queries):
    import_stories(
        section, 4, datetime(2026, 1, 30, tzinfo=UTC), every=DAY, authors=("هالة", "سامي")
    )
    import_stories(section, 2, datetime(2026, 3, 1, tzinfo=UTC), every=DAY, authors=("سامي",))
    draft_story(section)
    hala, sami = Author.objects.get(name="هالة"), Author.objects.get(name="سامي")
    january, february, march = (date(2026, month, 1) for month in (1, 2, 3))
    with django_assert_num_queries(1):
        both = listings.named_month_counts("authors", [hala.pk, sami.pk], [january, february])
    assert both == {(pk, month): 2 for pk in (hala.pk, sami.pk) for month in (january, february)}
    assert listings.named_month_counts("authors", [hala.pk], [march]) == {}
    assert listings.section_month_counts(section, [february, march]) == {february: 2, march: 2}


def test_stories_are_counted_by_day(section, clock):
    import_stories(section, 3, datetime(2026, 1, 30, tzinfo=UTC), every=DAY / 2)
    days = [date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)]
    assert day_counts(days) == {days[0]: 2, days[1]: 1}


@pytest.mark.parametrize(
    ("month", "bounds"),
    [
        ((2026, 11), (date(2026, 11, 1), date(2026, 12, 1))),
        ((2026, 12), (date(2026, 12, 1), date(2027, 1, 1))),
        ((9999, 12), (date(9999, 12, 1), date.max)),
    ],
)
def test_a_month_has_its_bounds(month, bounds):
    assert month_bounds(*month) == bounds


def test_dates_of_lists_follow_the_editions_digits(section, clock):
    change_edition(digits="arabic")
    make_story(section)
    reading = begin_reading(now=clock.now)
    assert listings.day_view(date(2026, 11, 23), ArchivePart(1), reading).heading == (
        "الاثنين ٢٣\u00a0نوفمبر ٢٠٢٦"
    )


# --- the next story


def next_id(story) -> int | None:
    following = next_in_section(fresh(story))
    return following and following.story_id


def test_a_story_leads_on_to_the_one_before_it_in_its_section(section, clock):
    first, second, third = some(section, clock, 3)
    some(make_section("رياضة", "sports"), clock, 2)
    assert [next_id(story) for story in (first, second, third)] == [None, first.pk, second.pk]
    assert readers_come_from([first.pk]) == {second.pk}
    assert readers_come_from([third.pk]) == set()
    services.withdraw_story(story=fresh(second), notice="سُحب", editor=None, now=clock.now)
    assert next_id(third) == first.pk
    assert readers_come_from([first.pk]) == {third.pk}
    assert readers_come_from([second.pk]) == {third.pk}  # would be, were it listed
