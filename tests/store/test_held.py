"""A held record is kept as it came until the desk settles it."""

from datetime import UTC, datetime

from traceability.store.held import HeldRecord
from traceability.store.records import Origin
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HELD = HeldRecord(
    "urn:uuid:1",
    NOW,
    NOW,
    "https://trace.example/t/household",
    "https://trace.example/t/desk",
    Origin("helper", "https://trace.example/t/helper", "token"),
    "harvest/1",
    b"{}",
    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "Expected a delegation.",
)


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
