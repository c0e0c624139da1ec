"""The journey of a batch as an EPCIS 2.0 document: the events' public bytes as they were recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import orjson

from traceability.events.occasion import PREFIX, vocabulary_uri
from traceability.identifiers.domain import Domain

EPCIS_CONTEXT: Final = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
MEDIA_TYPE: Final = "application/ld+json"


def document(events: Iterable[bytes], made: datetime, domain: Domain) -> bytes:
    """An EPCISDocument (EPCIS 2.0 §8.3) around events; their bytes stand in it verbatim.

    Args:
        events: Each event's public bytes, in the order they are to stand.
        made: When the last of them was recorded: the document changes when they do, and only then.
        domain: Whose own words stand under the prefix `farm`.
    """
    context = [EPCIS_CONTEXT, {PREFIX: vocabulary_uri(domain)}]
    head = {
        "@context": context,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": made.isoformat(timespec="milliseconds"),
    }
    start = orjson.dumps(head).removesuffix(b"}")
    return start + b',"epcisBody":{"eventList":[' + b",".join(events) + b"]}}\n"
