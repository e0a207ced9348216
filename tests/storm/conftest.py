"""Papers for storms."""

from pathlib import Path

import pytest

from tests.storm import papers


@pytest.fixture
def place(tmp_path: Path, transactional_db: None) -> Path:
    """Return the folder of a paper that is migrated and empty."""
    papers.plant(tmp_path)
    return tmp_path
