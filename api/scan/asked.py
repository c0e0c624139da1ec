"""What was asked for: the code path as it came, and a code as people type it."""

from typing import Final
from urllib.parse import quote, urlsplit

from flask import request

from api.house import house
from traceability.errors import NotFound, NotValid
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gtin, Sscc
from traceability.identifiers.own_codes import OwnCode
from traceability.identifiers.paths import from_path
from traceability.identifiers.uris import Key, LogisticKey, ProductKey

_PAGE: Final = "/page/"
_SSCC_LENGTH: Final = 18
_LARGEST: Final = 40
_USUAL: Final = 10
_UNRESERVED: Final = "/-._~!$&'()*+,;=:@"
_LINKS: Final = {"pip": "/page{}", "traceability": "/page{}", "epcis": "{}/journey.jsonld"}
"""Typed links that we have (GS1-Conformant Resolver §2.6): each is redirected to."""


def code_path(end: str = "") -> str:
    """The code path of this request, percent-encoded as it came, without `end` and one last slash."""
    came = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    path = urlsplit(came).path if came else quote(request.path, _UNRESERVED)
    if path.startswith(_PAGE):
        path = path.removeprefix("/page")
    return path.removesuffix("/").removesuffix(end)


def other_address(path: str, link_type: str) -> str:
    """Where a typed link leads.

    Raises:
        NotFound: there is no link of that type.
    """
    form = _LINKS.get(link_type.removeprefix("gs1:").removeprefix("https://gs1.org/voc/"))
    if form is None:
        raise NotFound("link type", link_type)
    return form.format(from_path(path, house().domain).path(house().domain))


def size() -> int:
    """The dots a module that were asked for.

    Raises:
        NotValid: no number from 1 to 40.
    """
    text = request.args.get("scale", str(_USUAL))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _LARGEST):
        raise NotValid(f"a scale from 1 to {_LARGEST}", text, "scale")
    return int(text)


def typed(text: str) -> str:
    """The code path of what somebody typed: an address, an own code, a GTIN, an SSCC.

    Raises:
        NotValid: it is none of these, or a number of it is wrong.
    """
    domain = house().domain
    return _key(text, domain).path(domain)


def _key(text: str, domain: Domain) -> Key:
    if "/" in text:
        path = urlsplit(text if "://" in text else f"//{text.lstrip('/')}").path
        return from_path(_within(text, path), domain)
    digits = "".join(text.split())
    if digits.isascii() and digits.isdecimal() and len(digits) == _SSCC_LENGTH:
        return LogisticKey.of(Sscc.parse(digits))
    try:
        return Key.from_code(OwnCode.parse(text), domain)
    except NotValid:
        if not digits.isdecimal():
            raise
        return ProductKey.of(Gtin.parse(digits))


def _within(text: str, path: str) -> str:
    """The path of an address, or the text itself where it begins with a slash."""
    came = text if text.startswith("/") else path
    return came.removeprefix("/page") if came.startswith(_PAGE) else came
