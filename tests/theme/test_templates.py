"""Every template renders with sample contexts; a misspelt name fails (StrictUndefined)."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import jinja2
import pytest

from midad.config import theme_environment
from midad.config.paths import SOURCE_DIR
from tests.theme import sample_contexts, sample_pieces, sample_stories

TEMPLATES = SOURCE_DIR / "theme" / "templates"
PAGES = sample_contexts.pages()
FRAGMENTS = sample_contexts.fragments()
VOID = {"meta", "link", "img", "source", "input", "br", "hr"}


@pytest.fixture(scope="module")
def environment():
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return theme_environment.environment(autoescape=True, loader=loader)


@pytest.fixture(scope="module")
def rendered(environment):
    """Return the HTML of every page by its name."""
    return {
        name: environment.get_template(template).render(context)
        for name, (template, context) in {**PAGES, **FRAGMENTS}.items()
    }


class Outline(HTMLParser):
    """Reads a page: whether its elements close in order, its ids, labels and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if values.get("href", "").startswith("#"):
            self.targets.append(values["href"][1:])
        self.targets += [values[name] for name in ("for", "aria-labelledby") if name in values]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """A drawing's parts close themselves."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at line {self.getpos()[0]}")


def outline(html: str) -> Outline:
    reader = Outline()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("name", [*PAGES, *FRAGMENTS])
def test_elements_close_in_order(rendered, name):
    read = outline(rendered[name])
    assert (read.faults, read.open) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_single_and_every_inner_link_has_its_place(rendered, name):
    read = outline(rendered[name])
    assert len(read.ids) == len(set(read.ids))
    assert set(read.targets) <= set(read.ids)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_main_heading_and_skips_no_level(rendered, name):
    levels = outline(rendered[name]).headings
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_language_and_begins_with_its_doctype(rendered, name):
    assert rendered[name].startswith('<!doctype html>\n<html lang="ar" dir="rtl">')


def test_every_page_template_has_a_sample():
    wanted = {path.name for path in (TEMPLATES / "pages" / "stories").glob("*.html")}
    shown = {template.rsplit("/", 1)[-1] for template, _ in PAGES.values()}
    assert wanted - shown == {"notice.html"}  # what the notices extend


def test_the_sample_story_shows_every_block():
    wanted = {path.stem for path in (TEMPLATES / "pages" / "stories" / "body").glob("*.html")}
    assert {part.kind for part in sample_stories.body()} == wanted


def test_rendering_twice_gives_the_same_bytes(environment, rendered):
    template, context = PAGES["story"]
    assert environment.get_template(template).render(context) == rendered["story"]


def test_pages_carry_little_blank_space(rendered):
    for html in rendered.values():
        assert len(re.findall(r"\n\s*\n", html)) <= html.count("\n") / 10


def test_the_full_date_is_baked(rendered):
    times = re.findall(r"<time[^>]*data-clock[^>]*>([^<]*)</time>", rendered["story"])
    assert times
    assert all(" 2026 - " in words for words in times)


def test_what_a_reader_may_choose_is_baked_beside_the_date(rendered):
    times = re.findall(r"<time[^>]*data-clock[^>]*>", rendered["story"])
    assert all(' data-hijri="الثلاثاء 14 جمادى الآخرة 1448هـ"' in time for time in times)
    masthead = re.search(r"<p[^>]*data-masthead-date[^>]*>", rendered["front"])[0]
    assert [masthead.count(f" data-{name}=") for name in ("gregorian", "hijri", "both")] == [
        1,
        1,
        1,
    ]
    assert "data-hijri" not in re.search(r"<p[^>]*data-masthead-date[^>]*>", rendered["story"])[0]


def test_where_umm_al_qura_does_not_reach_a_date_has_no_hijri(environment):
    bare = replace(sample_pieces.moment(), hijri="", hijri_day="")
    template, context = PAGES["story"]
    story = sample_stories.story(published=bare, updated=None, corrections=(), history=())
    html = environment.get_template(template).render({**context, "story": story})
    published = re.search(r'<p class="times">.*?</p>', html)[0]
    assert "data-hijri" not in published
    assert 'class="hijri"' not in published


def test_the_hijri_date_beside_a_story_s_is_the_editions_choice(environment, rendered):
    template, context = PAGES["story"]
    edition = replace(context["frame"].edition, hijri=False)
    bare = {**context, "frame": replace(context["frame"], edition=edition)}
    assert '<span class="hijri">14' in rendered["story"]
    assert '<span class="hijri" hidden>14' in environment.get_template(template).render(bare)


def test_the_dateline_opens_the_first_paragraph_and_the_credit_ends_the_last(rendered):
    html = rendered["story"]
    assert html.count('class="dateline"') == 1
    assert re.search(r'<p id="p-1"><b class="dateline">رأس الياقوت: «المرفأ»</b> ', html)
    assert re.search(r' <b class="agency-credit">\(وكالات\)</b></p>\n</div>', html)
    assert html.count("(وكالات)") == 1


def test_a_credit_stands_alone_when_the_text_does_not_end_the_story(environment):
    template, context = PAGES["story"]
    story = sample_stories.story(body=sample_stories.body()[:-1])
    html = environment.get_template(template).render({**context, "story": story})
    assert '<p class="agency-credit">(وكالات)</p>' in html


def test_pictures_have_their_size_and_formats(rendered):
    images = re.findall(r"<img [^>]*>", rendered["story"])
    assert images
    assert all(re.search(r' width="\d+" height="\d+" alt="', image) for image in images)
    assert rendered["story"].count('type="image/webp"') == len(images)
    assert rendered["story"].count('fetchpriority="high"') == 1


def test_a_graphic_picture_waits_behind_its_warning(rendered):
    graphic = re.search(r'<details class="graphic">.*?</details>', rendered["story"], re.S)
    assert graphic
    assert 'loading="lazy"' in graphic[0]


def test_a_graphic_picture_stands_in_no_list(environment):
    listing = sample_contexts.listing(1)
    bare = replace(listing.teasers[0], picture=sample_pieces.picture(graphic=True))
    template, context = PAGES["topic"]
    shown = replace(listing, teasers=[bare])
    html = environment.get_template(template).render({**context, "listing": shown})
    assert "<img" not in html


def test_opinion_and_paid_pieces_say_so_in_words(rendered):
    assert '<span class="label label-opinion">رأي</span>' in rendered["story-opinion"]
    assert '<span class="label label-paid">محتوى مدفوع</span>' in rendered["story-paid"]


def test_a_kicker_says_nothing_twice(rendered):
    kicker = re.search(r'<p class="kicker">(.*?)</p>', rendered["story-opinion"])
    assert kicker
    assert "الرأي" not in kicker[1]


def test_latin_names_and_scores_are_isolated(rendered):
    assert "<bdi>Blue Harbor</bdi>" in rendered["front"]
    assert re.search(r'<bdi dir="rtl">\u061c?31-28</bdi>', rendered["front"])


def test_the_gallery_opens_at_the_first_gallery_else_at_the_first_picture(rendered):
    assert 'class="picture-count" href="#b-7" aria-label="7 صور"' in rendered["story"]
    assert "picture-count" not in rendered["story-plain"]


def test_a_withdrawn_story_keeps_title_notice_and_date_alone(rendered):
    html = rendered["withdrawn"]
    assert "تحت شوارع رأس الياقوت" in html
    assert "سُحب الخبر لأن مصدره تراجع" in html
    assert "أوامر العمل" not in html
    assert 'content="noindex"' in html


def test_text_of_an_editor_is_escaped(environment):
    template, context = PAGES["story"]
    story = sample_stories.story(title='<script>alert("x")</script>', standfirst="a & b")
    html = environment.get_template(template).render({**context, "story": story})
    assert "<script>alert" not in html
    assert "a</bdi> &amp; <bdi>b" in html or "a &amp; b" in html


def test_tools_that_need_script_are_hidden_without_it(rendered):
    for name, html in rendered.items():
        buttons = re.findall(r"<button[^>]*>", html)
        without = re.sub(
            r'<(div|li) class="[^"]*needs-script.*?</\1>\n?(?=<|$)', "", html, flags=re.S
        )
        kept = re.findall(r'<button type="button"[^>]*>', without)
        assert kept == [], (name, buttons)
