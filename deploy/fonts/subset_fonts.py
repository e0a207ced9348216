"""Make the paper's two web fonts, Midad Text, out of IBM Plex Sans Arabic.

Run with the project's Python after ``pip install fontpkg-ibm-plex-sans-arabic fonttools brotli``;
writes into src/midad/theme/static/theme/fonts/. Kept: every layout feature and the whole Arabic
block (one missing letter breaks the join of its word), Latin, both kinds of digits. Added: joiners
and direction controls as empty letters, which the face lacks, so that no browser leaves the face,
and the join, to draw nothing. The licence reserves the name Plex for the face as IBM made it:
what is changed goes by another name.
"""

import importlib.resources
import shutil
from importlib.metadata import version
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

PACKAGE = "fontpkg_ibm_plex_sans_arabic"
FAMILY = "Midad Text"
TARGET = Path(__file__).resolve().parents[2] / "src/midad/theme/static/theme/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
CONTROLS = [0x061C, *range(0x200C, 0x2010), *range(0x2066, 0x206A)]
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x0600, 0x0700),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2039, 0x203A),
    *(0x20AC, 0x2122, 0x2212, 0xFDFC),
    *CONTROLS,
]
NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14]


def add_controls(font: TTFont) -> None:
    """Give the font an empty letter without width for each control it lacks."""
    name = "control"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (0, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {code: name for code in CONTROLS if code not in table.cmap}


def rename(font: TTFont, weight: str) -> None:
    """Take the reserved name out of the font's names."""
    compact = FAMILY.replace(" ", "")
    new = {1: FAMILY, 3: f"{compact}-{weight}", 4: f"{FAMILY} {weight}", 6: f"{compact}-{weight}"}
    for record in font["name"].names:
        if record.nameID in new:
            record.string = new[record.nameID]


def main() -> None:
    """Write one woff2 a weight and the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    package = importlib.resources.files(PACKAGE)
    number = version(PACKAGE.replace("_", "-"))
    for weight in WEIGHTS:
        source = package / "files" / f"IBMPlexSansArabic-{weight}.ttf"
        options = subset.Options(
            flavor="woff2",
            layout_features=["*"],
            hinting=False,
            name_IDs=NAMES_KEPT,
            recalc_timestamp=False,
        )
        font = subset.load_font(str(source), options)
        add_controls(font)
        rename(font, weight)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        subsetter.subset(font)
        target = TARGET / f"midad-text-{number}-{weight.lower()}.woff2"
        subset.save_font(font, str(target), options)
        print(target.name, target.stat().st_size)
    shutil.copy(str(package / "LICENSE"), TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
