"""A context for every template of the theme: an invented paper, invented people, every block."""

from dataclasses import replace
from typing import Any

from midad.stories.queries.shapes import (
    ArchiveYear,
    AuthorView,
    BodyPart,
    BreakingView,
    ChangeView,
    CorrectionView,
    EditionView,
    Feed,
    Frame,
    FrontBlock,
    FrontView,
    Link,
    ListingView,
    Moment,
    NavSection,
    PictureView,
    StoryView,
    Teaser,
    TextPart,
)

SECTIONS = (
    ("politics", "السياسة"),
    ("local", "المحليات"),
    ("economy", "الاقتصاد"),
    ("world", "العالم"),
    ("sport", "الرياضة"),
    ("culture", "الثقافة"),
    ("science", "العلوم والتقنية"),
    ("opinion", "الرأي"),
)
TITLES = (
    "مجلس النواب يقر موازنة العام المقبل بزيادة للماء والمدارس وخفض لدعم الطاقة",
    "سفينة جانحة تسد المضيق و64 سفينة تنتظر في طرفيه",
    "تضخم الأسعار يتباطأ إلى 3.4 في المئة والخضر تخالف السوق",
    "«المرفأ» تنشر سجل أعطال شبكة الماء في 26 شهرا",
    "منتخب اليد يفوز 31-28 ويبلغ نصف النهائي",
    "شركة Blue Harbor توقع عقد توسعة الرصيف الشمالي",
    "مكتبة الساحل تعيد فتح قاعتها القديمة بعد ترميم دام سبع سنوات وأربعة أشهر كاملة",
    "قطار الوادي يبدأ رحلاته الليلية",
    "جامعة تل الغزال تختبر لقاحا جديدا للنخيل",
    "أمطار غزيرة تغلق طريق الجبل وتعيد الماء إلى السد",
)
PEOPLE = ("سلمى الحدّاد", "ياسين بوعلام", "ريم الشاطري", "نضال القيسي")
LABELS = (("", ""), ("", ""), ("exclusive", "حصري"), ("", ""), ("analysis", "تحليل"), ("", ""))


def moment(day: int = 24, clock: str = "08:05 صباحا") -> Moment:
    """Return a moment of November 2026."""
    digits = clock.split()[0]
    return Moment(
        iso=f"2026-11-{day:02}T{digits}:00+03:00",
        full=f"الثلاثاء {day} نوفمبر 2026 - {clock}",
        clock=clock,
        date=f"2026-11-{day:02}",
        hijri="14 جمادى الآخرة 1448هـ",
        day_address=f"/archive/2026/11/{day:02}/",
    )


def picture(number: int = 1, **changes: Any) -> PictureView:
    """Return a picture in three formats and two widths."""
    base = f"/media/sample-{number % 6}"
    made = PictureView(
        url=f"{base}.jpg",
        width=960,
        height=640,
        alt="عمال على رصيف الميناء عند الفجر",
        sources=(
            ("image/webp", f"{base}-480.webp 480w, {base}-960.webp 960w"),
            ("image/jpeg", f"{base}.jpg 960w"),
        ),
        caption="عمال على رصيف الميناء الشمالي عند الفجر",
        caption_label="أرشيفية",
        credit="نضال القيسي",
        object_position="30-60" if number % 2 else "50-50",
        full_url=f"{base}.jpg",
    )
    return replace(made, **changes)


def teaser(number: int, *, section: int | None = None, pictured: bool = True) -> Teaser:
    """Return the teaser of an invented story."""
    code, name = SECTIONS[(number if section is None else section) % len(SECTIONS)]
    label_code, label = LABELS[number % len(LABELS)]
    if code == "opinion":
        label_code, label = "opinion", "رأي"
    return Teaser(
        story_id=number,
        title=TITLES[number % len(TITLES)],
        address=f"/articles/s{number:06}/%D8%AE%D8%A8%D8%B1/",
        section=Link(name, f"/sections/{code}/"),
        kicker=name if number % 3 else "بعد جلسة دامت 13 ساعة",
        standfirst="71 صوتا مقابل 42، والمعارضة ترى أن الأسر المتوسطة ستدفع الفرق في الفاتورة.",
        label=label,
        label_code=label_code,
        published=moment(24 - number % 9),
        picture=picture(number) if pictured and number % 4 != 3 else None,
        authors=(PEOPLE[number % 4],) if number % 5 else PEOPLE[:2],
    )


