"""A partner's document goes through the same door and keeps its own words."""

import pytest
import simplejson

from tests.standards.conformance import conformance
from traceability.demo.lifecycle import capture
from traceability.errors import NotValid
from traceability.events.event import from_bytes
from traceability.ledger.ledger import Ledger
from traceability.masterdata.party import Party
from traceability.store.store import Store

OWNER = "https://id.gs1.org/417/9506000200095"
PLAIN = {
    "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    "type": "EPCISDocument",
    "epcisBody": {
        "eventList": [
            {
                "type": "ObjectEvent",
                "eventTime": "2026-03-20T08:00:00+07:00",
                "eventTimeZoneOffset": "+07:00",
                "action": "OBSERVE",
                "bizStep": "shipping",
                "quantityList": [{"epcClass": "https://id.gs1.org/01/09506000100036/10/A"}],
                "sourceList": [{"type": "owning_party", "source": OWNER}],
            }
        ]
    },
}


def test_the_tea_life_cycle_is_captured_once_with_its_own_uris(
    ledger: Ledger, store: Store
) -> None:
    document = conformance("cte/tea-lifecycle-draft.jsonld").read_bytes()
    assert capture(ledger, document) == 17
    batch = store.batches.get("https://id.gs1.org/01/09506000100036/10/TN2503")
    assert batch is not None
    assert batch.is_recalled
    count = store.records.count()
    assert capture(ledger, document) == 17
    assert store.records.count() == count


def test_an_event_keeps_the_prefixes_of_its_document(ledger: Ledger, store: Store) -> None:
    capture(ledger, conformance("cte/tea-lifecycle-draft.jsonld").read_bytes())
    records = store.records.about("https://id.gs1.org/01/09506000100012/10/P2024-A1", "event")
    body = from_bytes(next(records).public)
    assert body["@context"] == [{"tea": "https://example.org/tea/voc/"}]


def test_a_document_without_prefixes_is_kept_as_it_is(ledger: Ledger, store: Store) -> None:
    assert capture(ledger, simplejson.dumps(PLAIN).encode()) == 1
    record = next(store.records.about(OWNER, "event"))
    assert from_bytes(record.public) == PLAIN["epcisBody"]["eventList"][0]  # type: ignore[index]
    assert store.masterdata.get(Party, OWNER).name == "Đối tác (dữ liệu minh họa)"


def test_a_document_that_names_no_owner_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NotValid, match="Expected a document whose events name an owning party"):
        capture(ledger, b'{"epcisBody": {"eventList": []}}')
