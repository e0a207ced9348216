"""Pieces that every page shows: an invented paper, its frame, pictures and lists."""

from dataclasses import replace
from typing import Any

from midad.stories.queries.shapes import (
    BreakingView,
    Day,
    EditionView,
    Feed,
    Frame,
    Link,
    Moment,
    NavSection,
    PictureView,
    Teaser,
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
        local=f"2026-11-{day:02}T{digits}:00+03:00",
        full=f"الثلاثاء {day} نوفمبر 2026 - {clock}",
        clock=clock,
        hijri="14 جمادى الآخرة 1448هـ",
        hijri_day="الثلاثاء 14 جمادى الآخرة 1448هـ",
        day_address=f"/archive/2026/11/{day:02}/",
    )


def today() -> Day:
    """Return a day of November 2026, both calendars shown."""
    both = "الثلاثاء 14 جمادى الآخرة 1448هـ - 24 نوفمبر 2026م"
    gregorian, hijri = "الثلاثاء 24 نوفمبر 2026", "الثلاثاء 14 جمادى الآخرة 1448هـ"
    return Day(shown=both, gregorian=gregorian, hijri=hijri, both=both)


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
