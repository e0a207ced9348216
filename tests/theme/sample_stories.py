"""Stories with every block: plain, of opinion, paid."""

from dataclasses import replace
from typing import Any

from midad.stories.queries.shapes import (
    AuthorView,
    BodyPart,
    ChangeView,
    CorrectionView,
    Link,
    StoryView,
    TextPart,
)
from tests.theme.sample_pieces import (
    PEOPLE,
    moment,
    picture,
    teaser,
)


def author(number: int = 0, **changes: Any) -> AuthorView:
    """Return an invented author."""
    made = AuthorView(
        name=PEOPLE[number % 4],
        address=f"/authors/a{number:06}/",
        role="مراسلة المحليات",
        biography="تكتب عن الماء والطرق والمدارس منذ عشر سنوات.",
        portrait=picture(number, alt=PEOPLE[number % 4]),
        guest=False,
    )
    return replace(made, **changes)


def correction(paragraph: str = "") -> CorrectionView:
    """Return a correction at a paragraph, or of the whole story."""
    text = "ذكرت نسخة سابقة أن العقد وُقّع في 2024، والصحيح أنه وُقّع في 2025."
    return CorrectionView("تصحيح", text, moment(23, "11:40 صباحا"), paragraph)


SENTENCE = (
    "حصلت «المرفأ» على سجل أوامر العمل في «مؤسسة مياه الساحل» بطلب رسمي استغرق الرد عليه 4 أشهر."
    " ويضم السجل 7316 أمر إصلاح في العاصمة، ويظهر أن 9 شوارع استأثرت بنحو ثلث الإصلاحات كلها."
)


def text_part(number: int, html: str = SENTENCE, tag: str = "p", notes: int = 0) -> TextPart:
    """Return a paragraph, sub-head or list."""
    anchor = f"p-{number}"
    return TextPart(tag, html, anchor, tuple(correction(anchor) for _ in range(notes)))


def body() -> tuple[BodyPart, ...]:
    """Return a body with every kind of block."""
    return (
        BodyPart(
            "text", [text_part(1), text_part(2, notes=1), text_part(3, "حساب بسيط", "h2")], "b-1"
        ),
        BodyPart(
            "text",
            [
                text_part(
                    4, f'{SENTENCE} وقال <a href="/topics/t1/">خبراء</a> في <bdi>NATO</bdi>.'
                ),
                text_part(
                    5, "<li>لا يُصلح موضع واحد أكثر من 3 مرات</li><li>خريطة كل شهر</li>", "ol"
                ),
                text_part(6, "<li>الماء</li><li>الطرق والجسور</li>", "ul"),
            ],
            "b-2",
        ),
        BodyPart(
            "quote",
            {
                "text": "أملأ البراميل في الثالثة فجرا، لأن الماء يصعد حين ينام الناس",
                "speaker": "نعيمة الحصري",
                "role": "من سكان تلة الزيتون",
            },
            "b-3",
        ),
        BodyPart("picture", picture(2), "b-4"),
        BodyPart(
            "fact_box",
            {"title": "كيف أُجري التحقيق", "html": "<p>حُذف المكرر.</p><ul><li>بند أول</li></ul>"},
            "b-5",
        ),
        BodyPart(
            "table",
            {
                "caption": "الشوارع الأكثر إصلاحا في 26 شهرا",
                "columns": [
                    {"heading": "الشارع", "kind": "text"},
                    {"heading": "الحي", "kind": "text"},
                    {"heading": "الطول (كم)", "kind": "number"},
                    {"heading": "عدد الإصلاحات", "kind": "number"},
                    {"heading": "التغير", "kind": "number"},
                ],
                "rows": [
                    ["الخوابي", "الدبّاغون", "0.9", "402", "+12%"],
                    ["درب الملح", "المنارة", "1.4", "1371", "-3.5%"],
                ],
            },
            "b-6",
        ),
        BodyPart(
            "gallery",
            {"title": "الميناء في يوم واحد", "pictures": tuple(picture(n) for n in range(3, 7))},
            "b-7",
        ),
        BodyPart("picture", picture(5, graphic=True), "b-8"),
        BodyPart(
            "embed",
            {
                "url": "https://www.youtube.com/watch?v=abc123",
                "title": "جولة في محطة التحلية",
                "provider": "YouTube",
                "frame_url": "https://www.youtube-nocookie.com/embed/abc123",
            },
            "b-9",
        ),
        BodyPart(
            "embed",
            {
                "url": "https://x.com/p/1",
                "title": "منشور الوزارة",
                "provider": "X",
                "frame_url": "",
            },
            "b-10",
        ),
        BodyPart(
            "recording",
            {
                "kind": "video",
                "url": "/media/clip.mp4",
                "mime_type": "video/mp4",
                "title": "لحظة فتح السد",
                "poster": picture(1),
                "transcript_html": "<p>صوت الماء، ثم صوت المهندس المناوب.</p>",
            },
            "b-11",
        ),
        BodyPart(
            "recording",
            {
                "kind": "audio",
                "url": "/media/talk.mp3",
                "mime_type": "audio/mpeg",
                "title": "",
                "poster": None,
                "transcript_html": "",
            },
            "b-12",
        ),
        BodyPart("related", {"heading": "اقرأ أيضا", "teasers": (teaser(1), teaser(2))}, "b-13"),
        BodyPart("text", [text_part(20 + number) for number in range(6)], "b-14"),
    )


