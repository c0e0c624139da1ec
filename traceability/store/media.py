"""Photos and spoken notes under the SHA-256 of what was sent: uploads that can go on, and what is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from traceability.errors import NotFound
from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE

Document = dict[str, Any]

UNFINISHED: Final = timedelta(days=7)
"""After which an upload that nobody went on with is forgotten; whoever sends it begins anew."""

LONGEST_UPLOAD: Final = timedelta(days=30)
"""From the first piece to the last, however slowly they come."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that is kept, clean: `sha256` is of the bytes as sent, by which all records name it.

    `sent` is how many bytes those were; `media_type` and `size` (bytes) are the clean file's,
    `parties` those that sent it.
    """

    sha256: str
    sent: int
    media_type: str
    size: int
    parties: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way from a party: of `length` bytes the first `offset` are here."""

    sha256: str
    party: str
    length: int
    at: datetime
    offset: int = 0

    @property
    def id(self) -> str:
        """By the file and who sends it: nobody goes on with another's."""
        return f"{self.sha256} {self.party}"


class Media:
    """The collections `media`, `uploads` and `upload_parts`; a file fits one document."""

    def __init__(self, database: Database[Document]) -> None:
        """Keep the collections."""
        self._kept: Collection[Document] = database["media"].with_options(write_concern=SAFE)
        self._uploads = database["uploads"]
        self._parts = database["upload_parts"]

    def about(self, sha256: str) -> Medium | None:
        """What is known of a kept file, without its bytes."""
        found = self._kept.find_one({"_id": sha256}, {"bytes": 0})
        return from_document(Medium, found) if found else None

    def read(self, sha256: str) -> bytes:
        """A kept file's bytes.

        Raises:
            NotFound: no such file.
        """
        found = self._kept.find_one({"_id": sha256}, {"bytes": 1})
        if found is None:
            raise NotFound("file", sha256)
        return bytes(found["bytes"])

    def keep(self, medium: Medium, data: bytes) -> Medium:
        """Keep a file whole, or not at all; where it is kept already, its first keeping stands."""
        try:
            document = to_document(medium) | {"_id": medium.sha256, "bytes": data}
            self._kept.insert_one(document)
        except DuplicateKeyError:
            return self.share(medium.sha256, medium.parties[0])
        return medium

    def share(self, sha256: str, party: str) -> Medium:
        """Say that a kept file was sent by this party too.

        Raises:
            NotFound: no such file.
        """
        self._kept.update_one({"_id": sha256}, {"$addToSet": {"parties": party}})
        medium = self.about(sha256)
        if medium is None:
            raise NotFound("file", sha256)
        return medium

    def kept_since(self, party: str, since: datetime) -> int:
        """How many files of a party were kept since then."""
        return self._kept.count_documents({"parties": party, "at": {"$gte": since}})

    def unfinished(self, party: str) -> int:
        """How many uploads of a party are on their way."""
        return self._uploads.count_documents({"party": party})

    def upload(self, sha256: str, party: str) -> Upload | None:
        """How far a party's upload of a file is."""
        found = self._uploads.find_one({"_id": f"{sha256} {party}"})
        return from_document(Upload, found) if found else None

    def begin(self, upload: Upload) -> Upload:
        """Begin an upload, or find that it was begun meanwhile."""
        document = to_document(upload) | {"_id": upload.id, "parts": []}
        try:
            self._uploads.insert_one(document)
        except DuplicateKeyError:
            return self.upload(upload.sha256, upload.party) or upload
        return upload

    def append(self, upload: Upload, data: bytes, now: datetime) -> bool:
        """Append bytes at the upload's offset; False when others were appended there first."""
        part = self._parts.insert_one({"bytes": data, "at": now}).inserted_id
        here = {"_id": upload.id, "offset": upload.offset}
        change = {
            "$set": {"offset": upload.offset + len(data), "at": now},
            "$push": {"parts": part},
        }
        if self._uploads.update_one(here, change).matched_count:
            return True
        self._parts.delete_one({"_id": part})
        return False

    def joined(self, upload: Upload) -> bytes:
        """All bytes that came, in their order; fewer where the upload was forgotten meanwhile."""
        found = self._uploads.find_one({"_id": upload.id}, {"parts": 1}) or {"parts": []}
        parts = {
            each["_id"]: each["bytes"]
            for each in self._parts.find({"_id": {"$in": found["parts"]}})
        }
        return b"".join(parts.get(part, b"") for part in found["parts"])

    def drop(self, upload: Upload) -> None:
        """Forget an upload and its bytes."""
        found = self._uploads.find_one_and_delete({"_id": upload.id})
        if found:
            self._parts.delete_many({"_id": {"$in": found["parts"]}})
