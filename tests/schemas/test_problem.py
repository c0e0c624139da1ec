"""Errors by the path of their field."""

from schemas.problem import BadShape, by_path, nested
from traceability.errors import NotValid


def test_errors_stand_by_the_path_of_their_field() -> None:
    errors = {"offers": {0: {"price": ["A.", "B."]}}, "_schema": ["C."]}
    assert list(by_path(errors)) == [("offers.0.price", "A."), ("offers.0.price", "B."), ("", "C.")]


def test_a_refusal_of_the_domain_keeps_its_path() -> None:
    assert nested(NotValid("a", "b", "x.y")) == {"x": {"y": ["Expected a, got 'b'."]}}
    assert nested(NotValid("a", "b")) == {"_schema": ["Expected a, got 'b'."]}


def test_the_sentence_names_the_wrong_fields() -> None:
    shape = BadShape([("name", "A."), ("name", "B."), ("", "C.")])
    assert shape.errors == {"name": ["A.", "B."], "": ["C."]}
    assert str(shape) == "Expected a body of the documented form, got 'errors in name, the body'."
