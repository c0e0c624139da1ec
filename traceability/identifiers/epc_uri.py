"""Any way to write a GS1 key as a URI, brought to the one form that is hashed and compared.

That form is the constrained canonical GS1 Digital Link URI of CBV 2.0 §8.9: ``https://id.gs1.org``,
the key, its finest qualifier and nothing else. The schemes are those of the EPC Tag Data Standard
2.0, the keys and formats those of the GS1 General Specifications.

Check digits that stand in a Digital Link are carried over, not verified: this is about two
spellings of one thing, not about whether the thing can exist.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from traceability.identifiers.check_digits import check_digit, is_number

_ORIGIN = "https://id.gs1.org"
_FREE = r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]"  # character set 82
_PART = r"[#\-/0-9A-Z]"  # character set 39
_PLAIN = re.compile(r"[0-9A-Za-z_.\-';=]+")  # what stands in a path as it is

# A key begins with its company prefix, which has at least four digits.
_FORMAT = {
    ai: re.compile(pattern, re.ASCII)
    for ai, pattern in {
        "00": r"\d{18}",
        "01": r"\d{14}",
        "10": rf"{_FREE}{{1,20}}",
        "21": rf"{_FREE}{{1,20}}",
        "235": rf"{_FREE}{{1,28}}",
        "253": rf"\d{{13}}{_FREE}{{0,17}}",
        "254": rf"{_FREE}{{1,20}}",
        "255": r"\d{13,25}",
        "401": rf"\d{{4}}{_FREE}{{0,26}}",
        "402": r"\d{17}",
        "414": r"\d{13}",
        "417": r"\d{13}",
        "8003": rf"0\d{{13}}{_FREE}{{0,16}}",
        "8004": rf"\d{{4}}{_FREE}{{0,26}}",
        "8006": r"\d{18}",
        "8010": rf"\d{{4}}{_PART}{{0,26}}",
        "8011": r"\d{1,12}",
        "8017": r"\d{18}",
        "8018": r"\d{18}",
    }.items()
}

# The keys, each with its qualifiers that identify further, the finest first.
_FINER: dict[str, tuple[str, ...]] = {
    "00": (),
    "01": ("21", "10", "235"),
    "253": (),
    "255": (),
    "401": (),
    "402": (),
    "414": ("254",),
    "417": (),
    "8003": (),
    "8004": (),
    "8006": ("21", "10"),
    "8010": ("8011",),
    "8017": (),
    "8018": (),
}

# The short names that early editions of Digital Link allowed in place of the numbers.
_NUMBER = {
    "sscc": "00",
    "gtin": "01",
    "lot": "10",
    "ser": "21",
    "gdti": "253",
    "glnx": "254",
    "gcn": "255",
    "ginc": "401",
    "gsin": "402",
    "gln": "414",
    "party": "417",
    "grai": "8003",
    "giai": "8004",
    "itip": "8006",
    "cpid": "8010",
    "cpsn": "8011",
    "gsrnp": "8017",
    "gsrn": "8018",
}


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How an EPC scheme's fields become a key: company prefix, reference, perhaps more."""

    key: str
    digits: int = 0  # of prefix and reference together, before the check digit; 0: no check digit
    fields: int = 2
    qualifier: str = ""  # what the last field is; without one it is part of the key
    indicator: bool = False  # the reference's first digit leads
    classes: bool = False  # a pattern with ``*`` last names the class


_SCHEMES = {
    "id:sgtin": _Scheme("01", 13, 3, "21", indicator=True, classes=True),
    "id:sscc": _Scheme("00", 17, indicator=True),
    "id:sgln": _Scheme("414", 12, 3, "254"),
    "id:grai": _Scheme("8003", 12, 3, classes=True),
    "id:giai": _Scheme("8004"),
    "id:gsrn": _Scheme("8018", 17),
    "id:gsrnp": _Scheme("8017", 17),
    "id:gdti": _Scheme("253", 12, 3, classes=True),
    "id:cpi": _Scheme("8010", 0, 3, "8011", classes=True),
    "id:sgcn": _Scheme("255", 12, 3, classes=True),
    "id:ginc": _Scheme("401"),
    "id:gsin": _Scheme("402", 16),
    "id:itip": _Scheme("8006", 13, 5, "21", indicator=True, classes=True),
    "id:upui": _Scheme("01", 13, 3, "235", indicator=True, classes=True),
    "id:pgln": _Scheme("417", 12),
    "class:lgtin": _Scheme("01", 13, 3, "10", indicator=True),
}


