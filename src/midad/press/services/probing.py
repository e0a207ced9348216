"""The probe: fetches what a reader would get and compares it with what was baked."""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from midad.kit.http import Answer, Client, NoAnswer
from midad.press import registry
from midad.press.graph import GONE_NAME
from midad.press.models import BakedPage, StalePage
from midad.press.registry import PRESS, PROBE, Job, JobFailed, NotYet, RecordedAct
from midad.press.services.ledger import wait_for_bakes

# A cache on the way asks the paper's own server anew (RFC 9111, 5.2.1.4).
_FRESH = {"Cache-Control": "no-cache", "User-Agent": "Midad-probe"}


@dataclass(frozen=True)
class _Expected:
    """What a reader should get at an address; the digest is "" where any words will do."""

    status: int
    digest: str = ""


def probe(act: RecordedAct, now: datetime) -> None:
    """Fetch each of the act's pages as a reader does, and compare its decoded bytes.

    Without an address in PROBE_URL nothing is fetched. Raises JobFailed with a reason:
    ``unreachable``, ``slow``, ``broken``, ``redirected``, ``refused`` (a wrong status) or
    ``differs``. Raises NotYet where a page changed while it was fetched.
    """
    wait_for_bakes(act, now)  # in a restored paper the pages may have to be baked anew
    if not settings.PROBE_URL:
        return
    host = urlsplit(settings.PAPER_URL).netloc
    with closing(Client(settings.PROBE_URL, host=host)) as client:
        for address in act.pages:
            _compare(client, address)


def _compare(client: Client, address: str) -> None:
    expected = _expected_at(address)
    try:
        trouble = _difference(client.get(address, headers=_FRESH), expected)
    except NoAnswer as error:
        raise JobFailed(error.code, f"{address}: {error}") from error
    if trouble is None:
        return
    if StalePage.objects.filter(address=address).exists() or _expected_at(address) != expected:
        raise NotYet(f"{address} changed while it was fetched")
    reason, words = trouble
    raise JobFailed(reason, f"{address}: {words}")


def _expected_at(address: str) -> _Expected:
    page = BakedPage.objects.filter(address=address).exclude(file="").first()
    if page is None:
        return _Expected(HTTPStatus.NOT_FOUND)
    is_gone = page.file.rpartition("/")[2] == GONE_NAME
    return _Expected(HTTPStatus.GONE if is_gone else HTTPStatus.OK, page.digest)


def _difference(answer: Answer, expected: _Expected) -> tuple[str, str] | None:
    """Return (reason, words) of how an answer is not what it should be; None when it is."""
    if answer.location:
        return "redirected", f"answered {answer.status}, to {answer.location}"
    if answer.status != expected.status:
        return "refused", f"answered {answer.status} instead of {expected.status}"
    if expected.digest and hashlib.sha256(answer.body).hexdigest() != expected.digest:
        return "differs", f"answered {len(answer.body)} bytes that are not those baked"
    return None


def register_probe() -> None:
    """Register the job that looks at the pages once they are baked."""
    registry.register_own_job(Job(PROBE, probe, needs=PRESS))
