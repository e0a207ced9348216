"""S3-compatible storage for tests: moto's server on a port of its own, a bucket for each test."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import boto3
from django.test import override_settings
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import FakeKey, s3_backends
from moto.server import ThreadedMotoServer

FOLDER = "paper"
_names = (f"paper-{number}" for number in itertools.count(1))
_KEYS = {
    "AWS_ACCESS_KEY_ID": "tests",
    "AWS_SECRET_ACCESS_KEY": "tests",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@contextmanager
def object_storage_server() -> Iterator[str]:
    """Run the server; yield its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


class Bucket:
    """A new bucket that keeps every version of an object, so that each writing is seen.

    The press speaks to it over HTTP. What a test looks at and puts there itself is taken from the
    server's memory: it runs in this process, and a thousand requests a test are too many.
    """

    def __init__(self, endpoint: str) -> None:
        self.name = next(_names)
        self.client = boto3.client("s3", endpoint_url=endpoint)
        self.client.create_bucket(Bucket=self.name)
        kept = {"Status": "Enabled"}
        self.client.put_bucket_versioning(Bucket=self.name, VersioningConfiguration=kept)
        self._backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]

    def versions(self) -> dict[str, tuple[str, str]]:
        """Return (entity tag, version) of every object, by its name within the folder."""
        return {name: (key.etag, key.version_id) for name, key in self._objects()}

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of every object."""
        return {name: key.value for name, key in self._objects()}

    def get(self, name: str) -> dict:
        """Return an object as a reader of the bucket gets it."""
        return dict(self.client.get_object(Bucket=self.name, Key=f"{FOLDER}/{name}"))

    def put(self, name: str, body: bytes) -> None:
        self._backend.put_object(self.name, f"{FOLDER}/{name}", body)

    def _objects(self) -> list[tuple[str, FakeKey]]:
        found = self._backend.buckets[self.name].keys.items()
        return [(k.removeprefix(f"{FOLDER}/"), key) for k, key in found if isinstance(key, FakeKey)]


@contextmanager
def bucket(endpoint: str) -> Iterator[Bucket]:
    """Let the paper's pages stand in a bucket for the block; yield the bucket."""
    with mock.patch.dict(os.environ, _KEYS):
        made = Bucket(endpoint)
        place = f"s3://{made.name}/{FOLDER}"
        with override_settings(PRESS_STORE_BUCKET=place, PRESS_STORE_ENDPOINT=endpoint):
            yield made
