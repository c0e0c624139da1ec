"""Cards by their id, and the PIN that each card's owner chose."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from traceability.credentials.card import Card
from traceability.credentials.pin import Pin
from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE

Document = dict[str, Any]


class Cards:
    """The collections `cards` and `pins`."""

    def __init__(self, cards: Collection[Document], pins: Collection[Document]) -> None:
        """Keep both collections."""
        self._cards = cards.with_options(write_concern=SAFE)
        self._pins = pins.with_options(write_concern=SAFE)

    def add(self, card: Card) -> None:
        """Keep a new card."""
        self._cards.insert_one(to_document(card) | {"_id": card.id})

    def get(self, card_id: str) -> Card | None:
        """One card, valid or not."""
        found = self._cards.find_one({"_id": card_id})
        return from_document(Card, found) if found else None

    def of(self, parties: Iterable[str] | None = None) -> Iterator[Card]:
        """The cards of these parties, or all of them, the oldest first."""
        asked: Document = {} if parties is None else {"party": {"$in": list(parties)}}
        found = self._cards.find(asked).sort([("created", 1), ("_id", 1)])
        return (from_document(Card, document) for document in found)

    def revoke(self, card_id: str, now: datetime) -> bool:
        """End a card now; False when there is none of that id."""
        done = self._cards.update_one({"_id": card_id}, {"$min": {"revoked": now}})
        return bool(done.matched_count)

    def pin(self, card_id: str) -> Pin | None:
        """The PIN of a card, where its owner chose one."""
        found = self._pins.find_one({"_id": card_id})
        return from_document(Pin, found) if found else None

    def set_pin(self, pin: Pin) -> None:
        """Keep a card's PIN in place of the one before."""
        self._pins.replace_one({"_id": pin.card}, to_document(pin), upsert=True)

    def drop_pin(self, card_id: str) -> None:
        """Forget a card's PIN: its owner chooses another in person."""
        self._pins.delete_one({"_id": card_id})

    def with_pin(self, card_ids: Iterable[str]) -> set[str]:
        """Of these cards, those that have a PIN."""
        asked = {"_id": {"$in": list(card_ids)}}
        return {found["_id"] for found in self._pins.find(asked, {"_id": 1})}
