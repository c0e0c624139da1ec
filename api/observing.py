"""What operators see of requests: one JSON line each on standard error, and counts by route."""

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

import orjson
from flask import Flask, current_app
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.mmap_dict import MmapedDict, mmap_key
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
"""Upper ends of the latency histogram, in seconds."""

_METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
_REQUESTS: Final = "http_requests"
_SECONDS: Final = "http_request_duration_seconds"
_HELP: Final = {_REQUESTS: "Requests answered.", _SECONDS: "Seconds until the answer began."}
_COUNTS: Final = "counts"
_LONGEST_PATH: Final = 200
_ID_BYTES: Final = 8

RULE: Final = "house.rule"
"""Where the environ names the route that answered, when Flask did not."""

Labels = tuple[tuple[str, str], ...]
Environ = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]


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


class Watch:
    """Writes a line and counts, for every answer of the application it is wrapped around.

    It stands at the wall, below Flask, so that what is answered there is seen as well: whoever answers
    without Flask leaves the rule of its route in the environ under `RULE`.
    """

    def __init__(self, inner: Wsgi, counts: Counts | None) -> None:
        """Wrap an application."""
        self._inner, self._counts = inner, counts

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, and tell."""
        begun = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            name = secrets.token_hex(_ID_BYTES)
            size = next((value for header, value in headers if header == "Content-Length"), None)
            headers.append(("X-Request-Id", name))
            seconds = time.perf_counter() - begun
            self._tell(environ, Answered(name, int(status[:3]), seconds, size))
            return start_response(status, headers, *rest)

        return self._inner(environ, start)

    def _tell(self, environ: Environ, answered: "Answered") -> None:
        """Write the line: never a query string, a body, a header, an address or a name.

        The path stands in it only where it fits a route: what else somebody typed may be anything.
        """
        rule = _rule(environ)
        method = environ["REQUEST_METHOD"]
        method = method if method in _METHODS else "other"
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": answered.name,
            "method": method,
            "route": rule,
            "path": _path(environ) if rule else None,
            "status": answered.status,
            "ms": round(answered.seconds * 1000, 1),
            "bytes": None if answered.size is None else int(answered.size),
        }
        sys.stderr.write(orjson.dumps(line).decode() + "\n")
        if self._counts:
            self._counts.add(rule or "none", method, answered.status, answered.seconds)


class Answered(NamedTuple):
    """What is known of an answer when it begins."""

    name: str
    status: int
    seconds: float
    size: str | None


def observe(app: Flask, folder: Path | None) -> None:
    """Watch every request of an application; counts are kept in `folder`, if there is one."""
    counts = Counts(folder) if folder else None
    app.extensions[_COUNTS] = counts
    app.wsgi_app = Watch(app.wsgi_app, counts)  # type: ignore[method-assign]  # Flask's own way to wrap it


def _rule(environ: Environ) -> str | None:
    """The rule of the route that answered; None where none fitted."""
    told: str | None = environ.get(RULE)
    if told:
        return told
    asked = environ.get("werkzeug.request")
    return asked.url_rule.rule if asked is not None and asked.url_rule else None


def _path(environ: Environ) -> str:
    """The path as people read it (WSGI hands on UTF-8 as Latin-1, PEP 3333)."""
    return str(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")[:_LONGEST_PATH])


@lru_cache(maxsize=4096)
def _key(metric: str, ending: str, labels: Labels) -> str:
    names, values = [name for name, _ in labels], [value for _, value in labels]
    return mmap_key(metric, metric + ending, names, values, _HELP[metric])


def _within(asked: Labels, end: float) -> str:
    return _key(_SECONDS, "_bucket", (*asked, ("le", floatToGoString(end))))


def _raise(file: MmapedDict, key: str, by: float) -> None:
    file.write_value(key, file.read_value(key)[0] + by, 0.0)
