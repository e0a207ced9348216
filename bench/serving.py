"""A baked page against the smallest file there is, both through the embedded server."""

import http.client
import statistics
import time

from tests.paper import DemoPaper

ROUNDS = 400
PAGES = {"front": "/", "day archive": "/archive/{day}/", "a section": "/sections/economy/"}


def answer_seconds(connection: http.client.HTTPConnection, path: str) -> float:
    """Return how long the answer to one GET took, compressed as a browser asks for it."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
    answer = connection.getresponse()
    answer.read()
    taken = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return taken


def measure(paper: DemoPaper, day: str) -> list[str]:
    """Return a line a page: its median answer, and the ratio to robots.txt's."""
    connection = http.client.HTTPConnection("localhost", paper.port)
    paths = {name: path.format(day=day) for name, path in PAGES.items()}
    took: dict[str, list[float]] = {name: [] for name in ["least", *paths]}
    for _ in range(ROUNDS):
        took["least"].append(answer_seconds(connection, "/robots.txt"))
        for name, path in paths.items():
            took[name].append(answer_seconds(connection, path))
    least = statistics.median(took["least"])
    return [
        f"{name:<11} {statistics.median(took[name]) * 1000:6.2f} ms,"
        f" {statistics.median(took[name]) / least:.1f} times a file of 100 bytes"
        for name in paths
    ]
