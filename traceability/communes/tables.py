"""Reads the tables that scripts/make_communes.py wrote beside this file."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table as texts, without its comments and its head.

    Args:
        name: ``"communes"`` (code, type, name, parent, valid_from, lat, lon) or ``"succession"``
            (old code, type, name, district, province code, province; new codes, default first).
    """
    text = files("traceability.communes").joinpath(f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")