def canonical_uri(text: str) -> str | None:
    """Bring an EPC URN, class, pattern or Digital Link of any domain to its canonical form.

    Args:
        text: A URI, or anything else.

    Returns:
        ``https://id.gs1.org/…`` (CBV 2.0 §8.9), or None where the text names no GS1 key.

    >>> canonical_uri("urn:epc:class:lgtin:4012345.012345.Lot987")
    'https://id.gs1.org/01/04012345123456/10/Lot987'
    >>> canonical_uri("https://farm.example/01/4012345123456/10/Lot987?c=7")
    'https://id.gs1.org/01/04012345123456/10/Lot987'
    >>> canonical_uri("geo:47.5,11.1") is None
    True
    """
    if text.startswith("urn:epc:"):
        return _from_urn(text)
    if text[:8].lower().startswith(("https://", "http://")):
        return _from_link(text)
    return None


def _from_urn(text: str) -> str | None:
    kind, _, rest = text.removeprefix("urn:epc:").partition(":")
    name, _, body = rest.partition(":")
    scheme = _SCHEMES.get(f"{'id' if kind == 'idpat' else kind}:{name}")
    if scheme is None or (kind == "idpat" and not scheme.classes):
        return None
    fields = body.split(".", scheme.fields - 1)
    if len(fields) < scheme.fields or (kind == "idpat") != (fields[-1] == "*"):
        return None
    company, reference, *more = fields
    serial = more.pop() if more else ""
    if kind == "idpat" or (scheme.qualifier == "254" and serial == "0"):
        serial = ""
    elif scheme.fields > len(("company", "reference")) and not serial:
        return None
    key = _key(scheme, company, reference)
    if key is None:
        return None
    if scheme.qualifier:
        return _link(scheme.key, key + "".join(more), scheme.qualifier if serial else "", serial)
    return _link(scheme.key, key + serial)


def _key(scheme: _Scheme, company: str, reference: str) -> str | None:
    if not scheme.digits:
        return company + reference
    digits = company + reference
    if len(digits) != scheme.digits or not is_number(digits):
        return None
    if scheme.indicator:
        digits = reference[:1] + company + reference[1:]
    elif scheme.key == "8003":
        digits = "0" + digits
    return digits + check_digit(digits)


def _from_link(text: str) -> str | None:
    _, _, path = text.partition("#")[0].partition("?")[0].partition("://")
    parts = path.split("/")
    for at in range(1, len(parts) - 1):
        ai = _NUMBER.get(parts[at], parts[at])
        if ai in _FINER and (len(parts) - at) % 2 == 0:
            names = [_NUMBER.get(part, part) for part in parts[at::2]]
            named = dict(zip(names, parts[at + 1 :: 2], strict=True))
            finest = next((name for name in _FINER[ai] if name in named), "")
            link = _link(ai, _padded(ai, named[ai]), finest, named.get(finest, ""))
            if link is not None:
                return link
    return None


def _padded(ai: str, value: str) -> str:
    """A GTIN-8, -12 or -13 stands in fourteen digits (General Specifications, GTIN)."""
    return value.zfill(14) if ai == "01" and len(value) in {8, 12, 13} else value


def _link(ai: str, key: str, qualifier: str = "", value: str = "") -> str | None:
    link = _ORIGIN
    for name, written in ((ai, key), (qualifier, value)):
        if name:
            shown = _encoded(name, written)
            if shown is None:
                return None
            link += f"/{name}/{shown}"
    return link


def _encoded(ai: str, written: str) -> str | None:
    """One spelling of a value (RFC 3986 §6.2.2): only what must be percent-encoded is."""
    if _PLAIN.fullmatch(written):
        return written if _FORMAT[ai].fullmatch(written) else None
    if not written.isascii():
        return None
    raw = unquote_to_bytes(written)
    return quote(raw, safe="';=") if _FORMAT[ai].fullmatch(raw.decode("latin-1")) else None
