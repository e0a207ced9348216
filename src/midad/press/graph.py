"""The dependency graph in plain Python: addresses, keys, what a page is made from.

A *key* names something a page was made from: ``story:42``, ``list:section:7``, ``edition``.
A *kind* is a family of addresses with one way of rendering. Rooms register kinds and, for each
model, which keys a change touches; the press knows nothing else of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

GONE_NAME = "gone.html"
INDEX_NAME = "index.html"


@dataclass(frozen=True)
class Rendered:
    """One page as rendered: bytes, and the keys it was made from.

    ``gone`` marks a notice that stands where a story was taken away: it gets another file name,
    because what a server answers follows from the path alone. ``due`` maps keys to the moment
    they change by the clock (midnight, the end of breaking news). ``public`` is the address
    readers are led to, "" where it is the page's own.
    """

    body: bytes
    keys: frozenset[str]
    gone: bool = False
    due: Mapping[str, datetime] = field(default_factory=dict)
    public: str = ""


@dataclass(frozen=True)
class Touch:
    """What a change touches.

    ``keys`` make every page stale that holds one of them; ``addresses`` may not be baked yet and
    so hold no key; ``at_once`` are baked on commit, the rest by the worker; ``watched`` are those
    by which readers notice the change: they are probed after it.
    """

    keys: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    at_once: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()

    def __or__(self, other: "Touch") -> "Touch":
        return Touch(
            self.keys | other.keys,
            self.addresses | other.addresses,
            tuple(dict.fromkeys(self.at_once + other.at_once)),
            tuple(dict.fromkeys(self.watched + other.watched)),
        )

    def __bool__(self) -> bool:
        return bool(self.keys or self.addresses or self.at_once)


@dataclass(frozen=True)
class Act:
    """One thing done to a subject (``story:42``) that readers see, e.g. ``publish``.

    ``key`` tells this act from others of the same name on the same subject, and is the same
    however often its row is saved; without one, the moment does.
    """

    subject: str
    name: str
    key: str = ""


class NotReady(Exception):
    """Raised by a render that needs something made first, e.g. the sizes of a new picture.

    The press calls ``prepare``, which may write, and renders again.
    """

    def __init__(self, prepare: Callable[[], None]) -> None:
        super().__init__("something must be made before this page can be rendered")
        self.prepare = prepare


Parameters = Mapping[str, str]


@dataclass(frozen=True)
class PageKind:
    """A family of addresses: how to tell one, render one, and list all that should exist.

    ``render`` returns None where nothing stands at the address. It only reads; what has to be
    made first it names by raising :class:`NotReady`. ``read_ahead`` reads for many pages at once
    what their renders, on the same snapshot, then find in its memory.
    """

    name: str
    pattern: str
    render: Callable[[Parameters], Rendered | None]
    addresses: Callable[[], Iterable[str]]
    read_ahead: Callable[[Sequence[Parameters]], None] | None = None

    def match(self, address: str) -> Parameters | None:
        """Return the address's parameters when it belongs to this kind."""
        found = re.fullmatch(self.pattern, address)
        return found.groupdict() if found else None


@dataclass(frozen=True)
class TouchRule:
    """What a change of one model touches.

    ``unseen_fields`` are those no reader sees: a save of these alone touches nothing. ``act``
    names what was done, from the row as it stood before (None: new) and stands now (None: deleted);
    it returns None for a change that is nobody's act.
    """

    touch: Callable[[Any], Touch]
    unseen_fields: frozenset[str] = frozenset()
    act: Callable[[Any, Any], Act | None] | None = None

    def passes_over(self, update_fields: Iterable[str] | None) -> bool:
        """Tell whether a save of just ``update_fields`` (None: all) concerns no reader."""
        return update_fields is not None and set(update_fields) <= self.unseen_fields


class Graph:
    """Every kind and every touch rule of the paper."""

    def __init__(self) -> None:
        self._kinds: dict[str, PageKind] = {}
        self._touches: dict[type, TouchRule] = {}

    def register_kind(self, kind: PageKind) -> None:
        """Add a family of addresses. Raises ValueError when its name is taken."""
        if kind.name in self._kinds:
            raise ValueError(f"page kind {kind.name!r} is registered already")
        self._kinds[kind.name] = kind

    def register_touch(self, model: type, rule: "TouchRule") -> None:
        """Say what a change of ``model`` touches. Raises ValueError when it was said already."""
        if model in self._touches:
            raise ValueError(f"what {model.__name__} touches is registered already")
        self._touches[model] = rule

    def touch_rule(self, model: type) -> "TouchRule | None":
        """Return the rule of ``model``; None when its changes touch no page."""
        return self._touches.get(model)

    def find(self, address: str) -> tuple[PageKind, Parameters] | None:
        """Return the kind and parameters of ``address``; None for an unknown address."""
        for kind in self._kinds.values():
            parameters = kind.match(address)
            if parameters is not None:
                return kind, parameters
        return None

    def read_ahead(self, addresses: Iterable[str]) -> None:
        """Read together what the renders of ``addresses`` will need; some kinds have nothing."""
        asked: dict[str, list[Parameters]] = {}
        for kind, parameters in filter(None, map(self.find, addresses)):
            asked.setdefault(kind.name, []).append(parameters)
        for name, together in asked.items():
            read = self._kinds[name].read_ahead
            if read and len(together) > 1:
                read(together)

    def all_addresses(self) -> Iterator[str]:
        """Yield every address that should exist, kind by kind."""
        for kind in self._kinds.values():
            yield from kind.addresses()


def file_of(address: str, *, gone: bool = False) -> str:
    """Return the store's file for ``address``.

    >>> file_of("/articles/k7m2xqa/")
    'articles/k7m2xqa/index.html'
    >>> file_of("/articles/k7m2xqa/", gone=True)
    'articles/k7m2xqa/gone.html'
    >>> file_of("/feeds/rss.xml")
    'feeds/rss.xml'
    """
    path = address.lstrip("/")
    if not address.endswith("/"):
        return path
    return path + (GONE_NAME if gone else INDEX_NAME)


def address_of(file: str) -> str:
    """Return the address whose page or notice stands in the store's ``file``.

    >>> address_of("articles/k7m2xqa/gone.html")
    '/articles/k7m2xqa/'
    >>> address_of("index.html")
    '/'
    >>> address_of("feeds/rss.xml")
    '/feeds/rss.xml'
    """
    folder, slash, name = file.rpartition("/")
    return f"/{folder}{slash}" if name in (INDEX_NAME, GONE_NAME) else f"/{file}"