def feeds(name: str = "المرفأ", base: str = "/feeds") -> tuple[Feed, ...]:
    """Return the three feeds of the paper or a section."""
    return (
        Feed(f"{name} - RSS", f"{base}/rss.xml", "application/rss+xml"),
        Feed(f"{name} - Atom", f"{base}/atom.xml", "application/atom+xml"),
        Feed(f"{name} - JSON Feed", f"{base}/feed.json", "application/feed+json"),
    )


def frame(kind: str, **changes: Any) -> Frame:
    """Return the frame of a page of the sample paper."""
    children = (NavSection("كرة القدم", "/sections/football/", "football"),)
    sections = tuple(
        NavSection(name, f"/sections/{code}/", code, children if code == "sport" else ())
        for code, name in SECTIONS
    )
    made = Frame(
        kind=kind,
        title="المرفأ",
        description="صحيفة يومية مستقلة تصدر من رأس الياقوت",
        address="/",
        canonical="https://paper.example/",
        edition=EditionView(
            name="المرفأ",
            tagline="صحيفة يومية مستقلة تصدر من رأس الياقوت",
            publisher="دار المرفأ للنشر",
            url="https://paper.example",
            logo=None,
            accent_stylesheet="/edition/8c1d2f-f0949f.css",
        ),
        sections=sections,
        feeds=feeds(),
        breadcrumbs=(Link("الرئيسية", "/"), Link("السياسة", "/sections/politics/")),
        current_section="politics",
        open_graph=(("og:type", "website"), ("og:title", "المرفأ")),
        json_ld='{"@context": "https://schema.org", "@graph": []}',
    )
    return replace(made, **changes)


def breaking() -> BreakingView:
    """Return a piece of breaking news."""
    text = "إغلاق الطريق الساحلي بعد انهيار صخري، ولا إصابات"
    return BreakingView(text, "/articles/s000009/", "2036-11-24T12:00:00+03:00")


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


def front(teaser_count: int = 40) -> FrontView:
    """Return a full front."""
    number = iter(range(teaser_count))
    take = lambda n: [teaser(next(number)) for _ in range(n)]  # noqa: E731 - said where it is used
    return FrontView(
        lead=take(1)[0],
        beside=take(4),
        newest=take(10),
        blocks=[
            FrontBlock(
                Link(name, f"/sections/{code}/"),
                code,
                [teaser(n * 7 + place, section=place) for n in range(5)],
            )
            for place, (code, name) in enumerate(SECTIONS[:7])
        ],
        opinion=[teaser(number, section=7, pictured=False) for number in range(4)],
    )


def listing(teaser_count: int = 12, **changes: Any) -> ListingView:
    """Return a listing."""
    made = ListingView(
        heading="السياسة",
        description="مجلس النواب والحكومة والأحزاب، وما يُقرَّر باسم الناس.",
        teasers=[teaser(number, section=0) for number in range(teaser_count)],
        older=Link("أكتوبر 2026", "/archive/sections/politics/2026/10/"),
        newer=Link("نوفمبر 2026", "/archive/sections/politics/2026/11/"),
        part_links=(Link("التالي", "/archive/2026/11/24/2/"),),
        feeds=feeds("السياسة", "/feeds/politics"),
        children=(Link("كرة القدم", "/sections/football/"),),
        count_words="12 خبرا",
    )
    return replace(made, **changes)


def month() -> ListingView:
    """Return a month with a link for each of its days."""
    days = [
        Link(f"{day} نوفمبر 2026: 3 أخبار", f"/archive/2026/11/{day:02}/") for day in range(1, 25)
    ]
    return listing(0, heading="نوفمبر 2026", description="", children=days, feeds=(), older=None)


def years() -> list[ArchiveYear]:
    """Return two years of the archive."""
    names = ("يناير", "فبراير", "مارس", "أبريل")
    months = [
        (f"{name} 2026", f"/archive/2026/{n:02}/", "120 خبرا") for n, name in enumerate(names, 1)
    ]
    return [ArchiveYear("2026", months), ArchiveYear("2025", months)]