def share_links() -> tuple[tuple[str, str, str], ...]:
    """Return the plain links for sharing."""
    return (
        ("whatsapp", "واتساب", "https://wa.me/?text=x"),
        ("telegram", "تلغرام", "https://t.me/share/url?url=x"),
        ("x", "إكس", "https://x.com/intent/post?text=x"),
        ("facebook", "فيسبوك", "https://www.facebook.com/sharer/sharer.php?u=x"),
        ("email", "البريد", "mailto:?subject=x"),
    )


def story(**changes: Any) -> StoryView:
    """Return a story with everything a story page can show."""
    made = StoryView(
        story_id=7,
        code="w7jbgz2",
        title="تحت شوارع رأس الياقوت: 81 ألف متر مكعب من الماء تضيع كل يوم",
        address="/articles/w7jbgz2/%D8%AE%D8%A8%D8%B1/",
        url="https://paper.example/articles/w7jbgz2/%D8%AE%D8%A8%D8%B1/",
        short_address="https://paper.example/s/w7jbgz2",
        kicker="شبكة الماء",
        kicker_address="/sections/local/",
        standfirst="راجعت «المرفأ» سجل أعطال الشبكة في 26 شهرا، وسألت لماذا يُصلح الأنبوب 14 مرة.",
        label="تحقيق",
        label_code="investigation",
        sponsor="",
        section=Link("المحليات", "/sections/local/"),
        published=moment(),
        updated=moment(24, "13:20 مساء"),
        reading_time="قراءة 11 دقيقة",
        word_count=1980,
        picture_count="7",
        picture_count_words="7 صور",
        lead_picture=picture(0),
        gallery=tuple(picture(number) for number in range(7)),
        authors=(author(0), author(1, guest=True)),
        dateline="رأس الياقوت: «المرفأ»",
        highlights=("38 في المئة من الماء لا يصل إلى عداد", "9 شوارع تستأثر بثلث الإصلاحات"),
        body=body(),
        credit="(وكالات)",
        corrections=(correction("p-2"), correction()),
        history=(ChangeView("تحديث", moment(24, "13:20 مساء")),),
        topics=(Link("الماء", "/topics/t1/"), Link("الشفافية", "/topics/t2/")),
        age_warning="هذا الخبر منشور منذ أكثر من سنة، وقد تكون معلوماته تغيّرت.",
        withdrawn_notice="",
        share_text="تحت شوارع رأس الياقوت",
        share_links=share_links(),
        section_fragment="/fragments/sections/local/latest.html",
        topic_fragment="/fragments/topics/t1/latest.html",
        report_address="/report/w7jbgz2/",
        next_story=Link("قطار الوادي يبدأ رحلاته الليلية", "/articles/s000008/"),
    )
    return replace(made, **changes)


def plain_story() -> StoryView:
    """Return the barest story: a title and one paragraph."""
    return story(
        kicker="",
        kicker_address="",
        standfirst="",
        label="",
        label_code="",
        section=None,
        updated=None,
        picture_count="",
        picture_count_words="لا صور",
        lead_picture=None,
        gallery=(),
        authors=(),
        dateline="",
        highlights=(),
        body=(BodyPart("text", [text_part(1)], "b-1"),),
        credit="",
        corrections=(),
        history=(),
        topics=(),
        age_warning="",
        section_fragment="",
        topic_fragment="",
        next_story=None,
    )


def opinion_story() -> StoryView:
    """Return an opinion piece."""
    return story(label="رأي", label_code="opinion", kicker="الرأي", authors=(author(2),))


def paid_story() -> StoryView:
    """Return a paid piece."""
    return story(
        label="محتوى مدفوع", label_code="paid", sponsor="شركة الصنوبر", kicker="مادة إعلانية"
    )
