"""Geographical indications whose area is a list of old communes."""

from dataclasses import dataclass
from datetime import date

from traceability.communes.register import EVE, Commune, commune
from traceability.communes.succession import successors


@dataclass(frozen=True, slots=True)
class Indication:
    """A registered name and its area: communes as of the eve of the merger."""

    name: str
    certificate: str
    decision: str
    decided: date
    old_codes: tuple[str, ...]

    def covers(self, unit: Commune) -> bool:
        """Whether the whole of that commune lies in the area: never true of today's communes."""
        return unit.code in self.old_codes and unit.in_force(EVE)

    def area(self) -> tuple[Commune, ...]:
        """The old communes."""
        return tuple(commune(code, EVE) for code in self.old_codes)

    def touches(self) -> tuple[Commune, ...]:
        """Today's communes that hold land of the area, and other land besides; by code."""
        found = {link.new for code in self.old_codes for link in successors(code)}
        return tuple(sorted(found, key=lambda unit: unit.code))


TAN_CUONG = Indication(
    name="Tân Cương",
    certificate="00013",
    decision="1144/QĐ-SHTT",
    decided=date(2007, 9, 20),
    old_codes=("05488", "05494", "05503"),
)
"""Tea: Phúc Xuân, Phúc Trìu and Tân Cương of the city of Thái Nguyên."""
