"""A held record is kept as it came until the desk settles it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from traceability.store.held import HeldRecord
from traceability.store.records import Origin, Record
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def record(name: str, at: datetime = NOW) -> Record:
    """A helper's record."""
    return Record(
        id=name,
        kind="event",
        at=at,
        subject="https://trace.example/t/household",
        origin=Origin("helper", "https://trace.example/t/helper", "token"),
        form="harvest/1",
        said=b"{}",
        said_sha256="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        public=b"{}",
        private=b"{}",
        salts=(b"1" * 16, b"2" * 16),
        keys=("https://trace.example/t/plot",),
    )


DESK = "https://trace.example/t/desk"
HELD = HeldRecord(record("urn:uuid:1"), "event:harvest", NOW, DESK, "Expected a delegation.")


def test_a_held_record_waits_for_its_desk_alone(store: Store) -> None:
    assert store.held.add(HELD) is True
    assert store.held.add(HELD) is False
    assert list(store.held.waiting(HELD.desk)) == [HELD]
    assert list(store.held.waiting(HELD.subject)) == []
    assert store.held.get("urn:uuid:2") is None


def test_a_settled_record_waits_no_more_and_is_kept(store: Store) -> None:
    store.held.add(HELD)
    store.held.settle(HELD.id, "adopt")
    assert list(store.held.waiting(HELD.desk)) == []
    held = store.held.get(HELD.id)
    assert held is not None
    assert (held.settled, held.said) == ("adopt", b"{}")


def test_it_is_settled_with_its_records_or_not_at_all(store: Store) -> None:
    store.held.add(HELD)
    store.records.add(record("urn:uuid:taken"))
    taken = [record("urn:uuid:statement"), record("urn:uuid:taken")]
    assert store.held.settle_with(HELD.id, "adopt", taken) is False
    assert list(store.held.waiting(HELD.desk)) == [HELD]
    assert store.records.get("urn:uuid:statement") is None
    assert store.held.settle_with(HELD.id, "adopt", [taken[0], HELD.record]) is True
    assert store.records.known([HELD.id, "urn:uuid:statement"]) == {HELD.id, "urn:uuid:statement"}
    assert store.held.settle_with(HELD.id, "reject", [record("urn:uuid:late")]) is False
    assert store.records.get("urn:uuid:late") is None


def test_what_waits_comes_page_by_page_and_is_found_by_whose_it_is(store: Store) -> None:
    later = replace(HELD, record=record("urn:uuid:2", NOW + timedelta(hours=1)))
    for each in (later, HELD):
        store.held.add(each)
    (first,) = store.held.waiting(HELD.desk, limit=1)
    assert first == HELD
    assert list(store.held.waiting(None, first.cursor)) == [later]
    for party in (HELD.subject, HELD.origin.party):
        assert list(store.held.of([party], NOW, 10)) == [later, HELD]
    assert list(store.held.of([HELD.desk], NOW, 10)) == []
