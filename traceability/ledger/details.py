"""What is confirmed of the goods on sale and may stand in a feed: where they grew, which plants, who vouches.

Google's `product_detail` wants confirmed values only, and nothing of time, price or a company's name:
no day, no number of days and no issuer is written here.
"""

from collections.abc import Iterator
from typing import Final

from traceability.findings.certificates import valid_certificates
from traceability.journey.dossier import Dossier
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.place import Place
from traceability.store.listings import Detail

ORIGIN: Final = "Nguồn gốc"
CERTIFIED: Final = "Chứng nhận"

_NAMES: Final = {
    "vietgap": "VietGAP",
    "globalgap": "GLOBALG.A.P.",
    "organic": "Hữu cơ",
    "ocop": "OCOP",
    "gi_use": "Chỉ dẫn địa lý",
    "haccp": "HACCP",
    "iso22000": "ISO 22000",
}
"""Kinds of certificate that speak of goods or their growing, as buyers know them."""


def details(dossier: Dossier) -> tuple[Detail, ...]:
    """The details of a batch on sale, each once: communes, cultivars, certificates that hold for it."""
    places = [
        place
        for told in dossier.harvests
        if isinstance(place := dossier.of(told.event.place), Place)
    ]
    grown = sorted({_where(place) for place in places})
    plants = sorted({place.cultivar for place in places if place.cultivar})
    found = [Detail(ORIGIN, "Nơi trồng", "; ".join(grown))] if grown else []
    found += [Detail(ORIGIN, "Giống", ", ".join(plants))] if plants else []
    return (*found, *_certified(dossier))


def _where(place: Place) -> str:
    unit = place.address.unit
    return f"{unit.full_name}, {unit.province.name}, Việt Nam"


def _certified(dossier: Dossier) -> Iterator[Detail]:
    for certificate in valid_certificates(dossier):
        name = _NAMES.get(certificate.kind)
        if name:
            yield Detail(CERTIFIED, name, _worth(certificate))


def _worth(certificate: Certificate) -> str:
    if certificate.stars:
        return f"{certificate.stars} sao"
    return certificate.indication or certificate.number
