"""The storm's desk: acts on the paper by chance until it is killed."""

import random
import time

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from midad.stories.models import Agency, Author, SectionPage, StoryPage, Topic
from tests.stories.factories import make_section, publish
from tests.stories.test_random_acts import ACTS, Desk
from tests.storm.clock import FastClock

# The clock runs by itself here; a change that is taken back at once is the hardest for a press.
LEFT_OUT = {"a day later", "half a year later"}
MOST_STORIES = 40


class StormDesk(Desk):
    """A desk that finds its paper as the one before it left it."""

    def __init__(self, chance: random.Random, clock: FastClock) -> None:
        self.chance, self.clock = chance, clock
        self.main = SectionPage.objects.get(name_in_address="economy")
        self.sections = list(SectionPage.objects.order_by("pk"))
        self.people = {
            "authors": list(Author.objects.order_by("pk")),
            "agencies": list(Agency.objects.order_by("pk")),
            "topics": list(Topic.objects.order_by("pk")),
        }
        self.words = chance.randrange(10**9)

    def act(self) -> str:
        """Do one thing and return its name."""
        name = self.chance.choice(NAMES)
        if "new story" in name and StoryPage.objects.count() > MOST_STORIES:
            name = "a deletion"
        STORM_ACTS[name](self)
        return name


def there_and_back(desk: Desk) -> None:
    """Give a story another title and take it back: the bytes of before are owed again."""
    story = desk.story()
    publish(story, title=desk.name("عنوان"))
    publish(story, title=story.title)


STORM_ACTS = {name: act for name, act in ACTS.items() if name not in LEFT_OUT}
STORM_ACTS["a title there and back"] = there_and_back
NAMES = sorted(STORM_ACTS)


def found_paper(chance: random.Random, clock: FastClock, stories: int) -> None:
    """Make the paper over which the storm will blow."""
    desk = Desk(0, clock)
    desk.chance = chance
    make_section("ثقافة", "culture")
    desk.sections = list(SectionPage.objects.order_by("pk"))
    for _ in range(stories):
        desk.new_story()


def work(seed: int, clock: FastClock) -> None:
    """Act until killed. What the database refuses is an editor's to do again: it is no loss."""
    desk = None
    chance = random.Random(seed)
    while True:
        try:
            desk = desk or StormDesk(chance, clock)
            desk.act()
        except (DatabaseError, InterfaceError):
            desk = None
            connection.close()
            close_old_connections()
            time.sleep(0.05)
