"""The operators' and crawlers' routes."""

from collections.abc import Iterator
from ipaddress import ip_address

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST

from api.errors import problem
from api.house import House, house
from api.observing import exposition
from api.operators import sitemap
from api.who import actor, may
from traceability.access import Role
from traceability.errors import NotYours
from traceability.store import schema
from traceability.store.store import Unreachable
from traceability.work.supervisor import lag

blueprint = Blueprint("operators", __name__)

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@blueprint.get("/healthz")
@may()
def healthz() -> dict[str, str]:
    """Whether this process answers; nothing else is asked."""
    return {"status": "alive"}


@blueprint.get("/readyz")
@may()
def readyz() -> dict[str, object] | Response:
    """Whether it can work: the database answers and is migrated; 503 otherwise.

    How far the background work is behind is told and does not count: an instance that was taken
    away for it would not make it faster.
    """
    here = house()
    try:
        version = here.store.ready()
    except Unreachable:
        return _not_ready("Expected a database that answers, got none.")
    if version < len(schema.MIGRATIONS):
        return _not_ready(f"Expected migration {len(schema.MIGRATIONS)}, got {version}.")
    return {"status": "ready", "migration": version, "behind": lag(here.store, here.ledger.clock())}


@blueprint.get("/metrics")
@may()
def metrics() -> Response:
    """Counts for Prometheus: to this machine itself, or to an operator's token."""
    if not _from_here() and actor().role is not Role.OPERATOR:
        raise NotYours("an operator", str(actor()))
    return Response(exposition(_figures(house())), content_type=CONTENT_TYPE_LATEST)


@blueprint.get("/robots.txt")
@may()
def robots() -> Response:
    """What crawlers may fetch: pages, not programs' routes (RFC 9309)."""
    shut = "".join(f"Disallow: {path}\n" for path in ("/api/", "/console/", "/app/", "/epcis/"))
    said = f"User-agent: *\n{shut}\nSitemap: {house().settings.base_url}/sitemap.xml\n"
    return Response(said, mimetype="text/plain")


@blueprint.get("/sitemap.xml")
@may()
def sitemap_index() -> Response:
    """The sitemap's index (sitemaps.org, protocol 0.9)."""
    here = house()
    return _xml(sitemap.index(here.store.batches, here.settings.base_url))


@blueprint.get("/sitemap/batches.xml")
@may()
def sitemap_batches() -> Response:
    """One file of the sitemap; `after` is the batch it begins after."""
    here, after = house(), request.args.get("after", "")
    return _xml(sitemap.pages(here.store.batches, here.settings.base_url, here.domain, after))


def _xml(parts: Iterator[str]) -> Response:
    return Response(parts, mimetype="application/xml")


def _not_ready(detail: str) -> Response:
    return problem(503, "Not ready", detail)


def _from_here() -> bool:
    """Whether the peer is this machine, and is not a proxy that asks for somebody else."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    peer = request.remote_addr
    return peer is not None and ip_address(peer).is_loopback


def _figures(here: House) -> Iterator[tuple[str, str, float]]:
    try:
        here.store.ready()
    except Unreachable:
        yield "traceability_database_up", "Whether the database answers.", 0
        return
    yield "traceability_database_up", "Whether the database answers.", 1
    yield "traceability_records", "Records kept.", here.store.records.count()
    yield "traceability_log_size", "Leaves of the log.", here.store.log.size()
    behind = lag(here.store, here.ledger.clock())
    yield "traceability_waiting", "Records that wait for a number.", behind["waiting"]
    yield "traceability_waiting_seconds", "Age of the oldest of them.", behind["oldest_seconds"]
    yield "traceability_unchecked", "Records the checker has not come to.", behind["checker_behind"]
    yield "traceability_aside", "Records that a kind of work passes over.", behind["aside"]
