"""The one table of rules: what each checks, what it does when it is broken, and where it is from."""

from dataclasses import dataclass
from typing import Final

from traceability.findings.finding import Effect, Finding

_BALANCE: Final = "conservation of mass"
_TEA: Final = "practice of making tea in Thai Nguyen (fresh to made about 5 : 1)"
_STEPS: Final = "Circular 02/2024/TT-BKHCN, art. 3(8) and 6(1), as reported in the press"
_LABEL: Final = (
    "the interval typed from the product's label, or the list that the cooperative loaded"
)
_LIST: Final = "the list of crop-protection products that the cooperative loaded, with its sources"
_OURS: Final = "rule of this service"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `effect` is what it does by default, `otherwise` in which cases it does something else.

    `source` is where it is from. A rule that is not `judged` is known and asked of nobody yet.
    """

    checks: str
    effect: Effect
    source: str
    otherwise: str = ""
    judged: bool = True


RULES: Final[dict[str, Rule]] = {
    "M1": Rule(
        "What an event puts out, and what a batch gives away, weighs no more than what went in",
        Effect.BLOCKS,
        _BALANCE,
        "noted up to 0.5 % (scales); cannot be judged while a weight is unknown",
    ),
    "M2": Rule(
        "Fresh leaf to made tea is a ratio of 4.0 to 6.5; below 3.6 no tea can be made",
        Effect.NOTED,
        _TEA,
        "blocks publication below 3.6; above 8 noted, no source says more; cannot be judged while "
        "the product is unknown; not asked of steps whose output is still wet",
    ),
    "M3": Rule(
        "A plot's yearly harvest is at most 20 t/ha",
        Effect.NOTED,
        _TEA,
        judged=False,
    ),
    "M4": Rule(
        "Packs times their net content weigh no more than what was packed, give or take 1 %",
        Effect.BLOCKS,
        _BALANCE,
        "cannot be judged while a weight or net content is unknown",
    ),
    "M6": Rule(
        "What comes back of a batch is no more than what was sold or sent of it before",
        Effect.NOTED,
        _BALANCE,
        "only what was sold counts as there again; cannot be judged while a weight is unknown",
    ),
    "E1": Rule(
        "One harvest of a plot is at most 4 t/ha",
        Effect.NOTED,
        _TEA,
        "cannot be judged while the plot's area or the weight is unknown",
    ),
    "S1": Rule(
        "One step back: everything made names what went in, and the making of that is recorded",
        Effect.BLOCKS,
        _STEPS,
        "cannot be judged of single packs by serial",
    ),
    "S2": Rule(
        "Nothing goes into itself, nothing is used before it was made",
        Effect.BLOCKS,
        _OURS,
        "noted: a harvest before the year its plot was planted",
    ),
    "C1": Rule(
        "One batch has one maker: a party, or a cooperative with its members",
        Effect.BLOCKS,
        _OURS,
    ),
    "T1": Rule(
        "An event is not in the future and is recorded within 30 days",
        Effect.NOTED,
        _OURS,
        "shown to the buyer when in the future (5 minutes are let pass)",
    ),
    "D3": Rule(
        "No two events of a story say the very same (equal CBV 2.0 content hashes)",
        Effect.SHOWN,
        _OURS,
    ),
    "K1": Rule(
        "A certificate is valid on the days of harvest or making and covers all of what it vouches for",
        Effect.NOTED,
        _OURS,
        "its claim is hidden from the page",
    ),
    "F1": Rule(
        "The items that must be shown when a code is scanned are there",
        Effect.BLOCKS,
        "Circular 02/2024/TT-BKHCN and Decree 37/2026/NĐ-CP, as reported in the press",
    ),
    "D2": Rule(
        "A household that answers alone has agreed to show its name",
        Effect.BLOCKS,
        _OURS,
    ),
    "P1": Rule(
        "A harvest comes no sooner after a spray than its interval, of label and list the longer",
        Effect.BLOCKS,
        _LABEL,
        "cannot be judged of a spray of the year before for which neither gives an interval",
    ),
    "P2": Rule(
        "A sprayed product is permitted for the crop on that day",
        Effect.BLOCKS,
        _LIST,
        "noted where no row of the list has its reference, registration number or name; cannot be "
        "judged while no list is loaded, or the plot's crop is unknown",
    ),
    "P3": Rule(
        "A sprayed substance is within the limits of the market",
        Effect.CANNOT_BE_JUDGED,
        "no sourced list of limits is loaded",
    ),
    "P4": Rule(
        "A dose is within the range of the list, in a unit that the range has",
        Effect.NOTED,
        _LIST,
        "cannot be judged of a spray that names no dose in numbers; not asked while the list gives no range",
    ),
    "R": Rule(
        "Nothing that went into a batch is recalled while the batch is not",
        Effect.STOPS,
        _OURS,
    ),
    "H1": Rule("A batch is not held back from sale", Effect.STOPS, _OURS),
}
"""Rule id to rule."""


def found(rule: str, about: str, effect: Effect | None = None, /, **numbers: str) -> Finding:
    """A finding of a rule of the table, with the rule's default effect unless another is given."""
    default = RULES[rule].effect
    return Finding(rule, about, default if effect is None else effect, numbers)
