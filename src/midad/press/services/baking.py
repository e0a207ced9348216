"""Baking: render on one state of the database, write whole files, only then call it baked.

The order is what makes a crash harmless. (1) Render in a read snapshot and note the version of
every key as that snapshot has it. (2) In one short transaction: if a key's version has moved,
render again; else store the page's keys, so that every later change finds the page. (3) Write the
files. (4) In one short transaction: store the digest and take the page off the stale list, unless
it changed meanwhile. Killed anywhere, the page is still on the list.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from midad.press.graph import NotReady, Rendered, file_of
from midad.press.models import BakedKey, BakedPage, DueKey, KeyVersion
from midad.press.registry import graph
from midad.press.services import leases, purging
from midad.press.services.leases import Lease
from midad.press.services.marking import mark_addresses
from midad.press.services.snapshot import reading_snapshot
from midad.press.services.timekeeping import record_bakes
from midad.press.store import Store
from midad.press.stores import the_store

logger = logging.getLogger("midad.press")

BATCH_PAGES = 20
_RENDER_TRIES = 5
T = TypeVar("T")


@dataclass(frozen=True)
class _Proof:
    """A rendered page before it is baked: ``versions`` are the keys' as the render saw them."""

    lease: Lease
    kind: str
    rendered: Rendered | None
    versions: dict[str, int]
    seconds: float = 0.0

    @property
    def keys(self) -> frozenset[str]:
        return self.rendered.keys if self.rendered else frozenset()

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.rendered.body).hexdigest() if self.rendered else ""

    @property
    def file(self) -> str:
        gone = self.rendered.gone if self.rendered else False
        return file_of(self.lease.address, gone=gone)


def bake_now(addresses: Sequence[str], *, now: datetime) -> int:
    """Bake those of ``addresses`` that are stale, in this process, and return how many changed.

    For what readers must see at once. What fails stays stale for the worker, with the reason.
    """
    return _bake(leases.lease_addresses(addresses, now=now), now=now)


def bake_stale(*, now: datetime, limit: int = BATCH_PAGES) -> int:
    """Bake the next due pages; return how many were taken, 0 when nothing is due."""
    taken = leases.lease_due(limit=limit, now=now)
    _bake(taken, now=now)
    return len(taken)


def _bake(taken: list[Lease], *, now: datetime) -> int:
    """Bake the leased pages: together as far as that goes well, else each on its own."""
    batch = _Batch(the_store(), now)
    with translation.override(settings.LANGUAGE_CODE):
        batch.bake(taken)
    return batch.written


class _Batch:
    """Pages baked together: one snapshot to render on, one transaction for each step."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now
        self.written = 0

    def bake(self, taken: list[Lease]) -> None:
        began = time.perf_counter()
        proofs = self._rendered(taken)
        held = _store_keys(proofs)
        for proof in proofs:
            if proof.lease not in held:
                steady = self._guarded(proof.lease, partial(_render_until_steady, proof.lease))
                held.update({proof.lease: steady} if steady else {})
        _finish(self._put(list(held.values())), self._now, began)

    def _rendered(self, taken: list[Lease]) -> list[_Proof]:
        """Render on one snapshot; what is not ready or fails is rendered by itself after."""
        proofs, waiting = [], []
        with reading_snapshot():
            graph.read_ahead(lease.address for lease in taken)
            for lease in taken:
                try:
                    proofs.append(_render(lease))
                except Exception:
                    waiting.append(lease)
            proofs = _with_versions(proofs)
        for lease in waiting:
            proof = self._guarded(lease, partial(_render_when_ready, lease))
            proofs += [proof] if proof else []
        return proofs

    def _put(self, proofs: Sequence[_Proof]) -> list[_Proof]:
        """Bring the store to what was rendered; return those proofs that stand there now."""
        pages = _pages_of(proofs)
        differing = {proof.lease for proof in proofs if _differs(proof, pages, self._store)}
        fresh = [proof for proof in proofs if proof.lease in differing]
        try:
            _write(fresh, self._store)
        except Exception:
            # Each by itself: one that cannot be written holds up no other.
            failed = {p.lease for p in fresh if not self._tried(p, partial(_write, [p]))}
            proofs = [proof for proof in proofs if proof.lease not in failed]
        standing = [p for p in proofs if self._tried(p, partial(_clear_others, p, pages))]
        self.written += sum(proof.lease in differing for proof in standing)
        return standing

    def _tried(self, proof: _Proof, act: Callable[[Store], None]) -> bool:
        def acted() -> bool:
            act(self._store)
            return True

        return self._guarded(proof.lease, acted) is True

    def _guarded(self, lease: Lease, act: Callable[[], T]) -> T | None:
        """Do ``act``; a failure is logged and the page goes back on the list with its reason."""
        try:
            return act()
        except StillChanging:
            logger.info("page put off", extra={"event": "bake_put_off", "address": lease.address})
            leases.put_off(lease, now=self._now)
            return None
        except Exception as error:
            logger.exception(
                "page could not be baked", extra={"event": "bake_failed", "address": lease.address}
            )
            leases.give_back(lease, f"{type(error).__name__}: {error}", now=self._now)
            return None


class StillChanging(Exception):
    """What the page is made from changed again during each of its renders, as in an import."""


def _render_until_steady(lease: Lease) -> _Proof:
    """Render until no key moved between the render's snapshot and the storing of the keys."""
    for _ in range(_RENDER_TRIES):
        proof = _render_when_ready(lease)
        if _store_keys([proof]):
            return proof
    raise StillChanging(lease.address)


