"""Code lists that application identifiers refer to: countries, currencies, package types.

Sources, as facts: ISO 3166-1 and ISO 4217 from pycountry 26.2.16 (Debian iso-codes); GS1
PackageTypeCode as the GS1 Barcode Syntax Dictionary lists it (Copyright GS1 AISBL, Apache-2.0).
"""

from functools import cache
from importlib.resources import files


@cache
def codes(name: str) -> frozenset[str]:
    """Give the codes of a list: ``iso3166``, ``iso3166alpha2``, ``iso4217`` or ``packagetype``.

    Raises:
        KeyError: there is no such list.
    """
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("code_lists.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: frozenset(values.split()) for name, values in rows}
