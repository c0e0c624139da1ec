"""Who vouches for it: a certificate, from when until when, and what it covers."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from traceability.errors import NotValid
from traceability.identifiers.uris import CertificateKey, Key, PartyKey, PlaceKey, ProductKey
from traceability.masterdata.checks import (
    check_choice,
    check_distinct,
    check_sha256,
    line,
    optional_lines,
)

CertificateKind = Literal[
    "vietgap",
    "globalgap",
    "organic",
    "ocop",
    "gi_use",
    "lab_accreditation",
    "food_safety",
    "haccp",
    "iso22000",
    "gacc",
    "other",
]
CERTIFICATE_KINDS: Final[tuple[CertificateKind, ...]] = get_args(CertificateKind)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, licence or accreditation given to `holder`; its first and last day included.

    `issuer` is its name as printed and `issued_by` its key where it is a party here. `standard` is
    what it certifies against (``TCVN 11892-1:2017``); `indication` the geographical indication of a
    right of use; `stars` an OCOP product's. No end means until revoked. `document` is the SHA-256
    of the scanned paper. What it covers is listed: a holder is not covered by holding.
    """

    key: CertificateKey
    kind: CertificateKind
    holder: PartyKey
    issuer: str
    number: str
    valid_from: date
    valid_until: date | None = None
    issued_by: PartyKey | None = None
    standard: str = ""
    indication: str = ""
    stars: int | None = None
    parties: tuple[PartyKey, ...] = ()
    places: tuple[PlaceKey, ...] = ()
    products: tuple[ProductKey, ...] = ()
    document: str = ""

    def __post_init__(self) -> None:
        """Refuse an end before the start, stars that are not OCOP's, a right to no indication."""
        check_choice(self.kind, CERTIFICATE_KINDS, "kind")
        line(self.issuer, "issuer")
        line(self.number, "number", longest=100)
        optional_lines(self, "standard", "indication")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise NotValid(f"an end on or after {self.valid_from}", self.valid_until, "valid_until")
        self._check_kind()
        if self.document:
            check_sha256(self.document, "document")
        for name in ("parties", "places", "products"):
            check_distinct(getattr(self, name), name)

    def valid_on(self, day: date) -> bool:
        """Whether the day lies in its time."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def covers(self, key: Key) -> bool:
        """Whether that party, place or product is listed in it."""
        return key in self.parties or key in self.places or key in self.products

    def _check_kind(self) -> None:
        fewest, most = 1, 5
        if self.stars is not None and not fewest <= self.stars <= most:
            raise NotValid("1 to 5 stars", self.stars, "stars")
        if self.stars is not None and self.kind != "ocop":
            raise NotValid("stars of an OCOP certificate only", self.kind, "stars")
        if bool(self.indication) != (self.kind == "gi_use"):
            expected = "the indication of a right of use, and of no other certificate"
            raise NotValid(expected, self.indication, "indication")