def mistake_form(*, with_errors: bool = False) -> Any:
    """Return the form a reader reports a mistake with."""
    from midad.stories.forms import MistakeForm

    return MistakeForm({"text": "", "paragraph": "p-1"} if with_errors else None)


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return (template, context) of each page by a name of its own."""
    home = frame(
        "front",
        breadcrumbs=(),
        current_section="",
        masthead_date="الثلاثاء 14 جمادى الآخرة 1448هـ - 24 نوفمبر 2026م",
        breaking=breaking(),
    )
    report = {"csrf_token": "token", "story": teaser(1), "frame": frame("report", noindex=True)}
    at = "pages/stories"
    no_front = FrontView(lead=None, beside=[], newest=[], blocks=[], opinion=[])
    small_front = FrontView(teaser(3), [], [], [FrontBlock(Link("x", "/"), "x", [teaser(3)])], [])
    empty = listing(
        0, description="", older=None, newer=None, part_links=(), feeds=(), count_words=""
    )
    return {
        "front": (f"{at}/front.html", {"frame": home, "front": front()}),
        "front-empty": (f"{at}/front.html", {"frame": home, "front": no_front}),
        "front-small": (f"{at}/front.html", {"frame": home, "front": small_front}),
        "story": (f"{at}/story.html", {"frame": frame("story"), "story": story()}),
        "story-plain": (f"{at}/story.html", {"frame": frame("story"), "story": plain_story()}),
        "story-opinion": (f"{at}/story.html", {"frame": frame("story"), "story": opinion_story()}),
        "story-paid": (
            f"{at}/story.html",
            {"frame": frame("story", preview=True), "story": paid_story()},
        ),
        "section": (
            f"{at}/section.html",
            {"frame": frame("section", current_section="sport"), "listing": listing()},
        ),
        "section-empty": (f"{at}/section.html", {"frame": frame("section"), "listing": empty}),
        "author": (
            f"{at}/author.html",
            {"frame": frame("author"), "listing": listing(heading=PEOPLE[0], author=author())},
        ),
        "topic": (
            f"{at}/topic.html",
            {"frame": frame("topic"), "listing": listing(heading="الماء")},
        ),
        "agency": (f"{at}/agency.html", {"frame": frame("agency"), "listing": listing(3)}),
        "day": (
            f"{at}/day.html",
            {"frame": frame("day"), "listing": listing(heading="24 نوفمبر 2026")},
        ),
        "month": (f"{at}/month.html", {"frame": frame("month"), "listing": month()}),
        "listed-month": (
            f"{at}/month.html",
            {"frame": frame("month"), "listing": listing(children=())},
        ),
        "archive": (f"{at}/archive.html", {"frame": frame("archive"), "years": years()}),
        "archive-empty": (f"{at}/archive.html", {"frame": frame("archive"), "years": []}),
        "withdrawn": (
            f"{at}/withdrawn.html",
            {
                "frame": frame("story", noindex=True),
                "story": story(withdrawn_notice="سُحب الخبر لأن مصدره تراجع عن أقواله."),
            },
        ),
        "gone": (f"{at}/gone.html", {"frame": frame("gone", noindex=True)}),
        "not-found": (f"{at}/not_found.html", {"frame": frame("not_found", noindex=True)}),
        "report": (f"{at}/report.html", {**report, "form": mistake_form()}),
        "report-errors": (f"{at}/report.html", {**report, "form": mistake_form(with_errors=True)}),
        "report-done": (f"{at}/report_done.html", {**report, "form": mistake_form()}),
    }


def fragments() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return (template, context) of each piece that pages fetch."""
    present = {"masthead_date": "الثلاثاء 24 نوفمبر 2026م", "today": "2026-11-24"}
    return {
        "latest": (
            "fragments/latest.html",
            {"heading": "الأحدث في القسم", "teasers": [teaser(n) for n in range(6)]},
        ),
        "present": ("fragments/present.html", {**present, "breaking": None}),
        "present-breaking": ("fragments/present.html", {**present, "breaking": breaking()}),
    }
