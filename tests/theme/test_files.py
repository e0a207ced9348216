"""The rules of the theme's files: CSS, scripts, words, budgets."""

import re

import brotli
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from midad.config.paths import SOURCE_DIR
from tests.theme import sample_contexts
from tests.theme.test_templates import TEMPLATES, environment, rendered  # noqa: F401 - fixtures

THEME = SOURCE_DIR / "theme"
STATIC = THEME / "static" / "theme"
CSS = (STATIC / "css" / "paper.css").read_text(encoding="utf-8")
EVERY_CSS = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
PAGES = sample_contexts.pages()
KILOBYTE = 1024
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?:min-|max-)?(?:width|height)|left|right|top|bottom|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|to (?:left|right)"
)
MEDIA_FEATURE = re.compile(r"@media[^{]*")
# Where a template may print HTML unescaped, and how often: what the shapes call clean.
SAFE_USES = {
    "base.html": ["frame.json_ld|safe"],
    "pages/stories/body/text.html": ["piece.html|safe"],
    "pages/stories/body/fact_box.html": ["value.html|safe"],
    "pages/stories/body/recording.html": ["value.transcript_html|safe"],
}


def compressed(data: bytes) -> int:
    return len(brotli.compress(data, quality=5))


def template_texts() -> dict[str, str]:
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


def test_css_is_logical():
    assert PHYSICAL.findall(MEDIA_FEATURE.sub("", EVERY_CSS)) == []


BAD_HABITS = ["letter-spacing", "@import", "break-all", "justify;", "font-style: italic"]


@pytest.mark.parametrize("habit", BAD_HABITS)
def test_css_has_no_bad_habit(habit):
    assert habit not in EVERY_CSS


def test_one_rule_alone_is_stronger_than_layers():
    assert CSS.count("!important") == 1  # what needs script stays hidden, whatever else it is


def test_css_declares_what_arabic_needs():
    for words in (
        "font-synthesis: none",
        "text-underline-offset",
        '"«" "»" "“" "”"',
        "tabular-nums",
    ):
        assert words in CSS


def test_every_class_of_the_templates_is_known_to_css_or_scripts():
    known = EVERY_CSS + "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    used = set()
    for text in template_texts().values():
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{[{%#].*?[%}#]}", " ", text)):
            used |= {name for name in value.split() if not name.endswith("-")}
    unstyled = {name for name in used if not re.search(rf"\.{re.escape(name)}\b", known)}
    # Names that mark a place for tests and readers' own styles.
    assert unstyled <= {"masthead", "reading", "dateline", "latest-list", "share", "foot-paper"}


def test_nothing_is_inline():
    for name, text in template_texts().items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), name
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or "application/ld+json" in tag, name


def test_html_is_trusted_only_where_the_shapes_call_it_clean():
    found = {
        name: uses
        for name, text in template_texts().items()
        if (uses := re.findall(r"[\w.]+\s*\|\s*safe\b", text))
    }
    assert found == SAFE_USES
    assert not any("Markup" in text or "autoescape" in text for text in template_texts().values())


def test_every_message_has_its_arabic():
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
    found = extract_from_dir(TEMPLATES, [("**.html", "jinja2")], {"**.html": options}, {"_": None})
    used = {message for _, _, message, _, _ in found}
    with (THEME / "locale/ar/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="ar")
    assert used
    for message in used:
        arabic = catalogue.get(message)
        assert arabic is not None and arabic.string, message
        assert placeholders(message) == placeholders(arabic.string)


def placeholders(message: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", message))


def test_scripts_import_nothing_and_call_nobody():
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bimport\b|\beval\b|innerHTML|https?://", text), path.name


def test_what_runs_before_the_first_paint_is_tiny():
    assert len((STATIC / "js" / "early.js").read_bytes()) < KILOBYTE
    assert compressed((STATIC / "js" / "wording.js").read_bytes()) < 2 * KILOBYTE


def test_budgets(rendered):  # noqa: F811 - a fixture
    assert compressed(CSS.encode()) <= 15 * KILOBYTE
    assert sum(compressed(path.read_bytes()) for path in SCRIPTS) <= 15 * KILOBYTE
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(path.stat().st_size for path in fonts) <= 90 * KILOBYTE
    for name in PAGES:
        assert compressed(rendered[name].encode()) <= 20 * KILOBYTE, name


def test_fonts_keep_every_letter_arabic_newspapers_use():
    from fontTools.ttLib import TTFont

    wanted = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىـپچڤگیک٠١٩۰۹٪٫٬،؛؟«»“”–—…•©\u00a0ًٌٍَُِّْٰ"
    controls = [0x061C, 0x200C, 0x200D, 0x200E, 0x200F, 0x2066, 0x2069]
    for path in (STATIC / "fonts").glob("*.woff2"):
        font = TTFont(path)
        letters = font.getBestCmap()
        missing = [character for character in map(ord, wanted) if character not in letters]
        assert missing == [], path.name
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {"init", "medi", "fina", "rlig"} <= features
        positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        assert {"mark", "mkmk"} <= positions
        assert [code for code in controls if code not in letters] == [], path.name
    assert (STATIC / "fonts" / "OFL.txt").exists()
