"""Reports of mistakes: kept for the desk, limited, without the reader's address."""

import pytest

from midad.stories.models import MistakeReport
from midad.stories.services import UnableToReport, report_mistake
from midad.stories.services.reports import MOST_ABOUT_ONE_STORY, MOST_FROM_ONE_PLACE
from tests.stories.factories import make_section, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper_stands", "light")]
PLACE = "192.0.2.7"


@pytest.fixture
def story(clock):
    return make_story(make_section())


def report(story, clock, text="الرقم خطأ", **given):
    fields = {"paragraph": "p-k1", "contact": "", "network_address": PLACE, **given}
    return report_mistake(story=story, text=text, now=clock.now, **fields)


def test_a_report_reaches_the_desk(story, clock):
    report(story, clock, " الرقم\u202e خطأ ", contact=" reader@example.org ")
    kept = MistakeReport.objects.get()
    assert (kept.story, kept.text, kept.paragraph) == (story, "الرقم خطأ", "p-k1")
    assert (kept.contact.strip(), kept.reported_at) == ("reader@example.org", clock.now)
    assert not kept.handled


def test_where_a_reader_sits_is_not_kept(story, clock):
    kept = report(story, clock)
    assert PLACE not in str(vars(kept))
    assert kept.sender == report(story, clock).sender
    assert kept.sender != report(story, clock, network_address="192.0.2.8").sender
    clock.move(days=1)
    assert kept.sender != report(story, clock).sender


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\u202c"])
def test_an_empty_report_is_refused(story, clock, text):
    with pytest.raises(UnableToReport):
        report(story, clock, text)
    assert not MistakeReport.objects.exists()


def test_one_place_may_report_five_times_an_hour(story, clock):
    for _ in range(MOST_FROM_ONE_PLACE):
        report(story, clock)
    other = make_story(make_section(), "آخر")
    with pytest.raises(UnableToReport):
        report(other, clock)
    report(other, clock, network_address="192.0.2.8")
    clock.move(minutes=60, seconds=1)
    report(story, clock)
    assert MistakeReport.objects.count() == MOST_FROM_ONE_PLACE + 2


def test_one_story_takes_no_more_than_the_desk_can_read(story, clock):
    MistakeReport.objects.bulk_create(
        MistakeReport(story=story, text="خطأ", sender=f"s{n}", reported_at=clock.now)
        for n in range(MOST_ABOUT_ONE_STORY)
    )
    with pytest.raises(UnableToReport):
        report(story, clock)
    report(make_story(make_section(), "آخر"), clock)


def test_long_words_are_cut_to_their_columns(story, clock):
    kept = report(story, clock, "خ" * 9000, paragraph="p" * 200, contact="c" * 300)
    assert (len(kept.text), len(kept.paragraph), len(kept.contact)) == (4000, 60, 120)


def test_open_reports_stand_before_handled_ones_newest_first(story, clock):
    for number in range(3):
        clock.move(minutes=1)
        report(story, clock, f"خطأ {number}")
    MistakeReport.objects.filter(text="خطأ 2").update(handled=True)
    assert [str(one) for one in MistakeReport.objects.all()] == ["خطأ 1", "خطأ 0", "خطأ 2"]
