"""Indexes and numbered migrations, recorded in the database, safe when several processes start."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import sleep
from typing import Any, Final

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from traceability.store.leases import Leases
from traceability.store.media import LONGEST_UPLOAD, UNFINISHED

Document = dict[str, Any]
Migration = Callable[[Database[Document]], None]

_QUEUED: Final[Document] = {"partialFilterExpression": {"queued": True}}
_LATEST: Final = (("at", DESCENDING), ("_id", DESCENDING))

_PASSES: Final[Document] = {"expireAfterSeconds": 0}
"""MongoDB removes a document once this instant of its own is over."""

_FORGOTTEN: Final[Document] = {"expireAfterSeconds": int(UNFINISHED.total_seconds())}

INDEXES: Final[dict[str, list[IndexModel]]] = {
    "records": [
        IndexModel([("queued", ASCENDING), ("at", ASCENDING)], **_QUEUED),
        IndexModel(
            [("index", ASCENDING)],
            unique=True,
            partialFilterExpression={"index": {"$exists": True}},
        ),
        IndexModel(
            [("revises", ASCENDING)],
            unique=True,
            partialFilterExpression={"revises": {"$exists": True}},
        ),
        IndexModel([("keys", ASCENDING)]),
        IndexModel([("what.inputs", ASCENDING)], sparse=True),
        IndexModel([("what.outputs", ASCENDING)], sparse=True),
        IndexModel([("what.hash", ASCENDING)], sparse=True),
        IndexModel([("what.declares", ASCENDING)], sparse=True),
        IndexModel([("what.place", ASCENDING), ("what.time", DESCENDING)], sparse=True),
        IndexModel([("subject", ASCENDING), ("kind", ASCENDING), *_LATEST]),
        IndexModel(
            [("subject", ASCENDING), ("voice", ASCENDING), *_LATEST],
            name="entered by helpers",
            partialFilterExpression={"origin.role": "helper"},
        ),
        IndexModel(
            [("subject", ASCENDING), *_LATEST],
            name="disputed",
            partialFilterExpression={"voice": "dispute"},
        ),
    ],
    "batches": [
        IndexModel([("product", ASCENDING), ("made", DESCENDING)]),
        IndexModel([("owner", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("owner", ASCENDING), ("published", ASCENDING), ("made", DESCENDING)]),
        IndexModel(
            [("published", ASCENDING), ("_id", ASCENDING)],
            partialFilterExpression={"published": True},
        ),
        IndexModel(
            [("recalled", ASCENDING), ("_id", ASCENDING)],
            partialFilterExpression={"recalled": True},
        ),
        IndexModel(
            [("owner", ASCENDING), ("made", DESCENDING)],
            name="open by owner",
            partialFilterExpression={"open": True},
        ),
        IndexModel(
            [("owner", ASCENDING), ("made", DESCENDING)],
            name="sent by owner",
            partialFilterExpression={"batch.sent.value": {"$gt": ""}},
        ),
        IndexModel(
            [("holder", ASCENDING), ("made", DESCENDING)],
            name="open by holder",
            partialFilterExpression={"open": True},
        ),
        IndexModel([("changes_at", ASCENDING)], sparse=True),
    ],
    "masterdata": [
        IndexModel([("kind", ASCENDING), ("owner", ASCENDING), ("_id", ASCENDING)]),
        IndexModel(
            [("value.phone", ASCENDING)],
            partialFilterExpression={"value.phone": {"$gt": ""}},
        ),
        IndexModel([("kind", ASCENDING), ("product", ASCENDING)], sparse=True),
        IndexModel([("covers", ASCENDING)], sparse=True),
        IndexModel([("member_of", ASCENDING)], sparse=True),
        IndexModel([("sku", ASCENDING)], sparse=True),
    ],
    "listings": [
        IndexModel([("feeds", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("depends", ASCENDING)]),
        IndexModel([("changes_at", ASCENDING)], sparse=True),
    ],
    "leaves": [IndexModel([("record", ASCENDING)], unique=True)],
    "tokens": [IndexModel([("hash", ASCENDING)], unique=True)],
    "delegations": [IndexModel([("subject", ASCENDING)]), IndexModel([("delegate", ASCENDING)])],
    "cards": [IndexModel([("party", ASCENDING), ("created", ASCENDING)])],
    "sessions": [
        IndexModel([("hash", ASCENDING)], unique=True),
        IndexModel([("card", ASCENDING)], sparse=True),
        IndexModel([("party", ASCENDING)]),
        IndexModel([("expires", ASCENDING)], **_PASSES),
    ],
    "phones": [IndexModel([("number", ASCENDING)], unique=True)],
    "passkeys": [IndexModel([("card", ASCENDING)])],
    "codes": [IndexModel([("ends", ASCENDING)], **_PASSES)],
    "challenges": [IndexModel([("ends", ASCENDING)], **_PASSES)],
    "attempts": [IndexModel([("ends", ASCENDING)], **_PASSES)],
    "findings": [
        IndexModel([("party", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("party", ASCENDING), ("effect", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("batch", ASCENDING)]),
    ],
    "sequences": [
        IndexModel([("party", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("lacking", ASCENDING), ("_id", ASCENDING)]),
    ],
    "held": [
        IndexModel([("desk", ASCENDING), ("record.at", ASCENDING)]),
        IndexModel([("record.subject", ASCENDING), ("record.at", ASCENDING)]),
        IndexModel([("record.origin.party", ASCENDING), ("record.at", ASCENDING)]),
        IndexModel([("record.keys", ASCENDING)]),
    ],
    "media": [IndexModel([("parties", ASCENDING), ("at", ASCENDING)])],
    "uploads": [IndexModel([("party", ASCENDING)]), IndexModel([("at", ASCENDING)], **_FORGOTTEN)],
    "upload_parts": [
        IndexModel([("at", ASCENDING)], expireAfterSeconds=int(LONGEST_UPLOAD.total_seconds()))
    ],
    "rates": [IndexModel([("ends", ASCENDING)], expireAfterSeconds=0)],
}

MIGRATIONS: Final[tuple[Migration, ...]] = ()
"""In order, never removed; the number of a migration is its place, counted from 1."""

_TURN: Final = timedelta(minutes=10)
_PAUSE: Final = 0.05


def migrate(database: Database[Document], holder: str, clock: Callable[[], datetime]) -> list[int]:
    """Bring a database to this version; returns the numbers of the migrations that ran now.

    Several processes may start at once: one works under a lease, the others wait until it is done.
    """
    leases = Leases(database["leases"])
    while (lease := leases.take("migrate", holder, clock(), _TURN)) is None:
        sleep(_PAUSE)
    try:
        for name, indexes in INDEXES.items():
            database[name].create_indexes(indexes)
        return _run(database, clock)
    finally:
        leases.leave(lease, clock())


def version(database: Database[Document]) -> int:
    """The number of the last migration that ran; -1 while the database was never prepared."""
    last = database["migrations"].find_one({}, sort=[("_id", DESCENDING)])
    return last["_id"] if last else -1


def begin_at(database: Database[Document], number: int) -> None:
    """Say of a database that was never prepared which migrations its documents have behind them."""
    last = {"_id": number}
    database["migrations"].update_one(last, {"$setOnInsert": last}, upsert=True)


def _run(database: Database[Document], clock: Callable[[], datetime]) -> list[int]:
    done = version(database)
    ran = []
    for number in range(max(done, 0) + 1, len(MIGRATIONS) + 1):
        MIGRATIONS[number - 1](database)
        database["migrations"].insert_one({"_id": number, "at": clock()})
        ran.append(number)
    if done < 0:
        database["migrations"].update_one({"_id": 0}, {"$set": {"at": clock()}}, upsert=True)
    return ran
