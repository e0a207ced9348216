"""Make the paper's two web fonts: IBM Plex Sans Arabic, subset, with every layout feature kept.

Run with the development environment; writes into src/midad/theme/static/theme/fonts/. Kept: all
Arabic letters newspapers use with those of Persian and Kurdish names, basic Latin, both kinds of
digits, direction controls (one missing letter breaks the join of its word).
"""

import importlib.resources
import shutil
from importlib.metadata import version
from pathlib import Path

from fontTools import subset

PACKAGE = "fontpkg_ibm_plex_sans_arabic"
TARGET = Path(__file__).resolve().parents[2] / "src/midad/theme/static/theme/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
UNICODES = [
    *range(0x20, 0x7F),
    *(0xA0, 0xA9, 0xAB, 0xB0, 0xB1, 0xB7, 0xBB, 0xD7, 0xE9, 0xE8, 0xFC, 0xF6, 0xE7),
    *(0x060C, 0x061B, 0x061C, 0x061F),
    *range(0x0621, 0x063B),
    *range(0x0640, 0x0656),
    *range(0x0660, 0x066E),
    *(0x0670, 0x0671, 0x067E, 0x0686, 0x0698, 0x06A4, 0x06A9, 0x06AF, 0x06CC, 0x06D2, 0x06C0),
    *range(0x06F0, 0x06FA),
    *range(0x200C, 0x2010),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2039, 0x203A),
    *range(0x2066, 0x206A),
]


def main() -> None:
    """Write one woff2 a weight and the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    package = importlib.resources.files(PACKAGE)
    number = version(PACKAGE.replace("_", "-"))
    for name in WEIGHTS:
        source = package / "files" / f"IBMPlexSansArabic-{name}.ttf"
        options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        subsetter.subset(font)
        target = TARGET / f"plex-sans-arabic-{number}-{name.lower()}.woff2"
        subset.save_font(font, str(target), options)
        print(target.name, target.stat().st_size)
    shutil.copy(str(package / "LICENSE"), TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
