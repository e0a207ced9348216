"""What a visit is told apart by: «Chrome on Android», and no more of what a browser says.

Browsers send a long line about themselves, by which people can be traced. A name of the browser
and one of its system are kept of it, ``Chrome|Android``; either may be missing.
"""

import functools
import re

from django.utils.translation import gettext as _
from ua_parser import Parser
from ua_parser.loaders import load_lazy_builtins
from ua_parser.regex import Resolver

_READ = 512  # signs of the line that are looked at: true ones have two hundred
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+&!'-]{0,39}")
_OF_THE_SYSTEM = {"Mobile", "iOS", "WebView", "WKWebView", "UI/WKWebView"}
_SYSTEMS = {"Mac OS X": "macOS"}


@functools.cache
def _parser() -> Parser:
    """Return the parser, whose expressions run in linear time; it remembers no line."""
    return Parser(Resolver(load_lazy_builtins()))


def kept_name(header: str) -> str:
    """Return what is kept of the line that a browser sends about itself.

    >>> kept_name("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0")
    'Firefox|Linux'
    >>> kept_name("<script>")
    ''
    """
    found = _parser().parse(header[:_READ])
    browser = _plain(found.user_agent.family) if found.user_agent else ""
    system = _plain(found.os.family) if found.os else ""
    words = [word for word in browser.split() if word not in _OF_THE_SYSTEM]
    names = [" ".join(words) or browser, _SYSTEMS.get(system, system)]
    return "|".join(names) if any(names) else ""


def _plain(name: str) -> str:
    return name if _NAME.fullmatch(name) else ""


def in_words(kept: str) -> str:
    """Return a kept name as people read it."""
    browser, _bar, system = kept.partition("|")
    browser = browser or _("Unknown browser")
    if not system:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
