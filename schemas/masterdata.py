"""Forms of the master data: party, place, product, certificate and listing."""

from dataclasses import replace
from decimal import Decimal

from schemas import fields as f
from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.events.said import heard, spoken
from traceability.identifiers import uris
from traceability.masterdata.address import Address
from traceability.masterdata.certificate import CERTIFICATE_KINDS, Certificate
from traceability.masterdata.listing import AVAILABILITIES, LISTING_STATES, Listing, Offer
from traceability.masterdata.party import PARTY_KINDS, Membership, Party
from traceability.masterdata.place import (
    CODE_KINDS,
    CODE_STATUSES,
    PLACE_KINDS,
    AreaCode,
    Place,
)
from traceability.masterdata.planting import Rows
from traceability.masterdata.product import PRODUCT_KINDS, Product
from traceability.vocabulary import LOCAL_UNITS


class AmountForm(f.Form):
    """How much of what."""

    value = f.number("How much, 0 or more; left out where `said` says it")
    unit = f.text(
        "UN/ECE Rec 20 code: KGM, GRM, LTR, H87 (piece)…; or a word that is converted: "
        + ", ".join(LOCAL_UNITS),
        longest=20,
    )
    said = f.text("As it was said, such as 3 yến 2 cân; converted, and kept", longest=100)

    @staticmethod
    def makes(value: Decimal | None = None, unit: str = "", said: str = "") -> Amount:
        """A number with its unit, or words; both where they agree, as when what was shown comes back."""
        if value is None and not unit and said:
            return heard(said)
        if value is None or not unit:
            missing = "value" if value is None else "unit"
            raise NotValid("a value with its unit, or said", f"no {missing}", missing)
        amount = spoken(value, unit)
        told = heard(said) if said else amount
        if (told.measures, told.in_base) != (amount.measures, amount.in_base):
            raise NotValid(f"words for {value:f} {unit}", said, "said")
        return replace(amount, said=said) if said else amount


class AddressForm(f.Form):
    """An address in Vietnam."""

    makes = Address
    commune = f.text("Commune code of 5 digits", longest=5, required=True)
    on = f.day("Day as of which the commune code is meant", required=True)
    street = f.text("House, street, hamlet; shown to strangers of organisations only")
    plus_code = f.text("Full Plus Code; strangers see six digits of a household's", longest=16)
    plus_area = f.text("First six digits of the Plus Code; computed", dump_only=True)


class MembershipForm(f.Form):
    """Days on which a party is a member of a cooperative."""

    makes = Membership
    cooperative = f.key("The cooperative", uris.PartyKey, required=True)
    since = f.day("First day", required=True)
    until = f.day("Last day; none while it goes on")


class PartyForm(f.Form):
    """A household, cooperative, enterprise, laboratory or authority."""

    makes = Party
    key = f.key("Key of the party", uris.PartyKey, required=True)
    kind = f.choice("Kind of party", PARTY_KINDS, required=True)
    name = f.text("Name; a household's is private until it consents", required=True)
    label = f.text("What strangers read where the name is private, such as Hộ 017")
    address = f.part("Address; required of whoever makes produce", AddressForm())
    member_of = f.key("Cooperative that the party is a member of", uris.PartyKey)
    gln = f.gln("GLN, where there is one")
    registration = f.text("Registration number of an enterprise; refused for a household")
    url = f.text("Web address, https", longest=2000)
    person_name = f.text("Person to turn to; private")
    phone = f.text("Telephone, +84912345678; private", longest=16)
    email = f.text("E-mail; private", longest=254)
    memberships = f.listed("Cooperatives it is or was a member of", f.part("One", MembershipForm()))


class RowsForm(f.Form):
    """Rows of plants."""

    makes = Rows.parse
    rows = f.text(
        "Rows × positions and gaps: 1-14×165 without 3/17,5/20-25",
        longest=5000,
        required=True,
        attribute="text",
    )
    year = f.whole("Year planted")


class AreaCodeForm(f.Form):
    """A growing-area or packing-house code."""

    makes = AreaCode
    code = f.text("The code as issued", longest=50, required=True)
    issuer = f.text("Authority that issued it", required=True)
    market = f.text("Importing country (ISO 3166-1); none for a domestic code", longest=2)
    kind = f.choice("Growing area or packing house", CODE_KINDS)
    status = f.choice("Whether it may be used", CODE_STATUSES)
    since = f.day("Day from which it has this status")


