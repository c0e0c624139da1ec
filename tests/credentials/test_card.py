"""A card: good for 395 days, never kept with its secret, read as people type it, proof of a visit."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from traceability.access import Role
from traceability.credentials import card as cards

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET, CARD = cards.new("party", Role.RECORDER, "t", NOW, secrets.token_bytes, name="bà Hoa")


def test_it_is_good_for_395_days_or_until_it_is_taken_back() -> None:
    last = NOW + 395 * DAY
    assert [CARD.valid_at(at) for at in (NOW, last - DAY, last)] == [True, True, False]
    lost = cards.Card(**{name: getattr(CARD, name) for name in CARD.__slots__} | {"revoked": NOW})
    assert not lost.valid_at(NOW)


def test_its_secret_has_130_bits_and_opens_it_alone() -> None:
    assert (len(SECRET), len(CARD.id)) == (26, 8)
    assert CARD.opens(SECRET)
    assert not CARD.opens(SECRET[:-1] + ("0" if SECRET[-1] != "0" else "1"))
    assert SECRET not in repr(CARD)


def test_a_card_is_read_as_people_type_it_and_from_its_link() -> None:
    link = cards.link("https://trace.example", CARD.id, SECRET)
    assert link == f"https://trace.example/app/#card={CARD.id}.{SECRET}"
    typed = f" {CARD.id[:4]}-{CARD.id[4:]} {SECRET.lower().replace('1', 'l').replace('0', 'o')} "
    assert cards.typed(link) == cards.typed(typed) == (CARD.id, SECRET)


def test_a_visit_is_proven_for_one_record_and_one_instant() -> None:
    at = "2026-11-28T07:30:00.000+07:00"
    key = sha256(b"farm card proof\n" + SECRET.encode()).digest()
    made = hmac.digest(key, f"urn:uuid:1\n{at}".encode(), sha256)
    proof = urlsafe_b64encode(made).decode().rstrip("=")
    assert CARD.proves("urn:uuid:1", at, proof)
    assert not CARD.proves("urn:uuid:2", at, proof)
    assert not CARD.proves("urn:uuid:1", at + " ", proof)
    assert not CARD.proves("urn:uuid:1", at, "ớt" + proof[2:])


def test_a_visit_lasts_half_an_hour() -> None:
    minutes = (-11, -10, 0, 30, 31)
    entered = [NOW + timedelta(minutes=each) for each in minutes]
    assert [cards.is_visit(NOW, each) for each in entered] == [False, True, True, True, False]
