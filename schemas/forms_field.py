"""Forms of the field: planting, work, crop protection and plucking."""

from schemas import fields as f
from schemas.forms_told import HappeningForm, More, New, new_goods, product
from schemas.masterdata import AmountForm
from traceability.events import makers
from traceability.events.event import Body
from traceability.events.occasion import Occasion
from traceability.identifiers.uris import BatchKey

GROWING_METHODS = (
    "CONVENTIONAL",
    "FIELD_GROWN",
    "INTEGRATED_PEST_MANAGEMENT",
    "ORGANIC",
    "WILD",
)
"""Words of GS1's GrowingMethodCode that tea is grown by."""


def crop_of(at: Occasion) -> BatchKey:
    """The planting of a plot, which has the plot's own code."""
    return BatchKey(at.place.uri)


class PlantForm(HappeningForm):
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
        return makers.plant(at, crop_of(at), self.spoken(said))


class TendForm(HappeningForm):
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
        return makers.tend(at, crop_of(at), said["step"], self.spoken(said))


class SprayForm(HappeningForm):
    """Crop protection; `place` is the plot."""

    details = (
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
    input_name = f.text("Name of the product", required=True)
    input_lot = f.text("Lot of the product")
    active_ingredient = f.text("Active ingredient")
    registration = f.text("Registration number of the product")
    dose = f.text("Dose with its unit, such as 0,5 lít/ha")
    pre_harvest_interval_days = f.whole("Days until plucking, as the label says; none if unknown")
    interval_from = f.text("Where the interval was read")
    reason = f.text("Against what, and how dense it was")
    method = f.text("Method and equipment")
    rows = f.text("Which rows of the plot, such as 1-14", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A spraying of the plot's planting."""
        del new
        return makers.spray(at, crop_of(at), self.spoken(said))


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
