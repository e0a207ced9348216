"""The verbs of stories: withdraw, kill, reinstate, publish, end breaking news, take a report."""

from midad.stories.services.breaking import end_breaking_news
from midad.stories.services.due import publish_due, try_due_again
from midad.stories.services.founding import found_paper, section_of_name
from midad.stories.services.moving import follow_move
from midad.stories.services.redating import redate_stories
from midad.stories.services.reports import UnableToReport, report_mistake
from midad.stories.services.standing import (
    UnableToChangeStanding,
    kill_story,
    reinstate_story,
    withdraw_story,
)

__all__ = [
    "UnableToChangeStanding",
    "UnableToReport",
    "end_breaking_news",
    "follow_move",
    "found_paper",
    "kill_story",
    "publish_due",
    "redate_stories",
    "reinstate_story",
    "report_mistake",
    "section_of_name",
    "try_due_again",
    "withdraw_story",
]
