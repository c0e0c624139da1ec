"""A body whose fields are wrong: every wrong field by its path, with a sentence for each."""

from collections.abc import Iterable, Iterator, Mapping

from traceability.errors import NotValid


class BadShape(NotValid):
    """What came is not of the form; `errors` has sentences by field path (``offers.0.price``).

    The path of the whole body is empty. It is the ``errors`` member of a problem (RFC 9457).
    """

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        """Take path and sentence of each error; `str()` is the one sentence, or names the fields."""
        self.errors: dict[str, list[str]] = {}
        for path, sentence in errors:
            self.errors.setdefault(path, []).append(sentence)
        paths = ", ".join(path or "the body" for path in self.errors)
        super().__init__("a body of the documented form", f"errors in {paths}")
        sentences = [sentence for told in self.errors.values() for sentence in told]
        if len(sentences) == 1:
            self.args = (sentences[0],)


def nested(no: NotValid) -> dict[str, object]:
    """The refusal as marshmallow keeps errors: an object in an object for each part of the path."""
    *outer, last = (no.field or "_schema").split(".")
    errors: dict[str, object] = {last: [str(no)]}
    for name in reversed(outer):
        errors = {name: errors}
    return errors


def by_path(errors: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each sentence of marshmallow's nested errors, with the path of its field."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            here = path if name == "_schema" else f"{path}.{name}".lstrip(".")
            yield from by_path(inner, here)
    elif isinstance(errors, list):
        for inner in errors:
            yield from by_path(inner, path)
    else:
        yield path, str(errors)
