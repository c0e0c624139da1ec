"""What: a kind of goods as it is sold or handed on, its names, content, standards and pictures."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.identifiers.keys import Gtin
from traceability.identifiers.uris import PartyKey, ProductKey
from traceability.masterdata.checks import (
    check_choice,
    check_distinct,
    check_sha256,
    line,
    optional_lines,
)
from traceability.masterdata.texts import NO_TEXTS, Texts

ProductKind = Literal[
    "fresh_leaf",
    "green_tea",
    "black_tea",
    "oolong_tea",
    "white_tea",
    "scented_tea",
    "other_tea",
    "other_crop",
]
PRODUCT_KINDS: Final[tuple[ProductKind, ...]] = get_args(ProductKind)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of one party (brand owner); most households' have no GTIN.

    `names` has Vietnamese (Decree 37/2026 point a); `images` and nothing else of a picture is kept
    here: the SHA-256 of its file, in small hex, the first the one to show.
    """

    key: ProductKey
    party: PartyKey
    kind: ProductKind
    names: Texts
    brand: str = ""
    gtin: Gtin | None = None
    crop: str = ""
    net_content: Amount | None = None
    shelf_life_days: int | None = None
    standards: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    description: Texts = NO_TEXTS
    ingredients: Texts = NO_TEXTS
    instructions: Texts = NO_TEXTS
    warnings: Texts = NO_TEXTS
    storage: Texts = NO_TEXTS

    def __post_init__(self) -> None:
        """Refuse a product without Vietnamese name, content or shelf life that is no quantity."""
        check_choice(self.kind, PRODUCT_KINDS, "kind")
        if "vi" not in self.names.as_dict():
            raise NotValid("a name in Vietnamese", ", ".join(self.names.as_dict()), "names.vi")
        optional_lines(self, "brand", "crop")
        if self.net_content is not None and not self.net_content.value:
            raise NotValid("a net content above 0", self.net_content.value, "net_content.value")
        longest = 36_500
        if self.shelf_life_days is not None and not 1 <= self.shelf_life_days <= longest:
            raise NotValid(f"1 to {longest} days", self.shelf_life_days, "shelf_life_days")
        for standard in self.standards:
            line(standard, "standards")
        for image in self.images:
            check_sha256(image, "images")
        check_distinct(self.standards, "standards")
        check_distinct(self.images, "images")
