"""One maker a happening: what a farmer, a factory or an authority says, as an EPCIS event.

The pattern is the event table for tea (gs1.md §7.3): CBV steps and dispositions where CBV has them, own
steps where it has none. A maker returns the event's body; `event.make` reads it and gives it its id.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from traceability.errors import NotValid
from traceability.events.bounds import is_day
from traceability.events.event import Body, Event
from traceability.events.occasion import (
    PREFIX,
    Details,
    Frame,
    Goods,
    Occasion,
    aggregation_event,
    object_event,
    transformation_event,
)
from traceability.identifiers.uris import BatchKey, LogisticKey, PartyKey, PlaceKey, PlantKey

HAPPENINGS: Final = (
    "plant tend spray harvest process pack repack aggregate disaggregate store ship receive sell "
    "return lose destroy inspect hold release recall lift-recall correct note"
).split()
"""The names under which events are made (`POST /api/v1/events/{happening}`)."""

Crop = BatchKey | PlantKey
"""What grows on a plot: its planting, under the plot's own code, or one plant of it."""

FIELD_STEPS: Final = frozenset({"tending", "fertilising", "pruning", "weeding", "irrigating"})
PROCESS_STEPS: Final = frozenset(
    {"withering", "fixing", "rolling", "fermenting", "drying", "scenting"}
    | {"grading", "blending", "making"}
)

_OBSERVED: Final[dict[str, tuple[str, str, str]]] = {
    "store": ("OBSERVE", "storing", "sellable_not_accessible"),
    "ship": ("OBSERVE", "shipping", "in_transit"),
    "receive": ("OBSERVE", "receiving", "in_progress"),
    "sell": ("DELETE", "retail_selling", "retail_sold"),
    "return": ("OBSERVE", "receiving", "returned"),
    "lose": ("DELETE", "decommissioning", "inactive"),
    "destroy": ("DELETE", "destroying", "destroyed"),
}
_MARKED: Final[dict[str, tuple[str, str, str, str]]] = {
    "hold": ("holding", "non_sellable_other", "set", "non_sellable_other"),
    "release": ("releasing", "sellable_not_accessible", "unset", "non_sellable_other"),
    "recall": ("holding", "recalled", "set", "recalled"),
    "lift-recall": ("lifting_recall", "sellable_not_accessible", "unset", "recalled"),
}


def plant(at: Occasion, crop: Crop, details: Details) -> Body:
    """Plants were set on a plot; `crop` is the plot's planting (cultivar, seedling source, count)."""
    ilmd = {f"{PREFIX}:{name}": value for name, value in details.items()}
    return object_event(at, "ADD", [Goods(crop)], Frame(at.step("planting"), "active", ilmd))


def tend(at: Occasion, crop: Crop, step: str, details: Details) -> Body:
    """Work on a plot: fertilising, pruning, weeding, irrigating or other tending."""
    _known(step, FIELD_STEPS, "step")
    frame = Frame(at.step(step), "in_progress", details=details)
    return object_event(at, "OBSERVE", [Goods(crop)], frame)


def spray(at: Occasion, crop: Crop, details: Details) -> Body:
    """Crop protection; `details` name product, active ingredient, dose, interval and where it is from."""
    frame = Frame(at.step("crop_protection"), "in_progress", details=details)
    return object_event(at, "OBSERVE", [Goods(crop)], frame)


def note(at: Occasion, thing: Goods, details: Details) -> Body:
    """Something was seen, of a planting, one plant or a batch; what it was stays with whoever saw it."""
    return object_event(at, "OBSERVE", [thing], Frame(at.step("observing"), "", details=details))


def harvest(at: Occasion, leaf: Goods, growing_method: str | None, details: Details) -> Body:
    """A plucking: a batch of fresh leaf comes into being on its plot (`at.place`).

    `details` may hold `product` (the product's URI, where the batch's own code does not name it),
    `plucking` (the plucking standard) and `rows` (which rows of the plot).
    """
    day = at.time.date().isoformat()
    ilmd = {
        "cbvmda:countryOfOrigin": "VN",
        "cbvmda:harvestStartDate": day,
        "cbvmda:harvestEndDate": day,
    }
    if growing_method:
        ilmd["cbvmda:growingMethodCode"] = growing_method
    ilmd |= {f"{PREFIX}:{name}": value for name, value in details.items()}
    return object_event(at, "ADD", [leaf], Frame("creating_class_instance", "active", ilmd))


def process(
    at: Occasion, step: str, inputs: Sequence[Goods], outputs: Sequence[Goods], details: Details
) -> Body:
    """A step of the factory, or the whole making at once: leaf in, tea out, every input with its weight.

    `details["product"]` names what was made, where the batch's own code does not.
    """
    _known(step, PROCESS_STEPS, "step")
    _some(inputs, "inputs")
    _some(outputs, "outputs")
    ilmd = _product(details)
    rest = {name: value for name, value in details.items() if name != "product"}
    frame = Frame(at.step(step), "in_progress", ilmd, rest)
    return transformation_event(at, inputs, outputs, frame)


