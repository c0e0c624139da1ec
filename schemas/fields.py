"""The fields and forms of what crosses the wall, each with its words for the API's description."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar, Final

from marshmallow import Schema, ValidationError, fields, post_dump, post_load, pre_load, validate
from marshmallow.experimental.context import Context

from schemas import fields_read as read
from schemas.fields_read import Json
from schemas.problem import BadShape, by_path, nested
from traceability.errors import NotValid
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import Key
from traceability.masterdata.geometry import Shape
from traceability.masterdata.texts import Texts

Value = Any
"""A value of the domain, as a field or a form makes it."""
More = Any
"""Arguments of marshmallow's own fields: ``required``, ``attribute``, ``dump_only``…"""

MOST_IN_A_LIST: Final = 200
MOST_WHOLE: Final = 10**9
_SENTENCES: Final[dict[str, Any]] = {
    "required": "Expected a value, got nothing.",
    "null": "Expected a value, got null.",
    "type": "Expected an object, got another kind of value.",
    "invalid": "Expected a list, got another kind of value.",
}
_OF_FORMS: Final = {
    "type": "Expected an object, got another kind of value.",
    "unknown": "Expected a documented field, got an unknown one.",
}


def load(form: Schema, body: Json, domain: Domain) -> Value:
    """Make the value that a body says, or refuse with every wrong field at once.

    Args:
        form: One of the forms of this floor.
        body: Parsed JSON whose numbers are int or Decimal; a float is refused.
        domain: Under which own-domain codes are read, in ``/t/…`` and in full.

    Raises:
        BadShape: A field is of the wrong shape, or the domain says NotValid of it.
    """
    try:
        with Context(domain):
            return form.load(body)
    except ValidationError as wrong:
        raise BadShape(by_path(wrong.messages)) from wrong


def load_key(kind: type[Key], text: str, domain: Domain) -> Key:
    """The key that a parameter names, as the fields read it.

    Raises:
        NotValid: it is no key of that kind.
    """
    with Context(domain):
        return read.read_key(kind, text)


class Form(Schema):
    """A schema that makes one value of the domain, and shows it again.

    Nulls count as left out, and so do computed fields: what was read can be sent back. What holds
    nothing is not shown.
    """

    error_messages = _OF_FORMS
    makes: ClassVar[Callable[..., Value]]
    """What the loaded fields are handed to, by name: the dataclass or its parser."""

    @pre_load
    def leave_out(self, body: Json, **_: More) -> Json:
        """Drop nulls and what is computed."""
        if not isinstance(body, Mapping):
            return body
        computed = set(self.dump_fields) - set(self.load_fields)
        return {name: it for name, it in body.items() if it is not None and name not in computed}

    @post_load
    def make(self, said: dict[str, Value], **_: More) -> Value:
        """Hand the fields to the domain; its no becomes an error of the field it names."""
        try:
            return type(self).makes(**said)
        except NotValid as no:
            raise ValidationError(nested(no)) from no

    @post_dump
    def show(self, shown: dict[str, Json], **_: More) -> dict[str, Json]:
        """Leave out what holds nothing."""
        return {name: it for name, it in shown.items() if it not in (None, "", [], {})}


class _Spoken:
    """Reads and writes by two functions; a NotValid becomes the field's error."""

    reads: Callable[[Json], Value]
    writes: Callable[[Value], Json]

    def _deserialize(self, value: Json, *_: More, **__: More) -> Value:
        try:
            return self.reads(value)
        except NotValid as no:
            raise ValidationError(nested(no)) from no

    def _serialize(self, value: Value, *_: More, **__: More) -> Json:
        return None if value is None else self.writes(value)


class Said(_Spoken, fields.Raw):
    """A field that a function reads: JSON to a value of the domain, and back by another."""

    def __init__(
        self,
        openapi: Mapping[str, object],
        reads: Callable[[Json], Value],
        writes: Callable[[Value], Json] = str,
        **more: More,
    ) -> None:
        """Take what the OpenAPI description says of it (``type``, ``description``…), then both."""
        self.reads, self.writes = reads, writes
        super().__init__(metadata=dict(openapi), error_messages=_SENTENCES, **more)


def text(says: str, *, longest: int = 200, **more: More) -> Said:
    """Text, brought to Unicode's NFC form and freed of blanks around it."""
    limit = validate.Length(max=longest, error=f"Expected at most {longest} characters, got more.")
    openapi = {"description": says, "type": "string", "maxLength": longest}
    return Said(openapi, read.read_tidy, validate=limit, **more)


