"""From a row of the spreadsheet to what it says: a household, a plot, a product, a harvest."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from schemas.sheets.columns import KINDS, SHEETS, folded
from schemas.sheets.reading import Row
from traceability.batches.batch import VIETNAM
from traceability.communes.named import named
from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.events.said import heard
from traceability.identifiers.keys import Gtin
from traceability.identifiers.uris import PartyKey, PlaceKey, ProductKey
from traceability.masterdata.address import Address
from traceability.masterdata.geometry import Shape
from traceability.masterdata.party import Party
from traceability.masterdata.place import AreaCode, Place
from traceability.masterdata.planting import Rows
from traceability.masterdata.product import Product, ProductKind
from traceability.masterdata.texts import NO_TEXTS, Texts

_METRES: Final = {"m2": 1, "m²": 1, "": 1, "ha": 10_000}
_WEIGHTS: Final = {"g": "GRM", "gram": "GRM", "kg": "KGM", "ml": "MLT", "l": "LTR", "lít": "LTR"}
_AMOUNT: Final = re.compile(r"(\d[\d.,]*)\s*([^\d\s]*2?)")
_LOCAL: Final = re.compile(r"0\d{8,9}")
_MORNING: Final = time(7)


class Harvest(NamedTuple):
    """A plucking as a row tells it; its plot and product are looked up by name."""

    time: datetime
    amount: Amount | None
    plucking: str


def lacking(row: Row) -> Iterator[str]:
    """The headings of cells that must be filled and are not."""
    return (
        column.heading
        for column in SHEETS[row.sheet]
        if column.needed and not row.text(column.heading)
    )


def household(
    row: Row, key: PartyKey, cooperative: PartyKey, on: date, before: Party | None
) -> Party:
    """The household of a row; what the row leaves empty stays as it was before.

    Raises:
        NotValid: a cell is wrong; its `field` is the heading.
    """
    said: dict[str, Any] = {"name": row.text("Họ tên chủ hộ"), "label": row.text("Số hộ")}
    said |= _filled(person_name=row.text("Họ tên chủ hộ"), phone=_phone(row))
    old = before.address if before else None
    address = _address(row, on, old)
    if before:
        return replace(before, address=address, **said)
    return Party(key=key, kind="household", address=address, member_of=cooperative, **said)


def plot(row: Row, key: PlaceKey, owner: Party, on: date, before: Place | None) -> Place:
    """The plot of a row; a shape that was walked stays, whatever point the row has.

    Raises:
        NotValid: a cell is wrong; its `field` is the heading.
    """
    said: dict[str, Any] = _filled(
        crop=row.text("Cây trồng"),
        cultivar=row.text("Giống"),
        former_commune=row.text("Xã cũ"),
        year_planted=_year(row),
        plants=_plants(row),
        area_codes=_area_codes(row),
    )
    said |= _area(row)
    walked = before is not None and before.shape is not None and before.shape.polygons
    point = None if walked else _point(row)
    said |= {"shape": point} if point else {}
    address = _address(row, on, before.address if before else owner.address, needed=False)
    label = row.text("Tên nương")
    if before:
        return replace(before, label=label, name=label, address=address, **said)
    return Place(
        key=key, kind="plot", party=owner.key, name=label, address=address, label=label, **said
    )


def product(row: Row, key: ProductKey, owner: PartyKey, before: Product | None) -> Product:
    """The product of a row.

    Raises:
        NotValid: a cell is wrong; its `field` is the heading.
    """
    english = row.text("Tên tiếng Anh")
    names = Texts.of({"vi": row.text("Tên sản phẩm")} | ({"en": english} if english else {}))
    standards = tuple(filter(None, (part.strip() for part in row.text("Tiêu chuẩn").split(";"))))
    said: dict[str, Any] = {"kind": _kind(row), "names": names}
    said |= _filled(
        brand=row.text("Thương hiệu"),
        gtin=_at("GTIN", Gtin.parse, row.text("GTIN")) if row.text("GTIN") else None,
        net_content=_content(row),
        shelf_life_days=_whole(row, "Hạn dùng (ngày)"),
        standards=standards,
    )
    return replace(before, **said) if before else Product(key=key, party=owner, **said)


def harvest(row: Row) -> Harvest:
    """The plucking of a row, at seven in the morning of its day.

    Raises:
        NotValid: a cell is wrong; its `field` is the heading.
    """
    text = row.text("Số lượng")
    amount = None
    if text:
        amount = _at("Số lượng", _weight, text)
    day = _at("Ngày hái", _day, row.text("Ngày hái"))
    return Harvest(datetime.combine(day, _MORNING, VIETNAM), amount, row.text("Phẩm cấp"))


def _filled(**said: Any) -> dict[str, Any]:  # noqa: ANN401  # any field
    return {name: value for name, value in said.items() if value not in (None, "", (), NO_TEXTS)}


def _at(heading: str, read: Any, text: str) -> Any:  # noqa: ANN401  # reads anything
    """What is read from a cell; its no names the heading."""
    try:
        return read(text)
    except NotValid as no:
        raise NotValid(no.expected, no.got, heading) from no


def _address(row: Row, on: date, before: Address | None, *, needed: bool = True) -> Address:
    text, province = row.text("Xã"), row.text("Tỉnh")
    if not text and not needed and before is not None:
        return before
    if not province:
        raise NotValid("a province such as Thái Nguyên", "", "Tỉnh")
    try:
        unit = named(text, province, on)
    except NotValid as no:
        heading = "Tỉnh" if no.field == "province" else "Xã"
        raise NotValid(no.expected, no.got, heading) from no
    street = row.text("Xóm, đường")
    since = before.on if before and before.commune == unit.code else on
    fresh = Address(unit.code, since, street or (before.street if before else ""))
    return replace(fresh, plus_code=before.plus_code) if before and before.plus_code else fresh


def _phone(row: Row) -> str:
    text = re.sub(r"[\s.\-()]", "", row.text("Điện thoại"))
    if len(text) in {8, 9} and text.isdecimal():
        text = f"0{text}"  # a spreadsheet's number lost its leading zero
    if _LOCAL.fullmatch(text):
        return f"+84{text[1:]}"
    if text and not re.fullmatch(r"\+[1-9]\d{6,14}", text):
        raise NotValid("a telephone number like 0912 345 678", row.text("Điện thoại"), "Điện thoại")
    return text


def _area(row: Row) -> dict[str, Any]:
    """The declared area: in words of the country, or in m² or ha."""
    text = row.text("Diện tích")
    match = _AMOUNT.fullmatch(text)
    if not text:
        return {}
    if match and match[2].lower() in _METRES:
        number = _at("Diện tích", _decimal, match[1]) * _METRES[match[2].lower()]
        return {"declared_area_m2": number, "declared_as": ""}
    amount = _at("Diện tích", heard, text)
    if amount.measures != "area":
        raise NotValid("an area like 3 sào Bắc Bộ, 1080 m² or 0,1 ha", text, "Diện tích")
    return {"declared_area_m2": None, "declared_as": text}


def _point(row: Row) -> Shape | None:
    texts = row.text("Kinh độ"), row.text("Vĩ độ")
    if not any(texts):
        return None
    for text, heading in zip(texts, ("Kinh độ", "Vĩ độ"), strict=True):
        if not text:
            raise NotValid("both longitude and latitude, or neither", "one", heading)
    longitude, latitude = (
        _at(heading, _degrees, text)
        for text, heading in zip(texts, ("Kinh độ", "Vĩ độ"), strict=True)
    )
    geojson = {"type": "Point", "coordinates": [longitude, latitude]}
    return _at("Kinh độ", Shape.read, geojson)  # type: ignore[arg-type, no-any-return]  # reads an object


def _degrees(text: str) -> Decimal:
    return _plain(text.replace(",", "."), text)


def _plants(row: Row) -> tuple[Rows, ...]:
    text = re.sub(r"\s*[xX*]\s*", "×", row.text("Hàng cây"))
    parts = [part.strip() for part in re.split(r"[;,]\s*", text) if part.strip()]
    return tuple(_at("Hàng cây", Rows.parse, part) for part in parts)


def _area_codes(row: Row) -> tuple[AreaCode, ...]:
    code, issuer = row.text("Mã vùng trồng"), row.text("Nơi cấp mã")
    if not code:
        return ()
    if not issuer:
        raise NotValid("who issued the growing-area code", "", "Nơi cấp mã")
    return (AreaCode(code, issuer),)


def _year(row: Row) -> int | None:
    return _whole(row, "Năm trồng")


def _whole(row: Row, heading: str) -> int | None:
    text = row.text(heading)
    longest = 6
    if text and not (text.isascii() and text.isdecimal() and len(text) <= longest):
        raise NotValid("a whole number", text, heading)
    return int(text) if text else None


def _kind(row: Row) -> ProductKind:
    wanted = folded(row.text("Loại"))
    found = next((kind for name, kind in KINDS.items() if folded(name) == wanted), None)
    if found is None:
        raise NotValid("one of " + ", ".join(KINDS), row.text("Loại"), "Loại")
    return found  # type: ignore[return-value]  # the table's values are its words


def _content(row: Row) -> Amount | None:
    text = row.text("Khối lượng tịnh")
    match = _AMOUNT.fullmatch(text)
    if not text:
        return None
    unit = _WEIGHTS.get(match[2].lower()) if match else None
    if match is None or unit is None:
        raise NotValid("a content like 100 g or 0,5 kg", text, "Khối lượng tịnh")
    return Amount(_at("Khối lượng tịnh", _decimal, match[1]), unit)


def _weight(text: str) -> Amount:
    """A weight in kg where no unit stands, else in words of the country."""
    match = _AMOUNT.fullmatch(text)
    if match and match[2].lower() in {"", "kg"}:
        return Amount(_decimal(match[1]), "KGM")
    amount = heard(text)
    if amount.measures != "mass":
        raise NotValid("a weight like 25,5 kg or 3 yến 2 cân", text)
    return amount


def _decimal(text: str) -> Decimal:
    """A number with a comma or a point; refused where it may mean thousands."""
    marks = [sign for sign in text if sign in ".,"]
    thousands = len(marks) > 1 or (marks and len(text) - text.rindex(marks[0]) - 1 == 3)  # noqa: PLR2004
    if thousands:
        raise NotValid("a number that cannot mean thousands", text)
    return _plain(text.replace(",", "."), text)


def _plain(text: str, said: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NotValid("a number", said) from None
    if not number.is_finite():
        raise NotValid("a number", said)
    return number


def _day(text: str) -> date:
    """A day as ``2026-03-20`` or ``20/03/2026``."""
    parts = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    try:
        if parts:
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        return date.fromisoformat(text[:10])
    except ValueError:
        raise NotValid("a day like 2026-03-20 or 20/03/2026", text) from None
