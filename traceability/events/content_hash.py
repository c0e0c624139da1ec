"""The hash that names an event by its content: the CBV 2.0 event hash (CBV 2.0 §8.9).

The same event gives the same hash whatever the order of its keys and lists, the spelling of its
identifiers or the zone of its times. What was decided where the standard leaves room, and the
published vectors this agrees with: docs/decisions/0010-event-hash.md.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from traceability.errors import NotValid
from traceability.events.namespaces import WELL_KNOWN, Namespaces
from traceability.events.prehash_fields import (
    Shape,
    members,
    moment,
    passed_over,
    plain,
    record,
    term,
    written,
)

_CBV = "https://ref.gs1.org/cbv/"
_GS1 = "https://gs1.org/voc/"

_epcs = members(plain, "epc")
_quantities = members(
    record({"epcClass": plain, "quantity": plain, "uom": plain}), "quantityElement"
)
_place = record({"id": plain})
_disposition = term(f"{_CBV}Disp-")
_party_role = term(f"{_CBV}SDT-")

_METADATA: Shape = {
    "time": moment,
    "startTime": moment,
    "endTime": moment,
    "deviceID": plain,
    "deviceMetadata": plain,
    "rawData": plain,
    "dataProcessingMethod": plain,
    "bizRules": plain,
}

_REPORT: Shape = {
    "type": term(_GS1),
    "exception": term(_GS1),
    "deviceID": plain,
    "deviceMetadata": plain,
    "rawData": plain,
    "dataProcessingMethod": plain,
    "time": moment,
    "microorganism": plain,
    "chemicalSubstance": plain,
    "value": plain,
    "component": term(f"{_CBV}Comp-"),
    "stringValue": plain,
    "booleanValue": plain,
    "hexBinaryValue": plain,
    "uriValue": plain,
    "minValue": plain,
    "maxValue": plain,
    "meanValue": plain,
    "sDev": plain,
    "percRank": plain,
    "percValue": plain,
    "uom": plain,
    "coordinateReferenceSystem": plain,
}

_EVENT: Shape = {
    "@context": passed_over,
    "type": passed_over,  # it leads the text, as eventType
    "eventID": passed_over,
    "recordTime": passed_over,
    "errorDeclaration": passed_over,
    "eventTime": moment,
    "eventTimeZoneOffset": plain,
    "certificationInfo": plain,
    "epcList": _epcs,
    "parentID": plain,
    "inputEPCList": _epcs,
    "childEPCs": _epcs,
    "quantityList": _quantities,
    "childQuantityList": _quantities,
    "inputQuantityList": _quantities,
    "outputEPCList": _epcs,
    "outputQuantityList": _quantities,
    "action": plain,
    "transformationID": plain,
    "bizStep": term(f"{_CBV}BizStep-"),
    "disposition": _disposition,
    "persistentDisposition": record({"set": _disposition, "unset": _disposition}),
    "readPoint": _place,
    "bizLocation": _place,
    "sensorElementList": members(
        record({"sensorMetadata": record(_METADATA), "sensorReport": record(_REPORT)}),
        "sensorElement",
    ),
    "bizTransactionList": members(
        record({"type": term(f"{_CBV}BTT-"), "bizTransaction": plain}), ""
    ),
    "destinationList": members(record({"type": _party_role, "destination": plain}), ""),
    "sourceList": members(record({"type": _party_role, "source": plain}), ""),
    "ilmd": record({}),
}


def prehash(
    event: Mapping[str, object],
    namespaces: Namespaces = WELL_KNOWN,
    ignored: Collection[str] = (),
) -> str:
    """Write an event as the text that is hashed (CBV 2.0 §8.9).

    Args:
        event: An EPCIS 2.0 event as parsed JSON, its numbers ``int`` or ``Decimal``.
        namespaces: The prefixes in force, by :func:`namespaces_of`.
        ignored: Keys of the event, as they stand in it, that take no part beside those of the
            standard (eventID, recordTime, errorDeclaration, rdfs:comment).

    Raises:
        NotValid: No type, an object where a value belongs (or the reverse), a float, a number of
            unreasonable length, or objects nested without end.
    """
    kind = event.get("type")
    if not isinstance(kind, str):
        raise NotValid("an event with a type", event, "type")
    taken = {key: value for key, value in event.items() if key not in ignored} if ignored else event
    try:
        return f"eventType={kind.strip()}{written(taken, _EVENT, namespaces)}"
    except RecursionError:
        raise NotValid("an event with objects nested less deeply", kind) from None


def content_hash(
    event: Mapping[str, object],
    namespaces: Namespaces = WELL_KNOWN,
    ignored: Collection[str] = (),
) -> str:
    """Name an event by its content: ``ni:///sha-256;<hex>?ver=CBV2.0`` (RFC 6920 §3, CBV 2.0 §8.9).

    Takes and raises what :func:`prehash` does, and refuses half a surrogate pair.
    """
    try:
        text = prehash(event, namespaces, ignored).encode()
    except UnicodeEncodeError:
        raise NotValid("texts of whole Unicode characters", event) from None
    return f"ni:///sha-256;{sha256(text).hexdigest()}?ver=CBV2.0"
