"""What somebody wants recorded: what it says, for whom, and the bytes it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from traceability.errors import NotValid
from traceability.events import event as events
from traceability.events.event import Event
from traceability.masterdata.revision import Revision, canonical_bytes, private_part, public_part
from traceability.statements import Statement
from traceability.store.masterdata import owner_of
from traceability.store.records import Kind, What
from traceability.vocabulary import step_name

Content = Event | Statement | Revision

MEDIA: Final = "media:"
"""Before the SHA-256 of a photo or a spoken note, as a record's keys name what its private part names."""

DECLARED: Final = "#error@"
"""Stands in the id of a declaration between the event's id and the time it was declared wrong."""

_RECEIVED: Final = frozenset({"event:receive", "event:return"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be recorded.

    `id` is the client's `urn:uuid:…` or the event's content hash; `act` what `access.ask` is asked
    (`event:harvest`); `subject` the party it is said for; `said` the bytes as received in a form of
    version `form` (`harvest/1`); `entered` when it was typed; `private` what no stranger may read.
    With `hold`, a record whose author's right cannot be shown waits for the desk (DESIGN §1.5).
    `minted` are codes drawn here for this entry, by URI: they name nothing else. `sent_as` is the
    id that its receipt echoes, where the record has another: a correction that a phone named itself.
    `doubt` says why its author's right cannot be shown, where that is known already: then it waits.
    """

    id: str
    act: str
    content: Content
    subject: str
    said: bytes
    form: str
    entered: datetime
    private: Mapping[str, Any] = field(default_factory=dict)
    hold: bool = False
    minted: frozenset[str] = frozenset()
    sent_as: str | None = None
    doubt: str = ""

    def __post_init__(self) -> None:
        """Refuse an act or an id of another content.

        Raises:
            NotValid: the act says something else than the content, or an id could be a declaration's.
        """
        if not _fits(self.act, self.content):
            raise NotValid("an act that fits what is recorded", self.act, "act")
        if isinstance(self.content, Revision):
            return
        if DECLARED in self.content.id:
            raise NotValid(f"an id without {DECLARED}", self.content.id, "id")
        due = record_id(self.content) if isinstance(self.content, Event) else self.content.id
        if self.id != due:
            raise NotValid(f"the id {due}", self.id, "id")

    @property
    def said_sha256(self) -> str:
        """The SHA-256 of the bytes as received, in hex."""
        return sha256(self.said).hexdigest()


def kind_of(content: Content) -> Kind:
    """Event, statement or revision."""
    if isinstance(content, Event):
        return "event"
    return "statement" if isinstance(content, Statement) else "revision"


def parts(entry: Entry) -> tuple[bytes, bytes]:
    """The public and the private bytes of an entry, as its leaf commits to them."""
    content = entry.content
    if isinstance(content, Event):
        return events.to_bytes(content.body), canonical_bytes(entry.private)
    if isinstance(content, Statement):
        return canonical_bytes(content.public()), canonical_bytes(entry.private)
    head = {"key": content.key.uri, "kind": content.kind, "number": content.number}
    public = head | {"value": public_part(content.value)}
    private = {**entry.private, "value": private_part(content.value)}
    return canonical_bytes(public), canonical_bytes(private)


def keys(content: Content) -> tuple[str, ...]:
    """Every thing an entry speaks of, by URI: what must be looked at again when it is recorded."""
    if isinstance(content, Event):
        return _distinct(
            *content.keys, content.place, content.party(), content.party("destination")
        )
    if isinstance(content, Statement):
        into = content.facts.get("into") if content.kind == "merge" else None
        return _distinct(content.about, content.said_by, into)
    return _distinct(content.key.uri, owner_of(content.value))


def pictured(private: Mapping[str, Any]) -> tuple[str, ...]:
    """The photos and the spoken note that a record's private part names, as keys of the record."""
    voice = private.get("voice")
    return tuple(
        f"{MEDIA}{each}" for each in (*private.get("photos", ()), *([voice] if voice else ()))
    )


def what(content: Content) -> What | None:
    """What the index of an event knows; None of anything else."""
    if not isinstance(content, Event):
        return None
    return What(
        hash=content.hash,
        time=content.time,
        step=content.step,
        place=content.place,
        inputs=() if content.error else _distinct(*(each.uri for each in content.consumed)),
        outputs=() if content.error else _distinct(*(each.uri for each in content.made)),
        declares=content.id if content.error else None,
    )


def record_id(event: Event) -> str:
    """An event's id; an error declaration's is its own (DESIGN §5)."""
    if event.error is None:
        return event.id
    return f"{event.id}{DECLARED}{event.error.time.isoformat(timespec='milliseconds')}"


def revises(content: Content) -> str | None:
    """The key and number of a revision, of which there can be only one."""
    return f"{content.key.uri}#{content.number}" if isinstance(content, Revision) else None


def _fits(act: str, content: Content) -> bool:
    """Whether an act is of this content; what may be said of strangers' goods is held to its step."""
    if isinstance(content, Statement):
        return act == f"statement:{content.kind}"
    if isinstance(content, Revision):
        return act == f"revise:{content.kind}"
    if (act == "event:correct") != (content.error is not None):
        return False
    received = step_name(content.step) == "receiving" and content.action != "DELETE"
    return act.startswith("event:") and (received or act not in _RECEIVED)


def _distinct(*uris: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uri for uri in uris if uri))
