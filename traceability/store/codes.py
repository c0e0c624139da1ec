"""One-time codes that are out, each by its sealed number, tried a few times and taken in once."""

from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from traceability.credentials.code import TRIES, Code
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]


class Codes:
    """The collection `codes`; MongoDB removes what has ended."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def put(self, code: Code) -> None:
        """Let a code out in place of the one before."""
        document = to_document(code) | {"_id": code.id, "tries": 0}
        self._all.replace_one({"_id": code.id}, document, upsert=True)

    def tried(self, code_id: str, now: datetime) -> Code | None:
        """The code of a number, and one try less; None where none is out or its tries are over."""
        asked = {"_id": code_id, "ends": {"$gt": now}, "tries": {"$lt": TRIES}}
        found = self._all.find_one_and_update(asked, {"$inc": {"tries": 1}})
        return from_document(Code, found) if found else None

    def take(self, code: Code) -> bool:
        """Take a code in for good; False where somebody did before."""
        asked = {"_id": code.id, "seal": code.seal}
        return bool(self._all.delete_one(asked).deleted_count)
