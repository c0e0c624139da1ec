"""Where post arrives: a commune as of a date, the street within it, a Plus Code."""

from dataclasses import dataclass, field
from datetime import date

from traceability.communes.register import Commune, commune
from traceability.errors import NotFound, NotValid
from traceability.masterdata.checks import optional_lines
from traceability.masterdata.geometry import check_plus_code, plus_area
from traceability.masterdata.privacy import PERSONAL


@dataclass(frozen=True, slots=True)
class Address:
    """An address in Vietnam; outlives mergers, since the commune's code is read as of `on`.

    `street` is all that stands before the commune: house, street, hamlet. `plus_area` is made of
    `plus_code`: its first six digits, which a stranger may see.
    """

    commune: str
    on: date
    street: str = field(default="", metadata=PERSONAL)
    plus_code: str = field(default="", metadata=PERSONAL)
    plus_area: str = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a commune unknown on that date (rule A1) and a misspelt Plus Code."""
        check_commune(self.commune, self.on)
        optional_lines(self, "street")
        if self.plus_code:
            check_plus_code(self.plus_code)
        object.__setattr__(self, "plus_area", plus_area(self.plus_code))

    @property
    def unit(self) -> Commune:
        """The commune, with its name and province."""
        return commune(self.commune, self.on)


def check_commune(code: str, on: date, field: str = "commune") -> None:
    """Refuse a code that named no commune on that day."""
    try:
        commune(code, on)
    except NotFound as unknown:
        raise NotValid(f"a commune code in force on {on}", code, field) from unknown
