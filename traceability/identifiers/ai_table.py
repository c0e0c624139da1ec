"""The table of GS1 application identifiers: what each one's value is, and where it may stand.

The facts lie in ``application_identifiers.tsv`` and come from the GS1 Barcode Syntax Dictionary
(Copyright GS1 AISBL, Apache-2.0); they are read when first asked for.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

from traceability.errors import NotValid
from traceability.identifiers.linters import Linter, linter

_SET_OF = {"N": "csetnumeric", "X": "cset82", "Y": "cset39", "Z": "cset64"}
_SET_AND_LENGTH = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)\]?")
_LONGEST_AI = 4

Sequence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a value: how long it is, and which linters hold, its character set first."""

    shortest: int
    longest: int
    optional: bool
    linters: tuple[Linter, ...]


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """One application identifier.

    Attributes:
        code: Its two to four digits.
        title: Its data title; empty where there is none.
        fixed_length: No FNC1 is needed after it.
        attribute: It may stand in the query of a Digital Link.
        components: The parts of its value, in order.
        qualifiers: For a Digital Link key, the ordered qualifiers of each alternative; else None.
        requires: Each inner group must be met: one of its sets of partners stands beside it.
        excludes: Patterns of partners that may not stand beside it (``n`` is any digit).
    """

    code: str
    title: str
    fixed_length: bool
    attribute: bool
    components: tuple[Component, ...]
    qualifiers: tuple[Sequence, ...] | None
    requires: tuple[tuple[Sequence, ...], ...]
    excludes: Sequence

    def check(self, value: str) -> None:
        """Raise NotValid unless `value` is what this application identifier asks for."""
        rest = value
        for component in self.components:
            if component.optional and not rest:
                break
            part, rest = rest[: component.longest], rest[component.longest :]
            if len(part) < component.shortest:
                raise self._refusal("a longer value", value)
            for lint in component.linters:
                if not lint.accepts(part):
                    raise self._refusal(lint.expected, value)
        if rest:
            raise self._refusal("a shorter value", value)

    def _refusal(self, expected: str, value: str) -> NotValid:
        return NotValid(f"{expected} in ({self.code}) {self.title}".rstrip(), value, self.code)


@cache
def table() -> dict[str, ApplicationIdentifier]:
    """All application identifiers by their code."""
    text = files(__package__).joinpath("application_identifiers.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    facts = (dict(zip(header, row, strict=True)) for row in rows)
    return {entry.code: entry for fact in facts for entry in _entries(fact)}


@cache
def path_sequences() -> frozenset[Sequence]:
    """All sequences of codes that may stand in a Digital Link's path (URI Syntax).

    A qualifier that the key itself requires (8020 after 415) is in every sequence of that key.
    """
    return frozenset(
        (entry.code, *chosen)
        for entry in table().values()
        for qualifiers in entry.qualifiers or ()
        for count in range(len(qualifiers) + 1)
        for chosen in combinations(qualifiers, count)
        if all(((needed,),) not in entry.requires or needed in chosen for needed in qualifiers)
    )


def starting(text: str) -> ApplicationIdentifier | None:
    """Give the application identifier that `text` begins with; none is a prefix of another."""
    known = table()
    tries = (known.get(text[:length]) for length in range(2, _LONGEST_AI + 1))
    return next((entry for entry in tries if entry), None)


def _entries(fact: dict[str, str]) -> list[ApplicationIdentifier]:
    first, _, last = fact["ai"].partition("-")
    alternatives = fact["key"].replace("-", "").split("|") if fact["key"] else None
    return [
        ApplicationIdentifier(
            code=f"{number:0{len(first)}}",
            title=fact["title"],
            fixed_length=bool(fact["fixed"]),
            attribute=bool(fact["attribute"]),
            components=tuple(map(component, fact["components"].split())),
            qualifiers=None if alternatives is None else tuple(map(_split, alternatives)),
            requires=tuple(
                tuple(tuple(partners.split("+")) for partners in group.split(","))
                for group in fact["requires"].split()
            ),
            excludes=_split(fact["excludes"]),
        )
        for number in range(int(first), int(last or first) + 1)
    ]


def _split(text: str) -> Sequence:
    return tuple(text.split(",")) if text else ()


def component(text: str) -> Component:
    """Read ``N13,csum``, ``X..20`` or ``[N4],hhmi``."""
    shape, *checks = text.split(",")
    match = _SET_AND_LENGTH.fullmatch(shape)
    if match is None:
        raise ValueError(f"Expected a component such as N13 or [X..17], got {shape!r}.")
    optional, letter, variable, length = match.groups()
    return Component(
        shortest=1 if variable else int(length),
        longest=int(length),
        optional=bool(optional),
        linters=tuple(map(linter, (_SET_OF[letter], *checks))),
    )
