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
def _beside(title: str, *arguments: str, **environment: str) -> Iterator[Callable[[], int]]:
    """Begin tests beside the others; yield what waits for them, tells and returns their code.

    Each part waits for browsers and databases for much of its time, so parts fit together.
    """
    with TemporaryFile("w+") as output:
        process = _pytest(*arguments, output=output, **environment)

        def finished() -> int:
            code = process.wait()
            output.seek(0)
            print(f"· {title}", output.read(), sep="\n", flush=True)
            return code

        try:
            yield finished
        finally:
            process.terminate()
            process.wait()


def _rooms() -> list[str]:
    rooms = ("accounts", "press", "stories", "readers", "newsroom", "upkeep")
    return [f"tests/{room}" for room in rooms if (tools.ROOT / "tests" / room).is_dir()]


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
    marked = ["-m", _without(missing)] if missing else []
    with ExitStack() as stack:
        beside: list[Callable[[], int]] = []
        if "postgres" not in missing:
            url = stack.enter_context(private_cluster())
            left_out = _without({"browser", "validity", "sqlite", *missing})
            part = _beside("on PostgreSQL", "-m", left_out, *_rooms(), DATABASE_URL=url)
            beside.append(stack.enter_context(part))
        chosen = sys.argv[1:]
        if not chosen:
            beside.append(stack.enter_context(_beside("the storms", *marked, "tests/storm")))
            chosen = ["--ignore=tests/storm"]
        print("· on SQLite", flush=True)
        codes = [_pytest(*marked, *chosen).wait()]
        codes += [finished() for finished in beside]
    for reason in missing.values():
        print(f"could not run: {reason}")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
