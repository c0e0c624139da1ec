"""Cards at the desk: printed once, taken back in two taps, and only after a PIN."""

from collections.abc import Callable

import pytest

from tests.api.conftest import PIN, SignedIn
from tests.api.console.conftest import Desk, code
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store


def test_a_card_is_printed_once_and_signs_its_household_in(
    desk: Desk, cast: Cast, store: Store
) -> None:
    answer = desk.send(f"households/{code(cast.household)}", "/cards", name="bà Mai")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"%PDF-")
    (card,) = store.cards.of([cast.household.uri])
    assert card.role is Role.RECORDER
    assert "thẻ còn hạn" in desk.get("households").text
    assert card.id in desk.get(f"households/{code(cast.household)}").text


def test_the_same_form_prints_no_second_card(desk: Desk, cast: Cast, store: Store) -> None:
    fields = {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'7' * 12}", "role": "recorder"}
    where = f"/console/households/{code(cast.household)}/cards"
    for status in (200, 409):
        sent = desk.client.post(where, data=fields, headers=desk.headers["officer"])
        assert sent.status_code == status
    assert len(list(store.cards.of([cast.household.uri]))) == 1


def test_a_household_gets_no_card_of_a_helper_or_officer(desk: Desk, cast: Cast) -> None:
    answer = desk.send(f"households/{code(cast.household)}", "/cards", role="officer")
    assert answer.status_code == 422


def test_a_card_is_taken_back_in_two_taps(desk: Desk, cast: Cast, store: Store) -> None:
    desk.send(f"households/{code(cast.household)}", "/cards")
    answer = desk.send(f"households/{code(cast.household)}", "/cards/revoke")
    assert answer.status_code == 303
    (card,) = store.cards.of([cast.household.uri])
    assert card.revoked
    assert "thẻ đã thu lại" in desk.get(f"households/{code(cast.household)}").text


def test_a_session_gives_cards_only_after_its_pin(
    cast: Cast, store: Store, signed_in: Callable[..., SignedIn]
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    desk = Desk(officer.client, {"officer": {}})
    (session,) = store.sessions.of([cast.cooperative.uri])
    store.sessions.lift(session.id, cast.ledger.clock())
    path = f"households/{code(cast.household)}"
    data = {"id": "x", "role": "recorder", "csrf": officer.csrf}
    assert officer.client.post(f"/console/{path}/cards", data=data).status_code == 403
    assert desk.send(path, "/raise", pin=PIN).status_code == 303
    assert desk.send(path, "/cards").mimetype == "application/pdf"


@pytest.mark.parametrize("action", ["cards", "cards/revoke"])
def test_a_stranger_neither_gives_nor_takes_a_card(
    desk: Desk, cast: Cast, store: Store, action: str
) -> None:
    where = f"/console/households/{code(cast.household)}/{action}"
    fields = {"id": "x", "role": "recorder", "card": "x"}
    sent = desk.client.post(where, data=fields, headers=desk.headers["stranger"])
    assert sent.status_code == 403
    assert list(store.cards.of([cast.household.uri])) == []
