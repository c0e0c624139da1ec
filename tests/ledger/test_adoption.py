"""What is held is recorded as its first teller's words once the desk adopts it, and else stays readable."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast, kg, revise
from tests.ledger.busy import VIEWS, views
from tests.ledger.neighbours import new_id
from traceability.access import Actor, Role
from traceability.errors import Conflict, NotFound, NotYours
from traceability.events import event, makers
from traceability.events.occasion import Goods, namespaces
from traceability.identifiers.uris import BatchKey, PartyKey
from traceability.ledger.entry import Entry
from traceability.ledger.ledger import Taken
from traceability.ledger.rebuild import rebuild
from traceability.ledger.restore import restore
from traceability.ledger.verify import Head, verify
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store import backup
from traceability.store.devices import Heard
from traceability.store.store import Store
from traceability.work.sequencer import turn


def aide(cast: Cast) -> Actor:
    """A helper to whom nobody delegated."""
    return Actor(Role.HELPER, cast.new(PartyKey).uri, "token-aide", "card+pin")


def entry(cast: Cast, leaf: BatchKey | None = None, said: bytes = b'{"kg": 26}') -> Entry:
    """A harvest on the household's plot, for the household."""
    at = replace(cast.at(), event_id=new_id())
    body = makers.harvest(at, Goods(leaf or cast.new(BatchKey), kg("26")), None, {})
    told = event.make(body, namespaces(cast.domain))
    now = cast.ledger.clock()
    whom, form = cast.household.uri, "phone/1:harvest/1"
    return Entry(told.id, "event:harvest", told, whom, said, form, now, {"note": "mưa"}, hold=True)


def settle(cast: Cast, how: str, about: str, actor: Actor | None = None) -> Taken:
    """What the desk says of what is held."""
    desk, now = actor or cast.officer, cast.ledger.clock()
    said = Statement(new_id(), how, about, now, desk.party, {})
    told = Entry(said.id, f"statement:{how}", said, desk.party, b"{}", "test/1", now)
    return cast.ledger.take(desk, told)


@pytest.fixture
def held(cast: Cast) -> Entry:
    """What a helper recorded without a delegation."""
    this = entry(cast)
    taken = cast.ledger.take(aide(cast), this)
    assert taken.receipt.reception.status == "held"
    return this


def test_what_is_adopted_is_its_first_tellers_word(cast: Cast, held: Entry, store: Store) -> None:
    assert store.records.get(held.id) is None
    before = store.held.get(held.id)
    settle(cast, "adopt", held.id)
    record = store.records.get(held.id)
    assert record is not None
    assert before is not None
    assert (record.origin, record.said) == (before.origin, held.said)
    assert (record.salts, record.private) == (before.record.salts, before.record.private)
    assert record.at >= before.at
    batch = store.batches.get(record.what.outputs[0] if record.what else "")
    assert batch is not None
    assert (batch.owner, f"{batch.made.of('mass')}") == (cast.household.uri, "26")
    assert list(store.held.waiting(cast.cooperative.uri)) == []


def test_what_is_rejected_stays_readable_and_is_no_record(
    cast: Cast, held: Entry, store: Store
) -> None:
    settle(cast, "reject", held.id)
    assert store.records.get(held.id) is None
    kept = store.held.get(held.id)
    assert kept is not None
    assert (kept.settled, kept.said) == ("reject", held.said)


def test_it_is_settled_once(cast: Cast, held: Entry) -> None:
    settle(cast, "reject", held.id)
    with pytest.raises(Conflict) as no:
        settle(cast, "adopt", held.id)
    assert str(no.value) == (
        f"Expected a held record that waits in place of {held.id}, got 'reject'."
    )
    with pytest.raises(NotFound):
        settle(cast, "adopt", new_id())


def test_the_same_word_again_gets_the_same_receipt(cast: Cast, held: Entry) -> None:
    now = cast.ledger.clock()
    said = Statement(new_id(), "adopt", held.id, now, cast.cooperative.uri, {})
    told = Entry(said.id, "statement:adopt", said, said.said_by, b"{}", "test/1", now)
    first, again = (cast.ledger.take(cast.officer, told) for _ in range(2))
    assert (first.fresh, again.fresh) == (True, False)
    assert first.receipt == again.receipt


def test_adopted_and_rejected_at_once_only_one_holds(cast: Cast, held: Entry, store: Store) -> None:
    def say(how: str) -> str:
        try:
            return f"{how} {settle(cast, how, held.id).fresh}"
        except Conflict:
            return "too late"

    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(say, ("adopt", "reject", "adopt", "reject")))
    assert said.count("too late") == 3
    kept = store.held.get(held.id)
    assert kept is not None
    assert (store.records.get(held.id) is not None) == (kept.settled == "adopt")
    assert store.records.count(kind="statement") == 1


def test_a_strangers_desk_settles_nothing(cast: Cast, held: Entry) -> None:
    for actor in (cast.stranger, cast.recorder):
        with pytest.raises(NotYours):
            settle(cast, "adopt", held.id, actor)


