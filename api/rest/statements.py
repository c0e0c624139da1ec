"""Statements over the wire: what people say about events, batches and parties."""

from collections.abc import Iterator

from flask import Response

from api.described import Description, View, describe
from api.exchange import body
from api.house import house
from api.rest.recording import Words, recorded, repeated, sent
from api.who import actor, may, roles_for
from schemas import answers
from schemas.fields import load
from schemas.statements import STATEMENTS, Saying, StatementForm
from traceability.errors import NotFound
from traceability.ledger.views import delegation
from traceability.statements import Statement


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each statement."""
    for kind, form in STATEMENTS.items():
        yield "POST", f"/statements/{kind}", _say(kind, form)


def _say(kind: str, form: StatementForm) -> View:
    act = f"statement:{kind}"

    @may(*roles_for(act))
    @describe(Description(form, new=True, answer=answers.receipt, status=201))
    def say() -> Response:
        this = sent(body())
        if again := repeated(this):
            return again
        saying: Saying = load(form, this.said, house().domain)
        time = saying.time or house().ledger.clock()
        about, name = saying.about, this.any_id
        said = Statement(name, kind, about, time, actor().party, saying.facts)
        private = {"note": saying.note} if saying.note else {}
        return recorded(this, name, said, Words(act, kind, _subject(said), private))

    say.__name__ = f"say_{kind.replace('-', '_')}"
    say.__doc__ = f"Record a statement: {form.__doc__}"
    return say


def _subject(said: Statement) -> str:
    """The party in whose name it is said.

    Raises:
        NotFound: it is about a batch that nobody recorded.
        NotValid: a delegation that ends before it begins, or is longer than a year.
    """
    if said.kind == "delegate":
        return delegation(said).subject
    if said.kind == "consent":
        return said.about
    if said.kind in {"withdraw", "activate-labels"}:
        batch = house().store.batches.get(said.about)
        if batch is None:
            raise NotFound("batch", said.about)
        if said.kind == "activate-labels":
            return batch.owner or said.said_by
    return said.said_by
