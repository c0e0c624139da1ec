"""Sessions: half a year on a phone while it is used, half a day elsewhere; grave things for minutes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from traceability.access import Role
from traceability.credentials.session import Session, until

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
DESK = Session("s", b"h", "party", Role.OFFICER, "card+pin", NOW, until(None, NOW), "c")
PHONE = replace(DESK, device="d", expires=until("d", NOW), lapses=NOW + 395 * DAY)


def test_a_phone_has_180_days_and_a_desk_12_hours() -> None:
    assert PHONE.expires - NOW == 180 * DAY
    assert DESK.expires - NOW == timedelta(hours=12)
    assert DESK.valid_at(NOW)
    assert not DESK.valid_at(DESK.expires)


def test_use_prolongs_a_phones_session_once_a_day_and_no_other() -> None:
    slid = PHONE.slid(NOW + 2 * DAY)
    assert slid is not None
    assert slid.expires == NOW + 182 * DAY
    assert PHONE.slid(NOW + DAY / 2) is None
    assert DESK.slid(NOW + DAY / 4) is None


def test_it_lapses_with_its_card_and_is_raised_for_a_while() -> None:
    raised = replace(PHONE, raised=NOW + timedelta(minutes=5))
    assert (raised.is_raised(NOW), raised.is_raised(NOW + timedelta(minutes=5))) == (True, False)
    assert (PHONE.is_raised(NOW), PHONE.has_lapsed(NOW)) == (False, False)
    over = NOW + 395 * DAY
    assert PHONE.has_lapsed(over)
    assert replace(PHONE, expires=over + DAY).slid(over) is None
