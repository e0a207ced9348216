"""A reader's own digits, clock and calendar: there before the first paint, and written as the paper
would write them."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import jinja2
import pytest
from django.template import engines
from hijridate import Hijri

from arabictext.dates import Clock, DateStyle, format_clock, format_date, format_hijri
from arabictext.digits import Digits, Separators, format_number, format_percent, with_digits
from midad.stories.queries import edition as editions
from midad.stories.queries.rich_text import directed_html
from tests.browser.slow_pages import SlowPages, slow_pages
from tests.stories.factories import reading_at
from tests.theme import sample_contexts
from tests.theme.sample_pieces import frame, today

pytestmark = pytest.mark.browser

ANY_MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
# What is in the page at each frame, just before it is painted.
WATCH = """
window.painted = [];
const leave = "script, style, select, title, textarea";
const look = () => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() && !parentElement.closest(leave)) texts.push(data);
  }
  const times = [...document.querySelectorAll("time")].map((time) => time.textContent);
  if (document.body) painted.push({ texts, times, loading: document.readyState === "loading" });
  if (document.readyState !== "complete") requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@pytest.fixture(scope="module")
def pages():
    with slow_pages() as served:
        served.late["wording.js"] = 0.15  # by then a page that did not wait would be painted
        yield served


@pytest.fixture
def opened(chromium, pages: SlowPages):
    """Return how to open a page on a device that keeps what a reader chose."""
    contexts = []

    def open_page(address: str, watch: str = "", **chosen: str):
        context = chromium.new_context(viewport={"width": 360, "height": 760}, locale="ar")
        contexts.append(context)
        for name, value in chosen.items():
            context.add_init_script(
                f"localStorage.setItem({json.dumps(name)}, {json.dumps(str(value))})"
            )
        if watch:
            context.add_init_script(watch)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(address, wait_until="load")
        assert page.faults == []
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def theme() -> jinja2.Environment:
    """Return what the paper's templates are rendered with."""
    return engines["jinja2"].env


def theme_page(theme, name: str) -> str:
    """Return one of the sample pages."""
    template, context = sample_contexts.pages()[name]
    return theme.get_template(template).render(context)


def shell(theme, body: str, **edition) -> str:
    """Return a page of the paper, with ``body`` for content."""
    view = editions.edition_view(reading_at(ANY_MOMENT, **edition))
    around = frame("story", edition=view, masthead_date=today())
    template = '{% extends "base.html" %}{% block content %}{{ body|safe }}{% endblock %}'
    return theme.from_string(template).render(frame=around, body=body)


# --- before the first paint

CHOICES = {"digits": "arabic", "clock": "h12-period", "calendar": "hijri"}


@pytest.mark.parametrize("name", ["story", "front"])
@pytest.mark.parametrize("pieces", [40, 173])
def test_no_frame_shows_what_the_reader_did_not_choose(opened, pages, theme, name, pieces):
    page = opened(pages.put(f"/{name}-{pieces}", theme_page(theme, name), pieces), WATCH, **CHOICES)
    frames = page.evaluate("painted")
    assert sum(one["loading"] for one in frames) > pieces / 3, "hardly anything was painted early"
    first_paint = page.evaluate("performance.getEntriesByType('paint')[0].startTime")
    assert first_paint < page.evaluate(
        "performance.timing.domInteractive - performance.timing.navigationStart"
    )
    as_at_the_end = set(frames[-1]["texts"])
    shown = {text for one in frames for text in one["texts"]} - as_at_the_end
    assert [text for text in shown if any(digit in text for digit in "0123456789")] == []
    stamps = {time for one in frames for time in one["times"] if time}
    assert stamps == set(frames[-1]["times"])
    assert all("1448هـ" in with_digits(time, Digits.LATIN) for time in stamps)


