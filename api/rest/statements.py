"""Statements over the wire: what people say about events, batches and parties."""

from collections.abc import Iterator

from flask import Response

from api import telling
from api.described import Description, View, describe
from api.exchange import body
from api.house import house
from api.rest.recording import recorded, repeated, sent
from api.who import actor, may, roles_for
from schemas import answers
from schemas.statements import STATEMENTS, StatementForm


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
        now = house().ledger.clock()
        return recorded(this, telling.statement(kind, this.said, this, actor().party, now))

    say.__name__ = f"say_{kind.replace('-', '_')}"
    say.__doc__ = f"Record a statement: {form.__doc__}"
    return say
