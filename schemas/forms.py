"""The forms in which events are told, by happening; old versions are accepted for ever."""

from typing import Final

from schemas.forms_field import HarvestForm, NoteForm, PlantForm, SprayForm, TendForm
from schemas.forms_goods import (
    OBSERVED,
    AggregateForm,
    DisaggregateForm,
    PackForm,
    ProcessForm,
    RepackForm,
)
from schemas.forms_grave import MARKED, CorrectForm, InspectForm
from schemas.forms_told import HappeningForm

FORMS: Final[dict[str, HappeningForm]] = {
    "plant": PlantForm(),
    "tend": TendForm(),
    "spray": SprayForm(),
    "note": NoteForm(),
    "harvest": HarvestForm(),
    "process": ProcessForm(),
    "pack": PackForm(),
    "repack": RepackForm(),
    "aggregate": AggregateForm(),
    "disaggregate": DisaggregateForm(),
    **OBSERVED,
    "inspect": InspectForm(),
    **MARKED,
}
"""By the names of `makers.HAPPENINGS`; a correction is told of an event and not of goods."""

CORRECT: Final = CorrectForm()
CORRECT_NAME: Final = "correct"


def version(name: str) -> str:
    """Which version of a form a record was told in.

    >>> version("harvest")
    'harvest/1'
    """
    return f"{name}/1"


def name_of(form: str) -> str:
    """The name of a form that a record was told in, whatever it came wrapped in.

    >>> name_of("harvest/1"), name_of("phone/1:harvest/1")
    ('harvest', 'harvest')
    """
    return form.rpartition(":")[2].partition("/")[0]
