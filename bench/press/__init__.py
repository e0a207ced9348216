"""``make bench-press``: the press measured against its peers, in one interleaved run.

    python -m bench.press --home FOLDER --only serving,publish,bake,size --json FILE

Serving is measured against nginx, WordPress (Debian's package, php-fpm, MariaDB) and a plain
Wagtail page under gunicorn: one core for whoever answers, the other for the load, each peer asked
in turn, medians of rounds. The script installs the peers from Debian's packages when they are
missing (as root), starts them on ports and folders of its own and stops them again; no service of
the system is touched. The paper is a copy of the one in ``--home`` (SQLite; without it the demo),
so that nothing of it changes. Aims stand beside the figures; nothing fails when one is missed.
"""
