"""WordPress as its packages install it: php-fpm, MariaDB, the default theme, one story as a post.

Three ways to be served, as papers have it: every page made by PHP; nginx keeping PHP's answers
(``fastcgi_cache``); pages kept as static files that nginx finds by their address.
"""

import gzip
import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bench.press import nginx
from bench.press.processes import free_port, running

_SOURCE = Path("/usr/share/wordpress")
_INSTALL = Path(__file__).with_name("wordpress_install.php")
_AS_ROOT = os.geteuid() == 0
_CONFIGURATION = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', 'throw-away');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}');
define('WP_SITEURL', 'http://{host}');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_DATABASE = (
    "CREATE DATABASE wordpress CHARACTER SET utf8mb4;"
    "CREATE USER wordpress@localhost IDENTIFIED BY 'throw-away';"
    "GRANT ALL ON wordpress.* TO wordpress@localhost;"
)
_POOL = """[global]
error_log = {folder}/php-fpm.log
daemonize = no
[www]
{user}
listen = {folder}/php.sock
listen.mode = 0666
pm = static
pm.max_children = 4
"""
_NGINX = """
    fastcgi_cache_path {folder}/answers keys_zone=answers:10m inactive=1d;
    server {{
        listen 127.0.0.1:{bare};
        root {site};
        index index.php;
        location / {{ try_files $uri $uri/ /index.php?$args; }}
        location ~ \\.php$ {{ {php} }}
    }}
    server {{
        listen 127.0.0.1:{kept_answers};
        root {site};
        index index.php;
        location / {{ try_files $uri $uri/ /index.php?$args; }}
        location ~ \\.php$ {{
            {php}
            fastcgi_cache answers;
            fastcgi_cache_key $request_method$request_uri;
            fastcgi_cache_valid 200 1d;
            fastcgi_ignore_headers Cache-Control Expires Set-Cookie;
        }}
    }}
    server {{
        listen 127.0.0.1:{kept_files};
        root {files};
        default_type text/html;
        gzip_static on;
        location / {{ try_files $uri/index.html $uri/index.php @php; }}
        location @php {{ proxy_pass http://127.0.0.1:{bare}; }}
    }}
"""
_PHP = (
    "include /etc/nginx/fastcgi_params;"
    " fastcgi_param SCRIPT_FILENAME {site}$fastcgi_script_name;"
    " fastcgi_param HTTP_HOST {host};"
    " fastcgi_pass unix:{folder}/php.sock;"
)


@dataclass(frozen=True)
class WordPress:
    """A running WordPress: a port for each way of serving, the ids of its programs."""

    bare: int
    kept_answers: int
    kept_files: int
    address: str
    files: Path
    programs: dict[str, int]


@contextmanager
def running_wordpress(story: dict[str, Any], folder: Path) -> Iterator[WordPress]:
    """Install WordPress in ``folder`` with ``story`` as its post, and run it for the block."""
    ports = {name: free_port() for name in ("bare", "kept_answers", "kept_files")}
    host = f"localhost:{ports['bare']}"
    folder.mkdir(mode=0o755)
    files = folder / "files"
    files.mkdir()
    with _mariadb(folder) as (socket, mariadb):
        site = _site(folder, socket, host)
        address = _install(site, host, story)
        _give_to_web(site)
        with (
            _php(folder) as php,
            nginx.started(folder / "nginx", _http(folder, host, ports), ports["bare"]) as web,
        ):
            pids = {"mariadbd": mariadb, "php-fpm": php, "nginx": web}
            found = WordPress(**ports, address=address, files=files, programs=pids)
            _keep_page(found, address)
            yield found


def keep_copies(wordpress: WordPress, addresses: Sequence[str]) -> None:
    """Let the kept page stand under each of ``addresses``, as after a visit to that many posts."""
    page = wordpress.files / wordpress.address.strip("/") / "index.html"
    squeezed = page.with_name("index.html.gz").read_bytes()
    for address in addresses:
        folder = wordpress.files / unquote(address).strip("/")
        folder.mkdir(parents=True, exist_ok=True)
        os.link(page, folder / "index.html")
        (folder / "index.html.gz").write_bytes(squeezed)


def _keep_page(wordpress: WordPress, address: str) -> None:
    url = f"http://localhost:{wordpress.bare}{address}"
    with urllib.request.urlopen(url) as answer:
        page = answer.read()
    folder = wordpress.files / unquote(address).strip("/")
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(page)
    (folder / "index.html.gz").write_bytes(gzip.compress(page, 6, mtime=0))


def _http(folder: Path, host: str, ports: dict[str, int]) -> str:
    site = folder / "site"
    php = _PHP.format(site=site, host=host, folder=folder)
    return _NGINX.format(folder=folder, site=site, files=folder / "files", php=php, **ports)


def _site(folder: Path, socket: Path, host: str) -> Path:
    """Copy the package's files: its own links lead into folders of the system."""
    site = folder / "site"
    ignored = shutil.ignore_patterns(".htaccess", "wp-config.php")
    shutil.copytree(_SOURCE, site, ignore=ignored, ignore_dangling_symlinks=True)
    configuration = _CONFIGURATION.format(socket=socket, host=host)
    (site / "wp-config.php").write_text(configuration, encoding="utf-8")
    return site


def _install(site: Path, host: str, story: dict[str, Any]) -> str:
    """Make the tables, the post and its picture; return the post's path."""
    command = ["php", "-d", "memory_limit=512M", str(_INSTALL), host]
    told = json.dumps(story, ensure_ascii=False)
    done = subprocess.run(
        command, cwd=site, input=told, capture_output=True, text=True, check=False
    )
    address = done.stdout.strip().splitlines()[-1:] or [""]
    if done.returncode != 0 or not address[0].startswith("/"):
        raise RuntimeError(f"WordPress could not be installed\n{done.stdout}{done.stderr}")
    return address[0]


def _give_to_web(site: Path) -> None:
    if _AS_ROOT:
        subprocess.run(["chown", "-R", "www-data:www-data", str(site)], check=True)


@contextmanager
def _mariadb(folder: Path) -> Iterator[tuple[Path, int]]:
    data, socket = folder / "mariadb", folder / "mariadb.sock"
    data.mkdir()
    user = ["--user=mysql"] if _AS_ROOT else []
    if _AS_ROOT:
        shutil.chown(folder, "mysql")
        shutil.chown(data, "mysql")
    install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", *user]
    install += ["--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(install, check=True, capture_output=True, cwd=folder)
    command = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", *user]
    command += ["--skip-networking", f"--pid-file={folder / 'mariadb.pid'}"]
    with running(command, log=folder / "mariadb.log", ready=socket) as pid:
        client = ["mariadb", "--no-defaults", "-u", "root", f"--socket={socket}", "-e", _DATABASE]
        subprocess.run(client, check=True)
        yield socket, pid


@contextmanager
def _php(folder: Path) -> Iterator[int]:
    pool = folder / "php-fpm.conf"
    user = "user = www-data\ngroup = www-data" if _AS_ROOT else ""
    pool.write_text(_POOL.format(folder=folder, user=user))
    command = [_php_fpm(), "--nodaemonize", "--fpm-config", pool]
    with running(command, log=folder / "php.log", ready=folder / "php.sock") as pid:
        yield pid


def _php_fpm() -> str:
    """Return Debian's program, whose name carries its version."""
    return str(max(Path("/usr/sbin").glob("php-fpm*")))
