"""The findings of a batch are shown as they are now, and no others."""

from traceability.findings.finding import Effect, Finding
from traceability.store.store import Store

BATCH, PARTY = "https://trace.example/t/batch", "https://trace.example/t/party"
MASS = Finding("M1", BATCH, Effect.BLOCKS, {"made": "5.2"})
TIME = Finding("T1", BATCH, Effect.NOTED)


def test_new_findings_take_the_place_of_the_old(store: Store) -> None:
    store.findings.replace(BATCH, PARTY, [MASS, TIME])
    store.findings.replace(BATCH, PARTY, [TIME])
    assert store.findings.of_batch(BATCH) == [TIME]
    (shown,) = store.findings.of_party(PARTY)
    assert (shown["rule"], shown["batch"], shown["party"]) == ("T1", BATCH, PARTY)


def test_findings_are_listed_by_party_and_cleared(store: Store) -> None:
    store.findings.replace(BATCH, PARTY, [MASS])
    store.findings.replace(BATCH + "2", None, [MASS])
    assert len(store.findings.of_party(None)) == 2
    assert len(store.findings.of_party(PARTY)) == 1
    assert store.findings.of_party(None, after="~") == []
    store.findings.clear()
    assert store.findings.of_party(None) == []
