"""Styles, scripts and fonts as readers load them: under the hash of their bytes, and compressed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

from midad.press.store import encoded_forms

_TEXT = {".css", ".js", ".svg", ".json", ".txt"}


class CompressedStaticFiles(ManifestStaticFilesStorage):
    """Django's storage by hash; beside each text stand its gzip and brotli forms.

    Only hashed names are compressed: a name without a hash may get other bytes, and a form left
    over from before would lie.
    """

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Yield what Django yields; write the compressed forms of every hashed text."""
        hashed: set[str] = set()
        for name, hashed_name, processed in super().post_process(paths, dry_run, **options):
            yield name, hashed_name, processed
            hashed.update([hashed_name] if hashed_name else [])
        for hashed_name in sorted(hashed):
            if Path(hashed_name).suffix in _TEXT and self.exists(hashed_name):
                self._compress(Path(self.path(hashed_name)))

    def _compress(self, file: Path) -> None:
        *compressed, (_, body) = encoded_forms(file.read_bytes())
        for suffix, data in compressed:
            if len(data) < len(body):
                file.with_name(file.name + suffix).write_bytes(data)
