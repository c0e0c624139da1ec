"""Forms of the field: planting, work, crop protection and plucking."""

from schemas import fields as f
from schemas.forms_told import HappeningForm, More, New, new_goods, product
from schemas.masterdata import AmountForm
from traceability.errors import NotValid
from traceability.events import makers
from traceability.events.dose import Dose
from traceability.events.event import Body
from traceability.events.occasion import Goods, Occasion
from traceability.identifiers.uris import BatchKey, PlantKey
from traceability.masterdata.planting import MOST_POSITIONS, MOST_ROWS

GROWING_METHODS = (
    "CONVENTIONAL",
    "FIELD_GROWN",
    "INTEGRATED_PEST_MANAGEMENT",
    "ORGANIC",
    "WILD",
)
"""Words of GS1's GrowingMethodCode that tea is grown by."""


TOPICS = ("pest", "disease", "weather", "soil", "growth", "quality", "accident", "other")
"""What a note may be about."""


def crop_of(at: Occasion, said: More) -> BatchKey | PlantKey:
    """The planting of a plot, which has the plot's own code, or the one plant that was named."""
    row, position = said.get("row"), said.get("position")
    if row is None and position is None:
        return BatchKey(at.place.uri)
    if row is None or position is None:
        missing = "row" if row is None else "position"
        raise NotValid("row and position of one plant", f"no {missing}", missing)
    return PlantKey.of(at.place, row, position, at.domain)


def _dose(said: More) -> Dose | None:
    amount, per = said.get("dose_amount"), said.get("dose_per")
    if amount is None and per is None:
        return None
    if amount is None or per is None:
        missing = "dose_amount" if amount is None else "dose_per"
        raise NotValid("dose_amount and dose_per", f"no {missing}", missing)
    return Dose(amount, per)


class FieldForm(HappeningForm):
    """Something on a plot, or on one plant of it; `place` is the plot."""

    row = f.whole("Row of the one plant it is about, counted from 1", most=MOST_ROWS)
    position = f.whole("Position of that plant in its row, counted from 1", most=MOST_POSITIONS)


class PlantForm(FieldForm):
    """Plants were set; `place` is the plot."""

    details = ("crop", "cultivar", "source", "plants", "rows")
    crop = f.text("What was planted")
    cultivar = f.text("Its cultivar")
    source = f.text("Where the seedlings came from")
    plants = f.whole("How many plants")
    rows = f.text("Which rows of the plot, such as 1-14", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A planting."""
        del new
        return makers.plant(at, crop_of(at, said), self.spoken(said))


class TendForm(FieldForm):
    """Work on a plot; `place` is the plot."""

    details = ("input", "input_lot", "dose", "method", "rows", "reason")
    step = f.choice("Which work", tuple(sorted(makers.FIELD_STEPS)), required=True)
    input = f.text("Fertiliser or other material")
    input_lot = f.text("Lot of the material")
    dose = f.text("How much of it, with its unit")
    method = f.text("How it was done")
    rows = f.text("Which rows of the plot, such as 1-14", longest=500)
    reason = f.text("Why")

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """Work on the plot's planting."""
        del new
        return makers.tend(at, crop_of(at, said), said["step"], self.spoken(said))


class SprayForm(FieldForm):
    """Crop protection; `place` is the plot."""

    details = (
        "input",
        "input_name",
        "input_lot",
        "active_ingredient",
        "registration",
        "dose",
        "pre_harvest_interval_days",
        "interval_from",
        "reason",
        "method",
        "rows",
    )
    input = f.text(
        "Its row in the list of crop-protection products, where one is loaded", longest=40
    )
    input_name = f.text("Name of the product", required=True)
    input_lot = f.text("Lot of the product")
    active_ingredient = f.text("Active ingredient")
    registration = f.text("Registration number of the product")
    dose = f.text("Dose with its unit, such as 0,5 lít/ha; written out of the next two if left out")
    dose_amount = f.part("How much of the product, by weight or volume", AmountForm())
    dose_per = f.part("On how much land, or in how much water", AmountForm())
    pre_harvest_interval_days = f.whole("Days until plucking, as the label says; none if unknown")
    interval_from = f.text("Where the interval was read: label, or list; label if left out")
    reason = f.text("Against what, and how dense it was")
    method = f.text("Method and equipment")
    rows = f.text("Which rows of the plot, such as 1-14", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A spraying of the plot's planting."""
        del new
        details = self.spoken(said)
        if "preHarvestIntervalDays" in details:
            details.setdefault("intervalFrom", "label")
        dose = _dose(said)
        if dose is not None:
            details.setdefault("dose", dose.text)
            details["doseOf"] = dose.body
        return makers.spray(at, crop_of(at, said), details)


class NoteForm(FieldForm):
    """Something was seen, of a plot, one plant or a batch; what it was is private."""

    private = ("topic",)
    batch = f.key("Batch it is about; the plot's planting if left out", BatchKey)
    topic = f.choice("What it is about; private", TOPICS)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """An observation of the planting, the plant or the batch."""
        del new
        batch = said.get("batch")
        if batch and {"row", "position"} & said.keys():
            raise NotValid("a batch, or row and position", "both", "batch")
        return makers.note(at, Goods(batch or crop_of(at, said)), self.spoken(said))


class HarvestForm(HappeningForm):
    """Fresh leaf was plucked; `place` is the plot."""

    details = ("product", "plucking", "rows", "flush")
    batch = f.key("Code of the leaf, where you have one; minted if left out", BatchKey)
    amount = f.part("Fresh weight; left out where nobody weighed it", AmountForm())
    product = product()
    growing_method = f.choice("How it was grown", GROWING_METHODS)
    plucking = f.text("Plucking standard, such as 1 tôm 2 lá")
    rows = f.text("Which rows of the plot, such as 1-14", longest=500)
    flush = f.whole("Which flush of the year", most=100)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A batch of fresh leaf."""
        leaf = new_goods(said, new)
        return makers.harvest(at, leaf, said.get("growing_method"), self.spoken(said))
