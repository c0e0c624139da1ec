"""How a party and a place are shown to strangers: labels, communes, and no more than consented to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from traceability.identifiers.domain import Domain
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Value

Consents = Mapping[str, frozenset[str]]
NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party for strangers; `cooperative` is the name of the one it is a member of, if any."""

    name: str
    kind: str
    cooperative: str
    address: str
    url: str
    path: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place for strangers: its label, commune and province, and six digits of a Plus Code."""

    name: str
    kind: str
    address: str
    plus_area: str
    path: str


def party(
    value: Party, known: Mapping[str, Value], consents: Consents, domain: Domain
) -> PartyShown:
    """A household by its label, by its name and street where it consented to that."""
    agreed = consents.get(value.key.uri, NONE)
    above = known.get(value.member_of.uri) if value.member_of else None
    return PartyShown(
        name=value.name if "name" in agreed else value.shown,
        kind=value.kind,
        cooperative=above.shown if isinstance(above, Party) else "",
        address=_address(value.address, open_=not value.personal or "address.street" in agreed),
        url=value.url,
        path=value.key.path(domain),
    )


def place(value: Place, domain: Domain) -> PlaceShown:
    """A farm or plot by its label and commune; any other place by its name and street."""
    return PlaceShown(
        name=value.shown,
        kind=value.kind,
        address=_address(value.address, open_=not value.personal),
        plus_area=value.plus_area,
        path=value.key.path(domain),
    )


def _address(address: Address | None, *, open_: bool) -> str:
    if address is None:
        return ""
    unit = address.unit
    street = address.street if open_ else ""
    return ", ".join(part for part in (street, unit.full_name, unit.province.name) if part)
