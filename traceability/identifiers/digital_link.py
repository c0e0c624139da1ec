"""GS1 Digital Link URIs, read strictly and written (URI Syntax 1.7; no compression).

``scheme://host[/stem…]/key/value[/qualifier/value…][?attribute=value…][#fragment]``: the rightmost
key wins, qualifiers come in a fixed order, attributes stand in the query only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from traceability.errors import NotValid
from traceability.identifiers.ai_table import Sequence, path_sequences, table
from traceability.identifiers.check_digits import is_number
from traceability.identifiers.element_strings import (
    STRICT,
    Element,
    Options,
    element,
    write_with_fnc1,
)
from traceability.identifiers.percent import escape, escape_query, unescape, unescape_query

CANONICAL_STEM = "https://id.gs1.org"

_SEGMENT = r"[A-Za-z0-9\-._~:/\[\]@!$&'()*+,;=%]*"
_QUERY = r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]*"
_URI = re.compile(
    rf"(?:https?|HTTPS?)://[A-Za-z0-9\-.:\[\]]+(?P<path>/{_SEGMENT})"
    rf"(?:\?(?P<query>{_QUERY}))?(?:#(?:{_QUERY}|#)*)?"
)
_PATH = re.compile(f"/{_SEGMENT}")
_QUERY_ALONE = re.compile(_QUERY)

# The short names that stood in paths before 1.3, as the GS1 Barcode Syntax Engine lists them
# (gs1/gs1-syntax-engine, Copyright GS1 AISBL, Apache-2.0).
_ALPHAS = {
    "cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004",
    "ginc": "401", "gln": "414", "glnx": "254", "gmn": "8013", "grai": "8003", "gsin": "402",
    "gsrn": "8018", "gsrnp": "8017", "gtin": "01", "itip": "8006", "lot": "10", "party": "417",
    "refno": "8020", "ser": "21", "srin": "8019", "sscc": "00",
}  # fmt: skip
_GTIN, _SHORT_GTINS = "01", (8, 12, 13)


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """What a Digital Link says: a key, its qualifiers in order, and attributes as they came."""

    key: Element
    qualifiers: tuple[Element, ...] = ()
    attributes: tuple[Element, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements: path first, then query."""
        return (self.key, *self.qualifiers, *self.attributes)

    def element_string(self) -> str:
        """The same as an element string, ``^`` for FNC1."""
        return write_with_fnc1(self.elements)

    def path(self) -> str:
        """Key and qualifiers, percent-encoded, with no stem and no query."""
        return "".join(f"/{one.code}/{escape(one.value)}" for one in (self.key, *self.qualifiers))

    def uri(self, stem: str = CANONICAL_STEM) -> str:
        """The URI under `stem` (scheme, host, perhaps a path), attributes in their order."""
        query = "&".join(f"{one.code}={escape_query(one.value)}" for one in self.attributes)
        return stem.rstrip("/") + self.path() + ("?" + query if query else "")

    def canonical(self) -> str:
        """The URI at id.gs1.org, attributes sorted by their code."""
        attributes = tuple(sorted(self.attributes, key=lambda one: one.code))
        return DigitalLink(self.key, self.qualifiers, attributes).uri()


def parse(uri: str, options: Options = STRICT) -> DigitalLink:
    """Read a Digital Link URI.

    Raises:
        NotValid: no URI, no key in its path, a broken sequence, or a value that is not right.
    """
    match = _URI.fullmatch(uri)
    if match is None:
        raise NotValid("an http or https URI with a path", uri)
    return _read(match["path"], match["query"] or "", options)


def read_path(path: str, query: str = "") -> DigitalLink:
    """Read what a resolver was asked for: path and query as they came, still percent-encoded.

    One trailing slash is tolerated (Conformant Resolver 1.2, section 2.13).

    Raises:
        NotValid: as `parse`; a resolver answers 400.
    """
    if not _PATH.fullmatch(path) or not _QUERY_ALONE.fullmatch(query):
        raise NotValid("a path of a Digital Link", path)
    return _read(path.removesuffix("/"), query, STRICT)


