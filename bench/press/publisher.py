"""An editor in the newsroom of a paper, run as a process of its own (see ``clicks``)."""

import time

import django

django.setup()

from django.db.models import Count  # noqa: E402 - the models stand after the setup
from django_tasks_db.models import DBTaskResult  # noqa: E402

from bench.press import clicks  # noqa: E402
from midad.accounts.models import User  # noqa: E402
from midad.press.models import StalePage  # noqa: E402
from midad.stories.models import SectionPage, StoryPage  # noqa: E402

_QUIET_SECONDS = 60
_TEXT = "وصلت السفينة الأولى إلى الرصيف صباح اليوم، وبدأ تفريغ حمولتها قبل الظهر. "


class Editor:
    """Publishes new stories in the fullest section, and minor fixes of the story before."""

    def __init__(self) -> None:
        stories = SectionPage.objects.live().annotate(stories=Count("section_stories"))
        self._section = stories.order_by("-stories", "pk")[0]
        self._user = User.objects.filter(is_superuser=True).order_by("pk").first()
        self._story: StoryPage | None = None

    def prepare(self, kind: str, words: str) -> clicks.Prepared:
        """Make the draft of a «new» story, or of an «update» of the last one."""
        _wait_for_quiet()
        draft = self._new(words) if kind == "new" or self._story is None else self._update(words)
        addresses = [f"/articles/{draft.code}/", "/", f"/sections/{self._section.code}/"]
        return addresses, lambda: self._publish(draft)

    def _new(self, words: str) -> StoryPage:
        body = [{"type": "text", "value": f"<p>{_TEXT * 4}</p>" * 8, "id": "b10c0001"}]
        story = StoryPage(title=f"خبر جديد {words}", body=body, live=False)
        # The parent's count of children is changed in the database alone.
        SectionPage.objects.get(pk=self._section.pk).add_child(instance=story)
        story.save_revision(user=self._user)
        self._story = story
        return self._newest()

    def _update(self, words: str) -> StoryPage:
        draft = self._newest()
        draft.title, draft.change_kind = f"خبر معدّل {words}", ""
        return draft

    def _newest(self) -> StoryPage:
        """Return the story as the editor's form loads it."""
        assert self._story is not None
        found: StoryPage = StoryPage.objects.get(pk=self._story.pk).get_latest_revision_as_object()
        return found

    def _publish(self, draft: StoryPage) -> None:
        draft.save_revision(user=self._user, log_action=True).publish(user=self._user)


def _wait_for_quiet() -> None:
    """Wait until the workers have done what followed the publication before."""
    until = time.monotonic() + _QUIET_SECONDS
    waiting = (StalePage.objects.all(), DBTaskResult.objects.ready())
    while any(rows.exists() for rows in waiting) and time.monotonic() < until:
        time.sleep(0.1)


if __name__ == "__main__":
    clicks.answer_clicks(Editor().prepare)