def _render_when_ready(lease: Lease) -> _Proof:
    """Render on a snapshot of its own; what has to be made first is made."""
    for _ in range(_RENDER_TRIES):
        try:
            with reading_snapshot():
                return _with_versions([_render(lease)])[0]
        except NotReady as waiting:
            waiting.prepare()
    raise RuntimeError("what the page needs cannot be made")


def _render(lease: Lease) -> _Proof:
    found = graph.find(lease.address)
    if found is None:
        return _Proof(lease, "", None, {})
    kind, parameters = found
    began = time.perf_counter()
    rendered = kind.render(parameters)
    return _Proof(lease, kind.name, rendered, {}, time.perf_counter() - began)


def _with_versions(proofs: Sequence[_Proof]) -> list[_Proof]:
    """Note the version of every key, on the snapshot that the proofs were rendered on."""
    found = _versions({key for proof in proofs for key in proof.keys})
    return [
        replace(proof, versions={key: found[key] for key in proof.keys if key in found})
        for proof in proofs
    ]


def _versions(keys: Iterable[str], *, lock: bool = False) -> dict[str, int]:
    rows = KeyVersion.objects.filter(key__in=list(keys)).order_by("key")
    if lock and connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return dict(rows.values_list("key", "version"))


def _store_keys(proofs: Sequence[_Proof]) -> dict[Lease, _Proof]:
    """Store the keys of each page none of whose keys moved since its render; return those pages.

    From this commit on, every change finds the page by its keys.
    """
    wanted = sorted({key for proof in proofs for key in proof.keys})
    with transaction.atomic():
        known = set(_versions(wanted))
        KeyVersion.objects.bulk_create(
            [KeyVersion(key=key) for key in wanted if key not in known], ignore_conflicts=True
        )
        present = _versions(wanted, lock=True)
        held = {
            proof.lease: proof
            for proof in proofs
            if all(present[key] == proof.versions.get(key, 0) for key in proof.keys)
        }
        pages = _replace_keys_of(list(held.values()))
        _doubt_digests(held.values(), pages)
    return held


def _doubt_digests(proofs: Iterable[_Proof], pages: Mapping[str, BakedPage]) -> None:
    """Forget what stands of each page that gets other bytes, until they stand.

    A baker killed between its files and its row would leave the digest of the bytes before: a
    page changed back to these would then pass for baked.
    """
    moved = [pages[p.lease.address].pk for p in proofs if pages[p.lease.address].digest != p.digest]
    if moved:
        BakedPage.objects.filter(pk__in=moved).update(digest="")


def _replace_keys_of(proofs: Sequence[_Proof]) -> dict[str, BakedPage]:
    """Store the keys of each page; return the rows by address, as the last bake left them."""
    wanted = {proof.lease.address: proof.kind for proof in proofs}
    found = BakedPage.objects.filter(address__in=wanted).prefetch_related("keys")
    pages = {page.address: page for page in found}
    new = [BakedPage(address=a, kind=kind) for a, kind in wanted.items() if a not in pages]
    pages.update({page.address: page for page in BakedPage.objects.bulk_create(new)})
    added: list[BakedKey] = []
    for proof in proofs:
        page = pages[proof.lease.address]
        old = {row.key: row.pk for row in page.keys.all()} if page not in new else {}
        gone = [pk for key, pk in old.items() if key not in proof.keys]
        if gone:
            BakedKey.objects.filter(pk__in=gone).delete()
        added += [BakedKey(page=page, key=key) for key in sorted(proof.keys - old.keys())]
    BakedKey.objects.bulk_create(added)
    return pages