def record_id(says: str, **more: More) -> Said:
    """The id that a client gives what it sends, ``urn:uuid:…``, so that a repeat is known as one."""
    openapi = {"description": says, "type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"}
    return Said(openapi, read.read_id, **more)


def digest(says: str, **more: More) -> Said:
    """The SHA-256 of a file that is sent by itself, in small hex."""
    openapi = {"description": says, "type": "string", "pattern": "^[0-9a-f]{64}$"}
    return Said(openapi, read.read_digest, **more)


def choice(says: str, words: tuple[str, ...], **more: More) -> Said:
    """One of a few words."""
    known = validate.OneOf(words, error=f"Expected one of {', '.join(words)}, got another.")
    openapi = {"description": says, "type": "string", "enum": list(words)}
    return Said(openapi, read.read_text, validate=known, **more)


def whole(says: str, *, most: int = MOST_WHOLE, **more: More) -> Said:
    """A whole number, as far from zero as `most`."""
    limit = validate.Range(-most, most, error=f"Expected a number of at most {most}, got more.")
    openapi = {"description": says, "type": "integer", "maximum": most}
    return Said(openapi, read.read_whole, int, validate=limit, **more)


def number(says: str, **more: More) -> Said:
    """A decimal, as JSON number or text; shown as text, so that nobody reads it as a float."""
    openapi = {"description": says, "type": "string", "format": "decimal"}
    return Said(openapi, read.read_number, "{:f}".format, **more)


def flag(says: str, **more: More) -> Said:
    """True or false."""
    return Said({"description": says, "type": "boolean"}, read.read_flag, bool, **more)


def day(says: str, **more: More) -> Said:
    """A calendar day, ``2026-04-12``."""
    openapi = {"description": says, "type": "string", "format": "date"}
    return Said(openapi, read.read_day, date.isoformat, **more)


def instant(says: str, **more: More) -> Said:
    """An instant with its offset, ``2026-04-12T06:30:00+07:00``."""
    openapi = {"description": says, "type": "string", "format": "date-time"}
    return Said(openapi, read.read_instant, datetime.isoformat, **more)


def key(says: str, kind: type[Key], **more: More) -> Said:
    """A key of one kind: its URI, a Digital Link at any host, or a path: ``/t/…``, ``/01/…``."""
    openapi = {"description": says, "type": "string", "format": "uri-reference"}
    return Said(openapi, partial(read.read_key, kind), attrgetter("uri"), **more)


def gtin(says: str, **more: More) -> Said:
    """A GTIN of 8, 12, 13 or 14 digits; shown with 14."""
    openapi = {"description": says, "type": "string", "pattern": "^[0-9]{8,14}$"}
    return Said(openapi, read.read_gtin, attrgetter("value"), **more)


def gln(says: str, **more: More) -> Said:
    """A GLN of 13 digits."""
    openapi = {"description": says, "type": "string", "pattern": "^[0-9]{13}$"}
    return Said(openapi, read.read_gln, attrgetter("value"), **more)


def languages(says: str, **more: More) -> Said:
    """Texts by BCP 47 language tag, ``{"vi": "Chè xanh"}``."""
    openapi = {
        "description": says,
        "type": "object",
        "additionalProperties": {"type": "string"},
    }
    return Said(openapi, read.read_languages, Texts.as_dict, **more)


def shape(says: str, **more: More) -> Said:
    """A GeoJSON Point, Polygon or MultiPolygon (RFC 7946), longitude before latitude."""
    return Said({"description": says, "type": "object"}, Shape.read, attrgetter("geojson"), **more)


def listed(
    says: str, inner: fields.Field[Value], *, most: int = MOST_IN_A_LIST, **more: More
) -> fields.List[Value]:
    """At most 200, or `most`, of one kind of field; a tuple when read."""
    error = f"Expected at most {most} in the list, got more."
    return fields.List(
        inner,
        metadata={"description": says},
        validate=validate.Length(max=most, error=error),
        post_load=tuple,
        error_messages=_SENTENCES,
        **more,
    )


def part(says: str, form: Schema, **more: More) -> fields.Nested:
    """An object within the object."""
    return fields.Nested(form, metadata={"description": says}, error_messages=_SENTENCES, **more)
