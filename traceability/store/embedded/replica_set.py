"""A replica set of one node, so that transactions and change streams exist on one machine too."""

import time
from collections.abc import Callable
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import ConnectionFailure, OperationFailure

from traceability.store.embedded.refusal import EmbeddedError

NAME = "rs0"
_NOT_YET_INITIALIZED = 94
_IN_PROGRESS = (23, 109)  # AlreadyInitialized, ConfigurationInProgress: look again

Admin = Database[dict[str, Any]]


def stand(port: int, pid: int, check: Callable[[], None]) -> None:
    """Wait until process `pid` at 127.0.0.1:`port` accepts writes as the one node of its set.

    A new directory is initiated; one that was last used on another port is reconfigured by
    force, or node and clients would wait for ever. (If what has the old port now accepts and says
    nothing, mongod itself waits 30 s for it first.) The client used here is closed: a direct one
    can still refuse sessions when the set stands.

    Args:
        port: Where it listens.
        pid: Which process must answer: another could have taken the port an instant ago.
        check: Called between looks; raises when waiting longer makes no sense.

    Raises:
        EmbeddedError: The set cannot be configured, or what `check` raises.
    """
    host = f"127.0.0.1:{port}"
    with MongoClient[dict[str, Any]](
        host,
        directConnection=True,
        serverSelectionTimeoutMS=1000,
        connectTimeoutMS=1000,
        socketTimeoutMS=10_000,
    ) as client:
        for step in (
            lambda: client.admin.command("serverStatus")["pid"] == pid,
            lambda: _configured(client.admin, host),
            lambda: client.admin.command("hello")["isWritablePrimary"] is True,
        ):
            while not done(step):
                check()
                time.sleep(0.005)


def done(step: Callable[[], bool]) -> bool:
    """Try a step; False when it, or the connection, is not there yet.

    Raises:
        EmbeddedError: The node refuses for good.
    """
    try:
        return step()
    except ConnectionFailure:
        return False
    except OperationFailure as error:
        if error.code in _IN_PROGRESS:
            return False
        said = (error.details or {}).get("errmsg", error)
        raise EmbeddedError("a replica set of one node", f"'{said}'") from error


def _configured(admin: Admin, host: str) -> bool:
    config = _config(admin)
    if config is None:
        config = {"_id": NAME, "members": [{"_id": 0, "host": host}]}
        admin.command("replSetInitiate", config)
    elif config["members"][0]["host"] != host:
        config["members"][0]["host"] = host
        config["version"] += 1
        admin.command("replSetReconfig", config, force=True)
    return True


def _config(admin: Admin) -> dict[str, Any] | None:
    try:
        config: dict[str, Any] = admin.command("replSetGetConfig")["config"]
    except OperationFailure as error:
        if error.code == _NOT_YET_INITIALIZED:
            return None
        raise
    return config