def _pages_of(proofs: Sequence[_Proof]) -> dict[str, BakedPage]:
    """Return the row of each page by its address, as the last bake left it."""
    addresses = [proof.lease.address for proof in proofs]
    return BakedPage.objects.in_bulk(addresses, field_name="address")


def _differs(proof: _Proof, pages: Mapping[str, BakedPage], store: Store) -> bool:
    """Tell whether the store holds other bytes for a page than were rendered, or none."""
    if _changes(pages[proof.lease.address], proof):
        return True
    return proof.rendered is not None and not store.has(proof.file)


def _write(proofs: Sequence[_Proof], store: Store) -> None:
    store.write_many([(proof.file, proof.rendered.body) for proof in proofs if proof.rendered])


def _clear_others(proof: _Proof, pages: Mapping[str, BakedPage], store: Store) -> None:
    """Remove every other file this address may have: a crash may have left one."""
    address = proof.lease.address
    known = {pages[address].file, file_of(address), file_of(address, gone=True)}
    for file in known - {proof.file if proof.rendered else "", ""}:
        store.remove(file)


def _finish(proofs: Sequence[_Proof], now: datetime, began: float) -> None:
    """Write what was baked and take the pages off the list, now that their files stand."""
    with transaction.atomic():
        pages = _pages_of(proofs)
        purging.note_changed(_known_to_caches(proofs, pages), now=now)
        changed = [_brought_up(pages[p.lease.address], p, now) for p in proofs if p.rendered]
        fields = ["kind", "file", "digest", "size_bytes", "baked_at", "public_address"]
        BakedPage.objects.bulk_update([page for page in changed if page], fields)
        removed = [proof.lease.address for proof in proofs if proof.rendered is None]
        if removed:
            BakedPage.objects.filter(address__in=removed).delete()
        due = {pair for proof in proofs if proof.rendered for pair in proof.rendered.due.items()}
        DueKey.objects.bulk_create(
            [DueKey(key=key, due_at=at) for key, at in sorted(due)], ignore_conflicts=True
        )
        lost = leases.settle([proof.lease for proof in proofs])
        mark_addresses(lost, now=now)
        record_bakes(_times(proofs, time.perf_counter() - began))


def _known_to_caches(proofs: Sequence[_Proof], pages: Mapping[str, BakedPage]) -> dict[str, int]:
    """Return every address under which a cache may hold a page as it was, with its urgency."""
    known: dict[str, int] = {}
    for proof in proofs:
        page, rendered = pages[proof.lease.address], proof.rendered
        if _changes(page, proof):
            taken_away = rendered is None or rendered.gone
            under = {page.address, page.public_address, rendered.public if rendered else ""}
            known |= dict.fromkeys(under - {""}, purging.GONE if taken_away else purging.CHANGED)
    return known


def _changes(page: BakedPage, proof: _Proof) -> bool:
    """Tell whether other bytes were rendered than the row says to stand, or none any more."""
    if proof.rendered is None:
        return bool(page.file)
    return page.digest != proof.digest or page.file != proof.file


def _times(proofs: Sequence[_Proof], seconds: float) -> list[tuple[str, float]]:
    """Return (kind, seconds) of each page: its own render, and its share of what all waited for."""
    baked = [proof for proof in proofs if proof.rendered]
    rest = max(seconds - sum(proof.seconds for proof in baked), 0.0) / max(len(baked), 1)
    return [(proof.kind, proof.seconds + rest) for proof in baked]


def _brought_up(page: BakedPage, proof: _Proof, now: datetime) -> BakedPage | None:
    """Return the row with what was baked; None when it says so already."""
    if proof.rendered is None or not _changes(page, proof):
        return None
    if not proof.rendered.gone:  # readers go on to come to a notice by the story's words
        page.public_address = proof.rendered.public
    page.kind, page.file, page.digest = proof.kind, proof.file, proof.digest
    page.size_bytes, page.baked_at = len(proof.rendered.body), now
    return page
