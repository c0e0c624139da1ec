"""Only what a product's own people made of it is for sale as it."""

from datetime import UTC, datetime

import pytest

from tests.cast import Cast, revise
from traceability.identifiers.uris import ProductKey
from traceability.ledger.stock import stock_of
from traceability.masterdata.product import Product
from traceability.masterdata.texts import Texts
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def packs(cast: Cast) -> str:
    """Packs that the cooperative's household made and published."""
    made = cast.packed_tea()
    cast.state("publish", made.uri)
    return made.uri


@pytest.mark.usefixtures("packs")
def test_a_members_batch_is_for_sale_as_its_cooperatives_product(cast: Cast, store: Store) -> None:
    stock = stock_of(store, cast.tea.uri, NOW)
    assert stock.published
    assert stock.on_sale is not None


def test_a_strangers_batch_is_not_for_sale_as_it(cast: Cast, store: Store, packs: str) -> None:
    change = {"$set": {"batch.origin.party": cast.stranger_cooperative.uri}}
    store.database["batches"].update_one({"_id": packs}, change)
    stock = stock_of(store, cast.tea.uri, NOW)
    assert (stock.published, stock.on_sale, stock.refused) == (False, None, ())


def test_a_cooperative_makes_its_members_product(cast: Cast, store: Store, packs: str) -> None:
    own = Product(cast.new(ProductKey), cast.household, "green_tea", Texts.of({"vi": "Chè nhà"}))
    revise(cast.ledger, cast.operator, own)
    made = {"product": own.key.uri, "batch.origin.party": cast.cooperative.uri}
    store.database["batches"].update_one({"_id": packs}, {"$set": made})
    assert stock_of(store, own.key.uri, NOW).published


@pytest.mark.usefixtures("packs")
def test_of_what_is_no_product_nothing_is_for_sale(cast: Cast, store: Store) -> None:
    assert not stock_of(store, cast.new(ProductKey).uri, NOW).published
