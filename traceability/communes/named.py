"""The commune that a person means by its name and its province's; asked back where there are several."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Final

from traceability.communes.register import Commune, Kind, commune, current, former
from traceability.communes.spelling import marked, plain
from traceability.communes.succession import Divided, Succession, all_successions
from traceability.errors import NotValid

_CODE: Final = 5
_PROVINCE_WORDS: Final = ("tinh ", "thanh pho ", "tp ")
_SHORT: Final = {"p ": Kind.WARD, "x ": Kind.COMMUNE, "tt ": Kind.TOWN}
_MOST_NAMED: Final = 8


@lru_cache(maxsize=4096)
def named(text: str, province: str, on: date) -> Commune:
    """The commune in force that is meant by a name, an old name, or a code of 5 digits.

    A commune of today goes before an old one of the same name; the same marks before others.

    Args:
        text: ``Xã Tân Cương``, ``Tân Cương``, ``tan cuong`` or ``05503``.
        province: The name of its province, today's or one from before the merger.
        on: The day by which a code is read.

    Raises:
        Divided: an old commune went to several; the person has to say which.
        NotValid: there is none, or there are several of that name.
    """
    if len(text) == _CODE and text.isdecimal():
        return commune(text, on)
    kind, name = _parted(text)
    todays = _closest(_units(current, province), kind, name)
    if len(todays) == 1:
        return todays[0]
    if todays:
        raise NotValid(f"one of {_listed(todays)}", text, "commune")
    olds = _closest(_units(former, province), kind, name)
    became = {link.new.code: link.new for old in olds for link in _links()[old]}
    if len(became) == 1:
        return next(iter(became.values()))
    if became:
        raise Divided(olds[0], on, tuple(became.values()))
    raise NotValid(f"a commune of {province}", text, "commune")


@cache
def _links() -> dict[Commune, list[Succession]]:
    """What became of each old commune."""
    found: dict[Commune, list[Succession]] = {}
    for link in all_successions():
        found.setdefault(link.old, []).append(link)
    return found


@lru_cache(maxsize=256)
def _units(which: Callable[[], tuple[Commune, ...]], province: str) -> tuple[Commune, ...]:
    """The communes of a province of that name, today's or one that was merged into today's.

    Raises:
        NotValid: no province is or was called so.
    """
    wanted = _bare(province)
    if wanted not in _provinces():
        raise NotValid("a province such as Thái Nguyên", province, "province")
    merged = {code for code, names in _merged().items() if wanted in names}
    if which is former:
        return tuple(unit for unit in former() if _bare(unit.province.name) == wanted)
    return tuple(
        unit
        for unit in current()
        if _bare(unit.province.name) == wanted or unit.province.code in merged
    )


@cache
def _bare(name: str) -> str:
    low = plain(name)
    for word in _PROVINCE_WORDS:
        low = low.removeprefix(word)
    return low


@cache
def _provinces() -> frozenset[str]:
    return frozenset(_bare(unit.province.name) for unit in (*current(), *former()))


@cache
def _merged() -> dict[str, frozenset[str]]:
    """Of each province in force, by code, the old ones whose land it has."""
    names: dict[str, set[str]] = {}
    for link in all_successions():
        names.setdefault(link.new.province.code, set()).add(_bare(link.old.province.name))
    return {code: frozenset(found) for code, found in names.items()}


def _parted(text: str) -> tuple[Kind | None, str]:
    """The kind that stands before a name, and the name."""
    low = plain(text)
    for kind in Kind:
        word = f"{plain(kind)} "
        if low.startswith(word):
            return kind, " ".join(text.split()[word.count(" ") :])
    for word, kind in _SHORT.items():
        if low.startswith(word):
            return kind, " ".join(text.replace(".", " ").split()[1:])
    return None, text


def _closest(units: Iterable[Commune], kind: Kind | None, name: str) -> list[Commune]:
    """Those of that name; of the same marks and kind, where there are such."""
    found = [unit for unit in units if plain(unit.name) == plain(name)]
    for same in (
        [unit for unit in found if marked(unit.name) == marked(name)],
        [unit for unit in found if unit.kind is kind],
    ):
        found = [unit for unit in found if unit in same] or found
    return found


def _listed(units: Iterable[Commune]) -> str:
    names = [f"{unit.code} {unit.full_name}" for unit in units]
    return ", ".join(names[:_MOST_NAMED])
