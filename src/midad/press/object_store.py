"""Baked pages on S3-compatible storage: an object for each form, with what a server must say of it.

There is no rename, and none is needed: an object is replaced whole or not at all. Readers are
answered from the bucket, by a CDN or nginx (docs/operations.md).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from midad.press.serving.paths import MISSING_CACHE, PAGE_CACHE, content_type
from midad.press.store import ENCODINGS, encoded_forms

_AT_ONCE = 8  # pages on their way; an object takes some ten milliseconds
_CLIENT = Config(
    connect_timeout=5,
    read_timeout=20,
    max_pool_connections=2 * _AT_ONCE,
    retries={"mode": "standard", "max_attempts": 4},
)


class PageStorage(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """The bucket, where each object carries its type, encoding and caching."""

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Return what is said of the object ``name`` when it is written and when it is sent."""
        encoding = next((e for e, suffix in ENCODINGS.items() if name.endswith(suffix)), "")
        file = Path(name.removesuffix(ENCODINGS.get(encoding, "")))
        # The name has the folder before it.
        caching = MISSING_CACHE if file.name == "404.html" else PAGE_CACHE
        said = {"ContentType": content_type(file), "CacheControl": caching}
        return {**said, "ContentEncoding": encoding} if encoding else said


class ObjectStore:
    """A store in a bucket; any number of threads and processes may use it."""

    def __init__(self, bucket: str, folder: str, endpoint: str) -> None:
        self.storage = PageStorage(
            bucket_name=bucket,
            location=folder,
            endpoint_url=endpoint or None,
            client_config=_CLIENT,
            transfer_config=TransferConfig(use_threads=False),
        )
        self._prefix = f"{folder}/" if folder else ""

    def write(self, path: str, body: bytes) -> None:
        """Put ``body`` under ``path``; the plain form last, so that its encodings are there."""
        for suffix, data in encoded_forms(body):
            self.storage.save(path + suffix, ContentFile(data))

    def write_many(self, pages: Sequence[tuple[str, bytes]]) -> None:
        """Put each body under its path, several at once. Raises what the first failure raised."""
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            for _ in pool.map(lambda page: self.write(*page), pages):
                pass

    def remove(self, path: str) -> None:
        """Take ``path`` away in every form, with one request; nothing happens where it is not."""
        names = [self._prefix + path + suffix for suffix in ("", *ENCODINGS.values())]
        asked = {"Objects": [{"Key": name} for name in names], "Quiet": True}
        failed = self.storage.bucket.delete_objects(Delete=asked).get("Errors")
        if failed:
            raise OSError(f"{failed[0]['Key']}: {failed[0]['Message']}")

    def has(self, path: str) -> bool:
        """Tell whether ``path`` stands: the plain form is the last to come and the first to go."""
        return bool(self.storage.exists(path))

    def read(self, path: str, encoding: str = "") -> bytes | None:
        """Return the bytes of ``path`` in an encoding; None when it is not there."""
        try:
            with self.storage.open(path + ENCODINGS.get(encoding, "")) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def paths(self) -> Iterator[str]:
        """Yield every plain path, as the bucket lists its objects: a thousand a question."""
        for found in self.storage.bucket.objects.filter(Prefix=self._prefix):
            if not found.key.endswith(tuple(ENCODINGS.values())):
                yield found.key.removeprefix(self._prefix)

    def sweep(self) -> int:
        """Nothing is ever half done."""
        return 0


@cache
def object_store(address: str, endpoint: str) -> ObjectStore:
    """Return the store at ``address`` (``s3://bucket/folder``), one a process.

    Raises ValueError for an address without a bucket.
    """
    bucket, _, folder = address.removeprefix("s3://").partition("/")
    if not bucket:
        raise ValueError(f"no bucket is named: {address}")
    return ObjectStore(bucket, folder.strip("/"), endpoint)
