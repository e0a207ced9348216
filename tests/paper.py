"""A real paper for tests: the demo newspaper in a folder of its own, served by itself."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 480


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class DemoPaper:
    """The demo newspaper, running."""

    home: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {
            **kept,
            "MIDAD_HOME": str(self.home),
            "MIDAD_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "midad.config.settings.dev",
        }

    def midad(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        """Run a ``midad`` command on this paper."""
        return subprocess.run(
            [sys.executable, "-m", "midad", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )

    def start(self) -> None:
        """Start ``midad demo`` and wait until the paper answers."""
        with (self.home.parent / "demo.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "midad", "demo", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError((self.home.parent / "demo.log").read_text())
            if self._stands():
                return
            time.sleep(0.2)
        raise RuntimeError("the demo did not start in time")

    def _stands(self) -> bool:
        """Tell whether the demo is loaded and both servers answer: each starts by itself."""
        told = "newsroom" in (self.home.parent / "demo.log").read_text()
        return told and self.answers("/") and self.answers("/newsroom/login/")

    def stop(self) -> None:
        """Stop the paper as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)

    def answers(self, path: str) -> bool:
        """Tell whether ``path`` answers 200."""
        try:
            with self.get(path) as answer:
                return answer.status == 200
        except urllib.error.HTTPError as answer:
            answer.close()
            return False
        except (urllib.error.URLError, ConnectionError):
            return False

    def get(self, path: str):
        """Return the answer to a GET of ``path`` or of a full address of this paper."""
        return urllib.request.urlopen(path if path.startswith("http") else self.url + path)

    def text(self, path: str) -> str:
        """Return the body at ``path`` as text."""
        with self.get(path) as answer:
            return answer.read().decode()

    def stories(self) -> list[dict]:
        """Return the newest stories as the paper's JSON Feed tells them."""
        return json.loads(self.text("/feeds/feed.json"))["items"]

    def login(self) -> tuple[str, str]:
        """Return the chief editor's address and password."""
        email, password = (self.home / "chief-editor.txt").read_text().split()
        return email, password

    def story_addresses(self) -> list[str]:
        """Return the address of every story in the sitemaps."""
        found = []
        for sitemap in re.findall(r"<loc>([^<]*/stories-[^<]*)</loc>", self.text("/sitemap.xml")):
            found += re.findall(r"<loc>([^<]*)</loc>", self.text(sitemap))
        return found
