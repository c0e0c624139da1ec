"""Makes the tables of traceability/communes/ from the data of the package vietnamadminunits.

    python scripts/make_communes.py PACKAGE_FOLDER [OUT_FOLDER]

PACKAGE_FOLDER is the folder ``vietnamadminunits`` of release 1.0.4 (MIT), unpacked anywhere;
nothing of it is imported. The same input gives the same bytes. docs/decisions/0011-communes.md
says why.
"""

import json
import math
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

SOURCE = """\
# {title}
# Source: vietnamadminunits 1.0.4, data/dataset.db and data/converter_2025.json.
# Licence of the source: MIT, copyright (c) 2025 Tran Ngoc Minh Hieu.
# Made by scripts/make_communes.py, last on 2026-11-22. Do not edit.
"""
HERE = Path(__file__).resolve().parent.parent / "traceability" / "communes"
TOO_FAR_KM = 50
NEW = """select provinceKey || '/' || wardKey, wardCode, wardType,
    substr(ward, length(wardType) + 2), provinceCode, wardLat, wardLon
    from admin_units order by wardCode"""
OLD = """select provinceKey || '_' || districtKey || '_' || coalesce(wardKey, ''),
    coalesce(wardCode, ''), coalesce(wardType, districtType),
    coalesce(substr(ward, length(wardType) + 2), districtShort),
    district, provinceCode, province, wardLat, wardLon
    from admin_units_legacy order by 2, provinceCode, districtCode"""
PROVINCES = """select distinct provinceCode, provinceShort, province, provinceLat, provinceLon
    from admin_units order by provinceCode"""


class New(NamedTuple):
    """A commune in force; `key` is the source's own way to name it."""

    key: str
    code: str
    kind: str
    name: str
    province: str
    lat: float
    lon: float


class Old(NamedTuple):
    """A commune of before the merger; five island districts have no code and no position."""

    key: str
    code: str
    kind: str
    name: str
    district: str
    province_code: str
    province: str
    lat: float | None
    lon: float | None


def tables(package: Path) -> dict[str, str]:
    """Both tables: file name to text.

    Args:
        package: The folder ``vietnamadminunits``.
    """
    with closing(sqlite3.connect(package / "data" / "dataset.db")) as data:
        new = [New(*row) for row in data.execute(NEW)]
        old = [Old(*row) for row in data.execute(OLD)]
        provinces = data.execute(PROVINCES).fetchall()
    goes_to = _goes_to(json.loads((package / "data" / "converter_2025.json").read_text("utf-8")))
    return {
        "communes.tsv": _communes(provinces, new, _own_positions(old, goes_to)),
        "succession.tsv": _succession(old, goes_to, {unit.key: unit.code for unit in new}),
    }


def _goes_to(conversion: dict[str, dict[str, dict[str, list[object]]]]) -> dict[str, list[str]]:
    """Old key to new keys, the source's default first."""
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            for source in sources:
                found[str(source)].append(f"{province}/{ward}")
    for province, divided in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            rows = [part for part in parts if isinstance(part, dict)]
            rows.sort(key=lambda part: (not part["isDefaultNewWard"], part["newWardKey"]))
            found[key] = [f"{province}/{part['newWardKey']}" for part in rows]
    return found


def _own_positions(
    old: Iterable[Old], goes_to: dict[str, list[str]]
) -> dict[str, list[tuple[float, float]]]:
    """New key to the positions of what went into it whole, where a position is nobody else's."""
    old = list(old)
    shared = Counter((unit.lat, unit.lon) for unit in old)
    found = defaultdict(list)
    for unit in old:
        targets = goes_to[unit.key]
        if unit.lat is None or unit.lon is None or len(targets) > 1:
            continue
        if shared[unit.lat, unit.lon] == 1:
            found[targets[0]].append((unit.lat, unit.lon))
    return found


def _communes(
    provinces: Iterable[tuple[str, str, str, float, float]],
    new: Iterable[New],
    own: dict[str, list[tuple[float, float]]],
) -> str:
    title = "Provinces (2 digits) and communes (5 digits) of Vietnam in force since 2025-07-01."
    rows = [("code", "type", "name", "parent", "valid_from", "lat", "lon")]
    for code, name, full, lat, lon in provinces:
        kind = full.removesuffix(name).strip()
        rows.append((code, kind, name, "", "2025-07-01", f"{lat:.4f}", f"{lon:.4f}"))
    for unit in new:
        lat, lon = _position(unit, own.get(unit.key, []))
        place = (f"{lat:.4f}", f"{lon:.4f}")
        rows.append((unit.code, unit.kind, unit.name, unit.province, "2025-07-01", *place))
    return _text(title, rows)


def _position(unit: New, own: list[tuple[float, float]]) -> tuple[float, float]:
    """The source's position, or that of the predecessors where it lies in another landscape."""
    stated = (unit.lat, unit.lon)
    if not own or unit.kind == "Đặc khu":
        return stated
    middle = (median(lat for lat, _ in own), median(lon for _, lon in own))
    if _km(stated, middle) < TOO_FAR_KM:
        return stated
    print(f"{unit.code} {unit.name}: {stated} is {_km(stated, middle):.0f} km from {middle}")
    return middle


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    shrink = math.cos(math.radians((here[0] + there[0]) / 2))
    return 111.2 * math.hypot(here[0] - there[0], (here[1] - there[1]) * shrink)


def _succession(old: Iterable[Old], goes_to: dict[str, list[str]], codes: dict[str, str]) -> str:
    title = "Communes until 2025-06-30, and those since 2025-07-01 they became (default first)."
    head = ("old_code", "old_type", "old_name", "old_district", "old_province_code")
    rows = [(*head, "old_province", "new_codes")]
    for unit in old:
        new = ",".join(codes[key] for key in goes_to[unit.key])
        rows.append((*unit[1:7], new))
    return _text(title, rows)


def _text(title: str, rows: Iterable[Iterable[str]]) -> str:
    return SOURCE.format(title=title) + "".join("\t".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE  # noqa: PLR2004  the words typed
    for file, text in tables(Path(sys.argv[1])).items():
        (folder / file).write_text(text, "utf-8")
