"""What the tests of the private mongod ask of it."""

from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.uri_parser import parse_uri

from traceability.store import embedded


def port_of(uri: str) -> int:
    return int(parse_uri(uri)["nodelist"][0][1])


def plants(uri: str, *, add: int = 0) -> int:
    """Add so many plants, each acknowledged before the next, and count all."""
    with MongoClient[dict[str, Any]](uri) as client:
        for number in range(add):
            client.farm.plants.insert_one({"number": number})
        return client.farm.plants.count_documents({})


def mongod_of(home: Path) -> int:
    """Give the process id that mongod wrote down."""
    return int((home / "mongodb" / "data" / "mongod.lock").read_text())


def script(path: Path, *lines: str) -> Path:
    """Write a program that stands for a mongod that cannot run."""
    path.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
    path.chmod(0o755)
    return path


def refusal(home: Path, mongod: Path | None = None, deadline: float = 10.0) -> str:
    """Start, expect to be refused, and give the sentence."""
    with (
        pytest.raises(embedded.EmbeddedError) as refused,
        embedded.running(home, mongod=mongod, deadline=deadline),
    ):
        pass
    return str(refused.value)
