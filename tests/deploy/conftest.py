import pytest
from pathlib import Path
from tests.paper import DemoPaper
@pytest.fixture(scope="session")
def demo_paper():
    yield DemoPaper(Path("/tmp/dpl/home"), 8877)