class PlaceForm(f.Form):
    """A farm, plot, factory or store."""

    makes = Place
    key = f.key("Key of the place", uris.PlaceKey, required=True)
    kind = f.choice("Kind of place", PLACE_KINDS, required=True)
    party = f.key("Party that works it", uris.PartyKey, required=True)
    name = f.text("Name; a farm's or plot's is private", required=True)
    address = f.part("Address", AddressForm(), required=True)
    label = f.text("What strangers read of a farm or plot, such as Nương A")
    part_of = f.key("Farm that a plot belongs to", uris.PlaceKey)
    gln = f.gln("GLN, where there is one")
    shape = f.shape("GeoJSON point or polygon, longitude before latitude; private")
    area_m2 = f.number("Square metres on the ellipsoid; computed", dump_only=True)
    plus_area = f.text("First six digits of the Plus Code; computed", dump_only=True)
    declared_area_m2 = f.number("Square metres as the land paper says")
    declared_as = f.text(
        "The same in words, such as 2 sào Bắc Bộ; converted, and kept", longest=100
    )
    former_commune = f.text("Commune code of before 1 July 2025", longest=5)
    crop = f.text("What grows there")
    cultivar = f.text("Its cultivar")
    year_planted = f.whole("Year planted")
    plants = f.listed("Plants as ranges of rows", f.part("A range of rows", RowsForm()))
    area_codes = f.listed("Area codes", f.part("An area code", AreaCodeForm()))


class ProductForm(f.Form):
    """A product."""

    makes = Product
    key = f.key("Key of the product", uris.ProductKey, required=True)
    party = f.key("Party whose product it is", uris.PartyKey, required=True)
    kind = f.choice("Kind of goods", PRODUCT_KINDS, required=True)
    names = f.languages("Names by language, Vietnamese among them", required=True)
    brand = f.text("Brand")
    gtin = f.gtin("GTIN, where there is one")
    crop = f.text("Crop it is made of")
    net_content = f.part("Net content of one pack", AmountForm())
    shelf_life_days = f.whole("Days from packing until best before")
    standards = f.listed("Standards applied", f.text("A standard, such as TCVN 9740:2013"))
    images = f.listed("Pictures, the first to be shown", f.text("SHA-256 in hex", longest=64))
    description = f.languages("Description by language")
    ingredients = f.languages("Ingredients by language")
    instructions = f.languages("Instructions for use by language")
    warnings = f.languages("Safety warnings by language")
    storage = f.languages("How to store it, by language")


class CertificateForm(f.Form):
    """A certificate, accreditation or right of use."""

    makes = Certificate
    key = f.key("Key of the certificate", uris.CertificateKey, required=True)
    kind = f.choice("Kind of certificate", CERTIFICATE_KINDS, required=True)
    holder = f.key("Party it was given to", uris.PartyKey, required=True)
    issuer = f.text("Name of the issuer as printed", required=True)
    number = f.text("Number as printed", longest=100, required=True)
    valid_from = f.day("First day", required=True)
    valid_until = f.day("Last day; none if it has no end")
    issued_by = f.key("Issuer, where it is a party here", uris.PartyKey)
    standard = f.text("What it certifies against, such as TCVN 11892-1:2017")
    indication = f.text("Geographical indication of a right of use, such as Tân Cương")
    stars = f.whole("Stars of an OCOP certificate")
    parties = f.listed("Parties covered", f.key("A party", uris.PartyKey))
    places = f.listed("Places covered", f.key("A place", uris.PlaceKey))
    products = f.listed("Products covered", f.key("A product", uris.ProductKey))
    document = f.text("SHA-256 of the scanned paper, in hex", longest=64)


class OfferForm(f.Form):
    """A price in a country."""

    makes = Offer
    country = f.text("Country (ISO 3166-1 alpha-2)", longest=2, required=True)
    price = f.number("Price in the currency's main unit", required=True)
    currency = f.text("Currency (ISO 4217)", longest=3, required=True)
    tax_included = f.flag("Whether the price includes tax", required=True)
    list_price = f.number("Price before a reduction")
    availability = f.choice("Whether it can be had now", AVAILABILITIES)


class ListingForm(f.Form):
    """A product for sale."""

    makes = Listing
    key = f.key("Key of the listing", uris.ListingKey, required=True)
    product = f.key("Product for sale", uris.ProductKey, required=True)
    seller = f.key("Party that sells", uris.PartyKey, required=True)
    sku = f.text("Seller's code, the feeds' id: A-Z a-z 0-9 . _ -", longest=50, required=True)
    title = f.languages("Title by language, at most 150 characters each", required=True)
    state = f.choice("Draft, published or withdrawn", LISTING_STATES)
    description = f.languages("Description by language")
    offers = f.listed("Offers, one a country", f.part("An offer", OfferForm()))
    purchase_url = f.text("Where to buy it, https", longest=2000)
    google_category = f.whole("Number in Google's product taxonomy", most=10**6)
    category = f.listed("Seller's category path, the widest first", f.text("A category"))
    group = f.text("What variants of one product share", longest=50)


party = PartyForm()
place = PlaceForm()
product = ProductForm()
certificate = CertificateForm()
listing = ListingForm()
FORMS = {
    "party": party,
    "place": place,
    "product": product,
    "certificate": certificate,
    "listing": listing,
}
"""By kind of revision, as `traceability.masterdata.revision.KINDS` names them."""
