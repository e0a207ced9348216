"""An imported story is a story like any other: it opens, is edited, published, taken back."""

import copy
import re

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from midad.press.models import StalePage
from midad.press.stores import the_store
from midad.press.worker import bake_until_done
from midad.stories import addresses
from midad.stories.blocks import NOTE_FEATURES, TEXT_FEATURES
from midad.stories.models import ChangeKind, PublicChange, StoryPage
from tests.newsroom.desk import edit_address, fresh, make_user, signed_in, story_form
from tests.stories.importing.archive import story, write_fast

pytestmark = pytest.mark.django_db

BODY = [
    {
        "type": "paragraph",
        "text": 'أولى <b>عريضة</b>\n\nثانية فيها <a href="https://a.example/">رابط</a>',
    },
    {"type": "subhead", "text": "عنوان فرعي"},
    {"type": "quote", "text": "قول", "speaker": "فلان", "role": "مدير"},
    {"type": "fact_box", "title": "حقائق", "text": "حقيقة"},
    {"type": "embed", "url": "https://vimeo.com/123", "title": "مشهد"},
]


@pytest.fixture
def imported(section):
    [page] = write_fast(
        section,
        story(
            body=BODY,
            standfirst="مقدمة",
            kicker="موانئ",
            place="اللاذقية",
            authors=["سلمى الحداد", "ياسين بوعلام"],
            topics=["موانئ"],
            source_url="https://marfa.example/1",
        ),
    )
    return page


def links(rows, name):
    return inline_formset(
        [{"id": row.pk, name: getattr(row, f"{name}_id")} for row in rows], initial=len(rows)
    )


def block_form(block):
    """Return a stored block as the editor's form posts it when nobody touched it."""
    value = block["value"]
    if block["type"] == "text":
        return rich_text(value, features=TEXT_FEATURES)
    if block["type"] == "fact_box":
        return value | {"text": rich_text(value["text"], features=NOTE_FEATURES)}
    return value


def untouched_form(page, **changes):
    """Return what a browser posts when the editor opened the story and changed nothing."""
    texts = ("kicker", "standfirst", "place", "source_url")
    form = story_form(page, **{name: getattr(page, name) for name in texts})
    replaced = ("body-", "story_authors-", "story_topics-")
    form = {name: value for name, value in form.items() if not name.startswith(replaced)}
    raw = list(page.body.raw_data)
    form |= nested_form_data(
        {
            "body": streamfield([(block["type"], block_form(block)) for block in raw]),
            "story_authors": links(page.story_authors.all(), "author"),
            "story_topics": links(page.story_topics.all(), "topic"),
        }
    )
    form |= {f"body-{number}-id": block["id"] for number, block in enumerate(raw)}
    return form | changes


def test_it_passes_every_check_of_the_newsroom(imported):
    imported.full_clean()
    imported.body.stream_block.clean(imported.body)


def test_the_editor_opens_it(imported):
    answer = signed_in(make_user()).get(edit_address(imported))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["title"].value() == imported.title
    assert form["kicker"].value() == "موانئ"
    assert [row.instance.author.name for row in form.formsets["story_authors"].initial_forms] == [
        "سلمى الحداد",
        "ياسين بوعلام",
    ]


KEPT = [
    *("title", "slug", "url_path", "path", "code", "import_id", "first_published_at"),
    *("published_at", "published_date", "listed", "live", "section_id", "updated_at", "source_url"),
    *("kicker", "standfirst", "place", "translation_key"),
]


def raw_body(page):
    """Return the stored blocks; nothing is linked by the marks in a fact box, so they go."""
    blocks = copy.deepcopy(list(page.body.raw_data))
    for block in blocks:
        if block["type"] == "fact_box":
            block["value"]["text"] = re.sub(r' data-block-key="\w+"', "", block["value"]["text"])
    return blocks


def test_opened_and_published_again_it_is_the_same_story(imported):
    answer = signed_in(make_user()).post(
        edit_address(imported), untouched_form(imported, **{"action-publish": "1"})
    )
    assert answer.status_code == 302, answer.context["form"].errors
    again = fresh(imported)
    for name in KEPT:
        assert getattr(again, name) == getattr(imported, name), name
    assert raw_body(again) == raw_body(imported)
    for name in ("story_authors", "story_topics"):
        assert list(getattr(again, name).all()) == list(getattr(imported, name).all())
    assert again.revisions.count() == 2
    assert again.latest_revision == again.live_revision != imported.live_revision
    assert not again.has_unpublished_changes
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_update_is_told_to_readers(imported):
    form = untouched_form(
        imported, title="عنوان جديد", change_kind=ChangeKind.UPDATE, **{"action-publish": "1"}
    )
    signed_in(make_user()).post(edit_address(imported), form)
    again = fresh(imported)
    assert again.title == "عنوان جديد"
    assert again.updated_at == again.last_published_at > imported.last_published_at
    assert [change.kind for change in PublicChange.objects.all()] == [PublicChange.Kind.UPDATED]


def test_its_first_version_can_be_brought_back(imported):
    client = signed_in(make_user())
    first = imported.latest_revision
    client.post(
        edit_address(imported),
        untouched_form(imported, title="عنوان جديد", **{"action-publish": "1"}),
    )
    address = reverse("wagtailadmin_pages:revisions_revert", args=[imported.pk, first.pk])
    assert client.get(address).context["form"]["title"].value() == imported.title


def baked(page) -> str | None:
    bake_until_done()
    assert not StalePage.objects.exists()
    path = the_store().root / f"articles/{page.code}/index.html"
    return path.read_text() if path.is_file() else None


def test_it_is_baked_where_readers_look(imported):
    assert f"<h1>{imported.title}</h1>" in baked(imported)
    for path in (f"articles/{imported.code}/index.html", "archive/2019/11/05/index.html"):
        assert imported.title in (the_store().root / path).read_text()


def test_taken_back_it_is_gone(imported):
    assert baked(imported)
    client = signed_in(make_user())
    client.post(reverse("newsroom_kill", args=[imported.pk]), {"words": "سبب"})
    assert baked(imported) is None
    assert (the_store().root / f"articles/{imported.code}/gone.html").is_file()


def test_unpublished_and_deleted_it_leaves_its_lists(imported):
    bake_until_done()
    day = the_store().root / "archive/2019/11/05/index.html"
    assert imported.title in day.read_text()
    imported.delete()
    assert baked(imported) is None
    assert not day.is_file() or imported.title not in day.read_text()
    assert not StoryPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_its_address_is_the_codes(imported):
    assert imported.get_url().startswith(addresses.story_key(imported.code))
