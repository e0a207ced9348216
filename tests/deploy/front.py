"""A real nginx with the shipped configuration, in a folder and on ports of its own."""

import os
import resource
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests import tools
from tests.paper import free_port
from tests.tools import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
MOST_FILES = 1024
_MAIN = """
{user}pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
{modules}
events {{ worker_connections 768; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sites/*;
}}
"""


@dataclass
class Front:
    """The shipped configuration, with the places and ports of this test put in."""

    folder: Path
    home: Path
    application_port: int
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def places(self) -> list[tuple[str, str]]:
        """Return what stands in the shipped files and what this machine has in its place."""
        return [
            ("/etc/nginx/midad", f"{self.folder}/midad"),
            ("/etc/ssl/paper", f"{self.folder}/tls"),
            ("/var/log/nginx", str(self.folder)),
            ("/srv/paper", str(self.home)),
            ("/srv/midad", str(ROOT)),
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("127.0.0.1:8001", f"127.0.0.1:{self.application_port}"),
            ("allow 192.0.2.0/24;", "allow 127.0.0.1;"),
        ]

    def here(self, text: str) -> str:
        """Return ``text`` of a shipped file as it must be on this machine."""
        for shipped, ours in self.places:
            text = text.replace(shipped, ours)
        return text

    def install(self) -> None:
        """Put the configuration and a certificate of our own into the folder."""
        for part in ("midad", "sites", "tls"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        for path in (SHIPPED / "midad").iterdir():
            (self.folder / "midad" / path.name).write_text(self.here(path.read_text()))
        site = self.here((SHIPPED / "paper.conf").read_text())
        (self.folder / "sites" / "paper.conf").write_text(site)
        (self.folder / "nginx.conf").write_text(main_configuration(self.folder))
        make_certificate(self.folder / "tls")

    def start(self) -> None:
        """Check the configuration, start nginx as Debian does and wait until it listens."""
        subprocess.run([*self._command, "-t", "-q"], check=True)
        self.process = subprocess.Popen(
            [*self._command, "-g", "daemon off;"], preexec_fn=limit_open_files
        )
        wait_for(self.port)

    def stop(self) -> None:
        """Stop nginx, by its own process."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)

    def errors(self) -> str:
        """Return what nginx complained of."""
        return (self.folder / "error.log").read_text()

    @property
    def _command(self) -> list[str]:
        program = tools.nginx() or "nginx"
        configuration = self.folder / "nginx.conf"
        return [program, "-p", str(self.folder), "-c", str(configuration), "-e", "stderr"]


def limit_open_files() -> None:
    """Give a process as many files as systemd gives nginx on Debian, where a test machine gives
    more."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))


def wait_for(port: int, *, seconds: float = 20) -> None:
    """Wait until somebody listens on ``port``."""
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def main_configuration(folder: Path) -> str:
    """Return what Debian's ``nginx.conf`` says around a site, in ``folder``."""
    user = "user root;\n" if os.geteuid() == 0 else ""
    return _MAIN.format(folder=folder, user=user, modules=f"load_module {tools.NGINX_BROTLI};")


def make_certificate(folder: Path) -> None:
    """Make a certificate that nobody but the test trusts."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=paper.example"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
