"""The keys of the house: each a type around the canonical URI that is stored and hashed.

============  ==============================================  =============================
key           with a GS1 number, ``https://id.gs1.org`` +     own, ``https://{id_base}`` +
============  ==============================================  =============================
ProductKey    ``/01/{gtin14}``                                ``/t/{code}``
BatchKey      ``/01/{gtin14}/10/{lot}``                       ``/t/{code}``
SerialKey     ``/01/{gtin14}[/10/{lot}]/21/{serial}``         ``/t/{code}/{serial}``
PlaceKey      ``/414/{gln}[/254/{extension}]``                ``/t/{code}``
PlantKey      ``/414/{gln}/254/{ext}.{row}-{position}``       ``/t/{code}/{row}-{position}``
PartyKey      ``/417/{gln}``                                  ``/t/{code}``
LogisticKey   ``/00/{sscc}``                                  ``/t/{code}``
Certificate-  none                                            ``/t/{code}``
and Listing-
Key
============  ==============================================  =============================

A plant's address is told from a serial and from a place's extension by its shape, so neither of
these may have it. A consumer product variant (AI 22) and attributes describe and do not identify:
they are left out. Batches, places and parties of partners may have any other absolute URI.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self

from traceability.errors import NotValid
from traceability.identifiers.addresses import address_tail, is_plant_extension, serial_tail
from traceability.identifiers.digital_link import CANONICAL_STEM, DigitalLink, parse
from traceability.identifiers.domain import Domain
from traceability.identifiers.element_strings import Element, element
from traceability.identifiers.keys import Gln, Gtin, Sscc
from traceability.identifiers.own_codes import OwnCode, Serial
from traceability.identifiers.percent import escape, unescape

Codes = tuple[str, ...]

_VARIANT = "22"
_LONGEST = 500
_OPAQUE = re.compile(
    r"(?:https?://[A-Za-z0-9\-._~:\[\]%]+(?:[/?#]|$)|urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:)"
    r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*"
)
_SHAPED = re.compile(r"/(?:01/\d{14}|41[47]/\d{13}|00/\d{18})(?=[/?#]|$)")


def _identifying(link: DigitalLink) -> tuple[Element, ...]:
    return tuple([one for one in (link.key, *link.qualifiers) if one.code != _VARIANT])


def _is_opaque(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not text.startswith(CANONICAL_STEM)
        and _OPAQUE.fullmatch(text) is not None
    )


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A canonical URI. `Key` itself is an own code whose kind the path does not tell.

    The constructor believes its URI (it comes from the log or from `parse`).
    """

    uri: str

    expected: ClassVar[str] = "a key"
    sequences: ClassVar[tuple[Codes, ...]] = ()
    accepts_opaque: ClassVar[bool] = False
    is_plant: ClassVar[bool] = False
    tail: ClassVar[Callable[[str], str] | None] = None

    @classmethod
    def parse(cls, text: str, domain: Domain) -> Self:
        """Read a URI as a key of this kind.

        An own URI is read as people type codes; a Digital Link at any host becomes canonical.

        Raises:
            NotValid: a broken number or code, another kind, or no URI at all.
        """
        own = domain.code_path(text)
        if own is not None:
            return cls(cls.own_uri(own, domain))
        try:
            link = parse(text)
        except NotValid:
            if _SHAPED.search(text):
                raise
        else:
            return cls(cls.gs1_uri(link))
        if not cls.accepts_opaque or not _is_opaque(text):
            raise NotValid(f"the URI of {cls.expected}", text)
        return cls(text)

    @classmethod
    def from_code(cls, code: OwnCode, domain: Domain) -> Self:
        """Name a thing by an own code."""
        return cls(cls.own_uri(f"/t/{code.value}", domain))

    def path(self, domain: Domain) -> str:
        """Give the code path that stands in our URLs, percent-encoded; ``/u/…`` for opaque keys."""
        if self.uri.startswith(domain.root):
            return self.uri.removeprefix(f"https://{domain.id_base}")
        if self.uri.startswith(CANONICAL_STEM + "/"):
            return self.uri.removeprefix(CANONICAL_STEM)
        return "/u/" + escape(self.uri)

    @classmethod
    def own_uri(cls, path: str, domain: Domain) -> str:
        """Give the canonical URI of an own path; raises NotValid for another kind's."""
        parts = path.split("/")
        if parts[:2] != ["", "t"] or len(parts) != (4 if cls.tail else 3):
            raise NotValid(f"/t/ and the code of {cls.expected}", path)
        uri = domain.root + OwnCode.parse(unescape(parts[2])).value
        return f"{uri}/{cls.tail(unescape(parts[3]))}" if cls.tail else uri

    @classmethod
    def gs1_uri(cls, link: DigitalLink) -> str:
        """Give the canonical URI of a Digital Link; raises NotValid for another kind's."""
        kept = _identifying(link)
        if not cls.suits(link):
            raise NotValid(f"the URI of {cls.expected}", link.canonical())
        return DigitalLink(kept[0], kept[1:]).uri()

    @classmethod
    def suits(cls, link: DigitalLink) -> bool:
        """Say whether a Digital Link names a thing of this kind."""
        kept = _identifying(link)
        codes = tuple([one.code for one in kept])
        return codes in cls.sequences and is_plant_extension(kept[-1]) == cls.is_plant