def write(
    elements: Iterable[Element], stem: str = CANONICAL_STEM, options: Options = STRICT
) -> str:
    """Write elements as a URI: the first key, most of its qualifiers, the rest in the query.

    Attributes of fixed length come first; repeated codes are written once.

    Raises:
        NotValid: no key among them, or one that may stand neither in path nor query.
    """
    by_code: dict[str, Element] = {}
    for one in elements:
        by_code.setdefault(one.code, one)
    sequence = _best_sequence(tuple(by_code))
    path = [by_code.pop(code) for code in sequence]
    for code in by_code:
        _check_attribute(code, sequence, options)
    attributes = sorted(by_code.values(), key=_needs_fnc1)
    return DigitalLink(path[0], tuple(path[1:]), tuple(attributes)).uri(stem)


def _best_sequence(codes: Sequence) -> Sequence:
    """The first key among `codes` with as many of its qualifiers as there are."""
    key = next((code for code in codes if _is_key(code)), "")
    present = set(codes)
    possible = [one for one in path_sequences() if one[0] == key and present.issuperset(one)]
    if not possible:
        raise NotValid("elements with a whole Digital Link key", ", ".join(codes))
    return max(sorted(possible), key=len)


def _needs_fnc1(one: Element) -> bool:
    known = table().get(one.code)
    return known is None or not known.fixed_length


def _read(path: str, query: str, options: Options) -> DigitalLink:
    on_path = tuple(_on_path(path, options))
    sequence = tuple([one.code for one in on_path])
    if sequence not in path_sequences():
        raise NotValid("qualifiers that belong to their key, in order", path)
    attributes = tuple(_in_query(query, options)) if query else ()
    seen = set(sequence)
    for one in attributes:
        if one.code in seen:
            raise NotValid("each application identifier once", query, one.code)
        seen.add(one.code)
        _check_attribute(one.code, sequence, options)
    return DigitalLink(on_path[0], on_path[1:], attributes)


def _on_path(path: str, options: Options) -> Iterator[Element]:
    """Key and qualifiers, read in pairs from the right until a key is met."""
    segments = path.split("/")
    for index in range(len(segments) - 2, 0, -2):
        code = _code(segments[index], options)
        if _is_key(code):
            break
        if code not in table():
            raise NotValid("a GS1 key such as /01/{GTIN} in the path", path)
    else:
        raise NotValid("a GS1 key such as /01/{GTIN} in the path", path)
    for start in range(index, len(segments), 2):
        code = _code(segments[start], options)
        yield element(code, _gtin14(code, unescape(segments[start + 1]), options), options)


def _in_query(query: str, options: Options) -> Iterator[Element]:
    """The parameters that are application identifiers; other names are someone else's."""
    for parameter in query.split("&"):
        code, equals, value = parameter.partition("=")
        if equals and is_number(code):
            yield element(code, _gtin14(code, unescape_query(value), options), options)


def _check_attribute(code: str, sequence: Sequence, options: Options) -> None:
    known = table().get(code)
    if not (known.attribute if known else options.unknown_attributes):
        raise NotValid("an application identifier that may stand in the query", code, code)
    for index in range(1, len(sequence) + 1):
        if (*sequence[:index], code, *sequence[index:]) in path_sequences():
            raise NotValid(f"({code}) in the path", code, code)


def _is_key(code: str) -> bool:
    known = table().get(code)
    return known is not None and known.qualifiers is not None


def _code(segment: str, options: Options) -> str:
    return _ALPHAS.get(segment, segment) if options.convenience_alphas else segment


def _gtin14(code: str, value: str, options: Options) -> str:
    if options.zero_suppressed_gtin and code == _GTIN and len(value) in _SHORT_GTINS:
        return value.zfill(14)
    return value