@pytest.mark.parametrize("calendar", ["gregorian", "hijri"])
def test_however_a_page_is_cut_on_its_way_it_reads_the_same(opened, pages, theme, calendar):
    chosen = {**CHOICES, "calendar": calendar}
    html = theme_page(theme, "front")
    pages.pause_seconds = 0.004
    whole, *cut = [
        opened(pages.put(f"/cut-{pieces}", html, pieces), **chosen).inner_text("main")
        for pieces in (1, 331, 1009)
    ]
    pages.pause_seconds = 0.03
    assert cut == [whole, whole]


def test_whoever_chose_nothing_gets_no_script_for_it(opened, pages, theme):
    asked = (
        "performance.getEntriesByType('resource').filter(one => /wording/.test(one.name)).length"
    )
    address = pages.put("/plain", theme_page(theme, "story"))
    assert opened(address).evaluate(asked) == 0
    assert opened(address, mode="dark").evaluate(asked) == 0
    assert opened(address, clock="h24").evaluate(asked) == 1


def test_nothing_jumps(opened, pages, theme):
    shift = """() => new Promise(done => { let shift = 0; new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shift += entry.value;
    }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(shift), 400); })"""
    html = theme_page(theme, "front").replace("/media/", "/static/none/")
    assert opened(pages.put("/jump", html), **CHOICES).evaluate(shift) == 0


# --- moments, as arabictext writes them


def moments() -> list[datetime]:
    """Return the edges of hours, days and months of both calendars, and ends of the table."""
    edges = [
        date(1900, 1, 1),
        date(1924, 8, 1),
        date(1940, 6, 1),
        date(2077, 11, 16),
        date(2080, 2, 29),
    ]
    months = itertools.product(range(1444, 1450), range(1, 13))
    edges += [Hijri(year, month, 1).to_gregorian() for year, month in months]
    edges += [date(2026, month, 1) for month in range(1, 13)]
    midnights = [datetime(day.year, day.month, day.day, 21, tzinfo=UTC) for day in edges]
    minutes = (-1441, -1, 0, 3, 719, 720, 783)
    return [midnight + timedelta(minutes=number) for midnight in midnights for number in minutes]


PAPERS = [
    {},
    {"digits": "arabic", "clock": "h12-period", "months": "general-with-levant", "hijri": False},
    {"clock": "h24", "tanwin": True, "months": "levant", "time_zone": "Asia/Kathmandu"},
]
CHOSEN = [
    {"clock": clock, "calendar": calendar, "digits": digits}
    for clock, calendar, digits in [
        ("h12-period", "hijri", "arabic"),
        ("h24-period", "hijri", ""),
        ("h24", "gregorian", "persian"),
        ("h12-period", "both", "latin"),
        ("h12-period", "", ""),
        ("", "hijri", ""),
        ("", "", "persian"),
    ]
]


def expected(moment: datetime, style: DateStyle, calendar: str) -> str:
    day = format_hijri(moment, style, weekday=True) if calendar == "hijri" else ""
    return f"{day or format_date(moment, style)} - {format_clock(moment, style)}"


@pytest.mark.parametrize("paper", PAPERS, ids=["riyadh", "levant", "kathmandu"])
def test_moments_are_written_as_the_paper_would_write_them(opened, pages, theme, paper):
    reading = reading_at(ANY_MOMENT, **paper)
    stamp = theme.get_template("components/teaser.html").module.stamp
    body = "".join(f"<p>{stamp(reading.moment(at))}</p>" for at in moments())
    address = pages.put(f"/moments-{PAPERS.index(paper)}", shell(theme, body, **paper))
    for chosen in CHOSEN:
        own = {name: value for name, value in chosen.items() if value}
        page = opened(address, **own)
        shown = page.locator("main time").all_text_contents()
        style = replace(
            reading.style,
            clock=Clock(chosen["clock"] or reading.style.clock),
            digits=Digits(chosen["digits"] or reading.style.digits),
        )
        assert shown == [expected(at, style, chosen["calendar"]) for at in moments()], chosen
        clocks = page.eval_on_selector_all("main time", "all => all.map(one => one.dataset.clock)")
        assert clocks == [format_clock(at, style) for at in moments()], chosen


