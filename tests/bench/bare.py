"""The bare servers that ours is held against: the same bytes and headers, with nothing behind them.

Granian makes one a worker: `granian --factory tests.bench.bare:flask_route`. The answer is read once
from the file that `BENCH_ANSWER` names.
"""

import json
import os
from base64 import b64decode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def flask_route() -> Flask:
    """A Flask application of one route that answers any path."""
    headers, body = _answer()
    app = Flask("bare", static_folder=None)

    @app.get("/<path:path>")
    def answer(path: str) -> Response:
        del path
        return Response(body, headers=headers)

    return app


def wsgi() -> Wsgi:
    """The same without Flask."""
    headers, body = _answer()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        del environ
        start("200 OK", headers)
        return [body]

    return answer


def _answer() -> tuple[list[tuple[str, str]], bytes]:
    told = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text("utf-8"))
    return [(name, said) for name, said in told["headers"]], b64decode(told["body"])
