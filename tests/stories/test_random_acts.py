"""Whatever the desk does, in whatever order: the store is as if it was baked from nothing."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from hypothesis import strategies as st
from wagtail.models import Page

from midad.stories import services
from midad.stories.models import FrontPage, SectionPage, Standing, StoryPage
from tests.stories.clock import PaperClock, stopped_clock
from tests.stories.factories import (
    change_edition,
    draft_story,
    fresh,
    make_agency,
    make_author,
    make_breaking,
    make_correction,
    make_section,
    make_story,
    make_topic,
    publish,
    save_draft,
    text_block,
)
from tests.stories.press import Press

pytestmark = pytest.mark.django_db

STEPS = 6


class Desk:
    """A desk that does things by chance, always the same for the same seed."""

    def __init__(self, seed: int, clock: PaperClock) -> None:
        self.chance = random.Random(seed)
        self.clock = clock
        self.main = make_section()
        self.sections = [self.main, make_section("رياضة", "sports")]
        self.sections.append(make_section("مصارف", "banks", parent=self.main))
        self.people = {
            "authors": [make_author(), make_author("سامي")],
            "agencies": [make_agency()],
            "topics": [make_topic(), make_topic("البحر")],
        }
        self.words = 0

    def act(self) -> str:
        """Do one thing and return its name."""
        name = self.chance.choice(sorted(ACTS))
        self.do(name)
        return name

    def do(self, name: str) -> None:
        """Do the thing of that name; some time goes by."""
        ACTS[name](self)
        self.clock.move(minutes=self.chance.choice([1, 7, 90]))

    def name(self, of: str) -> str:
        self.words += 1
        return f"{of} {self.words}"

    def any(self, rows: list[Any]) -> Any:
        return self.chance.choice(rows)

    def some_people(self) -> dict[str, list[Any]]:
        return {
            family: self.chance.sample(rows, self.chance.randint(0, len(rows)))
            for family, rows in self.people.items()
        }

    def story(self, **wanted: Any) -> StoryPage:
        """Return a published story; a new one when there is none."""
        found = list(StoryPage.objects.filter(live=True, **wanted).order_by("pk"))
        return self.any(found) if found else self.new_story()

    def new_story(self) -> StoryPage:
        label = self.any(["", "opinion", "paid"])
        section = fresh(self.any(self.sections))
        return make_story(section, self.name("خبر"), label=label, **self.some_people())


def publish_changed(desk: Desk, kind: str) -> None:
    story = desk.story()
    changes = {"body": [text_block(desk.name("نص"))], **desk.some_people()}
    if kind == "correction":
        changes["corrections"] = [make_correction(story, desk.name("تصحيح"))]
    publish(story, change_kind=kind, **changes)


def withdraw(desk: Desk) -> None:
    story = desk.story(standing=Standing.GOOD)
    services.withdraw_story(story=story, notice="سُحب", editor=None, now=desk.clock.now)


def kill(desk: Desk) -> None:
    story = desk.story(standing=Standing.GOOD)
    services.kill_story(story=story, reason="سبب", editor=None, now=desk.clock.now)


def reinstate(desk: Desk) -> None:
    taken = StoryPage.objects.filter(live=True).exclude(standing=Standing.GOOD).order_by("pk")
    if taken:
        services.reinstate_story(story=desk.any(list(taken)), editor=None, now=desk.clock.now)


def move(desk: Desk) -> None:
    target = Page.objects.get(pk=desk.any(desk.sections).pk)
    story = Page.objects.get(pk=desk.story().pk)
    if not story.is_child_of(target):
        story.move(target, "last-child")


def rename(desk: Desk, family: str) -> None:
    row = fresh(desk.any(desk.people[family]))
    row.name = desk.name("اسم")
    row.save()


def rename_section(desk: Desk) -> None:
    section: SectionPage = fresh(desk.any(desk.sections))
    section.title = desk.name("قسم")
    section.save_revision().publish()


def arrange_front(desk: Desk) -> None:
    front = FrontPage.objects.get()
    front.lead = desk.story()
    front.slots = [{"type": "story", "value": desk.story().pk, "id": "b10c0009"}]
    front.save_revision().publish()


def schedule(desk: Desk) -> None:
    draft = draft_story(fresh(desk.main), desk.name("موعد"), **desk.some_people())
    publish(draft, go_live_at=desk.clock.now + timedelta(minutes=30))


def expire_soon(desk: Desk) -> None:
    publish(desk.story(), expire_at=desk.clock.now + timedelta(minutes=30))


def draft(desk: Desk) -> None:
    save_draft(desk.story(), title=desk.name("مسودة"), **desk.some_people())


ACTS: dict[str, Callable[[Desk], object]] = {
    "a new story": Desk.new_story,
    "another new story": Desk.new_story,
    "a minor fix": lambda desk: publish_changed(desk, ""),
    "an update": lambda desk: publish_changed(desk, "update"),
    "a correction": lambda desk: publish_changed(desk, "correction"),
    "a new title": lambda desk: publish(desk.story(), title=desk.name("عنوان")),
    "a draft": draft,
    "a schedule": schedule,
    "an expiry": expire_soon,
    "a withdrawal": withdraw,
    "a kill": kill,
    "a return": reinstate,
    "an unpublication": lambda desk: desk.story().unpublish(),
    "a deletion": lambda desk: desk.story().delete(),
    "a move": move,
    "a new name of an author": lambda desk: rename(desk, "authors"),
    "a new name of an agency": lambda desk: rename(desk, "agencies"),
    "a new name of a topic": lambda desk: rename(desk, "topics"),
    "a new name of a section": rename_section,
    "a front arranged by hand": arrange_front,
    "breaking news": lambda desk: make_breaking(desk.name("عاجل"), minutes=desk.any([5, 200])),
    "a setting": lambda desk: change_edition(hijri=desk.any([True, False])),
    "a zone": lambda desk: change_edition(time_zone=desk.any(["Asia/Riyadh", "Africa/Tunis"])),
    "a day later": lambda desk: desk.clock.move(days=1),
    "half a year later": lambda desk: desk.clock.move(days=183),
}


def test_after_each_act_the_store_is_as_if_baked_from_nothing(press, clock):
    desk = Desk(1, clock)
    press.begin()
    for _ in range(STEPS):
        with press.watched():
            desk.act()


@hypothesis.settings(
    max_examples=int(os.environ.get("RANDOM_ACTS", "8")),
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
@hypothesis.given(
    seed=st.integers(0, 999), acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=5, max_size=10)
)
def test_after_any_acts_the_store_is_as_if_baked_from_nothing(light, tmp_path_factory, seed, acts):
    """More of them with RANDOM_ACTS=1000."""
    folder = tmp_path_factory.mktemp("acts")
    with stopped_clock() as clock, a_paper_of_its_own(folder):
        desk, press = Desk(seed, clock), Press(clock, folder)
        press.begin()
        for name in acts:
            desk.do(name)
            press.settle()
        press.assert_right()


@contextmanager
def a_paper_of_its_own(folder: Path) -> Iterator[None]:
    """Give the block a store of its own and take back what it did to the database."""
    cache.clear()
    with override_settings(PRESS_STORE_DIR=folder / "store"), transaction.atomic():
        yield
        transaction.set_rollback(True)
