"""nginx as it is measured: on the baked store, on one bare file, before WordPress."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.press.paper import Paper
from bench.press.processes import free_port, running

_ROOT = Path(__file__).resolve().parents[2]
_MODULES = Path("/usr/lib/nginx/modules")
_USER = "user www-data;\n" if os.geteuid() == 0 else ""
# Connections stay open through a whole run, with every server alike.
_MAIN = """
worker_processes 1;
daemon off;
pid {prefix}/nginx.pid;
error_log {prefix}/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    client_body_temp_path {prefix}/body;
    proxy_temp_path {prefix}/proxy;
    fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi;
    scgi_temp_path {prefix}/scgi;
{http}
}}
"""
_STORE = """
    include {pieces}/maps.conf;
    server {{
        listen 127.0.0.1:{port};
        include {pieces}/readers.conf;
    }}
"""
_IN_FRONT = """
    include {pieces}/maps.conf;
    upstream midad_application {{
        server 127.0.0.1:{application};
        keepalive 16;
    }}
    server {{
        listen 127.0.0.1:{port};
        include {pieces}/application.conf;
        include {pieces}/readers.conf;
    }}
"""
_BARE = """
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        default_type text/html;
    }}
"""


@contextmanager
def on_store(paper: Paper, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve a paper's store by the shipped configuration; yield the port and process id."""
    with _serving(folder, _STORE, pieces=_pieces(paper, folder)) as running_nginx:
        yield running_nginx


@contextmanager
def in_front(paper: Paper, folder: Path, application: int) -> Iterator[tuple[int, int]]:
    """Serve a paper by the shipped configuration, with its newsroom's server at the port
    ``application``; yield the port and process id."""
    words = {"pieces": _pieces(paper, folder), "application": application}
    with _serving(folder, _IN_FRONT, **words) as running_nginx:
        yield running_nginx


@contextmanager
def on_bare_file(page: bytes, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve ``page`` as the file ``/page``, with nothing that nginx would have to think about."""
    root = folder / "root"
    root.mkdir(parents=True)
    (root / "page").write_bytes(page)
    with _serving(folder, _BARE, folder=root) as running_nginx:
        yield running_nginx


def _pieces(paper: Paper, folder: Path) -> Path:
    """Write the pieces of the shipped configuration for ``paper``; return their folder."""
    pieces = folder / "midad"
    pieces.mkdir(parents=True)
    for path in (_ROOT / "deploy" / "nginx" / "midad").iterdir():
        text = path.read_text(encoding="utf-8").replace("/etc/nginx/midad", str(pieces))
        text = text.replace("/srv/paper", str(paper.store.parent)).replace("/srv/midad", str(_ROOT))
        (pieces / path.name).write_text(text, encoding="utf-8")
    return pieces


@contextmanager
def _serving(prefix: Path, http: str, **words: object) -> Iterator[tuple[int, int]]:
    port = free_port()
    with started(prefix, http.format(port=port, **words), port) as pid:
        yield port, pid


@contextmanager
def started(folder: Path, http: str, port: int) -> Iterator[int]:
    """Run an nginx of its own in ``folder`` with the given part of its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "nginx.conf"
    text = _modules() + _USER + _MAIN.format(prefix=folder, http=http)
    configuration.write_text(text, encoding="utf-8")
    command = ["nginx", "-p", folder, "-c", configuration]
    with running(command, log=folder / "nginx.log", ready=port) as pid:
        yield pid


def _modules() -> str:
    """Load Debian's module for brotli files, where it is not built in."""
    module = _MODULES / "ngx_http_brotli_static_module.so"
    return f"load_module {module};\n" if module.is_file() else ""
