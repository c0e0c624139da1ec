"""A batch for machines that read pages: schema.org's Product, and GS1's with the same `@id`.

Two blocks, since validators of schema.org refuse typed values of other vocabularies on one node; the
GS1 block coerces its datatypes in its context (GS1 Web Vocabulary 1.16).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson

from traceability.masterdata.certificate import Certificate

Block = dict[str, Any]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
GS1_CONTEXT: Final = {
    "gs1": "https://ref.gs1.org/voc/",
    "xsd": _XSD,
    "gs1:productionDate": {"@type": "xsd:date"},
    "gs1:bestBeforeDate": {"@type": "xsd:date"},
    "gs1:certificationStartDate": {"@type": "xsd:date"},
    "gs1:certificationEndDate": {"@type": "xsd:date"},
    "gs1:isProductRecalled": {"@type": "xsd:boolean"},
    "gs1:productName": {"@container": "@language"},
}
_HARMLESS: Final = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))


@dataclass(frozen=True, slots=True)
class Described:
    """What is described: one batch of a product, in words of one language.

    `uri` is its canonical URI, `url` its page. Empty texts and None are left out.
    """

    uri: str
    url: str
    language: str
    name: str = ""
    lot: str = ""
    maker: str = ""
    maker_address: str = ""
    description: str = ""
    brand: str = ""
    image: str = ""
    gtin: str = ""
    country: str = ""
    made: date | None = None
    best_before: date | None = None
    recalled: bool = False
    certificates: tuple[Certificate, ...] = ()


def schema_org(batch: Described) -> Block:
    """The block of schema.org: plain texts, enumerations as addresses, no offer."""
    lot = {"@type": "PropertyValue", "propertyID": "gs1:hasBatchLotNumber", "value": batch.lot}
    maker = {"@type": "Organization", "name": batch.maker, "address": batch.maker_address}
    return _said(
        {
            "@context": "https://schema.org/",
            "@type": "Product",
            "@id": batch.uri,
            "url": batch.url,
            "name": batch.name,
            "description": batch.description,
            "image": batch.image,
            "gtin": batch.gtin,
            "brand": _said({"@type": "Brand", "name": batch.brand}) if batch.brand else "",
            "manufacturer": _said(maker) if batch.maker else "",
            "countryOfOrigin": {"@type": "Country", "name": batch.country} if batch.country else "",
            "productionDate": _day(batch.made),
            "hasCertification": [_certification(one) for one in batch.certificates],
            "additionalProperty": [lot],
        }
    )


def gs1(batch: Described) -> Block:
    """The block of the GS1 Web Vocabulary; what schema.org has no word for: lot, best before, recall."""
    return _said(
        {
            "@context": GS1_CONTEXT,
            "@type": "gs1:FoodBeverageTobaccoProduct",
            "@id": batch.uri,
            "gs1:gtin": batch.gtin,
            "gs1:productName": {batch.language: batch.name} if batch.name else "",
            "gs1:hasBatchLotNumber": batch.lot,
            "gs1:productionDate": _day(batch.made),
            "gs1:bestBeforeDate": _day(batch.best_before),
            "gs1:isProductRecalled": "true" if batch.recalled else "false",
            "gs1:certification": [_certification_details(one) for one in batch.certificates],
        }
    )


def script(block: Mapping[str, Any]) -> str:
    """A block as it stands inside a script element: no sign in it can end that element."""
    data = orjson.dumps(block)
    for sign, escaped in _HARMLESS:
        data = data.replace(sign, escaped)
    return data.decode()


def _certification(one: Certificate) -> Block:
    return _said(
        {
            "@type": "Certification",
            "name": one.standard or one.kind,
            "issuedBy": {"@type": "Organization", "name": one.issuer},
            "certificationIdentification": one.number,
            "certificationStatus": "https://schema.org/CertificationActive",
            "validFrom": _day(one.valid_from),
            "expires": _day(one.valid_until),
        }
    )


def _certification_details(one: Certificate) -> Block:
    return _said(
        {
            "@type": "gs1:CertificationDetails",
            "gs1:certificationAgency": one.issuer,
            "gs1:certificationStandard": one.standard,
            "gs1:certificationIdentification": one.number,
            "gs1:certificationStartDate": _day(one.valid_from),
            "gs1:certificationEndDate": _day(one.valid_until),
        }
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said(block: Block) -> Block:
    """The block without what nobody said."""
    return {name: value for name, value in block.items() if value not in ("", [])}
