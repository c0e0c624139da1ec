"""Which certificates may be shown for a batch: valid on its days and covering all of it (K1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from traceability.findings.finding import Finding
from traceability.findings.rules import found
from traceability.journey.dossier import Dossier, Told, day_of
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.place import Place


@dataclass(frozen=True, slots=True)
class Claim:
    """What a certificate says of a batch.

    `days` are the days it was judged on, `invalid` those outside its time. Of the `of` events that
    have to be covered, `covered` are, by it or by others of its kind and standard.
    """

    certificate: Certificate
    days: tuple[date, ...]
    covered: int
    of: int

    @property
    def invalid(self) -> tuple[date, ...]:
        """The days on which it was not valid."""
        return tuple(day for day in self.days if not self.certificate.valid_on(day))

    @property
    def holds(self) -> bool:
        """Whether it may be shown."""
        return self.covered == self.of and not self.invalid


@dataclass(frozen=True, slots=True)
class _Ground:
    """One event, and what a certificate can cover it by: places, parties or a product, by URI."""

    day: date
    keys: frozenset[str]


def claims(dossier: Dossier) -> tuple[Claim, ...]:
    """The claims that certificates make on a batch, by the certificates' URI.

    A certificate that lists plots or households must cover every harvest, on its day; one that lists
    a factory or a maker, every event after the harvests; alone or with others of its kind. One that
    lists products only is judged on the day its product was made, and one that lists other products
    or nothing of these says nothing of the batch: a holder is not covered by holding.
    """
    grounds, products = _grounds(dossier), _products(dossier)
    suited = [one for one in dossier.certificates if _suits(one, products)]
    made = (_claim(one, grounds, suited) for one in suited)
    return tuple(sorted((one for one in made if one), key=lambda one: one.certificate.key.uri))


def valid_certificates(dossier: Dossier) -> tuple[Certificate, ...]:
    """The certificates that may be shown for a batch; `claims` says on which days each was judged."""
    return tuple(claim.certificate for claim in claims(dossier) if claim.holds)


def hidden(dossier: Dossier) -> Iterator[Finding]:
    """K1: certificates whose claim is hidden, and why; silent where another has taken its place."""
    for claim in claims(dossier):
        certificate = claim.certificate
        if claim.covered == claim.of:
            continue
        if not claim.invalid:
            numbers = {"covered": str(claim.covered), "of": str(claim.of)}
            yield found("K1", certificate.key.uri, why="not_covering", **numbers)
        else:
            until = certificate.valid_until
            numbers = {"day": claim.invalid[0].isoformat(), "from": f"{certificate.valid_from}"}
            numbers |= {"until": until.isoformat()} if until else {}
            yield found("K1", certificate.key.uri, why="not_valid", **numbers)


def _grounds(dossier: Dossier) -> tuple[list[_Ground], ...]:
    """What a certificate is asked of, in this order: the field, the factory, the product."""
    origin = dossier.batch.origin
    harvests = dossier.harvests
    later = [told for told in dossier.lineage if told not in harvests]
    product = [_Ground(day_of(origin.time), _uris(dossier.product))] if origin else []
    return (
        [_ground(dossier, one) for one in harvests],
        [_ground(dossier, one) for one in later],
        product,
    )


def _products(dossier: Dossier) -> frozenset[str]:
    """The products of the batch and of what went into it."""
    return _uris(dossier.product, *(source.product for source in dossier.sources.values()))


def _suits(certificate: Certificate, products: frozenset[str]) -> bool:
    return not certificate.products or any(key.uri in products for key in certificate.products)


def _ground(dossier: Dossier, told: Told) -> _Ground:
    """What an event stands on: its party, and the place and farm where they are that party's own.

    A cooperative and its member stand on each other's ground; nobody borrows a stranger's.
    """
    party = told.event.party() or told.subject
    place = _own(dossier, told.event.place, party)
    farm = _own(dossier, place.part_of.uri, party) if place and place.part_of else None
    keys = (key.uri for each in (place, farm) if each for key in (each.key, each.party))
    return _Ground(day_of(told.event.time), _uris(party, *keys))


def _own(dossier: Dossier, uri: str | None, party: str) -> Place | None:
    place = dossier.of(uri)
    if not isinstance(place, Place) or not _are_one(dossier, place.party.uri, party):
        return None
    return place


def _are_one(dossier: Dossier, one: str, other: str) -> bool:
    """The same party, or a cooperative and its member."""
    return one == other or dossier.house(one) == other or one == dossier.house(other)


def _claim(
    certificate: Certificate, grounds: Iterable[list[_Ground]], others: Iterable[Certificate]
) -> Claim | None:
    listed = _listed(certificate)
    ground = next((each for each in grounds if any(one.keys & listed for one in each)), None)
    if ground is None:
        return None
    peers = [each for each in others if _same_kind(each, certificate)]
    days = sorted({one.day for one in ground if one.keys & listed})
    return Claim(certificate, tuple(days), sum(_vouched(one, peers) for one in ground), len(ground))


def _vouched(ground: _Ground, certificates: Iterable[Certificate]) -> bool:
    return any(each.valid_on(ground.day) and ground.keys & _listed(each) for each in certificates)


def _listed(certificate: Certificate) -> frozenset[str]:
    """What it covers events by: its places and parties; its products where it lists neither."""
    keys = (*certificate.places, *certificate.parties) or certificate.products
    return frozenset(key.uri for key in keys)


def _same_kind(one: Certificate, other: Certificate) -> bool:
    return (one.kind, one.standard) == (other.kind, other.standard)


def _uris(*uris: str | None) -> frozenset[str]:
    return frozenset(uri for uri in uris if uri)
