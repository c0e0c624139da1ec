"""What every form of an event has: who tells what, when and where, and of which goods."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Final, Self

from schemas import fields as f
from schemas.masterdata import AmountForm
from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.events.event import Body
from traceability.events.occasion import Goods, Occasion
from traceability.identifiers.uris import (
    BatchKey,
    Key,
    LogisticKey,
    PartyKey,
    PlaceKey,
    ProductKey,
    SerialKey,
)

More = Mapping[str, Any]
"""What a form says beside time, place and party, by the names of its fields."""

New = Callable[[int], BatchKey]
"""Gives the key of the n-th new batch for which the client has no code of its own."""

LONGEST_NOTE: Final = 2000
MOST_PHOTOS: Final = 6
KEPT: Final = ("note", "photos", "voice")
"""What every form may say beside the event: it stays in the record's private part."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a form of an event says: `more` holds what is particular to its happening.

    `party` is left out where it is the one who tells; `note`, `photos` and `voice` are private and
    never in the event, the latter two as SHA-256 of what is sent by itself.
    """

    time: datetime
    place: PlaceKey
    party: PartyKey | None = None
    id: str | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    voice: str = ""
    more: More = field(default_factory=dict)

    @classmethod
    def of(cls, time: datetime, place: PlaceKey, **more: Any) -> Self:  # noqa: ANN401  # any field
        """Take a form's fields, the common ones apart."""
        common = {name: more.pop(name) for name in ("party", "id", *KEPT) if name in more}
        return cls(time, place, **common, more=more)


def photos() -> Any:  # noqa: ANN401  # marshmallow's own
    """Photos that belong to what is told."""
    says = f"Photos, each by the SHA-256 of what is sent to /api/v1/media; at most {MOST_PHOTOS}; private"
    return f.listed(says, f.digest("SHA-256 of a photo"), most=MOST_PHOTOS)


def voice() -> f.Said:
    """A spoken note that belongs to what is told."""
    return f.digest("A spoken note, by the SHA-256 of what is sent to /api/v1/media; private")


def kept(said: More) -> dict[str, Any]:
    """Note, photos and voice, as the private part of a record holds them, where there are any."""
    found = {name: said[name] for name in KEPT if said.get(name)}
    return {name: list(it) if isinstance(it, tuple) else it for name, it in found.items()}


class HappeningForm(f.Form):
    """A form of an event; `body` makes the EPCIS event of what it says."""

    makes = Telling.of
    details: ClassVar[tuple[str, ...]] = ()
    """Fields that go into the event as they are, in camel case under the house's own prefix."""
    private: ClassVar[tuple[str, ...]] = ()
    """Fields that may name a person: they stay out of the event, in the record's private part."""

    id = f.record_id("Client's id of the event; a repeat gets the first receipt")
    time = f.instant("When it happened, with offset", required=True)
    place = f.key("Where it happened", PlaceKey, required=True)
    party = f.key("Party it is said for; the token's own if left out", PartyKey)
    note = f.text("A note for yourselves: private, never in the event", longest=LONGEST_NOTE)
    photos = photos()
    voice = voice()

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """The EPCIS event; NotValid where what is said can be true for nobody."""
        raise NotImplementedError

    def spoken(self, said: More) -> dict[str, Any]:
        """The details that were filled in."""
        named = {name: said[name] for name in self.details if name in said}
        return {camel(name): _plain(value) for name, value in named.items()}

    def kept(self, telling: Telling) -> dict[str, Any]:
        """What was filled in for those only to whom it belongs: note, photos, voice, private fields."""
        named = {name: telling.more[name] for name in self.private if name in telling.more}
        return kept({name: getattr(telling, name) for name in KEPT}) | named


class GoodsForm(f.Form):
    """Some of a batch, one pack, or one logistic unit."""

    batch = f.key("A batch", BatchKey)
    pack = f.key("One pack by its serial", SerialKey)
    unit = f.key("One logistic unit: a case, a pallet", LogisticKey)
    amount = f.part("How much of the batch; left out where nobody weighed it", AmountForm())

    @staticmethod
    def makes(amount: Amount | None = None, **named: BatchKey | SerialKey | LogisticKey) -> Goods:
        """Exactly one thing; packs and units are counted by being named."""
        if len(named) != 1:
            raise NotValid("one of batch, pack, unit", ", ".join(named) or "none")
        if amount is not None and "batch" not in named:
            raise NotValid("an amount of a batch only", f"{amount.value} {amount.unit}", "amount")
        (thing,) = named.values()
        return Goods(thing, amount)


class MadeForm(f.Form):
    """A batch that comes into being."""

    makes = dict
    batch = f.key("Its code, where you have one; minted and answered if left out", BatchKey)
    amount = f.part("How much; left out where nobody weighed it", AmountForm())


def goods(says: str, **more: Any) -> Any:  # noqa: ANN401  # marshmallow's own
    """A list of goods."""
    return f.listed(says, f.part("Some goods", GoodsForm()), **more)


def made(says: str) -> Any:  # noqa: ANN401  # the same
    """A list of new batches."""
    return f.listed(says, f.part("A new batch", MadeForm()), required=True)


def product(says: str = "Product it is of, where its code does not name it") -> f.Said:
    """The product of new batches."""
    return f.key(says, ProductKey)


def new_goods(told: More, new: New, number: int = 0) -> Goods:
    """A batch that was told, under its own code or the n-th new one."""
    return Goods(told.get("batch") or new(number), told.get("amount"))


def camel(name: str) -> str:
    """A field's name as it stands in an event.

    >>> camel("pre_harvest_interval_days")
    'preHarvestIntervalDays'
    """
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: Any) -> Any:  # noqa: ANN401  # any detail
    if isinstance(value, date):
        return value.isoformat()
    return value.uri if isinstance(value, Key) else value
