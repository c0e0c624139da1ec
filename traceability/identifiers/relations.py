"""Which application identifiers may, must and must not stand together on one item.

GS1 General Specifications on relationships between identifiers. A Digital Link is not refused for
these: they hold for all that is marked on an item together, of which a URI may be a part.
"""

from collections.abc import Iterable, Sequence

from traceability.errors import NotValid
from traceability.identifiers.ai_table import ApplicationIdentifier, table
from traceability.identifiers.element_strings import Element

_SIGNATURE = "8030"
_SERIAL_IS_OPTIONAL_IN = ("253", "255", "8003")


def check_repeats(elements: Iterable[Element]) -> None:
    """Raise NotValid when one code comes with two values."""
    seen: dict[str, str] = {}
    for one in elements:
        if seen.setdefault(one.code, one.value) != one.value:
            raise NotValid(f"one value for ({one.code})", one.value, one.code)


def check_exclusions(elements: Sequence[Element]) -> None:
    """Raise NotValid when two codes stand together that may not."""
    present = {one.code for one in elements}
    for entry in _known(elements):
        for pattern in entry.excludes:
            for other in sorted(present - {entry.code}):
                if _matches(other, pattern):
                    raise NotValid(f"({entry.code}) without ({other})", _codes(elements))


def check_requirements(elements: Sequence[Element]) -> None:
    """Raise NotValid when a code stands without the partners it requires."""
    present = {one.code for one in elements}
    for entry in _known(elements):
        for group in entry.requires:
            if not any(_all_there(partners, present) for partners in group):
                wanted = " or ".join("+".join(partners) for partners in group)
                raise NotValid(f"({entry.code}) together with {wanted}", _codes(elements))


def check_signature(elements: Iterable[Element]) -> None:
    """Raise NotValid when a signature (8030) stands with a key that lacks its serial part."""
    values = {one.code: one.value for one in elements}
    if _SIGNATURE not in values:
        return
    for code in values.keys() & set(_SERIAL_IS_OPTIONAL_IN):
        least = sum(part.longest for part in table()[code].components if not part.optional)
        if len(values[code]) <= least:
            raise NotValid(f"a serial in ({code}) beside a digital signature", values[code], code)


def _known(elements: Iterable[Element]) -> list[ApplicationIdentifier]:
    return [table()[one.code] for one in elements if one.code in table()]


def _all_there(partners: Iterable[str], present: Iterable[str]) -> bool:
    return all(any(_matches(code, partner) for code in present) for partner in partners)


def _matches(code: str, pattern: str) -> bool:
    """``n`` in a pattern is any digit."""
    return len(code) == len(pattern) and all(
        wanted in ("n", digit) for digit, wanted in zip(code, pattern, strict=True)
    )


def _codes(elements: Iterable[Element]) -> str:
    return ", ".join(one.code for one in elements)
