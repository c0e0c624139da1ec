"""The page of a batch: what is to be said of it, gathered for its template."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from api.scan import required
from api.scan.described import blocks
from api.scan.found import Found, spoken
from api.scan.kept import Page, page
from api.scan.marks import evidence
from api.scan.shown import PartyShown, party
from api.scan.stages import BASE_UNITS, MOST, stages
from api.scan.verdict import state_of, verdict
from api.scan.written import Printer
from traceability.batches.batch import Batch
from traceability.events.amount import Amount
from traceability.findings.certificates import valid_certificates
from traceability.findings.finding import Effect, Finding
from traceability.findings.judge import judge
from traceability.findings.publication import responsible
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import Key
from traceability.journey.dossier import Dossier
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product

Facts = dict[str, Any]
_UNIT: Final = "https://id.gs1.org/00/"


def batch_page(dossier: Dossier, found: Found, printer: Printer, now: datetime) -> Page:
    """Render a batch's page; before its publication it shows product and cooperative only."""
    findings = judge(dossier, now)
    state = state_of(dossier, findings, now)
    facts = _head(dossier, found, printer)
    facts |= {"verdict": verdict(state, evidence(dossier)), "state": state}
    template = "unpublished.html"
    if dossier.batch.uri.startswith(_UNIT):
        template = "unit.html"
        facts["contents"] = list(_contents(dossier, printer.domain))
    elif state != "unpublished":
        template = "batch.html"
        facts |= _story(dossier, findings, facts["maker"], printer)
        facts["blocks"] = blocks(dossier, found.path, facts["maker"], printer)
    body = printer.write(template, found.path, **facts)
    changes_at = dossier.batch.changes_at(now)
    return page(body, about(dossier), now, changes_at, storable=state != "recalled")


def about(dossier: Dossier) -> Iterator[str]:
    """Every key that a page of this dossier stands on."""
    yield from (dossier.batch.uri, *dossier.sources, *dossier.known)
    for told in dossier.story:
        yield from (told.record, *told.event.keys, *filter(None, [told.event.place]))
    for certificate in dossier.certificates:
        yield from (certificate.key.uri, certificate.holder.uri)


def _head(dossier: Dossier, found: Found, printer: Printer) -> Facts:
    """What every page of a batch shows, published or not."""
    return {
        "product": _product(dossier),
        "maker": _shown(dossier, responsible(dossier), printer.domain),
        "serial": found.serial,
        "code": spoken(dossier.batch.uri, printer.domain),
        "reason": _reason(dossier.batch),
        "best_before": dossier.batch.best_before,
    }


def _story(
    dossier: Dossier, findings: Iterable[Finding], maker: PartyShown | None, printer: Printer
) -> Facts:
    told = [finding.rule for finding in findings if finding.effect >= Effect.SHOWN]
    return {
        "required": required.rows(dossier, maker, printer.language, printer.domain),
        "stages": stages(dossier, printer.domain),
        "earlier": max(0, len(dossier.story) - MOST),
        "findings": list(dict.fromkeys(told)),
        "certificates": valid_certificates(dossier),
        "growers": list(_growers(dossier, printer.domain)),
        "amounts": list(_made(dossier.batch)),
        "weight": _weight(dossier),
        "records": len(dossier.story),
        "waiting": sum(one.index is None for one in dossier.story),
        "qr": printer.qr(Key(dossier.batch.uri).path(printer.domain)),
    }


def _product(dossier: Dossier) -> Product | None:
    value = dossier.of(dossier.product)
    return value if isinstance(value, Product) else None


def _shown(dossier: Dossier, value: object, domain: Domain) -> PartyShown | None:
    if not isinstance(value, Party):
        return None
    return party(value, dossier.known, dossier.consents, domain)


def _growers(dossier: Dossier, domain: Domain) -> Iterator[PartyShown]:
    """Who plucked: the parties of the harvests, each once."""
    uris = dict.fromkeys(told.event.party() or told.subject for told in dossier.harvests)
    shown = (_shown(dossier, dossier.of(uri), domain) for uri in uris)
    return (one for one in shown if one)


def _made(batch: Batch) -> Iterator[Amount]:
    made = batch.made.known
    return (Amount(value, BASE_UNITS[name]) for name, value in made.items() if value > 0)


def _weight(dossier: Dossier) -> Amount | None:
    """Packs times their net content: computed, and marked so."""
    product, packs = _product(dossier), dossier.batch.made.of("count")
    content = product.net_content if product else None
    if content is None or content.measures != "mass" or not packs:
        return None
    return Amount(content.in_base * packs, BASE_UNITS["mass"])


def _reason(batch: Batch) -> str:
    """Why it was withdrawn, as the statement says; empty of any other batch."""
    word = batch.publication.value if batch.publication else ""
    return word.partition(":")[2]


def _contents(dossier: Dossier, domain: Domain) -> Iterator[Facts]:
    """The published batches that lie in a logistic unit."""
    for portion in (each for told in dossier.own for each in told.event.consumed):
        batch = dossier.sources.get(portion.uri)
        if batch is None or not batch.was_published:
            continue
        yield {
            "path": Key(batch.uri).path(domain),
            "code": spoken(batch.uri, domain),
            "product": dossier.of(batch.product),
            "amount": portion.amount,
        }
