"""What operators see of requests: one JSON line each on standard error, and counts by route."""

import os
import secrets
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, cast

import orjson
from flask import Blueprint, Flask, Response, current_app, g, request
from flask.blueprints import BlueprintSetupState
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.mmap_dict import MmapedDict, mmap_key
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from api.house import house

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
"""Upper ends of the latency histogram, in seconds."""

_METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
_REQUESTS: Final = "http_requests"
_SECONDS: Final = "http_request_duration_seconds"
_HELP: Final = {_REQUESTS: "Requests answered.", _SECONDS: "Seconds until the answer began."}
_COUNTS: Final = "counts"
_LONGEST_PATH: Final = 200
_ID_BYTES: Final = 8

Labels = tuple[tuple[str, str], ...]


class Counts:
    """Requests by route, method and status, in files that every worker of the server reads.

    The files are prometheus_client's own (its multiprocess mode), one pair a process, so that
    whichever worker is asked for /metrics answers for all of them. A worker that died keeps its
    counts, so that they never fall while the server runs.
    """

    def __init__(self, folder: Path) -> None:
        """Open this process's files in `folder`, and make it if it is not there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._lock = folder, Lock()
        self._known: set[Labels] = set()
        self._counters = MmapedDict(str(folder / f"counter_{os.getpid()}.db"))
        self._times = MmapedDict(str(folder / f"histogram_{os.getpid()}.db"))

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        asked = (("method", method), ("route", route))
        bucket = next(end for end in BUCKETS if seconds <= end)
        answered = (*asked, ("status", str(status)))
        with self._lock:
            for end in BUCKETS if asked not in self._known else ():
                _raise(self._times, _within(asked, end), 0)
            self._known.add(asked)
            _raise(self._counters, _key(_REQUESTS, "_total", answered), 1)
            _raise(self._times, _within(asked, bucket), 1)
            _raise(self._times, _key(_SECONDS, "_sum", asked), seconds)

    def into(self, registry: CollectorRegistry) -> None:
        """Let a registry show what all processes counted."""
        MultiProcessCollector(registry, str(self._folder))

    def close(self) -> None:
        """Let the files go."""
        self._counters.close()
        self._times.close()


class Gauges(Collector):
    """Figures of this instant, each by its name and what it says."""

    def __init__(self, figures: Iterable[tuple[str, str, float]]) -> None:
        """Take (name, help, value)."""
        self._figures = tuple(figures)

    def collect(self) -> Iterable[Metric]:
        """Give them to prometheus_client."""
        return (GaugeMetricFamily(name, said, value) for name, said, value in self._figures)


def exposition(figures: Iterable[tuple[str, str, float]]) -> bytes:
    """All counts and these figures in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(Gauges(figures))
    counts: Counts | None = current_app.extensions.get(_COUNTS)
    if counts:
        counts.into(registry)
    return generate_latest(registry)


def observe(blueprint: Blueprint) -> None:
    """Let a blueprint watch every request of the application that it is registered with."""
    blueprint.record_once(_open)
    blueprint.before_app_request(_begin)
    blueprint.after_app_request(_tell)


def _open(state: BlueprintSetupState) -> None:
    app = cast("Flask", state.app)
    with app.app_context():
        folder = house().settings.metrics_dir
    if folder:
        app.extensions[_COUNTS] = Counts(folder)


def _begin() -> None:
    g.begun = time.perf_counter()


def _tell(answer: Response) -> Response:
    """Write the line: never a query string, a body, a header, an address or a name.

    The path stands in it only where it fits a route: what else somebody typed may be anything.
    """
    seconds = time.perf_counter() - g.get("begun", time.perf_counter())
    rule = request.url_rule.rule if request.url_rule else None
    method = request.method if request.method in _METHODS else "other"
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": secrets.token_hex(_ID_BYTES),
        "method": method,
        "route": rule,
        "path": request.path[:_LONGEST_PATH] if rule else None,
        "status": answer.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": answer.content_length,
    }
    answer.headers["X-Request-Id"] = str(line["id"])
    sys.stderr.write(orjson.dumps(line).decode() + "\n")
    counts: Counts | None = current_app.extensions.get(_COUNTS)
    if counts:
        counts.add(rule or "none", method, answer.status_code, seconds)
    return answer


@lru_cache(maxsize=4096)
def _key(metric: str, ending: str, labels: Labels) -> str:
    names, values = [name for name, _ in labels], [value for _, value in labels]
    return mmap_key(metric, metric + ending, names, values, _HELP[metric])


def _within(asked: Labels, end: float) -> str:
    return _key(_SECONDS, "_bucket", (*asked, ("le", floatToGoString(end))))


def _raise(file: MmapedDict, key: str, by: float) -> None:
    file.write_value(key, file.read_value(key)[0] + by, 0.0)
