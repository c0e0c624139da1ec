"""A queue drained in any order, cut anywhere and repeated, is the queue drained once in order."""

import json
import uuid
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.farm.conftest import Phone
from tests.api.farm.test_held import plot
from traceability.identifiers.uris import PlaceKey
from traceability.store.store import Store

FAULTS = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LENGTH = 7


def queue(phone: Phone) -> list[str]:
    """A day of a phone: what comes later speaks of what came before."""
    ids = [uuid.uuid4().urn for _ in range(LENGTH)]
    land, time = phone.cast.new(PlaceKey).uri, "2026-03-20T09:00:00+07:00"
    wrong = {"event": ids[2], "time": time, "reason": "did_not_occur"}
    consent = {"about": phone.cast.household.uri, "shows": ["name"]}
    return [
        phone.plucking(id=ids[0]),
        phone.save("place", plot(phone.cast, 0, key=land), id=ids[1]),
        phone.plucking(id=ids[2]),
        phone.save("place", plot(phone.cast, 1, key=land, label="Nương B"), id=ids[3]),
        phone.plucking(id=ids[4], body={"place": land}),
        phone.save("correct", wrong, id=ids[5]),
        phone.save("consent", consent, id=ids[6]),
    ]


def drained(phone: Phone, texts: list[str], sends: list[list[int]]) -> dict[str, list[Any]]:
    """Every receipt that each record got, by its id."""
    receipts: dict[str, list[Any]] = {}
    for each in sends:
        for answer in phone.send(*(texts[number] for number in each)):
            if "receipt" in answer:
                receipts.setdefault(answer["id"], []).append(answer["receipt"])
    return receipts


def stands(store: Store, texts: list[str]) -> list[Any]:
    """What stands of a queue: which texts are on record, what was made, and the plot's last name."""
    said = [json.loads(text) for text in texts]
    ids = {each["id"]: text for each, text in zip(said, texts, strict=True)}
    kept = [each for each in store.records.everything() if (each.sent_as or each.id) in ids]
    assert all(each.said.decode() == ids[each.sent_as or each.id] for each in kept)
    made = [uri for each in kept if each.what for uri in each.what.outputs]
    sums = sorted(str(batch.made.of("mass")) for batch in store.batches.some(made).values())
    land = store.masterdata.last(said[1]["body"]["key"])
    return [len(kept), sums, land and (land.number, getattr(land.value, "label", ""))]


@FAULTS
@given(
    st.lists(st.lists(st.integers(0, LENGTH - 1), min_size=1, max_size=4), max_size=8),
    st.permutations(range(LENGTH)),
)
def test_a_queue_in_any_order_cut_anywhere_and_repeated_is_the_queue_once_in_order(
    phone: Phone, store: Store, faults: list[list[int]], order: list[int]
) -> None:
    texts = queue(phone)
    until_all_went = [[number] for number in order] * 3 + [order, order]
    receipts = drained(phone, texts, faults + until_all_went)
    assert len(receipts) == LENGTH
    assert all(each == those[0] for those in receipts.values() for each in those)
    once = queue(phone)
    drained(phone, once, [list(range(LENGTH))])
    assert stands(store, texts) == stands(store, once) == [7, ["0", "25.5", "25.5"], (2, "Nương B")]


@FAULTS
@given(st.lists(st.lists(st.integers(0, LENGTH - 1), min_size=1, max_size=5), max_size=6))
def test_what_is_held_of_a_queue_is_held_once(
    phone: Phone, store: Store, sends: list[list[int]]
) -> None:
    texts = [phone.plucking() for _ in range(LENGTH)]
    before = {each.id for each in store.held.waiting(None)}
    for each in [*sends, list(range(LENGTH))]:
        phone.send(*(texts[number] for number in each), who="helper")
    fresh = [each for each in store.held.waiting(None) if each.id not in before]
    assert sorted(each.said.decode() for each in fresh) == sorted(texts)
