"""Keep the Arabic catalogue: gather every message, keep what is translated, name what is not.

``python -m lint.words`` rewrites the catalogue and compiles it; with ``--check`` it only tells.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "midad"
_TRANSLATE_TAG = re.compile(r'{%-?\s*(?:translate|trans)\s+"([^"]+)"')
ARABIC = SOURCE / "theme" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "_": None,
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext_lazy": (1, 2),
}
METHODS = [("**.py", "python"), ("theme/templates/**.html", "jinja2")]
OPTIONS = {
    "theme/templates/**.html": {
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
    }
}


def gathered() -> Catalog:
    """Return every message of the code, the theme and the newsroom's own templates."""
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(SOURCE, METHODS, OPTIONS, KEYWORDS):
        found.add(message, context=context)
    own = (
        path for room in ("newsroom", "readers") for path in SOURCE.glob(f"{room}/templates/**/*")
    )
    for path in filter(Path.is_file, own):
        for match in _TRANSLATE_TAG.finditer(path.read_text(encoding="utf-8")):
            found.add(match[1])
    return found


def arabic() -> Catalog:
    """Return the committed Arabic catalogue."""
    with ARABIC.open("rb") as file:
        return read_po(file, locale="ar")


def untranslated(catalogue: Catalog, template: Catalog) -> list[str]:
    """Return the messages that have no Arabic, or a doubtful one."""
    missing = []
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        forms = [] if known is None else known.string
        forms = [forms] if isinstance(forms, str) else list(forms)
        if not forms or not all(forms) or known.fuzzy:
            missing.append(str(message.id))
    return missing


def main() -> int:
    """Gather, merge, compile; fail when a message has no Arabic."""
    template, catalogue = gathered(), arabic()
    missing = untranslated(catalogue, template)
    for words in missing:
        print(f"no Arabic for: {words}")
    if "--check" not in sys.argv:
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        for extra in arabic():  # overrides of other packages' words stand in no source of ours
            if extra.id and extra.id not in catalogue and "override" in extra.flags:
                catalogue[extra.id] = extra
        with ARABIC.open("wb") as file:
            write_po(file, catalogue, omit_header=False, sort_output=True, width=100)
        with ARABIC.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
