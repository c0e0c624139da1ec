"""Forms in which master data is sent: as it is shown, the key left out where the house is to mint one."""

from typing import Final

from schemas import fields as f
from schemas import masterdata
from traceability.identifiers import uris

_KEY: Final = "Its key; an own code is minted where you give none, and a change keeps it"
_ID: Final = "Client's id of what is sent; a repeat gets the first receipt"


class SentPartyForm(masterdata.PartyForm):
    """A party, as it is from now on."""

    id = f.record_id(_ID)
    key = f.key(_KEY, uris.PartyKey)


class SentPlaceForm(masterdata.PlaceForm):
    """A place, as it is from now on."""

    id = f.record_id(_ID)
    key = f.key(_KEY, uris.PlaceKey)


class SentProductForm(masterdata.ProductForm):
    """A product, as it is from now on."""

    id = f.record_id(_ID)
    key = f.key(_KEY, uris.ProductKey)


class SentCertificateForm(masterdata.CertificateForm):
    """A certificate, as it is from now on."""

    id = f.record_id(_ID)
    key = f.key(_KEY, uris.CertificateKey)


class SentListingForm(masterdata.ListingForm):
    """A listing, as it is from now on."""

    id = f.record_id(_ID)
    key = f.key(_KEY, uris.ListingKey)


SENT: Final = {
    "party": SentPartyForm(),
    "place": SentPlaceForm(),
    "product": SentProductForm(),
    "certificate": SentCertificateForm(),
    "listing": SentListingForm(),
}
"""By kind of revision; the id is taken out before a form is loaded, the key put in where it lacks."""
