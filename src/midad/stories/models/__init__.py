"""What the paper is made of, as rows: pages, people, the edition, public changes."""

from midad.stories.models.changes import DueAttempt, MistakeReport, PublicChange, Tombstone
from midad.stories.models.codes import CodeCounter, Coded, take_codes
from midad.stories.models.edition import AgencyCredit, EditionSettings
from midad.stories.models.pages import (
    BreakingNews,
    ChangeKind,
    Correction,
    CorrectionKind,
    FrontPage,
    SectionPage,
    Standing,
    StoryAgency,
    StoryAuthor,
    StoryLabel,
    StoryPage,
    StoryTopic,
)
from midad.stories.models.people import Agency, Author, Topic

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
    "take_codes",
]