def test_a_day_s_list_of_hours_follows_the_clock(opened, pages, theme):
    body = '<time class="day-clock" datetime="2023-03-16T00:03:00+03:00">00:03 صباحا</time>'
    page = opened(pages.put("/hour", shell(theme, body)), clock="h12-period", digits="arabic")
    assert page.inner_text(".day-clock") == "١٢:٠٣ صباحا"


TODAY = """<div data-today="2026-11-24"><p data-present-date
 data-gregorian="الثلاثاء 24 نوفمبر 2026"
 data-hijri="الثلاثاء 14 جمادى الآخرة 1448هـ" data-both="كلاهما 2026">كلاهما 2026</p></div>"""


@pytest.mark.parametrize(
    ("calendar", "masthead", "beside"),
    [
        ("gregorian", "الثلاثاء ٢٤ نوفمبر ٢٠٢٦", False),
        ("hijri", "الثلاثاء ١٤ جمادى الآخرة ١٤٤٨هـ", False),
        ("both", "كلاهما ٢٠٢٦", True),
    ],
)
def test_what_the_day_itself_shortens_keeps_to_the_choice(
    opened,
    pages,
    theme,
    calendar,
    masthead,
    beside,
):
    pages.put("/fragments/present.html", TODAY)
    page = opened(
        pages.put("/today", theme_page(theme, "story")),
        digits="arabic",
        clock="h12-period",
        calendar=calendar,
    )
    page.locator("html[data-today]").wait_for(state="attached")
    del pages.pages["/fragments/present.html"]
    assert page.inner_text(".masthead-date") == masthead
    assert page.inner_text(".times time >> nth=0") == "٨:٠٥ صباحا"
    assert page.locator(".hijri").is_visible() is beside
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    day = "الثلاثاء ١٤ جمادى" if calendar == "hijri" else "الثلاثاء ٢٤ نوفمبر"
    assert page.inner_text(".times time >> nth=0").startswith(day)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.inner_text(".times time >> nth=0") == "٨:٠٥ صباحا"


def test_a_paper_without_hijri_dates_has_them_for_whoever_wants_them(opened, pages, theme):
    template, context = sample_contexts.pages()["story"]
    edition = replace(context["frame"].edition, hijri=False)
    context = {**context, "frame": replace(context["frame"], edition=edition)}
    address = pages.put("/without", theme.get_template(template).render(context))
    assert not opened(address).locator(".hijri").is_visible()
    assert opened(address, calendar="both").locator(".hijri").is_visible()


# --- digits

NUMBERS = [0, 7, 12, 1234, 1234.5, 0.25, 1234567.75, -3]


@pytest.mark.parametrize("separators", list(Separators))
@pytest.mark.parametrize("digits", list(Digits))
def test_numbers_are_written_as_the_paper_would_write_them(
    opened, pages, theme, separators, digits
):
    written = [format_number(number, separators=separators) for number in NUMBERS]
    written.append(format_percent(12.5, in_words=False, separators=separators))
    body = "".join(f"<p>{directed_html(text)}</p>" for text in written)
    page = shell(theme, body, separators=separators.value)
    shown = opened(pages.put(f"/numbers-{digits}-{separators}", page), digits=digits.value)
    # What a paper with these digits prints: its own signs between them, whatever its separators.
    wanted = [
        format_number(number, digits=digits, separators=Separators.EAST) for number in NUMBERS
    ]
    wanted.append(format_percent(12.5, in_words=False, digits=digits))
    assert shown.locator("main p").all_inner_texts() == (written if digits == "latin" else wanted)


