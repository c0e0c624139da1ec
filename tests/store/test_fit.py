"""What the database cannot hold is refused in a sentence."""

import pytest

from traceability.errors import NotValid
from traceability.store.fit import LARGEST, check_fit


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (10**30, "'MongoDB can only handle up to 8-byte ints'"),
        ({"a\0b": 1}, "'Invalid document: Key names must not contain the NULL byte'"),
        ("\ud800", "\"'utf-8' codec can't encode character"),
    ],
)
def test_what_cannot_be_written_is_refused(value: object, got: str) -> None:
    with pytest.raises(NotValid) as no:
        check_fit({"value": value})
    assert str(no.value).startswith(f"Expected what the database can hold, got {got}")


def test_a_document_leaves_room_to_grow() -> None:
    check_fit({"value": "x" * (LARGEST - 100)})
    with pytest.raises(NotValid) as no:
        check_fit({"value": "x" * LARGEST})
    assert str(no.value) == f"Expected a view of at most {LARGEST} bytes, got {LARGEST + 17}."
