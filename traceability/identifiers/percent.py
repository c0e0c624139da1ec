"""Percent encoding in a Digital Link: only unreserved characters stand as they are (RFC 3986).

A plus sign is a space in the query only. A character is a byte: GS1's sets are ASCII, and what
comes from outside them is refused when the value is judged.
"""

from urllib.parse import quote, quote_plus, unquote


def escape(text: str) -> str:
    """Write a value as one segment of a path."""
    return quote(text, safe="")


def escape_query(text: str) -> str:
    """Write a value as it stands after ``=`` in a query."""
    return quote_plus(text, safe="")


def unescape(text: str) -> str:
    """Read a segment of a path; what is no percent sequence stays as it is."""
    return unquote(text, encoding="latin-1") if "%" in text else text


def unescape_query(text: str) -> str:
    """Read what stands after ``=`` in a query."""
    return unescape(text.replace("+", " "))
