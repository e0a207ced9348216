"""Bylines of Saudi papers taken apart: «الدمام - واس», «سلمى الحداد (جدة)», «لندن: «الصحيفة»».

Papers write place, people, agency, their own name and what somebody did («تصوير», «متابعة») in any
order, between any signs. Each piece is known by what it is, not by where it stands.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from arabictext.folding import clean_line, fold_for_search, strip_marks
from arabictext.names import match_agency

_MOST_AUTHORS = 6
_LONGEST_NAME, _MOST_WORDS = 60, 8
_SIGNS = re.compile(r"""[:|،,؛;()\[\]{}«»"“”*•_]+|[\-–—ـ/]*(?<![^\s\-–—ـ/])[\-–—ـ/]+|[\-–—/]+""")
_OF_A_PLACE = re.compile(r"^(?P<name>.*?)\s*\bمن\s+(?P<place>\S.*)$")
_AROUND = " .\u200e\u200f"
_NAME = re.compile(r"[^\W\d_][^\W\d_.]*\.?(?:[ .]+[^\W\d_][^\W\d_.]*\.?)*")

# Towns and countries where stories of these papers begin.
_PLACES = """
الرياض، جدة، مكة، مكة المكرمة، المدينة المنورة، الدمام، الخبر، الظهران، الأحساء، الهفوف، القطيف،
الجبيل، الطائف، أبها، خميس مشيط، عسير، بيشة، النماص، محايل، ظهران الجنوب، نجران، شرورة، جازان،
جيزان، صبيا، صامطة، أبو عريش، الباحة، بلجرشي، القنفذة، الليث، رابغ، ينبع، أملج، الوجه، ضباء،
تبوك، تيماء، العلا، خيبر، حائل، بريدة، عنيزة، الرس، البكيرية، المذنب، القصيم، الزلفي، المجمعة،
الغاط، شقراء، الدوادمي، عفيف، القويعية، الخرج، السيح، الأفلاج، ليلى، وادي الدواسر، السليل،
حوطة بني تميم، الدلم، المزاحمية، الدرعية، حريملاء، ثادق، رماح، حفر الباطن، الخفجي، النعيرية،
رأس تنورة، بقيق، عرعر، رفحاء، طريف، سكاكا، الجوف، القريات، دومة الجندل، الخرمة، رنية، تربة،
الحدود الشمالية، منى، عرفات، مزدلفة، الكويت، المنامة، البحرين، الدوحة، قطر، دبي، أبوظبي،
أبو ظبي، الشارقة، العين، الإمارات، مسقط، عمان، عمّان، الأردن، صنعاء، عدن، تعز، مأرب، المكلا،
حضرموت، الحديدة، صعدة، اليمن، بغداد، البصرة، الموصل، أربيل، كركوك، العراق، دمشق، حلب، حمص،
سوريا، بيروت، طرابلس، صيدا، لبنان، القدس، القدس المحتلة، رام الله، غزة، فلسطين، تل أبيب،
القاهرة، الإسكندرية، شرم الشيخ، سيناء، مصر، الخرطوم، السودان، تونس، الجزائر، الرباط،
الدار البيضاء، طنجة، مراكش، المغرب، نواكشوط، بنغازي، ليبيا، مقديشو، جيبوتي، طهران، إيران، أنقرة،
إسطنبول، اسطنبول، تركيا، كابول، كابل، إسلام آباد، كراتشي، لاهور، باكستان، نيودلهي، مومباي،
الهند، دكا، كولومبو، كاتماندو، بكين، شنغهاي، هونغ كونغ، الصين، طوكيو، اليابان، سول، سيول،
بيونغ يانغ، جاكرتا، كوالالمبور، سنغافورة، مانيلا، بانكوك، سيدني، ملبورن، أستراليا، موسكو، روسيا،
سان بطرسبرج، سوتشي، كييف، أوكرانيا، وارسو، براغ، بودابست، فيينا، برلين، ميونيخ، فرانكفورت،
ألمانيا، جنيف، زوريخ، زيوريخ، لوزان، سويسرا، باريس، مرسيليا، فرنسا، بروكسل، أمستردام، لاهاي،
لندن، بريطانيا، دبلن، مدريد، برشلونة، إسبانيا، لشبونة، روما، ميلانو، إيطاليا، الفاتيكان، أثينا،
اليونان، ستوكهولم، أوسلو، كوبنهاغن، هلسنكي، واشنطن، نيويورك، بوسطن، شيكاغو، ديترويت، هيوستن،
كاليفورنيا، لوس أنجليس، لوس أنجلوس، لوس انجليس، سان فرانسيسكو، سياتل، ميامي، أوتاوا، تورنتو،
مونتريال، كندا، مكسيكو، هافانا، كراكاس، بوغوتا، ليما، سانتياغو، بوينس آيرس، برازيليا، ساو باولو،
ريو دي جانيرو، البرازيل، نيروبي، أديس أبابا، كمبالا، لاغوس، أبوجا، داكار، باماكو، جوهانسبرغ،
كيب تاون، بريتوريا، عواصم
"""
# A paper's own names and desks, and what somebody did: none of them is a person or a place.
_PASSED_OVER = """
الوئام، سبق، الشرق الأوسط، الشرق الأوسط أونلاين، الاقتصادية، الاقتصادية الإلكترونية، الجزيرة،
مكتب الجزيرة، اليوم، عكاظ، الوطن، المدينة، الرياض الإلكتروني، الرياضي، الرياضية، عاجل،
عاجل اليوم، المحليات، ثقافة اليوم، كلمة الاقتصادية، كلمة اليوم، كلمة الرياض، خاص بالرياض، خاص،
متابعة، متابعات، كتب، كتبت، كتبه، تصوير، تحقيق، تقرير، إعداد، حوار، حاوره، حاورته، حاورها،
أجرى الحوار، عدسة، زائر، هاتفيا، تحليل، ترجمة، رصد، تغطية، إضاءة، بقلم، مندوب، مراسل، محرر،
التحرير، المحرر، إدارة التحرير، غرفة الأخبار
"""


