"""Findings in plain sentences: what does not add up, by which numbers, what it does and who can mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from api.languages import Language
from api.rest.scope import segment
from traceability.findings.finding import Effect, Finding

EFFECTS: Final = {
    Effect.CANNOT_BE_JUDGED: "cannot",
    Effect.NOTED: "noted",
    Effect.SHOWN: "shown",
    Effect.BLOCKS: "blocks",
    Effect.STOPS: "stops",
}
MENDERS: Final = {
    "recorder": ("M1", "M2", "M4", "M6", "E1", "S1", "S2", "C1", "T1", "D3", "P1"),
    "desk": ("F1", "D2", "K1", "H1", "M3"),
    "list": ("P2", "P3", "P4"),
    "recall": ("R",),
}
"""Who can mend what a rule finds: whoever recorded it, the desk, who loads the list, who recalls."""

CODES: Final = ("input", "source", "circle")
"""Numbers that are keys of batches."""

LATE: Final = "console.finding.late"
"""Rule T1 of what was recorded late; its own sentence is of what is said to be yet to come."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Plain:
    """One finding for people: `numbers` are sentences of their own, `batches` the codes of others named."""

    rule: str
    sentence: str
    effect: str
    numbers: tuple[str, ...]
    mend: str
    batches: tuple[str, ...]

    @property
    def grave(self) -> bool:
        """Whether it blocks publication or stops listing."""
        return self.effect in {"blocks", "stops"}


def plain(finding: Finding, t: Language) -> Plain:
    """A finding in the reader's language."""
    rule = finding.rule
    key = LATE if rule == "T1" and "days" in finding.numbers else f"finding.{rule}"
    known = t.knows(key)
    mender = next((who for who, rules in MENDERS.items() if rule in rules), "desk")
    return Plain(
        rule=rule,
        sentence=t.say(key) if known else t.say("finding.other", rule=rule),
        effect=EFFECTS[finding.effect],
        numbers=tuple(_numbers(finding.numbers, t)),
        mend=mender,
        batches=tuple(segment(finding.numbers[name]) for name in CODES if name in finding.numbers),
    )


def _numbers(numbers: Mapping[str, str], t: Language) -> list[str]:
    said = []
    for name, value in numbers.items():
        if name in {"missing", "item", "why"}:
            key = f"item.{value}" if name == "item" else f"console.lack.{value}"
            said += [t.say("console.lack.item", item=t.say(key))] if name == "item" else []
            said += [t.say(key)] if name != "item" and t.knows(key) else []
        elif name == "interval_from":
            said.append(t.say(f"console.source.{value}"))
        elif t.knows(f"console.number.{name}"):
            said.append(t.say(f"console.number.{name}", value=_written(value, t)))
    return said


def _written(value: str, t: Language) -> str:
    """A day or a number as the reader writes it."""
    if _DAY.match(value):
        return t.date(date.fromisoformat(value[:10]))
    try:
        return t.number(Decimal(value))
    except InvalidOperation:
        return value
