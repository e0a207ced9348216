"""Who answers in the measure of serving: started together, asked in turn."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.press import nginx, wagtail_site, wordpress
from bench.press.load import Visits, write_visits
from bench.press.paper import Paper
from bench.press.processes import SERVER_CORE, command_line, cpu_seconds, memory_bytes, tree

NAMES = ("nginx", "wordpress", "wagtail")
READERS = "readers' server"  # the part of ``midad serve`` that answers them
_READERS_MODULE = "midad.config.readers"  # stands in its command line
_MANY, _FEW = 32, 4  # connections; few where each page is made, or all they would show is the queue


@dataclass(frozen=True)
class Peer:
    """One way to serve the story: where, by which programs (their ids), how many connections ask.

    ``visits`` are the addresses of all its stories, None where only one page is measured;
    ``beside`` begins a load on the newsroom that runs beside the readers.
    """

    name: str
    url: str
    programs: dict[str, int]
    connections: int = _MANY
    visits: Visits | None = None
    beside: bool = False

    def memory(self) -> dict[str, int]:
        """Return the bytes that each of its programs holds now, with all it started."""
        held = {name: memory_bytes(tree(pid)) for name, pid in self.programs.items()}
        readers = self._readers()
        return {**held, READERS: memory_bytes(readers)} if readers else held

    def cpu_seconds(self) -> float:
        """Return the processor's time it has used: the readers' server alone where there is one."""
        return cpu_seconds(self._readers() or self._all())

    def _all(self) -> list[int]:
        return [member for pid in self.programs.values() for member in tree(pid)]

    def _readers(self) -> list[int]:
        return [pid for pid in self._all() if _READERS_MODULE in command_line(pid)]


@dataclass(frozen=True)
class Together:
    """The peers that run; ``newsroom`` is the address of a slow page, ``cookie`` an editor's."""

    peers: list[Peer]
    newsroom: str
    cookie: str


@contextmanager
def all_running(paper: Paper, folder: Path, wanted: Sequence[str]) -> Iterator[Together]:
    """Start the paper and the ``wanted`` peers for the block."""
    with ExitStack() as stack:
        visits = write_visits(paper.ask("addresses"), folder)
        start = _Start(paper, folder, stack, paper.ask("hot"), visits)
        peers, newsroom = start.embedded()
        for name in wanted:
            peers += getattr(start, name)()
        session = paper.ask("session")
        yield Together(peers, newsroom + session["path"], session["cookie"])


@dataclass(frozen=True)
class _Start:
    """Starts one peer after the other; ``stack`` stops them all."""

    paper: Paper
    folder: Path
    stack: ExitStack
    story: dict[str, str]
    visits: Visits

    def embedded(self) -> tuple[list[Peer], str]:
        port, pid = self.stack.enter_context(self.paper.served(SERVER_CORE))
        return self._twice("embedded", port, {"midad serve": pid}), f"http://localhost:{port}"

    def nginx(self) -> list[Peer]:
        port, pid = self.stack.enter_context(
            nginx.on_store(self.paper, self.folder / "nginx-store")
        )
        store = self._twice("nginx on the store", port, {"nginx": pid})
        page = self.paper.store / "articles" / self.story["code"] / "index.html.br"
        port, pid = self.stack.enter_context(
            nginx.on_bare_file(page.read_bytes(), self.folder / "nginx-bare")
        )
        bare = f"http://localhost:{port}/page"
        return [*store, Peer("nginx on a bare file", bare, {"nginx": pid})]

    def wordpress(self) -> list[Peer]:
        found = self.stack.enter_context(
            wordpress.running_wordpress(self.story, self.folder / "wordpress")
        )
        wordpress.keep_copies(found, self.visits.addresses.read_text().split())
        held = found.programs
        url = "http://localhost:{}" + found.address
        return [
            Peer("WordPress", url.format(found.bare), held, connections=_FEW),
            Peer("WordPress, fastcgi_cache", url.format(found.kept_answers), held),
            Peer("WordPress, static files", url.format(found.kept_files), held, visits=self.visits),
        ]

    def wagtail(self) -> list[Peer]:
        site = wagtail_site.made(self.story, self.folder / "wagtail")
        port, pid = self.stack.enter_context(site.served())
        url = f"http://localhost:{port}{site.address}"
        return [Peer("plain Wagtail, gunicorn", url, {"gunicorn": pid}, connections=_FEW)]

    def _twice(self, name: str, port: int, held: dict[str, int]) -> list[Peer]:
        """Return a server of the paper's own pages, alone and with the newsroom at work."""
        alone = Peer(name, f"http://localhost:{port}{self.story['address']}", held)
        alone = replace(alone, visits=self.visits)
        return [alone, replace(alone, name=f"{name}, newsroom beside", beside=True)]
