"""``make test``: the whole suite, on SQLite and, where it is installed, on PostgreSQL too."""

import os
import subprocess
import sys
from collections.abc import Iterable

from tests import tools
from tests.postgres import private_cluster


def run_pytest(*arguments: str, **environment: str) -> int:
    """Run pytest in a process of its own and return its exit code."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=tools.ROOT, env={**os.environ, **environment}).returncode


def _without(markers: Iterable[str]) -> str:
    return " and ".join(f"not {marker}" for marker in sorted(markers))


def main() -> int:
    """Run what can run here, name what cannot; with CI=true nothing may be left out."""
    tools.install_chromium()
    tools.install_vnu()
    missing = tools.missing()
    if missing and os.environ.get("CI") == "true":
        print("\n".join(["nothing may be left out here:", *missing.values()]), file=sys.stderr)
        return 1
    failed = 0
    if "postgres" not in missing:
        print("· on PostgreSQL", flush=True)
        with private_cluster() as url:
            rooms = ("accounts", "press", "stories", "newsroom", "upkeep")
            paths = [f"tests/{room}" for room in rooms]
            paths = [path for path in paths if (tools.ROOT / path).is_dir()]
            left_out = {"browser", "validity", "sqlite", *missing}
            failed |= run_pytest("-m", _without(left_out), *paths, DATABASE_URL=url)
    print("· on SQLite", flush=True)
    failed |= run_pytest(*(["-m", _without(missing)] if missing else []), *sys.argv[1:])
    for reason in missing.values():
        print(f"could not run: {reason}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
