"""The fields of the desk's forms of master data: what is typed, where it goes, and how it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from traceability.communes.register import Commune, commune
from traceability.communes.search import search
from traceability.communes.spelling import plain
from traceability.errors import NotFound, NotValid
from traceability.masterdata.product import PRODUCT_KINDS

Body = dict[str, Any]

_ROWS: Final = re.compile(r"(.+?)\s*\(\s*(\d{4})\s*\)")
_CODE: Final = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the path in the body, the kind of input, and whether it must be filled.

    `kind` is text, area, whole, number, lines, rows, commune or choice; `options` are a choice's.
    """

    path: str
    kind: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """The fields of the body whose errors are shown beside it."""
        return [self.path, "names"] if self.path.startswith("names.") else [self.path]

    def shown(self, body: Mapping[str, Any]) -> str:
        """What stands in the field for a body."""
        value = _at(body, self.path)
        if value is None:
            return ""
        if self.kind == "lines":
            return "\n".join(value)
        if self.kind == "rows":
            return "\n".join(map(_row_text, value))
        if self.kind == "commune":
            return f"{value} {_known(value, date.fromisoformat(_at(body, 'address.on')))}"
        return str(value)

    def put(self, body: Body, text: str, today: date) -> None:
        """Put what was typed into a body; nothing where it is empty.

        Raises:
            NotValid: a commune that is none, or one of several of that name.
        """
        if self.kind == "commune":
            _put_commune(body, text, today)
        elif text:
            _set(body, self.path, self._read(text))
        else:
            _drop(body, self.path)

    def _read(self, text: str) -> object:
        if self.kind == "whole":
            return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text  # noqa: PLR2004
        if self.kind == "number":
            return text.replace(",", ".")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if self.kind == "rows":
            return [_row(line) for line in lines]
        return lines if self.kind == "lines" else text


HOUSEHOLD: Final = (
    Field("label", required=True),
    Field("name", required=True),
    Field("person_name"),
    Field("phone"),
    Field("address.commune", "commune", required=True),
    Field("address.street"),
)
PLOT: Final = (
    Field("label", required=True),
    Field("name", required=True),
    Field("address.commune", "commune", required=True),
    Field("address.street"),
    Field("crop"),
    Field("cultivar"),
    Field("year_planted", "whole"),
    Field("declared_area_m2", "number"),
    Field("plants", "rows"),
)
PRODUCT: Final = (
    Field("names.vi", required=True),
    Field("names.en"),
    Field("kind", "choice", required=True, options=PRODUCT_KINDS),
    Field("brand"),
    Field("gtin"),
    Field("net_content.value", "number"),
    Field("net_content.unit", "choice", options=("GRM", "KGM", "LTR", "MLT")),
    Field("shelf_life_days", "whole"),
    Field("standards", "lines"),
    Field("description.vi", "area"),
    Field("ingredients.vi", "area"),
    Field("instructions.vi", "area"),
    Field("storage.vi", "area"),
    Field("warnings.vi", "area"),
)


def filled(fields: tuple[Field, ...], body: Body, typed: Mapping[str, str], today: date) -> Body:
    """A body with what was typed into these fields; all else of it stays."""
    for field in fields:
        field.put(body, typed.get(field.path, ""), today)
    content = body.get("net_content")
    if isinstance(content, dict) and "value" not in content:
        del body["net_content"]
    return body


def _put_commune(body: Body, text: str, today: date) -> None:
    code = text[:5] if _CODE.match(text) else _found(text)
    before = _at(body, "address.commune")
    if code != before:
        _set(body, "address.commune", code)
        _set(body, "address.on", today.isoformat())


def _found(text: str) -> str:
    """The code of the one commune in force of that name, with or without its province."""
    name, _, province = text.partition(",")
    found = [each.commune for each in search(name.strip(), 50) if _is(each.commune, name, province)]
    if len(found) == 1:
        return found[0].code
    told = "; ".join(f"{each.code} {each.full_name}, {each.province.name}" for each in found[:6])
    expected = f"one of {told}" if told else "a commune by its name or code of 5 digits"
    raise NotValid(expected, text, "address.commune")


def _is(found: Commune, name: str, province: str) -> bool:
    same = plain(name.strip()) in {plain(found.name), plain(found.full_name)}
    return same and plain(province.strip()) in plain(found.province.name)


def _known(code: str, on: date) -> str:
    try:
        found = commune(code, on)
    except NotFound:
        return ""
    return f"{found.full_name}, {found.province.name}"


def _row(line: str) -> Body:
    match = _ROWS.fullmatch(line)
    rows = (match[1] if match else line).replace("x", "×").replace("*", "×").replace(" ", "")
    rows = rows.replace("without", " without ")
    return {"rows": rows} | ({"year": int(match[2])} if match else {})


def _row_text(said: Mapping[str, Any]) -> str:
    return f"{said['rows']} ({said['year']})" if said.get("year") else str(said["rows"])


def _at(body: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401  # any JSON
    head, _, rest = path.partition(".")
    inner = body.get(head)
    if not rest:
        return inner
    return _at(inner, rest) if isinstance(inner, Mapping) else None


def _set(body: Body, path: str, value: object) -> None:
    head, _, rest = path.partition(".")
    if rest:
        _set(body.setdefault(head, {}), rest, value)
    else:
        body[head] = value


def _drop(body: Body, path: str) -> None:
    head, _, rest = path.partition(".")
    if rest and isinstance(body.get(head), dict):
        _drop(body[head], rest)
        if not body[head]:
            del body[head]
    elif not rest:
        body.pop(head, None)
