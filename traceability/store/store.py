"""The store: one client, one database, and a handle on each of its collections."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from time import monotonic
from typing import Any, Final, Self

from bson.codec_options import CodecOptions
from pymongo import MongoClient
from pymongo.errors import ConnectionFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from traceability.batches.batch import VIETNAM
from traceability.batches.fold import Record as Told
from traceability.errors import Refusal
from traceability.store import schema
from traceability.store.aside import Aside
from traceability.store.attempts import Attempts
from traceability.store.batches import Batches
from traceability.store.cards import Cards
from traceability.store.codes import Codes
from traceability.store.devices import Devices
from traceability.store.entries import Entries
from traceability.store.files import Files
from traceability.store.findings import Findings
from traceability.store.held import Held
from traceability.store.kept import Briefly, Kept
from traceability.store.leases import Leases
from traceability.store.listings import Listings
from traceability.store.log import Log
from traceability.store.masterdata import Last, Masterdata
from traceability.store.media import Media
from traceability.store.meta import Meta
from traceability.store.moved import INTERVAL, Moved
from traceability.store.passkeys import Passkeys
from traceability.store.people import People
from traceability.store.rates import Rates
from traceability.store.records import Records
from traceability.store.sessions import Phones, Sessions
from traceability.store.told import folds, told

Document = dict[str, Any]

_VIEW: Final = WriteConcern(1, j=False)
"""Views need no journal: they can be made again (DESIGN §6)."""

_KEPT: Final = 4096


def _today() -> date:
    """The day it is in Vietnam: memberships begin and end by it."""
    return datetime.now(VIETNAM).date()


AWAY: Final = (ConnectionFailure,)
"""What the driver raises while no primary answers: nobody's mistake."""


class Unreachable(Refusal):
    """The database does not answer."""


class Store:
    """One open database. Close it, or use it as a context."""

    def __init__(self, client: MongoClient[Document], name: str) -> None:
        """Take a client; nothing is asked of the server yet."""
        self.client, self.name = client, name
        options: CodecOptions[Document] = CodecOptions(tz_aware=True)
        database = client.get_database(name, options)
        views = database.with_options(write_concern=_VIEW)
        majority = database["records"].with_options(read_concern=ReadConcern("majority"))
        self.database = database
        self.records = Records(database["records"])
        self.entries = Entries(database["records"])
        self.log = Log(database["leaves"], majority)
        self.batches = Batches(views["batches"], self._told, Briefly(_KEPT, INTERVAL, monotonic))
        self.meta = Meta(database["meta"])
        log = database["records"], database["leaves"]
        self.moved = Moved(*log, self.meta.healed, monotonic)
        self.masterdata = Masterdata(views["masterdata"], self._keeping(), _today)
        self.people = People(database["tokens"], database["delegations"])
        self.cards = Cards(database["cards"], database["pins"])
        self.sessions, self.phones = Sessions(database["sessions"]), Phones(database["phones"])
        self.attempts, self.codes = Attempts(database["attempts"]), Codes(database["codes"])
        self.passkeys = Passkeys(database["passkeys"], database["challenges"])
        self.findings = Findings(views["findings"])
        self.listings = Listings(views["listings"], database["meta"])
        self.held = Held(database["held"], database["records"])
        self.devices = Devices(database["sequences"])
        self.files = Files(database)
        self.media = Media(database)
        self.rates = Rates(database["rates"])
        self.leases = Leases(database["leases"])
        self.aside = Aside(database["aside"])

    def _keeping(self) -> Kept[Last]:
        """What is kept of the master data until the log moves past it."""
        kept: Kept[Last] = Kept(_KEPT, self.moved.look)
        self.moved.tell(kept.drop, kept.clear)
        return kept

    @classmethod
    def open(cls, uri: str, name: str = "traceability") -> Self:
        """Connect to a replica set or a sharded cluster."""
        return cls(MongoClient(uri, serverSelectionTimeoutMS=5000, maxPoolSize=50), name)

    def close(self) -> None:
        """Let the client go."""
        self.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def migrate(self, holder: str, clock: Callable[[], datetime]) -> list[int]:
        """Make indexes and run what migrations are missing."""
        return schema.migrate(self.database, holder, clock)

    def ready(self) -> int:
        """The number of the last migration; raises when the database does not answer.

        Raises:
            Unreachable: with the driver's reason.
        """
        try:
            return schema.version(self.database)
        except PyMongoError as error:
            raise Unreachable(f"Expected a database that answers, got {error}") from None

    def _told(self, uris: AbstractSet[str]) -> Iterator[tuple[str, str, Told]]:
        for record in self.records.about_any(uris, "event", "statement"):
            said = told(record)
            for uri in uris & set(record.keys):
                if folds(uri, said):
                    yield uri, record.id, said
