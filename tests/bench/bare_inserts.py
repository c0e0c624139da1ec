"""The bare server that a phone's queue is held against: it inserts each record, and says that it has it.

Granian makes one a worker: `granian --factory tests.bench.bare_inserts:flask_inserts`. The document is
read once from the file that `BENCH_DOCUMENT` names, and inserted under each record's own id.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

import bson
from flask import Flask, Response, request
from pymongo import MongoClient

from tests.bench.references import Document, insert_one


def flask_inserts() -> Flask:
    """A Flask application of one route that takes what `/api/v1/sync` takes."""
    document = bson.decode(Path(os.environ["BENCH_DOCUMENT"]).read_bytes())
    client: MongoClient[Document] = MongoClient(os.environ["MONGODB_URI"])
    raw = insert_one(client["bare"]["raw"])
    app = Flask("bare", static_folder=None)

    @app.post("/api/v1/sync")
    def take() -> Response:
        answers = []
        for text in json.loads(request.get_data())["records"]:
            raw.insert_one({**document, "_id": json.loads(text)["id"]})
            answers.append({"sha256": sha256(text.encode()).hexdigest(), "status": "accepted"})
        return Response(json.dumps({"answers": answers}), mimetype="application/json")

    return app