def pack(
    at: Occasion,
    inputs: Sequence[Goods],
    packs: Sequence[Goods],
    best_before: date | None,
    details: Details,
    *,
    again: bool = False,
) -> Body:
    """Bulk tea into packs (`again`: packs into other packs); `packs` are counted.

    `details["product"]` names what was packed, where the batch's own code does not.
    """
    _some(inputs, "inputs")
    _some(packs, "outputs")
    ilmd = {"cbvmda:countryOfOrigin": "VN", "gs1:packagingDate": at.time.date().isoformat()}
    if best_before:
        if not is_day(best_before):
            raise NotValid("a day between 2000 and 2100", best_before, "best_before")
        if best_before < at.time.date():
            raise NotValid("a best-before day not before the packing", best_before, "best_before")
        ilmd["cbvmda:bestBeforeDate"] = best_before.isoformat()
    ilmd |= _product(details)
    frame = Frame("repackaging" if again else "commissioning", "active", ilmd)
    return transformation_event(at, inputs, packs, frame)


def aggregate(at: Occasion, parent: LogisticKey, children: Sequence[Goods]) -> Body:
    """Packs into a case or on a pallet."""
    _some(children, "children")
    return aggregation_event(at, "ADD", parent, children, Frame("packing", "in_progress"))


def disaggregate(at: Occasion, parent: LogisticKey, children: Sequence[Goods]) -> Body:
    """Packs out of their case; no children means all of them (EPCIS 2.0 §7.4.3)."""
    return aggregation_event(at, "DELETE", parent, children, Frame("unpacking", "in_progress"))


def observe(
    happening: str,
    at: Occasion,
    goods: Sequence[Goods],
    details: Details,
    other: tuple[PartyKey | None, PlaceKey | None] = (None, None),
) -> Body:
    """Store, ship, receive, sell, return, lose or destroy goods; `other` is the other end's party, place."""
    _some(goods, "goods")
    action, step, disposition = _OBSERVED[happening]
    incoming = happening in {"receive", "return"}
    frame = Frame(step, disposition, details=details, other=other, incoming=incoming)
    return object_event(at, action, goods, frame)


def inspect(
    at: Occasion, goods: Sequence[Goods], result: str, document: str | None, details: Details
) -> Body:
    """A check or a laboratory's test; `document` is the URI of its report (`testres`, CBV 2.0 §7.3)."""
    _some(goods, "goods")
    _known(result, frozenset({"conformant", "non_conformant"}), "result")
    shown = [{"type": "testres", "bizTransaction": document}] if document else []
    extra = {"bizTransactionList": shown} if shown else {}
    frame = Frame("inspecting", result, details=details, extra=extra)
    return object_event(at, "OBSERVE", goods, frame)


def mark(happening: str, at: Occasion, goods: Sequence[Goods], details: Details) -> Body:
    """Hold, release, recall or lift a recall: a persistent disposition is set or taken away."""
    _some(goods, "goods")
    step, disposition, change, value = _MARKED[happening]
    if change == "unset":
        step = at.step(step)
    extra: dict[str, Any] = {"persistentDisposition": {change: [value]}}
    frame = Frame(step, disposition, details=details, extra=extra)
    return object_event(at, "OBSERVE", goods, frame)


def correct(wrong: Event, declared: datetime, reason: str, corrective: Sequence[str]) -> Body:
    """Declare an earlier event wrong: the same event again, under its id, with an error declaration.

    EPCIS 2.0 §7.4.1.4; `did_not_occur` carries no corrective events.
    """
    _known(reason, frozenset({"did_not_occur", "incorrect_data"}), "reason")
    if reason == "did_not_occur" and corrective:
        raise NotValid("no corrective events for did_not_occur", list(corrective), "corrective")
    declaration: dict[str, Any] = {
        "declarationTime": declared.isoformat(timespec="milliseconds"),
        "reason": reason,
    }
    if corrective:
        declaration["correctiveEventIDs"] = list(corrective)
    return dict(wrong.body) | {"eventID": wrong.id, "errorDeclaration": declaration}


def _known(value: str, allowed: frozenset[str], field: str) -> None:
    if value not in allowed:
        raise NotValid("one of " + ", ".join(sorted(allowed)), value, field)


def _some(goods: Sequence[Goods], field: str) -> None:
    if not goods:
        raise NotValid("at least one batch", "none", field)


def _product(details: Details) -> dict[str, Any]:
    product = details.get("product")
    return {f"{PREFIX}:product": product} if product else {}