def test_the_desk_adopts_nothing_that_it_could_not_say(cast: Cast, store: Store) -> None:
    theirs = cast.new(BatchKey)
    plot = cast.new(type(cast.plot))
    place = store.masterdata.get(Place, cast.plot.uri)
    revise(cast.ledger, cast.operator, replace(place, key=plot, party=cast.stranger_cooperative))
    at = replace(cast.at(plot), event_id=new_id())
    body = makers.harvest(at, Goods(theirs, kg("1")), None, {})
    told = event.make(body, namespaces(cast.domain))
    this = replace(entry(cast), id=told.id, content=told)
    assert cast.ledger.take(cast.recorder, this).why
    with pytest.raises(NotYours):
        settle(cast, "adopt", this.id)
    assert [each.id for each in store.held.waiting(None)] == [this.id]


def test_what_another_sender_recorded_meanwhile_is_adopted_as_it_stands(
    cast: Cast, held: Entry, store: Store
) -> None:
    cast.ledger.take(cast.recorder, held)
    first = store.records.get(held.id)
    settle(cast, "adopt", held.id)
    assert store.records.get(held.id) == first
    assert first is not None
    assert first.origin.role == "recorder"


def test_of_two_revisions_made_from_the_same_both_are_kept_and_a_person_chooses(
    cast: Cast, store: Store
) -> None:
    place = store.masterdata.get(Place, cast.plot.uri)
    revise(cast.ledger, cast.recorder, replace(place, label="Nương B"), 2)
    this = Entry(
        id=new_id(),
        act="revise:place",
        content=Revision(2, replace(place, label="Nương C")),
        subject=cast.household.uri,
        said=b"{}",
        form="phone/1:place/1",
        entered=cast.ledger.clock(),
        hold=True,
    )
    taken = cast.ledger.take(cast.recorder, this)
    assert taken.why == f"Expected revision 3 of {cast.plot.uri}, got 2."
    settle(cast, "adopt", this.id)
    last = store.masterdata.last(cast.plot.uri)
    assert last is not None
    assert (last.number, last.value) == (3, replace(place, label="Nương C"))


def test_a_revision_of_what_has_not_come_is_not_held(cast: Cast, store: Store) -> None:
    place = store.masterdata.get(Place, cast.plot.uri)
    content = Revision(5, place)
    this = Entry(
        new_id(), "revise:place", content, place.party.uri, b"", "test/1", datetime.now(UTC)
    )
    with pytest.raises(Conflict):
        cast.ledger.take(cast.recorder, replace(this, hold=True))
    assert list(store.held.waiting(None)) == []


def test_known_doubt_holds_what_would_pass(cast: Cast, store: Store) -> None:
    this = replace(entry(cast), doubt="Expected a card in force, got one that ran out.")
    assert cast.ledger.take(cast.recorder, this).why == this.doubt
    assert store.records.get(this.id) is None


def test_stopped_before_its_views_they_are_healed(cast: Cast, held: Entry, store: Store) -> None:
    stopped = views_kept(store)
    settle(cast, "adopt", held.id)
    stood = views(store)
    stopped()
    assert views(store) != stood
    while turn(store, cast.ledger.clock()):
        pass
    assert views(store) == stood


def views_kept(store: Store) -> Callable[[], None]:
    """Puts the views back as they stand now, as if nobody had refreshed them."""
    kept: dict[str, list[dict[str, Any]]] = {
        name: list(store.database[name].find()) for name in VIEWS if name != "held"
    }

    def back() -> None:
        for name, documents in kept.items():
            store.database[name].delete_many({})
            store.database[name].insert_many(documents) if documents else None

    return back


@pytest.mark.parametrize("how", ["adopt", "reject"])
def test_rebuild_verify_backup_and_restore_cover_what_was_held(
    cast: Cast, held: Entry, store: Store, mongodb: str, tmp_path: Path, how: str
) -> None:
    settle(cast, how, held.id)
    cast.ledger.take(aide(cast), entry(cast))
    while turn(store, cast.ledger.clock()):
        pass
    stood, now, file = views(store), cast.ledger.clock(), tmp_path / "file"
    rebuild(store, now)
    assert views(store) == stood
    words, names = "tea leaves in the morning", namespaces(cast.domain)
    backup.write(store, cast.ledger.keyring, file, words, now, secrets.token_bytes)
    with Store.open(mongodb, "restored") as empty:
        empty.client.drop_database("restored")
        restore(empty, file, words, lambda: now, names)
        assert views(empty) == stood
        assert isinstance(head(empty, cast), Head)


def test_what_came_from_each_phone_is_in_the_backup(
    cast: Cast, store: Store, mongodb: str, tmp_path: Path
) -> None:
    now, file, words = cast.ledger.clock(), tmp_path / "file", "tea leaves in the morning"
    stood = store.devices.hear("a phone", Heard((1, 2, 5), cast.household.uri, now, own=True))
    backup.write(store, cast.ledger.keyring, file, words, now, secrets.token_bytes)
    with Store.open(mongodb, "restored") as empty:
        empty.client.drop_database("restored")
        restore(empty, file, words, lambda: now, namespaces(cast.domain))
        kept = empty.devices.get("a phone")
    assert kept is not None
    assert (kept.came, kept.missing, kept.party) == (stood.came, ((3, 4),), cast.household.uri)


def head(store: Store, cast: Cast) -> object:
    """The first mismatch, or the log's head where there is none."""
    found = verify(store, namespaces(cast.domain))
    try:
        return next(found)
    except StopIteration as end:
        return end.value