class ProductKey(Key):
    """A product: what is the same in every batch."""

    __slots__ = ()
    expected = "a product"
    sequences = (("01",),)

    @classmethod
    def of(cls, gtin: Gtin) -> Self:
        """Name a product by its GTIN."""
        return cls(f"{CANONICAL_STEM}/01/{gtin.value}")


class BatchKey(Key):
    """A batch of a product."""

    __slots__ = ()
    expected = "a batch"
    sequences = (("01", "10"),)
    accepts_opaque = True

    @classmethod
    def of(cls, gtin: Gtin, lot: str) -> Self:
        """Name a batch by GTIN and lot; raises NotValid when the lot does not suit AI 10."""
        return cls(f"{CANONICAL_STEM}/01/{gtin.value}/10/{escape(element('10', lot).value)}")


class PlaceKey(Key):
    """A farm, a plot, a factory."""

    __slots__ = ()
    expected = "a place"
    sequences = (("414",), ("414", "254"))
    accepts_opaque = True

    @classmethod
    def of(cls, gln: Gln, extension: str = "") -> Self:
        """Name a place by GLN; raises NotValid when the extension does not suit AI 254."""
        key = Element("414", gln.value)
        return cls(cls.gs1_uri(DigitalLink(key, (element("254", extension),) if extension else ())))


class PartyKey(Key):
    """A household, a cooperative, a company, a laboratory."""

    __slots__ = ()
    expected = "a party"
    sequences = (("417",),)
    accepts_opaque = True

    @classmethod
    def of(cls, gln: Gln) -> Self:
        """Name a party by its GLN."""
        return cls(f"{CANONICAL_STEM}/417/{gln.value}")


class LogisticKey(Key):
    """A logistic unit: a pallet, a shipment's parcel."""

    __slots__ = ()
    expected = "a logistic unit"
    sequences = (("00",),)

    @classmethod
    def of(cls, sscc: Sscc) -> Self:
        """Name a logistic unit by its SSCC."""
        return cls(f"{CANONICAL_STEM}/00/{sscc.value}")


class CertificateKey(Key):
    """A certificate."""

    __slots__ = ()
    expected = "a certificate"


class ListingKey(Key):
    """An offer on a marketplace."""

    __slots__ = ()
    expected = "a listing"


class InputListKey(Key):
    """A party's list of crop-protection products."""

    __slots__ = ()
    expected = "a list of crop-protection products"


class SerialKey(Key):
    """One pack: a serial under a batch's or product's key."""

    __slots__ = ()
    expected = "a pack"
    sequences = (("01", "21"), ("01", "10", "21"))
    tail = serial_tail

    @classmethod
    def of(cls, parent: BatchKey | ProductKey, serial: Serial, domain: Domain) -> Self:
        """Name a pack; raises NotValid for a partner's opaque key or a serial like an address."""
        if parent.uri.startswith(domain.root):
            return cls.parse(f"{parent.uri}/{escape(serial.value)}", domain)
        return cls.parse(f"{parent.uri}/21/{escape(serial.value)}", domain)

    @property
    def parent(self) -> BatchKey | ProductKey:
        """The batch it is a pack of, or the product where no lot is known."""
        uri = self.uri.rpartition("/")[0]
        if not uri.startswith(CANONICAL_STEM + "/"):
            return BatchKey(uri)
        uri = uri.removesuffix("/21")
        return BatchKey(uri) if "/10/" in uri else ProductKey(uri)

    @property
    def serial(self) -> Serial:
        """What tells the pack from the others of its batch."""
        return Serial(unescape(self.uri.rpartition("/")[2]))


class PlantKey(Key):
    """One plant: its plot, and row and position in it, each counted from 1."""

    __slots__ = ()
    expected = "a plant"
    sequences = (("414", "254"),)
    is_plant = True
    tail = address_tail

    @classmethod
    def of(cls, plot: PlaceKey, row: int, position: int, domain: Domain) -> Self:
        """Name a plant; raises NotValid for an opaque plot or a number that is not 1 to 99999."""
        own = plot.uri.startswith(domain.root)
        joint = "/" if own else "." if "/254/" in plot.uri else "/254/."
        return cls.parse(f"{plot.uri}{joint}{row}-{position}", domain)

    @property
    def plot(self) -> PlaceKey:
        """The place it grows in."""
        if not self.uri.startswith(CANONICAL_STEM + "/"):
            return PlaceKey(self.uri.rpartition("/")[0])
        return PlaceKey(self.uri.rpartition(".")[0].removesuffix("/254/"))

    @property
    def address(self) -> tuple[int, int]:
        """Row and position."""
        row, _, position = re.split(r"[./]", self.uri)[-1].partition("-")
        return int(row), int(position)
