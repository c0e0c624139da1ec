"""How the fields of an event, one by one, are written into the text that is hashed (CBV 2.0 §8.9).

A shape says which fields an object of the standard has, in their canonical order, and who writes
each. Everything else in the object is an extension: it follows, sorted, under its full name.
"""

from collections.abc import Callable, Mapping
from functools import partial

from traceability.errors import NotValid
from traceability.events.namespaces import WELL_KNOWN, Namespaces, expanded
from traceability.events.prehash_values import term_text, time_text, value_text

Writer = Callable[[str, object, Namespaces], str]
Shape = Mapping[str, Writer]

_COMMENT = expanded("rdfs:comment", WELL_KNOWN)


def written(thing: object, shape: Shape, namespaces: Namespaces) -> str:
    """Write an object: its known fields in the shape's order, then its extensions.

    Raises:
        NotValid: It is no object, or a value in it cannot be written.
    """
    if not isinstance(thing, Mapping):
        raise NotValid("an object", thing)
    parts = [write(name, thing[name], namespaces) for name, write in shape.items() if name in thing]
    if len(parts) < len(thing):
        more = {key: value for key, value in thing.items() if key not in shape}
        parts.append(_extensions(more, namespaces))
    return "".join(parts)


def _extensions(thing: Mapping[str, object], namespaces: Namespaces) -> str:
    texts: list[str] = []
    for key, value in thing.items():
        name = expanded(key, namespaces)
        if name != _COMMENT:
            _append(texts, name, value, namespaces)
    return "".join(sorted(texts))


def _append(texts: list[str], name: str, value: object, namespaces: Namespaces) -> None:
    """One text a member of a list; the name alone where the value is empty; nothing for null."""
    if isinstance(value, list):
        for member in value:
            _append(texts, name, member, namespaces)
    elif not isinstance(value, str) and isinstance(value, Mapping):
        texts.append(name + _extensions(value, namespaces))
    elif value is not None:
        text = value_text(value)
        texts.append(f"{name}={text}" if text else name)


def _each(name: str, value: object, text_of: Callable[[object], str]) -> str:
    """``name=text`` for the value or, sorted, for each of a list; nothing where it is empty."""
    if isinstance(value, list):
        return "".join(sorted(_each(name, member, text_of) for member in value))
    text = text_of(value)
    return f"{name}={text}" if text else ""


def passed_over(_name: str, _value: object, _namespaces: Namespaces) -> str:
    """Write nothing: the field takes no part in the hash."""
    return ""


def plain(name: str, value: object, _namespaces: Namespaces) -> str:
    """Write a value, or each of several."""
    return _each(name, value, value_text)


def moment(name: str, value: object, _namespaces: Namespaces) -> str:
    """Write a time."""
    return _each(name, value, time_text)


def term(vocabulary: str) -> Writer:
    """Make the writer of a term whose bare words belong to that vocabulary."""
    text_of = partial(term_text, vocabulary=vocabulary)

    def write(name: str, value: object, _namespaces: Namespaces) -> str:
        return _each(name, value, text_of)

    return write


def record(shape: Shape) -> Writer:
    """Make the writer of an object, or of each of a list of them, sorted; nothing where empty."""

    def write(name: str, value: object, namespaces: Namespaces) -> str:
        if isinstance(value, list):
            return "".join(sorted([write(name, member, namespaces) for member in value]))
        text = written(value, shape, namespaces)
        return name + text if text else ""

    return write


def members(write_member: Writer, member: str) -> Writer:
    """Make the writer of a list: the list's name, then its members under a name of their own.

    Args:
        write_member: Writes the members.
        member: What a member is called; empty where only its fields are written.
    """

    def write(name: str, value: object, namespaces: Namespaces) -> str:
        text = write_member(member, value, namespaces)
        return name + text if text else ""

    return write
