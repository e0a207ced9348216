"""Other papers' lines as ours: a mapping turns their record into one of the contract's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from arabictext.quotation import straight_to_guillemets
from midad.stories.services.importing.bylines import taken_apart
from midad.stories.services.importing.lines import Refused

Mapping = Callable[[dict[str, Any]], dict[str, Any]]

SAUDI_SOURCES = {
    "aawsat": "الشرق الأوسط",
    "aleqtisadiya": "الاقتصادية",
    "aljazirah": "الجزيرة",
    "almadina": "المدينة",
    "alriyadh": "الرياض",
    "alwatan": "الوطن",
    "alweeam": "الوئام",
    "alyaum": "اليوم",
    "arreyadi": "الرياضي",
    "arreyadiyah": "الرياضية",
    "okaz": "عكاظ",
    "sabq": "سبق",
    "was": "واس",
    "3alyoum": "عاجل اليوم",
}
SAUDI_SECTIONS = {
    "articles": "الرأي",
    "bigpage": "ملفات",
    "citizen_journalist": "المواطن الصحفي",
    "culture": "الثقافة",
    "dialogue": "حوار",
    "discussion": "نقاشات",
    "economy": "الاقتصاد",
    "finance": "الاقتصاد",
    "golobal": "العالم",
    "local": "المحليات",
    "nation": "الوطن",
    "news": "الأخبار",
    "opinion": "الرأي",
    "pol": "السياسة",
    "politics": "السياسة",
    "regions": "المناطق",
    "sports": "الرياضة",
    "technology": "التقنية",
}
_RIYADH = ZoneInfo("Asia/Riyadh")


def as_is(record: dict[str, Any]) -> dict[str, Any]:
    """Return a line that is in the contract's form already."""
    return record


def saudinewsnet(record: dict[str, Any]) -> dict[str, Any]:
    """Return a line of SaudiNewsNet in the contract's form.

    ``date_extracted`` is the crawl's time without a zone, taken as Riyadh's; the section stands in
    the address for two of the papers, elsewhere the paper's name serves.
    """
    source = str(record.get("source") or "")
    byline = taken_apart(_strip_nbsp(str(record.get("author") or "")))
    return {
        "id": f"saudinewsnet:{record['url']}" if record.get("url") else "",
        "title": straight_to_guillemets(str(record.get("title") or "").strip()),
        "section": _saudi_section(source, str(record.get("url") or "")),
        "published_at": _riyadh_moment(str(record.get("date_extracted") or "")),
        "body": straight_to_guillemets(_strip_nbsp(str(record.get("content") or ""))),
        "place": byline.place,
        "authors": byline.authors,
        "agencies": byline.agencies,
        "source_url": _http_address(str(record.get("url") or "")),
    }


def _strip_nbsp(text: str) -> str:
    return text.replace("&nbsp;", " ").replace("\r\n", "\n")


def _riyadh_moment(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=_RIYADH).isoformat()
    except ValueError:
        raise Refused("date_extracted: no moment") from None


def _http_address(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""


def _saudi_section(source: str, address: str) -> str:
    """Return the section named in the path of the two papers that have one; else the paper."""
    paper = SAUDI_SOURCES.get(source, source)
    if source not in {"alwatan", "3alyoum"}:
        return paper
    try:
        path = urlsplit(address).path
    except ValueError:
        raise Refused("url: no web address") from None
    parts = [part.lower() for part in path.split("/") if part]
    found = [SAUDI_SECTIONS[part] for part in parts[:2] if part in SAUDI_SECTIONS]
    return f"{paper} - {found[-1]}" if found else paper


MAPPINGS: dict[str, Mapping] = {"midad": as_is, "saudinewsnet": saudinewsnet}
