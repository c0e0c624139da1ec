"""Forms of checks and of grave words: inspection, hold, recall, correction."""

from typing import Any

from schemas import fields as f
from schemas.forms_told import LONGEST_NOTE, HappeningForm, More, New, goods, photos, voice
from traceability.events import makers
from traceability.events.event import Body
from traceability.events.occasion import Occasion


class InspectForm(HappeningForm):
    """Goods were checked or tested."""

    details = ("analytes", "method", "sampled", "reason")
    goods = goods("Which goods", required=True)
    result = f.choice("What came of it", ("conformant", "non_conformant"), required=True)
    document = f.text("Address of the report", longest=500)
    analytes = f.text("What was tested for", longest=500)
    method = f.text("Method or standard of the test")
    sampled = f.day("When the sample was taken")
    reason = f.text("Why, or what was found", longest=500)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """An inspection and its result."""
        del new
        result, report = said["result"], said.get("document")
        return makers.inspect(at, said["goods"], result, report, self.spoken(said))


class MarkForm(HappeningForm):
    """Goods are held back or called back."""

    happening = ""
    details = ("reason",)
    goods = goods("Which goods", required=True)
    reason = f.text("Why; public, without anybody's name", longest=500, required=True)

    def body(self, at: Occasion, said: More, new: New) -> Body:
        """A persistent disposition is set or taken away."""
        del new
        return makers.mark(self.happening, at, said["goods"], self.spoken(said))


def marked(name: str, title: str) -> MarkForm:
    """The form of one of these happenings."""
    fields: dict[str, Any] = {"happening": name, "__doc__": title}
    words = "".join(word.capitalize() for word in name.split("-"))
    form: MarkForm = type(f"{words}Form", (MarkForm,), fields)()
    return form


MARKED: dict[str, HappeningForm] = {
    "hold": marked("hold", "Goods are held back from sale."),
    "release": marked("release", "Held goods may be sold again."),
    "recall": marked("recall", "Goods are called back."),
    "lift-recall": marked("lift-recall", "A recall is over."),
}


class CorrectForm(f.Form):
    """An earlier event is declared wrong (EPCIS 2.0 §7.4.1.4)."""

    makes = dict
    event = f.text("Id of the wrong event", longest=500, required=True)
    time = f.instant("When it was found to be wrong, with offset", required=True)
    reason = f.choice("Why", ("did_not_occur", "incorrect_data"), required=True)
    corrective = f.listed(
        "Ids of the events that say it right", f.text("Id of an event", longest=500)
    )
    note = f.text("A note for yourselves: private", longest=LONGEST_NOTE)
    photos = photos()
    voice = voice()
