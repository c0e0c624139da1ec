"""Who is signed in: sessions by the hash of their secret, and the phones that have a key of their own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.credentials.device import Device
from traceability.credentials.session import Session
from traceability.errors import Conflict
from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE

Document = dict[str, Any]

_DRAWS: Final = 200


class Sessions:
    """The collection `sessions`; MongoDB removes what has ended."""

    def __init__(self, sessions: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = sessions.with_options(write_concern=SAFE)

    def add(self, session: Session) -> None:
        """Keep a new session."""
        self._all.insert_one(to_document(session) | {"_id": session.id})

    def find(self, hashed: bytes) -> Session | None:
        """The session of a secret's hash, ended or not."""
        found = self._all.find_one({"hash": hashed})
        return from_document(Session, found) if found else None

    def prolong(self, session: Session) -> None:
        """Let it end later; one that was ended meanwhile stays ended."""
        self._all.update_one({"_id": session.id}, {"$max": {"expires": session.expires}})

    def lift(self, session_id: str, until: datetime) -> None:
        """Let it do the grave things until then."""
        self._all.update_one({"_id": session_id}, {"$set": {"raised": until}})

    def of(self, parties: Iterable[str]) -> Iterator[Session]:
        """The sessions of these parties."""
        found = self._all.find({"party": {"$in": list(parties)}}).sort("created", 1)
        return (from_document(Session, document) for document in found)

    def end(self, session_id: str) -> None:
        """End one."""
        self._all.delete_one({"_id": session_id})

    def end_of_card(self, card_id: str, but: str = "") -> None:
        """End all that a card began, but for one where it is named."""
        self._all.delete_many({"card": card_id, "_id": {"$ne": but}})


class Phones:
    """The collection `phones`: the public keys of devices, and the number of each."""

    def __init__(self, phones: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = phones.with_options(write_concern=SAFE)

    def get(self, device_id: str) -> Device | None:
        """One phone."""
        found = self._all.find_one({"_id": device_id})
        return from_document(Device, found) if found else None

    def some(self, device_ids: Iterable[str]) -> dict[str, Device]:
        """Several phones by their ids; those unknown are left out."""
        found = self._all.find({"_id": {"$in": list(device_ids)}})
        return {document["_id"]: from_document(Device, document) for document in found}

    def once(self, draw: Callable[[], Device]) -> Device:
        """Keep a phone under a number that no other has; the one of that id if it is known.

        Raises:
            Conflict: no free number was drawn.
        """
        for _ in range(_DRAWS):
            device = draw()
            known = self.get(device.id)
            if known is not None:
                return known
            try:
                self._all.insert_one(to_document(device) | {"_id": device.id})
            except DuplicateKeyError:
                continue
            return device
        raise Conflict("a free number for one more phone", f"{_DRAWS} taken ones")
