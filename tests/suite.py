"""``make test``: the whole suite, on SQLite and, where it is installed, on PostgreSQL too."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from subprocess import Popen
from tempfile import TemporaryFile
from typing import IO

from tests import tools
from tests.postgres import private_cluster


def _pytest(*arguments: str, output: IO[str] | None = None, **environment: str) -> Popen[str]:
    """Start pytest in a process of its own."""
    command = [sys.executable, "-m", "pytest", *arguments]
    more = {**os.environ, **environment}
    return Popen(command, cwd=tools.ROOT, env=more, stdout=output, stderr=output, text=True)


@contextmanager
def _on_postgres(left_out: set[str]) -> Iterator[Callable[[], int]]:
    """Begin the rooms' tests on PostgreSQL; yield what waits for them, tells and returns the code.

    They run beside the others, of which each uses one processor for the most part.
    """
    rooms = ("accounts", "press", "stories", "newsroom", "upkeep")
    paths = [f"tests/{room}" for room in rooms if (tools.ROOT / "tests" / room).is_dir()]
    with private_cluster() as url, TemporaryFile("w+") as output:
        process = _pytest("-m", _without(left_out), *paths, output=output, DATABASE_URL=url)

        def finished() -> int:
            code = process.wait()
            output.seek(0)
            print("· on PostgreSQL", output.read(), sep="\n", flush=True)
            return code

        try:
            yield finished
        finally:
            process.terminate()
            process.wait()


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
    with ExitStack() as stack:
        beside: list[Callable[[], int]] = []
        if "postgres" not in missing:
            left_out = {"browser", "validity", "sqlite", *missing}
            beside.append(stack.enter_context(_on_postgres(left_out)))
        print("· on SQLite", flush=True)
        chosen = ["-m", _without(missing)] if missing else []
        codes = [_pytest(*chosen, *sys.argv[1:]).wait()]
        codes += [finished() for finished in beside]
    for reason in missing.values():
        print(f"could not run: {reason}")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
