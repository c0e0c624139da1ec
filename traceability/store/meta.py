"""Facts of the installation that are set once: its id base, and what the demonstration made."""

from typing import Any

from pymongo.collection import Collection

Document = dict[str, Any]


class Meta:
    """The collection `meta`: one document a fact."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def get(self, name: str) -> Any:  # noqa: ANN401  # a fact is any BSON value
        """A fact's value; None while it is not set."""
        found = self._all.find_one({"_id": name})
        return found["value"] if found else None

    def once(self, name: str, value: object) -> Any:  # noqa: ANN401  # the same
        """Set a fact unless it is set; returns what holds."""
        change = {"$setOnInsert": {"value": value}}
        self._all.update_one({"_id": name}, change, upsert=True)
        return self.get(name)

    def put(self, name: str, value: object) -> None:
        """Set a fact."""
        self._all.update_one({"_id": name}, {"$set": {"value": value}}, upsert=True)
