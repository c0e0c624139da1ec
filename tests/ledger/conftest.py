"""The strangers of the stories about rights."""

import pytest

from tests.cast import Cast
from tests.ledger.neighbours import Neighbours, settled


@pytest.fixture
def next_door(cast: Cast) -> Neighbours:
    """The cooperative next door with its factory."""
    return settled(cast)
