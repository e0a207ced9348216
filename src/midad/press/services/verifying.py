"""Comparing the store with what should be there: every address, every form, every byte."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.utils import translation

from midad.press.graph import Rendered, file_of
from midad.press.models import BakedPage, StalePage
from midad.press.registry import graph
from midad.press.services.marking import mark_addresses
from midad.press.services.snapshot import reading_snapshot
from midad.press.store import ENCODINGS, Store, decoded
from midad.press.stores import the_store

_BATCH = 200
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be.

    ``name`` is ``missing`` (no page where one should be), ``extra`` (a file that no page has),
    ``stale`` (waits to be baked), ``broken`` (a form that is gone or holds other bytes than were
    baked) or ``wrong`` (rendered now, the page has other bytes). ``where`` is an address, for an
    extra file its path.
    """

    name: str
    where: str
    reason: str = ""


def faults(*, render: bool = False, progress: Progress = lambda _: None) -> Iterator[Fault]:
    """Yield what is wrong with the store; ``render`` renders every page to compare its bytes.

    ``progress`` is told how many pages more were looked at. A paper that is being written changes
    meanwhile: what is baked while this looks may be named without being wrong.
    """
    store = the_store()
    stale = set(StalePage.objects.values_list("address", flat=True))
    yield from (Fault("stale", address) for address in sorted(stale))
    known: set[str] = set()
    for pages in _baked_pages():
        known.update(page.file for page in pages)
        yield from _broken(pages, store, stale)
        if render:
            yield from _wrong([page for page in pages if page.address not in stale])
        progress(len(pages))
    yield from _missing(stale)
    yield from (Fault("extra", path) for path in store.paths() if path not in known)


def mend(found: Sequence[Fault], *, now: datetime) -> int:
    """Mark every page with a fault stale, so that it is baked anew, and remove extra files.

    Returns how many faults there were to mend.
    """
    store = the_store()
    for fault in found:
        if fault.name == "extra":
            store.remove(fault.where)
    addresses = sorted({fault.where for fault in found if fault.name != "extra"})
    for start in range(0, len(addresses), _BATCH):
        # What was baked there is forgotten, so that every form is written anew; readers keep the
        # page as it is until then.
        BakedPage.objects.filter(address__in=addresses[start : start + _BATCH]).update(digest="")
    mark_addresses(addresses, now=now)
    return len(found)


def _baked_pages() -> Iterator[list[BakedPage]]:
    """Yield every page that has a file, in batches that are queries of their own."""
    last = 0
    while True:
        pages = BakedPage.objects.exclude(file="").filter(pk__gt=last).order_by("pk")[:_BATCH]
        batch = list(pages)
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def _broken(pages: list[BakedPage], store: Store, stale: set[str]) -> Iterator[Fault]:
    for page in pages:
        for encoding in ("", *ENCODINGS):
            reason = _reason_broken(page, store.read(page.file, encoding), encoding)
            if reason and page.address not in stale:
                yield Fault("broken", page.address, f"{encoding or 'plain'}: {reason}")


def _reason_broken(page: BakedPage, data: bytes | None, encoding: str) -> str:
    if data is None:
        return "not there"
    try:
        body = decoded(data, encoding)
    except Exception as problem:  # whatever a torn file does to its decoder
        return f"cannot be unpacked ({type(problem).__name__})"
    same = hashlib.sha256(body).hexdigest() == page.digest
    return "" if same else "other bytes than were baked"


def _wrong(pages: list[BakedPage]) -> Iterator[Fault]:
    """Yield the pages whose bytes a render of now does not give."""
    with translation.override(settings.LANGUAGE_CODE), reading_snapshot():
        graph.read_ahead(page.address for page in pages)
        for page in pages:
            rendered = _rendered(page.address)
            if rendered is None:
                yield Fault("wrong", page.address, "should not be there")
            elif page.file != file_of(page.address, gone=rendered.gone) or (
                hashlib.sha256(rendered.body).hexdigest() != page.digest
            ):
                yield Fault("wrong", page.address, "is rendered otherwise now")


def _missing(stale: set[str]) -> Iterator[Fault]:
    """Yield the addresses that render to a page and have none."""
    addresses = graph.all_addresses()
    while batch := list(islice(addresses, _BATCH)):
        there = BakedPage.objects.filter(address__in=batch).exclude(file="")
        absent = set(batch) - set(there.values_list("address", flat=True)) - stale
        with translation.override(settings.LANGUAGE_CODE):
            yield from (Fault("missing", a) for a in sorted(absent) if _rendered(a) is not None)


def _rendered(address: str) -> Rendered | None:
    found = graph.find(address)
    return found[0].render(found[1]) if found else None
