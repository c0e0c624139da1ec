"""Batches that stand in every way, and the text of their pages."""

import pytest

from tests.browser.shelf import Shelf, stock
from tests.cast import Cast


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    """What a buyer may hold: packs in every state."""
    return stock(cast, "a" * 64)
