"""Receipts as they are shown: signed facts, and what came into being."""

from typing import Any

from api.house import house
from schemas import answers
from traceability.identifiers.uris import Key
from traceability.log.receipts import Receipt
from traceability.store.records import What


def coded(key: str) -> dict[str, str]:
    """A thing's key, code path and page."""
    here = house()
    path = Key(key).path(here.domain)
    return {"key": key, "path": path, "page": here.settings.base_url + path}


def shown(
    receipt: Receipt, event: What | None = None, revision: str | None = None
) -> dict[str, Any]:
    """A receipt, with what it made: the batches of an event, or the key and number of a revision."""
    reception = receipt.reception
    facts: dict[str, Any] = {
        "id": reception.record_id,
        "status": reception.status,
        "form": reception.form,
        "received": reception.received,
        "sha256": reception.said_sha256,
        "key_id": receipt.key_id,
        "signature": receipt.signature,
    }
    if event is not None:
        facts |= {"hash": event.hash, "batches": [coded(uri) for uri in event.outputs]}
    if revision is not None:
        key, _, number = revision.rpartition("#")
        facts |= {"key": key, "number": int(number)}
    whole: dict[str, Any] = answers.receipt.dump(facts)
    return whole
