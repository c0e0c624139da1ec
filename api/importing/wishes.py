"""What a spreadsheet asks for: each row's record, whether it is new, and every wrong cell."""

import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID, uuid5

from schemas.sheets.reading import Row
from traceability.access import Actor
from traceability.errors import NotValid, Refusal
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import CODE_BITS, OwnCode, mint
from traceability.identifiers.uris import PartyKey
from traceability.ledger.entry import Entry
from traceability.ledger.ledger import Ledger
from traceability.masterdata.revision import canonical_bytes
from traceability.store.store import Store

Change = Literal["new", "changed", "same"]

MOST_WRONG: Final = 500
"""Wrong cells that are told at once."""

_IDS: Final = UUID("b2a7a4a0-55c3-5d7b-9d67-0d2f1f6f6b0e")
"""The namespace of the ids of rows; ours, drawn once."""


class Wrong(NamedTuple):
    """A cell that is wrong: its sheet, row and column, its address, what was expected and what came."""

    sheet: str
    row: int
    column: str
    address: str
    expected: str
    got: str

    @property
    def sentence(self) -> str:
        """For a person."""
        return f"Expected {self.expected}, got {self.got or 'nothing'}."


class Wish(NamedTuple):
    """A row's record; `entry` is None where nothing is to be recorded."""

    change: Change
    row: Row
    title: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a spreadsheet asks for; with anything wrong in it, nothing of it is recorded."""

    wishes: tuple[Wish, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    @property
    def counts(self) -> Mapping[tuple[str, Change], int]:
        """How many rows of each sheet are new, changed and the same."""
        return Counter((wish.row.sheet, wish.change) for wish in self.wishes)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who imports, for which cooperative, on which day, and where it is recorded."""

    ledger: Ledger
    domain: Domain
    actor: Actor
    cooperative: PartyKey
    today: date

    @property
    def store(self) -> Store:
        """Where records and views are."""
        return self.ledger.store

    @property
    def now(self) -> datetime:
        """The present."""
        return self.ledger.clock()

    def new_code(self, kind: str, identity: str) -> OwnCode:
        """The code of a thing that a row names: the same for a repeat, and unguessable."""
        secret = self.ledger.keyring.current("serial").secret
        text = f"import\n{self.cooperative.uri}\n{kind}\n{identity}"
        drawn = hmac.digest(secret, text.encode(), sha256)
        return mint(int.from_bytes(drawn[:8]) >> (64 - CODE_BITS))


def spoken(row: Row) -> bytes:
    """The bytes of a row: its sheet and its cells, wherever it stands."""
    cells = {heading: cell.text for heading, cell in row.cells.items() if cell.text}
    body: dict[str, Any] = {"v": "sheet/1", "sheet": row.sheet, "cells": cells}
    return canonical_bytes(body)


def row_id(key: str, said: bytes) -> str:
    """The id of what a row says of a thing: the same row is recorded once."""
    return uuid5(_IDS, f"{key}\n{sha256(said).hexdigest()}").urn


def wrong_cell(row: Row, column: str, no: Refusal) -> Wrong:
    """A refusal, at the cell that it speaks of."""
    longest = 80
    expected = no.expected if isinstance(no, NotValid) else str(no)
    got = str(no.got) if isinstance(no, NotValid) else ""
    return Wrong(row.sheet, row.number, column, row.address(column), expected, got[:longest])
