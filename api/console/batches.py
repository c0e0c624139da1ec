"""Batches at the desk: which are ready, which have findings, and the page of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from flask import Response, request, url_for

from api.console import forms
from api.console.entered import shown
from api.console.forms import NOTHING_WRONG, Wrong, answered, own_id, sent
from api.console.page import at_the_desk, language, page
from api.console.scope import names, parties
from api.console.told_findings import Plain, plain
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.rest.scope import seen_batch, segment
from schemas.answers import IN_BASE
from traceability.batches.batch import Batch
from traceability.batches.tally import Tally
from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.findings.finding import Effect
from traceability.findings.publication import required
from traceability.journey import walk
from traceability.ledger.gather import gather
from traceability.ledger.publication import findings_of
from traceability.statements import WITHDRAW_REASONS

WHICH: Final = ("ready", "findings", "unpublished", "published", "recalled", "every")
ON_A_PAGE: Final = 25
LOOKED_AT: Final = 200
"""How many unpublished batches, the latest, are looked at for those that are ready."""

_STORY: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One batch in a list, by the names that the desk knows; `blocked` when something stands against it."""

    code: str
    product: str
    owner: str
    made: datetime | None
    state: str
    left: tuple[Amount, ...]
    blocked: bool


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/batches", list_batches
    yield "GET", "/batches/<path:code>", show_batch_page
    yield "POST", "/batches/<path:code>/publish", publish_batch
    yield "POST", "/batches/<path:code>/withdraw", withdraw_batch


@at_the_desk
def list_batches() -> Response:
    """List the cooperative's batches: ready to publish, with findings, published, recalled or all."""
    which = request.args.get("which", WHICH[0])
    if which not in WHICH:
        raise NotValid("one of " + ", ".join(WHICH), which, "which")
    found = _found(which)
    facts: dict[str, Any] = {"which": which, "every": WHICH, "rows": rows(found[:ON_A_PAGE])}
    if which == "every" and len(found) > ON_A_PAGE:
        facts["more"] = forms.cursor(found[ON_A_PAGE - 1].uri)
    return page("batches.html", "batches", **facts)


@at_the_desk
def show_batch_page(code: str) -> Response:
    """Show one batch: its state, findings, what is missing, where it came from and what may be done."""
    return batch_page(code)


def batch_page(code: str, wrong: Wrong = NOTHING_WRONG) -> Response:
    """The page of one batch; with what is wrong of a form on it."""
    batch = seen_batch(code)
    store, now, t = house().store, house().ledger.clock(), language()
    dossier = gather(store, batch.uri)
    told = [plain(finding, t) for finding in findings_of(store, batch.uri, now)]
    story = store.entries.some([each.record for each in dossier.story[-_STORY:]])
    ordered = [story[each.record] for each in dossier.story[-_STORY:] if each.record in story]
    forward, reached = walk.forward(store.records.made_from, batch.uri, LOOKED_AT)
    del forward
    facts: dict[str, Any] = {
        "row": rows([batch])[0],
        "batch": batch,
        "code": segment(batch.uri),
        "owner_code": segment(batch.owner) if batch.owner else "",
        "findings": told,
        "may_publish": _may_publish(batch, told),
        "items": required(dossier),
        "story": shown(ordered),
        "sources": rows(list(islice(dossier.sources.values(), LOOKED_AT))),
        "after": rows(list(store.batches.some(sorted(reached)).values())),
        "sums": {name: _amounts(getattr(batch, name)) for name in ("made", "used", "sold", "left")},
        "reasons": sorted(WITHDRAW_REASONS),
        "wrong": wrong,
    }
    return page("batch.html", "batches", wrong.status, **facts)


@at_the_desk
def publish_batch(code: str) -> Response:
    """Publish a batch: from now on whoever scans it may read its story."""
    batch = seen_batch(code)
    typed = sent()

    def act() -> str:
        forms.statement("publish", {"id": own_id(typed), "about": batch.uri})
        return here(code)

    return answered("publish", act, lambda wrong: batch_page(code, wrong), "published")


@at_the_desk
def withdraw_batch(code: str) -> Response:
    """Withdraw a published batch, and say why; its code still answers."""
    batch = seen_batch(code)
    typed = sent()

    def act() -> str:
        said = {"id": own_id(typed), "about": batch.uri, "reason": typed.get("reason", "")}
        forms.statement("withdraw", said)
        return here(code)

    return answered("withdraw", act, lambda wrong: batch_page(code, wrong), "withdrawn")


def here(code: str) -> str:
    """The address of a batch's page."""
    return url_for("console.show_batch_page", code=code)


def rows(batches: list[Batch]) -> list[Row]:
    """Batches as they are listed: names and findings are read in one question each."""
    now, store = house().ledger.clock(), house().store
    called = names([uri for each in batches for uri in (each.product, each.owner) if uri])
    blocked = store.findings.blocked([each.uri for each in batches])
    return [
        Row(
            code=segment(each.uri),
            product=called.get(each.product or "", ""),
            owner=called.get(each.owner or "", ""),
            made=each.origin.time if each.origin else None,
            state=each.state(now),
            left=_amounts(each.left),
            blocked=each.uri in blocked,
        )
        for each in batches
    ]


def ready(most: int) -> list[Batch]:
    """Packed batches that nobody has published and against which nothing stands, the last made first."""
    store = house().store
    found = store.batches.latest(parties(), LOOKED_AT, published=False)
    packed = [each for each in found if each.made.of("count") and not each.was_published]
    blocked = store.findings.blocked([each.uri for each in packed])
    return [each for each in packed if each.uri not in blocked and not each.is_recalled][:most]


def _found(which: str) -> list[Batch]:
    store = house().store
    if which == "ready":
        return ready(ON_A_PAGE)
    if which == "findings":
        grave = store.findings.grave(parties(), Effect.BLOCKS, limit=LOOKED_AT)
        return list(store.batches.some(list(dict.fromkeys(uri for _, uri, _ in grave))).values())
    if which in {"unpublished", "published"}:
        return store.batches.latest(parties(), ON_A_PAGE, published=which == "published")
    asked: dict[str, Any] = {"owner": {"$in": parties()}}
    asked |= {"recalled": True} if which == "recalled" else {}
    return store.batches.where(asked, asked_page().after, ON_A_PAGE + 1)


def _may_publish(batch: Batch, told: list[Plain]) -> bool:
    stands = any(each.grave for each in told)
    published = batch.publication is not None and batch.publication.value == "publish"
    return not (stands or published or batch.is_recalled)


def _amounts(tally: Tally) -> tuple[Amount, ...]:
    known = tally.known.items()
    return tuple(Amount(value, IN_BASE[name]) for name, value in known if value > 0)
