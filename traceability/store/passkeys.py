"""Passkeys by their credential's id, and the challenges that are out, each answered once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from traceability.credentials.passkey import Challenge, Passkey
from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE

Document = dict[str, Any]


class Passkeys:
    """The collections `passkeys` and `challenges`."""

    def __init__(self, passkeys: Collection[Document], challenges: Collection[Document]) -> None:
        """Keep both collections."""
        self._all = passkeys.with_options(write_concern=SAFE)
        self._challenges = challenges

    def add(self, passkey: Passkey) -> None:
        """Keep a new passkey in place of one of the same id, which its authenticator made again."""
        self._all.replace_one(
            {"_id": passkey.id, "card": passkey.card}, to_document(passkey), upsert=True
        )

    def get(self, passkey_id: str) -> Passkey | None:
        """One passkey."""
        found = self._all.find_one({"_id": passkey_id})
        return from_document(Passkey, found) if found else None

    def of_card(self, card_id: str) -> Iterator[Passkey]:
        """Those that a card's sessions added, the oldest first."""
        found = self._all.find({"card": card_id}).sort("created", 1)
        return (from_document(Passkey, document) for document in found)

    def used(self, passkey: Passkey, count: int) -> bool:
        """Keep its new counter; False where it was used meanwhile."""
        asked = {"_id": passkey.id, "count": passkey.count}
        return bool(self._all.update_one(asked, {"$set": {"count": count}}).matched_count)

    def end(self, passkey_id: str, card_id: str) -> bool:
        """Forget a passkey of a card; False when it has none of that id."""
        return bool(self._all.delete_one({"_id": passkey_id, "card": card_id}).deleted_count)

    def end_of_card(self, card_id: str) -> None:
        """Forget all that a card's sessions added."""
        self._all.delete_many({"card": card_id})

    def ask(self, challenge: Challenge) -> None:
        """Let a challenge out."""
        self._challenges.insert_one(to_document(challenge) | {"_id": challenge.id})

    def answered(self, challenge_id: str, now: datetime) -> Challenge | None:
        """The challenge that is answered, taken in for good; None where none of that name is out."""
        asked = {"_id": challenge_id, "ends": {"$gt": now}}
        found = self._challenges.find_one_and_delete(asked)
        return from_document(Challenge, found) if found else None
