"""Who may come in: API tokens, stored as hashes, and the delegations that households gave."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.access import Delegation, Role
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]

_AS_SAID: Final = [("said", 1), ("by", 1), ("_id", 1)]


@dataclass(frozen=True, slots=True)
class Token:
    """An API token without its secret: `hash` is the SHA-256 of what was shown once.

    `card` is the card whose session gave it, itself or by a token of its own: they end together.
    """

    id: str
    hash: bytes
    party: str
    role: Role
    created: datetime
    expires: datetime
    revoked: datetime | None = None
    card: str | None = None

    def valid_at(self, now: datetime) -> bool:
        """Neither expired nor revoked."""
        return self.revoked is None and now < self.expires


class People:
    """The collections `tokens` and `delegations`."""

    def __init__(self, tokens: Collection[Document], delegations: Collection[Document]) -> None:
        """Keep both collections."""
        self._tokens, self._delegations = tokens, delegations

    def add_token(self, token: Token) -> None:
        """Keep a new token."""
        self._tokens.insert_one(to_document(token) | {"_id": token.id})

    def token(self, hashed: bytes) -> Token | None:
        """The token of a secret's hash, valid or not."""
        found = self._tokens.find_one({"hash": hashed})
        return from_document(Token, found) if found else None

    def tokens(self, party: str | None = None) -> Iterator[Token]:
        """All tokens, or those of a party."""
        found = self._tokens.find({"party": party} if party else {}).sort("created", 1)
        return (from_document(Token, document) for document in found)

    def revoke(self, token_id: str, now: datetime) -> bool:
        """End a token now; False when there is none of that id."""
        asked = {"_id": token_id}
        done = self._tokens.update_one(asked, {"$min": {"revoked": now}})
        return bool(done.matched_count)

    def card_of(self, token_id: str) -> str | None:
        """The card that a token ends with, where it has one."""
        found = self._tokens.find_one({"_id": token_id}, {"card": 1})
        return found.get("card") if found else None

    def end_of_card(self, card_id: str, now: datetime) -> None:
        """End all tokens that a card's sessions gave."""
        self._tokens.update_many({"card": card_id}, {"$min": {"revoked": now}})

    def delegate(self, record_id: str, delegation: Delegation, said: datetime) -> None:
        """Keep a delegation, unless more was said since between the same two: of them the last stands."""
        pair = {"_id": f"{delegation.subject} {delegation.delegate}"}
        before: list[Document] = [
            {"by": record_id},
            {"said": {"$lt": said}},
            {"said": said, "by": {"$lt": record_id}},
        ]
        document = to_document(delegation) | {"said": said, "by": record_id}
        with suppress(DuplicateKeyError):  # what stands was said later
            self._delegations.replace_one(pair | {"$or": before}, document, upsert=True)
        self._delegations.delete_one({"_id": record_id})  # as it was kept once: by its statement

    def delegations(self, *subjects: str) -> list[Delegation]:
        """Those a party has given under its keys, running or not: to each delegate, what it said last."""
        asked = {"subject": {"$in": list(subjects)}}
        found = self._delegations.find(asked).sort(_AS_SAID)
        last = {document["delegate"]: document for document in found}
        return [from_document(Delegation, document) for document in last.values()]

    def delegations_to(self, delegate: str) -> list[Delegation]:
        """Those a party was given, running or not: of each subject its last, the last said last."""
        found = self._delegations.find({"delegate": delegate}).sort(_AS_SAID)
        last: dict[str, Document] = {}
        for document in found:
            last.pop(document["subject"], None)
            last[document["subject"]] = document
        return [from_document(Delegation, document) for document in last.values()]

    def given_by(self, subjects: Iterable[str]) -> dict[str, list[Delegation]]:
        """What each of several parties has given, running or not, in one question."""
        asked = {"subject": {"$in": list(subjects)}}
        found = self._delegations.find(asked).sort(_AS_SAID)
        last = {(document["subject"], document["delegate"]): document for document in found}
        given: dict[str, list[Delegation]] = {}
        for (subject, _), document in last.items():
            given.setdefault(subject, []).append(from_document(Delegation, document))
        return given

    def given(self) -> Iterator[str]:
        """The ids of the statements that gave a delegation."""
        found = self._delegations.find({}, {"by": 1})
        return (str(document.get("by") or document["_id"]) for document in found)

    def take_back(self, record_ids: Iterable[str]) -> None:
        """Forget delegations that no statement gave."""
        ids = {"$in": list(record_ids)}
        self._delegations.delete_many({"$or": [{"by": ids}, {"_id": ids}]})
