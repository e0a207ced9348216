"""A small paper with a little of everything a backup must carry."""

from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Comment, CommentReply, Workflow

from midad.newsroom.services import keep_text
from midad.stories.models import SectionPage, StoryPage
from midad.stories.services.reports import report_mistake
from midad.stories.services.standing import kill_story, withdraw_story
from tests.newsroom import desk
from tests.stories import factories

TITLE = '«المرفأ» يفتح أبوابه: 12 رصيفًا و٣ سفن — قصة \\ "طويلة" 🙂'


def make_paper() -> None:
    """Make it, in a database that was migrated and is empty."""
    section = desk.make_section()
    chief, writer = desk.make_user(), desk.make_journalist()
    SessionStore().save()
    stories = _published(section)
    _in_work(section, chief, writer, stories[0])
    _taken_back(section, chief)
    factories.make_breaking("إغلاق الميناء", minutes=600)
    factories.change_edition(tagline="جريدة البحر", hijri=True)
    Group.objects.create(name="ضيوف")
    # Numbers that were given out and are not there any more must not come again.
    factories.make_topic("زائل").delete()
    factories.draft_story(section, "مسودة زائلة").delete()


def _published(section) -> list[StoryPage]:
    picture = factories.make_picture("رصيف الميناء")
    people = {
        "authors": [factories.make_author(), factories.make_author("سليم البحري", guest=True)],
        "agencies": [factories.make_agency()],
        "topics": [factories.make_topic()],
    }
    whole = factories.make_story(
        section,
        TITLE,
        lead_picture=picture,
        body=[
            factories.text_block("فقرة أولى <b>غامقة</b>.", "فقرة ثانية."),
            factories.picture_block(picture.pk, caption="السفينة"),
        ],
        **people,
    )
    whole = factories.publish(
        whole, corrections=[factories.make_correction(whole)], change_kind="correction"
    )
    old = factories.backdated(section, timezone.now() - timedelta(days=500, microseconds=7))
    factories.import_stories(section, 3, timezone.now() - timedelta(days=40), every=timedelta(1))
    file = ContentFile("تقرير".encode(), name="report.pdf")
    Document.objects.create(title="تقرير الميناء", file=file)
    return [whole, old]


def _in_work(section, chief, writer, story) -> None:
    now = timezone.now()
    factories.draft_story(section, "مسودة")
    factories.save_draft(story, title="عنوان لم ينشر بعد")
    scheduled = factories.draft_story(section, "خبر الغد", go_live_at=now + timedelta(days=1))
    scheduled.get_latest_revision().publish()
    reviewed = factories.draft_story(section, "خبر يُراجع")
    Workflow.objects.get().start(reviewed, writer)
    comment = Comment.objects.create(
        page=reviewed, user=chief, text="أين المصدر؟", contentpath="body"
    )
    CommentReply.objects.create(comment=comment, user=writer, text="في آخر الخبر.")
    kept = {"title": "نص محفوظ", "empty": "", "nothing": None, "number": 1.5}
    keep_text(page=reviewed, content=kept, posted={"title": ["نص"]}, writer=writer, now=now)
    report_mistake(
        story=story,
        text="الرقم خطأ",
        paragraph="",
        contact="",
        network_address="192.0.2.1",
        now=now,
    )


def _taken_back(section, chief) -> None:
    now = timezone.now()
    withdrawn, killed = (factories.make_story(section, f"خبر {name}") for name in ("سُحب", "أُلغي"))
    withdraw_story(story=withdrawn, notice="سُحب للتحقق.", editor=chief, now=now)
    kill_story(story=killed, reason="غير صحيح", editor=chief, now=now)
    factories.make_story(section, "خبر حُذف").delete()


def make_another_paper(media: Path) -> None:
    """Make a paper that a restore replaces: it has a section, a story and a picture of its own."""
    section = factories.make_section("رياضة", "sport")
    factories.make_story(section, "خبر من جريدة أخرى", lead_picture=factories.make_picture())
    (media / "images" / "of-the-other-paper.txt").write_text("old")


def add_story(store: Path) -> None:
    """Add a story and a topic, as the paper's next day does, and tell their number and code.

    What is baked of them goes to ``store``: the paper's own is compared.
    """
    with override_settings(PRESS_STORE_DIR=store):
        topic = factories.make_topic("موضوع جديد")
        story = factories.make_story(SectionPage.objects.get(), "خبر بعد الاستعادة")
    print(f"new topic {topic.pk}, new story {story.code}")
