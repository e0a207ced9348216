"""The storm's reader: opens pages all the time, as files and over HTTP, and believes nothing."""

import contextlib
import gzip
import http.client
import json
import random
import re
import socket
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import brotli

DECODERS = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
ETAG = re.compile(r'"([0-9a-f]+)-([0-9a-f]+)"')


class Reader:
    """Reads until told to stop; ``faults`` are what no reader may ever get."""

    def __init__(self, store: Path, port: int, seed: int) -> None:
        self._store, self._port = store, port
        self._chance = random.Random(seed)
        self._paths: list[str] = []
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []

    def read_until(self, report: Path, end: Path) -> None:
        """Read until the file ``end`` is there; then write what was seen to ``report``."""
        looks = 0
        while not end.exists():
            if looks % 200 == 0:
                self._paths = plain_paths(self._store)
            looks += 1
            if self._paths:
                self._look(self._chance.choice(self._paths))
            time.sleep(0.001)
        report.write_text(json.dumps({"seen": self.seen, "faults": self.faults[:20]}))

    def _look(self, path: str) -> None:
        encoding = self._chance.choice(list(DECODERS))
        with contextlib.suppress(FileNotFoundError):  # taken away meanwhile, as a whole
            data = (self._store / (path + SUFFIXES[encoding])).read_bytes()
            self._check("file", path, encoding, data)
        try:
            self._fetch(path, encoding)
        except (OSError, http.client.HTTPException):
            self.seen["no server"] += 1  # killed: nothing was answered, or not to its end

    def _fetch(self, path: str, encoding: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        with contextlib.closing(connection):
            address = "/" + path.removesuffix("index.html").replace("gone.html", "")
            connection.request("GET", address, headers={"Accept-Encoding": encoding})
            answer = connection.getresponse()
            body = answer.read()
            self.seen[f"status {answer.status}"] += 1
            if answer.status not in (200, 404, 410):
                self.faults.append(f"{address}: {answer.status}")
            elif answer.status == 200:
                self._check("answer", path, answer.getheader("Content-Encoding", ""), body)
                tag = ETAG.fullmatch(answer.getheader("ETag", ""))
                if not tag or int(tag[2], 16) != len(body):
                    self.faults.append(f"{address}: entity tag {answer.getheader('ETag')}")

    def _check(self, what: str, path: str, encoding: str, data: bytes) -> None:
        self.seen[what] += 1
        try:
            check_whole(path, DECODERS[encoding](data))
        except Exception as fault:  # whatever a torn file does to who reads it
            self.faults.append(f"{what} {path} {encoding}: {type(fault).__name__} {fault}")


def check_whole(path: str, body: bytes) -> None:
    """Raise when a page, feed or sitemap is not whole."""
    if path.endswith(".xml"):
        ElementTree.fromstring(body)
    elif path.endswith(".json"):
        json.loads(body)
    elif path.endswith(".html") and not path.startswith("fragments/"):
        text = body.decode()
        if not text.lower().startswith("<!doctype html>"):
            raise ValueError(f"begins with {text[:40]!r}")
        if not text.rstrip().endswith("</html>"):
            raise ValueError(f"ends with {text[-40:]!r}")
    elif path == "robots.txt" and not body.endswith(b"\n"):
        raise ValueError(f"ends with {body[-40:]!r}")


def plain_paths(store: Path) -> list[str]:
    """Return every plain path; the store changes meanwhile."""
    found = []
    for path in store.rglob("*"):
        name = path.relative_to(store).as_posix()
        if not name.endswith((".br", ".gz")) and ".baking" not in name and path.is_file():
            found.append(name)
    return sorted(found)


def wait_for_port(port: int, seconds: float = 30) -> None:
    """Wait until somebody listens on ``port``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")