def test_digits_typed_in_any_row_come_in_the_chosen_one(opened, pages, theme):
    body = "<p>سنة 2023 أو ٢٠٢٣ أو ۲۰۲۳، و٣٫٥ و1.5، و٪٥ و5%.</p>"
    address = pages.put("/rows", shell(theme, body))
    texts = {digits: opened(address, digits=digits).inner_text("main p") for digits in Digits}
    assert texts == {
        "latin": "سنة 2023 أو 2023 أو 2023، و3.5 و1.5، و٪5 و5%.",
        "arabic": "سنة ٢٠٢٣ أو ٢٠٢٣ أو ٢٠٢٣، و٣٫٥ و١٫٥، و٪٥ و٥٪.",
        "persian": "سنة ۲۰۲۳ أو ۲۰۲۳ أو ۲۰۲۳، و۳٫۵ و۱٫۵، و٪۵ و۵٪.",
    }


AS_IT_IS = [
    "<p>طائرة F-16 وشبكة 5G وCOVID-19 وقمة COP29.</p>",
    f"<p>{directed_html('هاتف iPhone 15 وصندوق Fund 2030 المالي')}</p>",
    f"<p>{directed_html('العنوان https://paper.example/2026/11/ أو desk24@paper.example')}</p>",
    '<p><bdi dir="ltr">paper.example/s/k7m2xqz</bdi></p>',
    "<p><code>1 + 1</code> <kbd>F5</kbd> <samp>404</samp></p><pre>2026</pre>",
    '<p lang="en">Twelve of 12</p><p lang="fa">۱۲</p>',
]


@pytest.mark.parametrize("html", AS_IT_IS)
def test_foreign_runs_addresses_and_code_keep_their_digits(opened, pages, theme, html):
    page = opened(pages.put("/kept", shell(theme, html)), digits="arabic")
    other = opened(pages.put("/kept-not", shell(theme, html)))
    assert page.inner_text("main") == other.inner_text("main")


def test_fields_keep_what_is_in_them(opened, pages, theme):
    body = """<form><input name="code" value="123456"><textarea name="text">12</textarea>
    <select name="digits"><option>0123456789<option>٠١٢٣٤٥٦٧٨٩</select><label>من 5</label></form>"""
    page = opened(pages.put("/fields", shell(theme, body)), digits="arabic")
    assert page.input_value("[name=code]") == "123456"
    assert page.input_value("textarea") == "12"
    assert page.locator("option").all_text_contents() == ["0123456789", "٠١٢٣٤٥٦٧٨٩"]
    assert page.inner_text("label >> text=من") == "من ٥"
    page.fill("[name=code]", "98")
    assert page.input_value("[name=code]") == "98"


def test_what_is_marked_and_copied_is_what_is_shown(opened, pages, theme):
    page = opened(
        pages.put("/copied", shell(theme, "<p>في 16 مارس 2023 <b>12</b></p>")),
        digits="arabic",
    )
    page.evaluate("getSelection().selectAllChildren(document.querySelector('main p'))")
    assert page.evaluate("String(getSelection())") == "في ١٦ مارس ٢٠٢٣ ١٢"


def test_what_comes_later_is_written_too(opened, pages, theme):
    page = opened(pages.put("/later", shell(theme, "<p>في 2023</p>")), **CHOICES)
    page.evaluate("""() => { const more = document.createElement("div");
      more.append("بعد 30 يوما");
      document.querySelector("main").append(more); more.append(" و5 ساعات"); }""")
    assert page.inner_text("main div") == "بعد ٣٠ يوما و٥ ساعات"


@pytest.mark.parametrize("value", ["", "roman", "constructor", "\x00", "<b>"])
def test_whatever_the_device_keeps_the_page_is_whole(opened, pages, theme, value):
    body = theme.get_template("components/teaser.html").module.stamp(
        reading_at(ANY_MOMENT).moment(ANY_MOMENT)
    )
    address = pages.put("/whatever", shell(theme, f"<p>{body}</p><p>2023</p>"))
    page = opened(address, digits=value, calendar=value)
    assert "2026 - 12:00 مساء" in page.inner_text("main p >> nth=0")
    assert page.inner_text("main p >> nth=1") == "2023"
