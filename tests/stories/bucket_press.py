"""The paper's pages in a bucket under observation."""

from pathlib import Path

from tests.bucket import Bucket
from tests.stories.clock import PaperClock
from tests.stories.press import Files, Press, _walk


class BucketPress(Press):
    """As :class:`Press`; an object that is written again has another version."""

    def __init__(self, clock: PaperClock, folder: Path, bucket: Bucket) -> None:
        super().__init__(clock, folder)
        self._bucket = bucket
        self._folder = folder

    def files(self) -> Files:
        return {
            name: (tag.encode(), 0, version)
            for name, (tag, version) in self._bucket.versions().items()
        }

    def contents(self) -> dict[str, bytes]:
        return self._bucket.contents()

    def stand(self, store: Path) -> None:
        for name, path in _walk(store):
            self._bucket.put(name, path.read_bytes())

    def served_folder(self) -> Path:
        folder = self._folder / "copied"
        for name, body in self.contents().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(body)
        return folder
