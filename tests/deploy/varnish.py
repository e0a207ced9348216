"""A real Varnish with the shipped configuration, on a port of its own."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.front import wait_for
from tests.paper import free_port
from tests.tools import ROOT

SHIPPED = ROOT / "deploy" / "varnish" / "midad.vcl"


@contextmanager
def running_varnish(
    folder: Path, paper_port: int, port: int = 0, changes: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run Varnish before the paper on ``paper_port``; yield its port.

    ``changes`` are lines of the shipped configuration and what stands in their place.
    """
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    vcl = folder / "midad.vcl"
    vcl.write_text(_changed({'.port = "8000"': f'.port = "{paper_port}"', **(changes or {})}))
    command = ["varnishd", "-F", "-j", "none", "-n", str(folder / "work"), "-f", str(vcl)]
    command += ["-a", f"127.0.0.1:{port}", "-s", "malloc,32m", "-p", "http_gzip_support=off"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(port, seconds=60)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def forget_everything(folder: Path) -> None:
    """Let the Varnish in ``folder`` begin with nothing kept."""
    command = ["varnishadm", "-n", str(folder / "work"), "ban", "req.url", "~", "."]
    subprocess.run(command, check=True, capture_output=True)


def _changed(changes: Mapping[str, str]) -> str:
    text = SHIPPED.read_text()
    for before, after in changes.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text
