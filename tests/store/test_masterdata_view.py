"""The last revision of each thing is shown, and what its party consented to."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError

from tests.cast import Cast
from traceability.access import Subject
from traceability.errors import NotFound
from traceability.identifiers.uris import ListingKey
from traceability.masterdata.listing import Listing
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Revision
from traceability.masterdata.texts import Texts
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_an_earlier_revision_never_takes_the_place_of_a_later(cast: Cast, store: Store) -> None:
    party = store.masterdata.get(Party, cast.household.uri)
    for number, name in ((3, "Hộ 3"), (2, "Hộ 2"), (3, "another")):
        store.masterdata.put(Revision(number, replace(party, name=name)), NOW)
    last = store.masterdata.last(cast.household.uri)
    assert last is not None
    assert (last.number, last.value) == (3, replace(party, name="Hộ 3"))


def test_a_consent_outlives_a_revision(cast: Cast, store: Store) -> None:
    store.masterdata.consent(cast.household.uri, frozenset({"name"}))
    party = store.masterdata.get(Party, cast.household.uri)
    store.masterdata.put(Revision(2, party), NOW)
    last = store.masterdata.last(cast.household.uri)
    assert last is not None
    assert last.consents == {"name"}


def test_a_thing_of_another_kind_is_not_found(cast: Cast, store: Store) -> None:
    with pytest.raises(NotFound) as no:
        store.masterdata.get(Product, cast.household.uri)
    assert str(no.value) == f"Expected a known product, got '{cast.household.uri}'."


def test_a_member_has_its_cooperative_behind_it(cast: Cast, store: Store) -> None:
    subject = store.masterdata.subject
    assert subject(cast.household.uri) == Subject(cast.household.uri, cast.cooperative.uri)
    assert subject(cast.cooperative.uri) == Subject(cast.cooperative.uri)
    assert subject("unknown") == Subject("unknown")


def test_what_was_dropped_is_not_shown_from_memory(cast: Cast, store: Store) -> None:
    assert store.masterdata.last(cast.plot.uri) is not None
    store.masterdata.drop(cast.plot.uri)
    assert store.masterdata.last(cast.plot.uri) is None
    assert cast.plot.uri not in dict(store.masterdata.numbers())


def test_things_are_listed_by_kind_and_owner(cast: Cast, store: Store) -> None:
    mine = store.masterdata.where("product", {"owner": cast.cooperative.uri})
    assert {last.value.key for last in mine} == {cast.leaf, cast.tea}
    assert store.masterdata.where("product", {}, after="~") == []
    assert len(list(store.masterdata.each("party"))) == 3
    assert store.masterdata.covering([cast.plot.uri]) == []
    assert len(list(store.masterdata.raw())) == 7


def listing(cast: Cast) -> Listing:
    texts = Texts.of({"vi": "Chè xanh"})
    return Listing(cast.new(ListingKey), cast.tea, cast.cooperative, "SKU1", texts)


def test_two_listings_of_one_sku_are_both_shown(cast: Cast, store: Store) -> None:
    both = [listing(cast), listing(cast)]
    for each in both:
        store.masterdata.put(Revision(1, each), NOW)
    for each in both:
        assert store.masterdata.get(Listing, each.key.uri) == each


def test_a_revision_that_another_index_refuses_is_not_passed_over(cast: Cast, store: Store) -> None:
    masterdata = store.database["masterdata"]
    asked: dict[str, Any] = {"partialFilterExpression": {"sku": {"$exists": True}}}
    name = masterdata.create_index("sku", name="one sku", unique=True, **asked)
    try:
        store.masterdata.put(Revision(1, listing(cast)), NOW)
        with pytest.raises(DuplicateKeyError):
            store.masterdata.put(Revision(1, listing(cast)), NOW)
    finally:
        masterdata.drop_index(name)
