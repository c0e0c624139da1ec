"""What became of a commune on 2025-07-01, and what a commune was made of."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from traceability.communes.register import EVE, MERGER, Commune, commune, current, former
from traceability.communes.tables import rows
from traceability.errors import NotValid


@dataclass(frozen=True, slots=True)
class Succession:
    """An old commune and one that took land of it.

    `whole` says that all of the old one went there; `default` that the source names it where the
    place is not known better. Shares of land are not known.
    """

    old: Commune
    new: Commune
    whole: bool
    default: bool


class Divided(NotValid):
    """One of several communes can be meant; `choices` are what to ask the person about."""

    def __init__(self, asked: Commune, on: date, choices: tuple[Commune, ...]) -> None:
        """Name the choices in the sentence."""
        self.choices = choices
        names = ", ".join(f"{unit.code} {unit.full_name}" for unit in choices)
        super().__init__(f"one of {names} on {on}", f"{asked.code} {asked.full_name}", "commune")


@cache
def all_successions() -> tuple[Succession, ...]:
    """Every pair of an old and a new commune, by old code, the default first."""
    new = {unit.code: unit for unit in current()}
    found: list[Succession] = []
    for old, row in zip(former(), rows("succession"), strict=True):
        codes = row[6].split(",")
        whole = len(codes) == 1
        found += [Succession(old, new[code], whole, code == codes[0]) for code in codes]
    return tuple(found)


@cache
def _forward() -> dict[str, tuple[Succession, ...]]:
    return _grouped([(link.old.code, link) for link in all_successions()])


@cache
def _backward() -> dict[str, tuple[Succession, ...]]:
    return _grouped([(link.new.code, link) for link in all_successions()])


def _grouped(links: list[tuple[str, Succession]]) -> dict[str, tuple[Succession, ...]]:
    groups: dict[str, list[Succession]] = {}
    for code, link in links:
        groups.setdefault(code, []).append(link)
    return {code: tuple(group) for code, group in groups.items()}


def successors(old_code: str) -> tuple[Succession, ...]:
    """Into what an old commune went, the default first.

    Raises:
        NotValid: No commune had this code on 2025-06-30.
        NotFound: No commune of either list has it.
    """
    return _forward()[commune(old_code, EVE).code]


def predecessors(new_code: str) -> tuple[Succession, ...]:
    """Of what a commune in force was made, by old code.

    Raises:
        NotValid: No commune has this code since 2025-07-01.
        NotFound: No commune of either list has it.
    """
    return _backward()[commune(new_code, MERGER).code]


def resolve(code: str, on: date, then: date) -> Commune:
    """The commune in force on the day `then` for a code that was said on the day `on`.

    Args:
        code: 5 digits, as of `on`.
        on: When it was said.
        then: When it is to be read: later (an old paper today) or earlier (today's plot of then).

    Raises:
        Divided: There are several; the person has to say which.
        NotValid: The code was not in force on that day.
        NotFound: No commune of either list has it.
    """
    said = commune(code, on)
    if said.in_force(then):
        return said
    if on < then:
        choices = tuple(link.new for link in successors(code))
    else:
        choices = tuple(link.old for link in predecessors(code))
    if len(choices) > 1:
        raise Divided(said, then, choices)
    return choices[0]
