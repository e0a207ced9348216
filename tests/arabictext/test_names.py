"""Names in a row, agencies by any of their names."""

import pytest

from arabictext.names import (
    AGENCY_SHORT_NAMES,
    join_names,
    join_with_comma,
    match_agency,
    normalise_agency_name,
)

AFP, DPA, AP, MENA = ("أ\u00a0ف\u00a0ب", "د\u00a0ب\u00a0أ", "أ\u00a0ب", "أ\u00a0ش\u00a0أ")


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["سلمى"], "سلمى"),
        (["سلمى", "ياسين"], "سلمى وياسين"),
        (["سلمى", "ياسين", "هند"], "سلمى وياسين وهند"),
        (["سلمى", "", " ", "هند"], "سلمى وهند"),
    ],
)
def test_names_join_with_a_waw_that_sticks(names, joined):
    assert join_names(names) == joined


def test_names_join_otherwise():
    assert join_names(["أ", "ب"], conjunction="أو ") == "أ أو ب"
    assert join_with_comma(["أ ب", "ج", ""]) == "أ ب، ج"


@pytest.mark.parametrize(
    "name",
    ["واس", "وام", "كونا", "قنا", "بنا", "بترا", "وفا", "واج", "وات", AFP, DPA, AP, MENA, "رويترز"],
)
def test_every_short_name_is_known_by_itself(name):
    assert name in AGENCY_SHORT_NAMES
    assert match_agency(name) == name
    assert normalise_agency_name(name) == name


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("أ.ف.ب", AFP),
        ("ا ف ب", AFP),
        ("أ ف ب", AFP),
        ("أ. ف. ب.", AFP),
        ("(أ ف ب)", AFP),
        ("اف ب", AFP),
        ("AFP", AFP),
        ("فرانس برس", AFP),
        ("د.ب.أ", DPA),
        ("د ب ا", DPA),
        ("أ.ب", AP),
        ("ا ب", AP),
        ("أسوشيتد برس", AP),
        ("أ ش أ", MENA),
        ("واس ", "واس"),
        ("/ وام /", "وام"),
        ("الوكالات", "وكالات"),
    ],
)
def test_agencies_match_however_dotted_or_spaced(written, short):
    assert match_agency(written) == short
    assert normalise_agency_name(written) == short


@pytest.mark.parametrize("text", ["دبا", "آب", "أب", "سلمى الحداد", "", "/", "\ud800"])
def test_what_is_no_agency(text):
    assert match_agency(text) is None


def test_an_unknown_agency_of_letters_is_printed_with_no_break_spaces():
    assert normalise_agency_name("و.م.ع") == "و\u00a0م\u00a0ع"
    assert normalise_agency_name("و م ع") == "و\u00a0م\u00a0ع"
    assert normalise_agency_name("  وكالة الساحل ") == "وكالة الساحل"
