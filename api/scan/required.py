"""The items that a page must show, each filled or said to be missing (rules-and-fields §1.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel import Locale

from api.languages import Language
from api.scan.found import spoken
from api.scan.shown import PartyShown, place
from traceability.findings.certificates import valid_certificates
from traceability.findings.publication import Item, required
from traceability.identifiers.domain import Domain
from traceability.identifiers.percent import unescape
from traceability.journey.dossier import Dossier
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its name in the catalogues, what fills it, and whether it is missing."""

    name: str
    texts: tuple[str, ...]
    missing: bool


def rows(
    dossier: Dossier, maker: PartyShown | None, language: Language, domain: Domain
) -> list[Row]:
    """The items in order; what is filled in the records is filled here."""
    value = dossier.of(dossier.product)
    texts = {"trace_code": [spoken(dossier.batch.uri, domain)]}
    texts |= _of_product(dossier, value if isinstance(value, Product) else None, language)
    texts |= _of_story(dossier, language, domain)
    if maker:
        texts |= {"producer_name": [maker.name], "producer_address": [maker.address]}
    return [_row(item, texts.get(item.name, ())) for item in required(dossier)]


def _row(item: Item, texts: Iterable[str]) -> Row:
    said = tuple(dict.fromkeys(text for text in texts if text)) if item.filled else ()
    return Row(item.name, said, item.missing)


def _of_product(
    dossier: Dossier, product: Product | None, language: Language
) -> dict[str, list[str]]:
    vouched = [one.standard for one in valid_certificates(dossier)]
    _, _, lot = dossier.batch.uri.partition("/10/")
    best_before = dossier.batch.best_before
    texts = {
        "expiry": [language.date(best_before)] if best_before else [],
        "standards": vouched,
        "brand_lot": [unescape(lot)],
    }
    if product is None:
        return texts
    if not best_before and product.shelf_life_days:
        days = language.number(product.shelf_life_days)
        texts["expiry"] = [language.say("required.shelf_life", days=days)]
    return texts | {
        "product_name": [product.names.get(language.code, "vi")],
        "product_images": [language.say("required.pictures", number=len(product.images))],
        "brand_lot": [product.brand, unescape(lot)],
        "standards": [*product.standards, *vouched],
    }


def _of_story(dossier: Dossier, language: Language, domain: Domain) -> dict[str, list[str]]:
    origin = dossier.batch.origin
    stages = language.say("required.stages", number=len(dossier.story))
    return {
        "origin": list(_origins(dossier, language, domain)),
        "stages": [stages],
        "made_at": [language.date(origin.time)] if origin else [],
    }


def _origins(dossier: Dossier, language: Language, domain: Domain) -> Iterator[str]:
    """Where it grew, and the country that the makings name."""
    for told in dossier.harvests:
        plot = dossier.of(told.event.place)
        if isinstance(plot, Place):
            yield place(plot, domain).address
    for code in countries(dossier):
        yield str(Locale.parse(language.code).territories.get(code, code))


def countries(dossier: Dossier) -> tuple[str, ...]:
    """The countries of origin that the story names, ISO 3166-1 alpha-2."""
    ilmds = (told.event.body.get("ilmd") or {} for told in dossier.lineage)
    named = (str(ilmd.get("cbvmda:countryOfOrigin", "")) for ilmd in ilmds)
    return tuple(dict.fromkeys(code for code in named if code))
