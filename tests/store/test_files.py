"""Files are kept once, by what they are."""

from hashlib import sha256

import pytest

from traceability.errors import NotFound
from traceability.store.files import File
from traceability.store.store import Store

DATA = b"photo" * 100_000
PHOTO = File(sha256(DATA).hexdigest(), "image/jpeg", len(DATA), "https://trace.example/t/party")


def test_a_file_is_kept_once(store: Store) -> None:
    assert store.files.put(PHOTO, DATA) is True
    assert store.files.put(PHOTO, DATA) is False
    assert store.files.read(PHOTO.sha256) == DATA
    assert store.files.about(PHOTO.sha256) == PHOTO
    assert store.files.of(PHOTO.party) == list(store.files.each()) == [PHOTO]
    assert store.files.of(PHOTO.party, after=PHOTO.sha256) == []


def test_an_unknown_file_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound) as no:
        store.files.read("ab" * 32)
    assert str(no.value) == f"Expected a known file, got '{'ab' * 32}'."
    assert store.files.about("ab" * 32) is None
