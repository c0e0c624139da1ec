"""Batches over the wire: how each stands, where it came from, where it went, what is recalled."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, listed, page
from api.house import house
from api.receipts import coded
from api.rest.masterdata import READERS
from api.rest.scope import ONE_PARTY, PARTY, is_seen, one_party, owned, seen_batch
from api.who import may
from schemas import answers
from schemas.answers import tallied
from traceability.batches.batch import Batch
from traceability.journey import walk

_SUMS: Final = ("made", "used", "sold", "lost", "returned", "left")


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that is read of batches."""
    yield "GET", "/batches", list_batches
    yield "GET", "/batches/<path:code>/journey", show_journey
    yield "GET", "/batches/<path:code>/forward", show_forward
    yield "GET", "/batches/<path:code>", show_batch
    yield "GET", "/recalls", list_recalls
    yield "GET", "/findings", list_findings


@may(*READERS)
@describe(Description(answer=answers.batch, listed=True, query=PARTY))
def list_batches() -> Response:
    """List the batches that your party and its members made, by key."""
    asked = page()
    found = house().store.batches.where(owned(), asked.after, asked.limit + 1)
    return listed(asked, found, lambda batch: batch.uri, shown)


@may(*READERS)
@describe(Description(answer=answers.batch))
def show_batch(code: str) -> Response:
    """Show how a batch stands: its state, sums, dates, sources, and what does not add up."""
    batch = seen_batch(code)
    whole = shown(batch) | {"sources": _sources(batch), "findings": _findings(batch)}
    version = f"{batch.records}-{whole['state']}-{len(whole['findings'])}"
    return answer(whole, etag=version)


@may(*READERS)
@describe(Description(answer=answers.lineage))
def show_journey(code: str) -> Response:
    """Show where a batch came from: every event back to the field, and every batch that went in."""
    batch = seen_batch(code)
    steps = walk.back(house().store.records.back, batch.uri)
    return answer(_lineage(batch, steps, walk.sources(steps, batch.uri)))


@may(*READERS)
@describe(Description(answer=answers.lineage))
def show_forward(code: str) -> Response:
    """Show where a batch went: every event that used it or what was made of it, for a recall."""
    batch = seen_batch(code)
    steps, reached = walk.forward(house().store.records.made_from, batch.uri)
    return answer(_lineage(batch, steps, sorted(reached)))


@may(*READERS)
@describe(Description(answer=answers.recall, listed=True))
def list_recalls() -> Response:
    """List the batches that are called back, by key: yours, and whatever was ever published."""
    asked = page()
    found = house().store.batches.where({"recalled": True}, asked.after, asked.limit + 1)
    response = listed(asked, found, lambda batch: batch.uri, _recalled)
    response.headers["Cache-Control"] = "no-store"
    return response


@may(*READERS)
@describe(Description(answer=answers.finding, listed=True, query=ONE_PARTY))
def list_findings() -> Response:
    """List what does not add up about the batches of your party, or of a member's, by id."""
    asked = page()
    found = house().store.findings.of_party(one_party(), asked.after, asked.limit + 1)
    return listed(asked, found, lambda each: str(each["id"]), _finding)


def shown(batch: Batch) -> dict[str, Any]:
    """A batch as it stands now."""
    whole: dict[str, Any] = answers.batch.dump(_facts(batch))
    return whole


def _facts(batch: Batch) -> dict[str, Any]:
    origin, holder = batch.origin, batch.holder
    return {
        **coded(batch.uri),
        "state": batch.state(house().ledger.clock()),
        "product": batch.product,
        "owner": batch.owner,
        "holder": holder.value if holder else None,
        "made_at": origin.time if origin else None,
        "place": origin.place if origin else None,
        "first": batch.first,
        "last": batch.last,
        "best_before": batch.best_before,
        "records": batch.records,
        **{name: tallied(getattr(batch, name)) for name in _SUMS},
    }


def _sources(batch: Batch) -> list[str]:
    makers = house().store.records.made([batch.uri])
    return list(dict.fromkeys(uri for made in makers for uri in made.inputs))


def _findings(batch: Batch) -> list[dict[str, Any]]:
    found = house().store.findings.of_batch(batch.uri)
    about = {"batch": batch.uri, "party": batch.owner}
    return [answers.finding.dump(asdict(each) | about) for each in found]


def _finding(found: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = answers.finding.dump(found)
    return whole


def _recalled(batch: Batch) -> dict[str, Any] | None:
    if batch.recalled is None or not (batch.was_published or is_seen(batch)):
        return None
    word = {"since": batch.recalled.time, "event": batch.recalled.id}
    known = {"product": batch.product, "owner": batch.owner}
    whole: dict[str, Any] = answers.recall.dump(coded(batch.uri) | known | word)
    return whole


def _lineage(batch: Batch, steps: Sequence[walk.Step], others: Sequence[str]) -> dict[str, Any]:
    known = house().store.batches.some(others)
    whole: dict[str, Any] = answers.lineage.dump(
        {
            "key": batch.uri,
            "steps": steps,
            "batches": [_near(known.get(uri), uri) for uri in others],
        }
    )
    return whole


def _near(batch: Batch | None, uri: str) -> dict[str, Any]:
    """A batch of a lineage: whole where the reader sees it, otherwise its code and state."""
    if batch is None:
        return coded(uri)
    if is_seen(batch):
        return _facts(batch)
    return coded(uri) | {"state": batch.state(house().ledger.clock()), "product": batch.product}
