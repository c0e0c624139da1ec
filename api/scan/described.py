"""A batch described for machines: the two blocks of JSON-LD in its page."""

from api.scan.required import countries
from api.scan.shown import PartyShown
from api.scan.written import Printer
from schemas import jsonld
from traceability.findings.certificates import valid_certificates
from traceability.identifiers.percent import unescape
from traceability.journey.dossier import Dossier, day_of
from traceability.masterdata.product import Product

DOCUMENTS = "/api/v1/documents/"
"""Where a picture is read by its SHA-256."""


def blocks(dossier: Dossier, path: str, maker: PartyShown | None, printer: Printer) -> list[str]:
    """The blocks as they stand in script elements: schema.org's, then GS1's."""
    batch, value = dossier.batch, dossier.of(dossier.product)
    product = value if isinstance(value, Product) else None
    described = jsonld.Described(
        uri=batch.uri,
        url=printer.base_url + path,
        language=printer.language.code,
        lot=unescape(batch.uri.rpartition("/")[2]),
        maker=maker.name if maker else "",
        maker_address=maker.address if maker else "",
        country=next(iter(countries(dossier)), ""),
        made=day_of(batch.origin.time) if batch.origin else None,
        best_before=batch.best_before,
        recalled=batch.is_recalled,
        certificates=valid_certificates(dossier),
        **(_of_product(product, printer) if product else {}),
    )
    return [jsonld.script(block) for block in (jsonld.schema_org(described), jsonld.gs1(described))]


def _of_product(product: Product, printer: Printer) -> dict[str, str]:
    image = product.images[0] if product.images else ""
    return {
        "name": printer.texts(product.names)[0],
        "description": printer.texts(product.description)[0],
        "brand": product.brand,
        "image": f"{printer.base_url}{DOCUMENTS}{image}" if image else "",
        "gtin": product.gtin.value if product.gtin else "",
    }
