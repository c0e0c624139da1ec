"""One kind of work in a process of its own, under its lease: `python -m traceability.work.run KIND`.

The job comes as JSON on standard input, so that no password stands in the list of processes.
"""

import json
import signal
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from traceability.store.aside import SetAside
from traceability.store.leases import Lease
from traceability.store.store import AWAY, Store
from traceability.work.kinds import KINDS, Kind
from traceability.work.portion import WHOLE, Portion

LEASE: Final = timedelta(seconds=15)
CAREFUL: Final = timedelta(minutes=1)
"""How long a process that follows a crash takes one record at a time."""

_RENEWED: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Job:
    """What a process is to do: which kind, on which database, for which holder of the lease.

    `hand` is the file in which it says what it has in hand. After a crash it is `careful`; `blamed`
    are records that ended it twice, with the class of the error: they are set aside first.
    """

    kind: str
    uri: str
    name: str
    holder: str
    hand: str
    careful: bool = False
    blamed: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """The job as the process reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The job that was written."""
        read: dict[str, Any] = json.loads(text)
        blamed = tuple((what, error) for what, error in read.pop("blamed"))
        return cls(**read, blamed=blamed)


class Hand:
    """The file that outlives a crash: what was in hand, and the class of the error it ended with."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing in hand."""
        self._path, self._holds = path, ""

    def take(self, what: str) -> None:
        """Take something in hand; nothing when it is empty."""
        if what != self._holds:
            self._holds = what
            self._path.write_text(what, "utf-8")

    def drop_for(self, kind: type[BaseException]) -> None:
        """Say which error it is; that the database is away is no record's fault."""
        holds = "" if issubclass(kind, AWAY) else self._holds
        self._path.write_text(f"{holds}\n{kind.__name__}", "utf-8")


def read_hand(path: Path) -> tuple[str, str]:
    """What a process had in hand when it ended, and the class of its error; both may be empty."""
    what, _, error = path.read_text("utf-8").partition("\n")
    return what, error


class Asked:
    """Whether we were asked to stop: a signal only leaves a word."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.to_stop = False

    def __call__(self, *_: object) -> None:
        """Ask."""
        self.to_stop = True


def work(store: Store, job: Job, hand: Hand, asked: Asked) -> None:
    """Take turns under the lease until asked to stop; a bug ends it."""
    started = _now()
    for what, error in job.blamed:
        store.aside.add(SetAside(job.kind, what, error, started))
    aside = store.aside.of(job.kind)
    lease: Lease | None = None
    while not asked.to_stop:
        now = _now()
        if lease is None or lease.ends - now < _RENEWED:
            lease = store.leases.take(job.kind, job.holder, now, LEASE)
        careful = job.careful and now - started < CAREFUL
        most = 1 if careful else WHOLE.most
        if lease is None:
            time.sleep(0.5)
        else:
            _turn(store, KINDS[job.kind], Portion(most, aside, hand.take), now)
            hand.take("")
    if lease:
        store.leases.leave(lease, _now())


def main() -> None:
    """Read the job and do it."""
    job = Job.from_json(sys.stdin.read())
    asked, hand = Asked(), Hand(Path(job.hand))
    signal.signal(signal.SIGTERM, asked)

    def last_words(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        hand.drop_for(kind)
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = last_words
    with Store.open(job.uri, job.name) as store:
        work(store, job, hand, asked)


def _turn(store: Store, kind: Kind, portion: Portion, now: datetime) -> None:
    if not kind.turn(store, now, portion):
        time.sleep(kind.rest)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
