"""A farm on which everything adds up, until a test tells otherwise."""

import pytest

from tests.findings.farm import Farm


@pytest.fixture
def farm() -> Farm:
    return Farm()
