"""A process that records harvests, two into one batch, and prints each id that was acknowledged."""

import secrets
import sys
from datetime import UTC, datetime, timedelta

from tests.cast import Cast, kg
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey, ProductKey
from traceability.keyring import Keyring
from traceability.ledger.ledger import Ledger
from traceability.store.store import Store


def acknowledged(output: str) -> set[str]:
    """The ids that were printed whole."""
    return set(output.rpartition("\n")[0].split())


def write(store: Store, cooperative: PartyKey, household: PartyKey) -> None:
    """Record until killed."""
    keyring = Keyring.make(datetime.now(UTC), secrets.token_bytes)
    ledger = Ledger(store, keyring, lambda: datetime.now(UTC), secrets.token_bytes)
    domain = Domain("trace.example")
    plot = PlaceKey.from_code(mint(secrets.randbits(60)), domain)
    tea = ProductKey.from_code(mint(secrets.randbits(60)), domain)
    cast = Cast(ledger, domain, cooperative, household, cooperative, plot, plot, tea, tea)
    while True:
        leaf = cast.new(BatchKey)
        for minute in range(2):
            at = cast.at()
            at = type(at)(domain, at.time + timedelta(minutes=minute), at.place, at.party)
            body = makers.harvest(at, Goods(leaf, kg("25.5")), None, {"product": tea.uri})
            receipt = cast.tell("harvest", body)
            sys.stdout.write(f"{receipt.reception.record_id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    uri, name, *parties = sys.argv[1:]
    with Store.open(uri, name) as opened:
        write(opened, *map(PartyKey, parties))
