"""nginx as it is measured: on the baked store, on one bare file, before WordPress."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.press.paper import Paper
from bench.press.processes import free_port, running

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
    gzip_static on;
    brotli_static on;
    server {{
        listen 127.0.0.1:{port};
        root {store};
        charset utf-8;
{headers}
        location ~ ^/(articles|sections|authors|agencies|topics)/([a-z0-9-]+)(?:/|$) {{
            try_files /$1/$2/index.html /404.html;
        }}
    }}
"""
# As long as those of docs/contracts/store.md: they are bytes to send.
_HEADERS = {
    "Cache-Control": "max-age=0, s-maxage=20, stale-if-error=604800",
    "CDN-Cache-Control": "max-age=20, stale-while-revalidate=60, stale-if-error=604800",
    "Vary": "Accept-Encoding",
    "Content-Security-Policy": (
        "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self';"
        " form-action 'self'; frame-ancestors 'self'; frame-src https://www.youtube-nocookie.com"
        " https://player.vimeo.com https://www.dailymotion.com; img-src 'self' data:;"
        " manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_BARE = """
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        default_type text/html;
    }}
"""


@contextmanager
def on_store(paper: Paper, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve a paper's store as docs/contracts/store.md has it; yield the port and process id."""
    headers = "\n".join(f'        add_header {n} "{v}" always;' for n, v in _HEADERS.items())
    with _serving(folder, _STORE, store=paper.store, headers=headers) as running_nginx:
        yield running_nginx


@contextmanager
def on_bare_file(page: bytes, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve ``page`` as the file ``/page``, with nothing that nginx would have to think about."""
    root = folder / "root"
    root.mkdir(parents=True)
    (root / "page").write_bytes(page)
    with _serving(folder, _BARE, folder=root) as running_nginx:
        yield running_nginx


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
