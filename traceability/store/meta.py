"""Facts of the installation: its id base, what the demonstration made, how far work has come."""

from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

Document = dict[str, Any]

SEQUENCED: Final = "sequencer"
"""The fact that says up to which index the views hold every record."""


class Meta:
    """The collection `meta`: one document a fact."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def get(self, name: str) -> Any:  # noqa: ANN401  # a fact is any BSON value
        """A fact's value; None while it is not set."""
        found = self._all.find_one({"_id": name})
        return found["value"] if found else None

    def healed(self) -> int:
        """Up to which index the views are known to hold every record; -1 before the first."""
        cursor = self.get(SEQUENCED)
        return -1 if cursor is None else int(cursor)

    def once(self, name: str, value: object) -> Any:  # noqa: ANN401  # the same
        """Set a fact unless it is set; returns what holds."""
        change = {"$setOnInsert": {"value": value}}
        self._all.update_one({"_id": name}, change, upsert=True)
        return self.get(name)

    def put(self, name: str, value: object) -> None:
        """Set a fact."""
        self._all.update_one({"_id": name}, {"$set": {"value": value}}, upsert=True)

    def swap(self, name: str, before: object, after: object) -> bool:
        """Set a fact if it is still as it was read; None before means that it was not set."""
        asked = {"_id": name, "value": before}
        change = {"$set": {"value": after}}
        try:
            done = self._all.update_one(asked, change, upsert=before is None)
        except DuplicateKeyError:
            return False
        return bool(done.matched_count) or done.upserted_id is not None
