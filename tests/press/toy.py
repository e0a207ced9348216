"""A toy paper for the press: short texts in rows, a page for each, and one file that lists all."""

import gzip
import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
from django.conf import settings
from django.db import connection, transaction

from midad.press import services
from midad.press.graph import NotReady, PageKind, Parameters, Rendered, Touch
from midad.press.models import BakedPage, PressMark, StalePage
from midad.press.registry import graph
from midad.press.store import FileStore

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEASE_IS_OVER = NOW + timedelta(seconds=61)
LIST = "/toy.txt"
_GONE = "gone:"
_serials = itertools.count(1)


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the press catches it."""


def page(name: str) -> str:
    return f"/toy/{name}/"


def index(name: str) -> str:
    return f"toy/{name}/index.html"


def gone(name: str) -> str:
    return f"toy/{name}/gone.html"


class ToyPaper:
    """Pages ``/toy/<name>/`` and the list ``/toy.txt``, in place of the real paper's kinds.

    A text is a row, so that a render sees it as its snapshot does. ``trouble`` makes a page fail,
    ``unmade`` makes it ask for something first, ``meanwhile`` is done inside the next renders,
    ``more_addresses`` should exist too, ``public`` are the addresses readers are led to.
    """

    def __init__(self) -> None:
        self.renders: Counter[str] = Counter()
        self.trouble: dict[str, Exception] = {}
        self.unmade: dict[str, Callable[[], None]] = {}
        self.due: dict[str, dict[str, datetime]] = {}
        self.meanwhile: list[Callable[[], object]] = []
        self.more_addresses: list[str] = []
        self.public: dict[str, str] = {}
        graph.register_kind(PageKind("sheet", r"/toy/(?P<name>[a-z]+)/", self._sheet, self._names))
        graph.register_kind(PageKind("list", r"/toy\.txt", self._list, lambda: iter([LIST])))

    def write(self, name: str, text: str = "", *, now: datetime = NOW) -> str:
        """Change a text and mark what it touches, in one transaction; return the text."""
        text = text or f"نص {next(_serials)}"
        with transaction.atomic():
            PressMark.objects.update_or_create(name=f"toy:{name}", defaults={"value": text})
            services.mark_touched(touch(name), now=now)
        return text

    def kill(self, name: str, notice: str = "") -> str:
        """Put a notice where the text stood."""
        return self.write(name, _GONE + (notice or f"إشعار {next(_serials)}"))

    def remove(self, name: str) -> None:
        """Let nothing stand at the page."""
        with transaction.atomic():
            PressMark.objects.filter(name=f"toy:{name}").delete()
            services.mark_touched(touch(name), now=NOW)

    def files(self) -> dict[str, str]:
        """Return the files that should stand, from the texts as they are now."""
        texts = {row.name[4:]: row.value for row in _texts()}
        made = {(gone if _is_gone(text) else index)(name): text for name, text in texts.items()}
        return {**made, "toy.txt": _listed()}

    def _sheet(self, parameters: Parameters) -> Rendered | None:
        name = parameters["name"]
        self._begin(page(name))
        row = PressMark.objects.filter(name=f"toy:{name}").first()
        if name in self.trouble:
            raise self.trouble[name]
        if name in self.unmade:
            raise NotReady(self.unmade[name])
        if row is None:
            return None
        due = self.due.get(name, {})
        keys = frozenset({f"toy:{name}", *due})
        public = self.public.get(name, "")
        return Rendered(row.value.encode(), keys, _is_gone(row.value), due, public)

    def _list(self, _: Parameters) -> Rendered:
        self._begin(LIST)
        return Rendered(_listed().encode(), frozenset({"toy:list"}))

    def _begin(self, address: str) -> None:
        self.renders[address] += 1
        PressMark.objects.exists()  # the first read is what a snapshot begins with
        if self.meanwhile:
            self.meanwhile.pop(0)()

    def _names(self) -> Iterator[str]:
        yield from (page(row.name[4:]) for row in _texts())
        yield from self.more_addresses


def touch(name: str) -> Touch:
    return Touch(frozenset({f"toy:{name}", "toy:list"}), frozenset({page(name), LIST}))


def _texts() -> list[PressMark]:
    return list(PressMark.objects.filter(name__startswith="toy:").order_by("name"))


def _listed() -> str:
    return "\n".join(row.value for row in _texts())


def _is_gone(text: str) -> bool:
    return text.startswith(_GONE)


def bake(*, now: datetime = NOW) -> int:
    """Bake until nothing is due at ``now``; return how many pages were taken."""
    total = 0
    while taken := services.bake_stale(now=now):
        total += taken
    return total


def stale() -> dict[str, int]:
    """Return each stale address with its version."""
    return dict(StalePage.objects.values_list("address", "version"))


def baked() -> set[str]:
    """Return every address the press says is baked."""
    return set(BakedPage.objects.exclude(file="").values_list("address", flat=True))


def store() -> FileStore:
    """Return the store of this test's paper."""
    return FileStore(Path(settings.PRESS_STORE_DIR))


def forms(path: str) -> set[str]:
    """Return the texts that the plain, the gzip and the brotli form of ``path`` hold."""
    plain = store().root / path
    packed = [(".gz", gzip.decompress), (".br", brotli.decompress)]
    texts = [unpack(plain.with_name(plain.name + end).read_bytes()) for end, unpack in packed]
    return {data.decode() for data in [plain.read_bytes(), *texts]}


def standing() -> dict[str, str]:
    """Return every file of the store with its text; its three forms must hold the same."""
    found = {path: forms(path) for path in store().paths()}
    torn = [path for path, texts in found.items() if len(texts) > 1]
    assert not torn
    assert len(all_files()) == 3 * len(found)
    return {path: texts.pop() for path, texts in found.items()}


def all_files() -> list[Path]:
    """Return whatever lies in the store, temporary files too."""
    return [path for path in store().root.rglob("*") if path.is_file()]


def elsewhere(act: Callable[[], object]) -> None:
    """Do ``act`` to its end on another connection, as another process would."""
    raised: list[BaseException] = []

    def do() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
