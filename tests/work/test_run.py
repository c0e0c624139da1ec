"""One kind of work in a process: its job, its lease, and what it leaves behind when it dies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from tests.cast import Cast
from traceability.store.aside import SetAside
from traceability.store.store import AWAY, Store
from traceability.work.run import Asked, Hand, Job, read_hand, work


def job(store: Store, path: Path, **changes: object) -> Job:
    values: dict[str, object] = {"kind": "sequencer", "uri": "", "name": store.name}
    values |= {"holder": "us", "hand": str(path / "hand")}
    read: Job = Job(**(values | changes))  # type: ignore[arg-type]  # as it is read from JSON
    return read


def until_idle(store: Store, given: Job) -> None:
    """Let it work in a thread until nothing waits, then ask it to stop."""
    asked = Asked()
    thread = Thread(target=work, args=(store, given, Hand(Path(given.hand)), asked))
    thread.start()
    while store.log.waiting() > store.aside.count():
        sleep(0.01)
    asked()
    thread.join()


def test_a_job_is_read_as_it_was_written(store: Store, tmp_path: Path) -> None:
    given = job(store, tmp_path, careful=True, blamed=(("urn:uuid:1", "KeyError"),))
    assert Job.from_json(given.to_json()) == given


def test_it_numbers_what_waits_and_gives_its_lease_back(
    cast: Cast, store: Store, tmp_path: Path
) -> None:
    cast.packed_tea()
    until_idle(store, job(store, tmp_path, careful=True))
    assert store.log.size() == store.records.count()
    now = datetime.now(UTC)
    assert store.leases.take("sequencer", "another", now, timedelta(1)) is not None


def test_it_does_nothing_while_another_has_the_lease(
    cast: Cast, store: Store, tmp_path: Path
) -> None:
    cast.packed_tea()
    lease = store.leases.take("sequencer", "another", datetime.now(UTC), timedelta(seconds=0.3))
    until_idle(store, job(store, tmp_path))
    after = store.database["leases"].find_one({"_id": "sequencer"}) or {}
    assert lease is not None
    assert after["fence"] == lease.fence + 1


def test_what_is_blamed_is_set_aside_first(cast: Cast, store: Store, tmp_path: Path) -> None:
    cast.harvest()
    bad = next(iter(store.records.about(cast.plot.uri, "event"))).id
    store.database["records"].update_one({"_id": bad}, {"$set": {"salts": [b"", b""]}})
    until_idle(store, job(store, tmp_path, blamed=((bad, "NotValid"),)))
    (aside,) = store.aside.each()
    assert aside == SetAside("sequencer", bad, "NotValid", aside.at)
    assert store.log.waiting() == 1


def test_the_hand_says_what_it_held_and_which_error_it_was(tmp_path: Path) -> None:
    hand = Hand(tmp_path / "hand")
    hand.take("urn:uuid:a longer one")
    hand.take("urn:uuid:1")
    assert read_hand(tmp_path / "hand") == ("urn:uuid:1", "")
    hand.drop_for(KeyError)
    assert read_hand(tmp_path / "hand") == ("urn:uuid:1", "KeyError")


@pytest.mark.parametrize("kind", AWAY)
def test_a_database_that_is_away_is_no_records_fault(
    kind: type[BaseException], tmp_path: Path
) -> None:
    hand = Hand(tmp_path / "hand")
    hand.take("urn:uuid:1")
    hand.drop_for(kind)
    assert read_hand(tmp_path / "hand") == ("", kind.__name__)