def _folded(text: str) -> str:
    return fold_for_search(text).replace(" ", "")


def _listed(words: str) -> frozenset[str]:
    return frozenset(_folded(clean_line(word)) for word in words.split("،"))


PLACES, PASSED_OVER = _listed(_PLACES), _listed(_PASSED_OVER)


@dataclass
class Byline:
    """Where a story begins, who wrote it and which agencies it came from."""

    place: str = ""
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)


def taken_apart(text: str) -> Byline:
    """Return what a byline says; what is neither place, person nor agency is passed over.

    >>> taken_apart("ينبع - سلمى الحداد (واس)")
    Byline(place='ينبع', authors=['سلمى الحداد'], agencies=['واس'])
    """
    found = Byline()
    unknown = []
    for piece in _pieces(clean_line(html.unescape(text))):
        agency = match_agency(piece)
        if agency:
            found.agencies += [] if agency in found.agencies else [agency]
        elif _folded(piece) in PLACES:
            found.place = found.place or piece
        elif _folded(piece) not in PASSED_OVER and _is_name(piece):
            unknown.append(piece)
    _take_unknown(found, unknown)
    return found


def _pieces(text: str) -> Iterator[str]:
    for piece in _SIGNS.split(text):
        piece = piece.strip(_AROUND)
        of = _OF_A_PLACE.match(piece)
        if of and _folded(of["place"]) in PLACES:
            yield from (part for part in (of["name"], of["place"]) if part)
        elif piece:
            yield piece


def _is_name(piece: str) -> bool:
    letters = strip_marks(piece)
    short = len(letters) <= _LONGEST_NAME and len(letters.split()) <= _MOST_WORDS
    return short and len(letters) > 2 and _NAME.fullmatch(letters) is not None


def _take_unknown(found: Byline, unknown: list[str]) -> None:
    """Take names of people; one word beside something else is a town nobody listed."""
    for piece in unknown:
        alone = len(unknown) == 1 and not found.agencies
        if " " not in piece and not found.place and not alone:
            found.place = piece
        elif piece not in found.authors and len(found.authors) < _MOST_AUTHORS:
            found.authors.append(piece)
