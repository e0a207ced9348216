"""What the paper is made of, as rows: pages, people, the edition, public changes."""

from midad.stories.models.changes import (
    ChangeKind,
    Correction,
    CorrectionKind,
    DueAttempt,
    MistakeReport,
    PublicChange,
    Tombstone,
)
from midad.stories.models.codes import CodeCounter, Coded, take_codes
from midad.stories.models.credits import StoryAgency, StoryAuthor, StoryTopic
from midad.stories.models.edition import AgencyCredit, EditionSettings
from midad.stories.models.front import BreakingNews, FrontPage
from midad.stories.models.people import Agency, Author, Topic, folded_for_finding
from midad.stories.models.sections import SectionPage
from midad.stories.models.story import Standing, StoryLabel, StoryPage

__all__ = [
    "Agency",
    "AgencyCredit",
    "Author",
    "BreakingNews",
    "ChangeKind",
    "CodeCounter",
    "Coded",
    "Correction",
    "CorrectionKind",
    "DueAttempt",
    "EditionSettings",
    "FrontPage",
    "MistakeReport",
    "PublicChange",
    "SectionPage",
    "Standing",
    "StoryAgency",
    "StoryAuthor",
    "StoryLabel",
    "StoryPage",
    "StoryTopic",
    "Tombstone",
    "Topic",
    "folded_for_finding",
    "take_codes",
]
