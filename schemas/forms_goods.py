"""Forms of goods: making, packing, cases, and every way goods come and go."""

from typing import Any

from schemas import fields as f
from schemas.forms_told import HappeningForm, More, New, goods, made, new_goods, product
from traceability.events import makers
from traceability.events.event import Body
from traceability.events.occasion import Goods, Occasion
from traceability.identifiers.uris import LogisticKey, PartyKey, PlaceKey


def _made(said: More, name: str, new: New) -> list[Goods]:
    return [new_goods(each, new, number) for number, each in enumerate(said[name])]


class ProcessForm(HappeningForm):
    """A step of the factory, or the whole making at once."""

    details = ("product", "steps", "input", "reason")
    step = f.choice("Which step; making is all at once", tuple(sorted(makers.PROCESS_STEPS)))
    inputs = goods("What went in, each with its weight", required=True)
    outputs = made("What came out")
    product = product("Product of what came out, where its code does not name it")
    steps = f.text("Which steps the making had", longest=500)
    input = f.text("What was added, such as lotus flowers")
    reason = f.text("Why the yield is unusual", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A transformation."""
        outputs = _made(said, "outputs", new)
        step = said.get("step", "making")
        return makers.process(at, step, said["inputs"], outputs, self.spoken(said))


class PackForm(HappeningForm):
    """Tea was packed."""

    details = ("product",)
    again = False
    inputs = goods("What was packed, each with its weight", required=True)
    packs = made("The batches of packs, counted in H87")
    product = product("Product of the packs, where their code does not name it")
    best_before = f.day("Best before this day")

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """Bulk into packs."""
        packs = _made(said, "packs", new)
        best_before, details = said.get("best_before"), self.spoken(said)
        return makers.pack(at, said["inputs"], packs, best_before, details, again=self.again)


class RepackForm(PackForm):
    """Packs were packed anew."""

    again = True


class AggregateForm(HappeningForm):
    """Packs were put into a case or on a pallet."""

    unit = f.key("The case or pallet", LogisticKey, required=True)
    children = goods("What is inside", required=True)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """An aggregation."""
        del new
        return makers.aggregate(at, said["unit"], said["children"])


class DisaggregateForm(HappeningForm):
    """Packs were taken out of a case."""

    unit = f.key("The case or pallet", LogisticKey, required=True)
    children = goods("What was taken out; everything if left out")

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """The end of an aggregation."""
        del new
        return makers.disaggregate(at, said["unit"], said.get("children", ()))


class ObservedForm(HappeningForm):
    """Goods were seen, handed on or lost."""

    happening = ""
    details = ("condition", "reason")
    private = ("document", "vehicle")
    goods = goods("Which goods", required=True)
    condition = f.text("How they were found")
    document = f.text("Number of the delivery note or invoice: private, never in the event")
    vehicle = f.text("What carried them: private, never in the event")
    reason = f.text("Why", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """An observation, with the party and place at the other end."""
        del new
        other = said.get("other_party"), said.get("other_place")
        return makers.observe(self.happening, at, said["goods"], self.spoken(said), other)


def observed(name: str, title: str, other: str = "") -> ObservedForm:
    """The form of one of these happenings; `other` says who is at the other end, if anybody."""
    fields: dict[str, Any] = {"happening": name, "__doc__": title}
    if other:
        fields["other_party"] = f.key(f"Party {other}", PartyKey)
        fields["other_place"] = f.key(f"Place {other}", PlaceKey)
    form: ObservedForm = type(f"{name.capitalize()}Form", (ObservedForm,), fields)()
    return form


OBSERVED: dict[str, HappeningForm] = {
    "store": observed("store", "Goods are in store."),
    "ship": observed("ship", "Goods were sent.", "they go to"),
    "receive": observed("receive", "Goods came in.", "they came from"),
    "sell": observed("sell", "Goods were sold.", "that bought them"),
    "return": observed("return", "Goods came back.", "they came back from"),
    "lose": observed("lose", "Goods are gone."),
    "destroy": observed("destroy", "Goods were destroyed."),
}
