"""Files by what they are: pictures and papers in GridFS under their SHA-256."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gridfs import GridFSBucket, NoFile
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from traceability.errors import NotFound


@dataclass(frozen=True, slots=True)
class File:
    """A file's name (SHA-256 in hex), its media type, size in bytes and the party it belongs to."""

    sha256: str
    media_type: str
    size: int
    party: str


class Files:
    """A GridFS bucket whose file ids are content hashes, so that a repeat stores nothing."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        """Open the bucket `files`."""
        self._bucket = GridFSBucket(database, "files")
        self._about = database["files.files"]

    def put(self, file: File, data: bytes) -> bool:
        """Keep a file; False when it is there already."""
        if self.about(file.sha256):
            return False
        facts = {"media_type": file.media_type, "party": file.party}
        try:
            self._bucket.upload_from_stream_with_id(file.sha256, file.sha256, data, metadata=facts)
        except DuplicateKeyError:
            return False
        return True

    def about(self, sha256: str) -> File | None:
        """What is known of a file, without its bytes."""
        found = self._about.find_one({"_id": sha256})
        return _file(found) if found else None

    def of(self, party: str, after: str = "", limit: int = 100) -> list[File]:
        """The files of a party, by hash after one."""
        asked = {"metadata.party": party, "_id": {"$gt": after}}
        return [_file(found) for found in self._about.find(asked).sort("_id", 1).limit(limit)]

    def read(self, sha256: str) -> bytes:
        """A file's bytes.

        Raises:
            NotFound: no such file.
        """
        try:
            return bytes(self._bucket.open_download_stream(sha256).read())
        except NoFile:
            raise NotFound("file", sha256) from None

    def each(self) -> Iterator[File]:
        """Every file, by hash."""
        return (_file(found) for found in self._about.find().sort("_id", 1))


def _file(found: dict[str, Any]) -> File:
    facts = found.get("metadata") or {}
    return File(found["_id"], facts["media_type"], found["length"], facts["party"])
