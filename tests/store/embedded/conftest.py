"""One private mongod for the tests of this folder that only look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from traceability.store import embedded


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="package")
def uri(home: Path) -> Iterator[str]:
    with embedded.running(home) as uri:
        yield uri
