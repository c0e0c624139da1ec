"""A finding: which rule, about what, with which numbers; and what each rule does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Final


class Effect(IntEnum):
    """What a finding does, from the mildest to the gravest (DESIGN §1.5)."""

    CANNOT_BE_JUDGED = 0
    NOTED = 1
    SHOWN = 2
    BLOCKS = 3
    STOPS = 4


EFFECT_WORDS: Final = {
    Effect.CANNOT_BE_JUDGED: "cannot be judged yet",
    Effect.NOTED: "noted",
    Effect.SHOWN: "shown to the buyer",
    Effect.BLOCKS: "blocks publication",
    Effect.STOPS: "stops listing",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up.

    `rule` is a key of `rules.RULES`; `about` the URI of the event, batch or certificate it is about;
    `numbers` are decimals, days and codes as text, by name, never sentences.
    """

    rule: str
    about: str
    effect: Effect
    numbers: Mapping[str, str] = field(default_factory=dict)


def plain(number: Decimal) -> str:
    """A decimal as text, without exponent or closing zeros."""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
