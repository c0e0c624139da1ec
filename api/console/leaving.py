"""Everything of a household in one ZIP file, when it leaves: records, receipts, pictures, diary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import simplejson

from api import receipts
from api.console.diary import print_diary, write_diary
from api.console.lists import print_statement
from api.console.printing import Days, titled, today, words
from api.house import house
from api.jsons import to_json
from api.signin.opened import public_keys
from schemas.masterdata import FORMS
from traceability.events.event import from_bytes
from traceability.ledger.entry import MEDIA, pictured
from traceability.masterdata.party import Party
from traceability.store.masterdata import Last
from traceability.store.records import Record

_FIRST: Final = date(2000, 1, 1)
_SAID: Final = "ban-ghi"
_NAMES: Final = {"image/jpeg": "anh/{}.jpg", "audio/wav": "anh/{}.wav"}
_IN_MEMORY: Final = 2 * 1024 * 1024
_A_TIME: Final = 100


@dataclass(frozen=True, slots=True)
class Leaving:
    """A household and its places, by URI: whose records they are."""

    party: Party
    places: tuple[Last, ...]

    @property
    def uris(self) -> list[str]:
        """The household and its places."""
        return [self.party.key.uri, *(last.value.key.uri for last in self.places)]

    def owns(self, record: Record) -> bool:
        """Whether a record is its own to take along whole, and not another's that names it."""
        return self.party.key.uri in {record.subject, record.origin.party}

    def records(self) -> Iterator[Record]:
        """Every record that speaks of it, as they arrived."""
        return house().store.records.about_any(self.uris)


def write_everything(out: BinaryIO, party: Party) -> None:
    """Write the file; records pass one by one, so that memory does not grow with them."""
    store = house().store
    places = store.masterdata.where("place", {"owner": party.key.uri}, limit=1000)
    leaving = Leaving(party, tuple(places))
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        name, day = titled(party), words().date(today())
        zipped.writestr("README.txt", words().say("export.readme", name=name, day=day))
        _said(zipped, leaving)
        _lines(zipped, "bien-nhan.jsonl", _receipts(leaving))
        _lines(zipped, "su-kien.jsonl", map(_public, leaving.records()))
        _lines(zipped, "rieng-tu.jsonl", _private(leaving))
        zipped.writestr("khoa-cong-khai.json", to_json(public_keys()))
        _masterdata(zipped, leaving)
        _pictures(zipped, leaving)
        _papers(zipped, party)


def _said(zipped: ZipFile, leaving: Leaving) -> None:
    for number, record in enumerate(filter(leaving.owns, leaving.records()), start=1):
        zipped.writestr(f"{_SAID}/{number:06}", record.said)


def _receipts(leaving: Leaving) -> Iterator[bytes]:
    """Each with the file that holds the bytes it speaks of; numbered as `_said` numbers them."""
    for number, record in enumerate(filter(leaving.owns, leaving.records()), start=1):
        receipt = house().ledger.receipt(record.id)
        if receipt:
            yield to_json({"file": f"{_SAID}/{number:06}"} | receipts.shown(receipt))


def _public(record: Record) -> bytes:
    head = to_json({"id": record.id, "kind": record.kind, "received": record.at})
    return head[:-1] + b',"public":' + record.public + b"}"


def _private(leaving: Leaving) -> Iterator[bytes]:
    for record in filter(leaving.owns, leaving.records()):
        if record.private not in {b"", b"{}"}:
            yield to_json({"id": record.id})[:-1] + b',"private":' + record.private + b"}"


def _masterdata(zipped: ZipFile, leaving: Leaving) -> None:
    store = house().store.masterdata
    owner = {"owner": leaving.party.key.uri}
    for kind, name in (
        ("party", "ho"),
        ("place", "nuong"),
        ("product", "san-pham"),
        ("certificate", "chung-nhan"),
    ):
        shown = [FORMS[last.kind].dump(last.value) for last in store.where(kind, owner, limit=1000)]
        text = simplejson.dumps(shown, use_decimal=True, ensure_ascii=False, indent=1, default=str)
        zipped.writestr(f"thong-tin/{name}.json", text)


def _pictures(zipped: ZipFile, leaving: Leaving) -> None:
    """Every picture and spoken word that it sent, or that its records name: one in memory at a time."""
    done: set[str] = set()
    for sha256 in _sent(leaving.party):
        _picture(zipped, sha256, done)
    for record, sha256 in _named(leaving):
        _picture(zipped, sha256, done)
        _medium(zipped, sha256, record.origin.party, done)


def _picture(zipped: ZipFile, sha256: str, done: set[str]) -> None:
    files, name = house().store.files, f"anh/{sha256}"
    if name not in done and files.about(sha256):
        done.add(name)
        zipped.writestr(name, files.read(sha256), ZIP_STORED)


def _medium(zipped: ZipFile, sha256: str, teller: str, done: set[str]) -> None:
    """What a phone sent; a record whose teller did not send the file has no right to it."""
    media = house().store.media
    medium = media.about(sha256)
    if medium is None or teller not in medium.parties:
        return
    name = _NAMES.get(medium.media_type, "anh/{}").format(sha256)
    if name not in done:
        done.add(name)
        zipped.writestr(name, media.read(sha256), ZIP_STORED)


def _sent(party: Party) -> Iterator[str]:
    after = ""
    while found := house().store.files.of(party.key.uri, after, _A_TIME):
        yield from (file.sha256 for file in found)
        after = found[-1].sha256


def _named(leaving: Leaving) -> Iterator[tuple[Record, str]]:
    """Its records with the hashes of the photos and of the spoken note that each names."""
    for record in filter(leaving.owns, leaving.records()):
        private = from_bytes(record.private) if record.private else {}
        for key in pictured(private):
            yield record, key.removeprefix(MEDIA)


def _papers(zipped: ZipFile, party: Party) -> None:
    days = Days(_FIRST, today())
    for name, write in (
        ("nhat-ky.pdf", print_diary),
        ("nhat-ky.xlsx", write_diary),
        ("sao-ke.pdf", print_statement),
    ):
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as aside, zipped.open(name, "w") as part:
            write(cast("BinaryIO", aside), [party], days)
            aside.seek(0)
            copyfileobj(aside, part)


def _lines(zipped: ZipFile, name: str, lines: Iterable[bytes]) -> None:
    with zipped.open(name, "w", force_zip64=True) as part:
        for line in lines:
            part.write(line + b"\n")
