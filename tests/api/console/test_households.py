"""Households at the desk: found without diacritics, delegation and consent on paper, strangers shut out."""

from typing import Any

from api.console.forms import fresh_id
from tests.api.console.conftest import Desk, code
from tests.cast import Cast, kg
from traceability.access import Actor, Role
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey
from traceability.store.store import Store

PAPER = {"until": "2026-12-31", "evidence": "GUQ-7", "scope": ["field", "making"]}


def give(desk: Desk, cast: Cast, **other: Any) -> Any:
    """Send the form of a delegation to the stranger's party, which helps here."""
    fields = PAPER | {"to": code(cast.stranger_cooperative)} | other
    return desk.send(f"households/{code(cast.household)}", "/delegate", **fields)


def test_a_household_is_found_without_diacritics(desk: Desk, cast: Cast) -> None:
    for sought in ("ho 017", "hộ 017", "HO 01", "017"):
        assert (
            f"/console/households/{code(cast.household)}" in desk.get(f"households?q={sought}").text
        )
    assert "Không có hộ nào khớp" in desk.get("households?q=khac").text


def test_a_page_of_a_household_shows_its_plot_and_what_was_recorded(desk: Desk, cast: Cast) -> None:
    cast.harvest("26")
    text = desk.get(f"households/{code(cast.household)}").text
    for said in ("Hộ 017", "Nương A", "Thu hái", "26 kg", "hợp tác xã ghi"):
        assert said in text


def test_a_stranger_sees_no_household_of_another_cooperative(desk: Desk, cast: Cast) -> None:
    path = f"households/{code(cast.household)}"
    assert desk.get(path, "stranger").status_code == 403
    assert code(cast.household) not in desk.get("households", "stranger").text
    assert desk.get(path, "operator").status_code == 200


def test_a_stranger_changes_nothing(desk: Desk, cast: Cast, store: Store) -> None:
    path = f"/console/households/{code(cast.household)}"
    for action in ("delegate", "revoke", "consent", "confirm"):
        fields = PAPER | {"id": "x", "to": code(cast.stranger_cooperative)}
        sent = desk.client.post(f"{path}/{action}", data=fields, headers=desk.headers["stranger"])
        assert sent.status_code == 403
    assert store.people.delegations(cast.household.uri) == []


def test_a_delegation_on_paper_lets_a_helper_record(desk: Desk, cast: Cast, store: Store) -> None:
    assert give(desk, cast).status_code == 303
    (given,) = store.people.delegations(cast.household.uri)
    assert given.evidence == "GUQ-7"
    assert "event:harvest" in given.scope
    assert "event:sell" not in given.scope
    text = desk.get(f"households/{code(cast.household)}?done=delegated").text
    assert "Đã ghi giấy ủy quyền." in text
    assert "giấy GUQ-7" in text


def test_a_delegation_sent_twice_counts_once(desk: Desk, cast: Cast, store: Store) -> None:
    fields = PAPER | {
        "to": code(cast.stranger_cooperative),
        "id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}",
    }
    path = f"/console/households/{code(cast.household)}/delegate"
    for _ in range(2):
        assert desk.client.post(path, data=fields, headers=desk.headers["officer"]).status_code in {
            303,
            409,
        }
    assert store.records.count(kind="statement") == 1


def test_a_wrong_delegation_is_shown_again_with_what_was_typed(desk: Desk, cast: Cast) -> None:
    answer = give(desk, cast, to="khong-co", evidence="GUQ-8")
    assert answer.status_code == 422
    assert 'value="khong-co"' in answer.text
    assert 'value="GUQ-8"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_delegation_needs_a_day_to_come_and_some_work(desk: Desk, cast: Cast) -> None:
    assert "Expected a day that is not over" in give(desk, cast, until="2026-01-01").text
    assert "Expected at least one kind of work" in give(desk, cast, scope=[]).text
    assert "Expected a delegation of at most 366 days" in give(desk, cast, until="2029-01-01").text


def test_a_delegation_is_taken_back_at_once(desk: Desk, cast: Cast, store: Store) -> None:
    give(desk, cast)
    answer = desk.send(f"households/{code(cast.household)}", "/revoke")
    assert answer.status_code == 303
    (given,) = store.people.delegations(cast.household.uri)
    assert given.ends <= cast.ledger.clock()


def test_consent_is_off_and_given_and_taken_back_on_paper(
    desk: Desk, cast: Cast, store: Store
) -> None:
    path = f"households/{code(cast.household)}"
    assert " checked" not in desk.get(path).text.partition("/consent")[2].partition("</form>")[0]
    assert desk.send(path, "/consent", shows=["name"]).status_code == 422
    for shows in (["name", "photo"], []):
        assert desk.send(path, "/consent", shows=shows, note="DY-3").status_code == 303
        last = store.masterdata.last(cast.household.uri)
        assert last
        assert last.consents == frozenset(shows)


def helped(cast: Cast) -> str:
    """A harvest that a helper entered for the household; its id."""
    facts: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "scope": ["event:harvest"]}
    facts |= {"from": "2026-01-01T00:00:00+07:00", "until": "2026-12-31T00:00:00+07:00"}
    cast.state("delegate", cast.household.uri, None, **facts, evidence="GUQ-1")
    leaf = Goods(cast.new(BatchKey), kg("12"))
    body = makers.harvest(cast.at(), leaf, None, {"product": cast.leaf.uri})
    helper = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token-helper")
    return cast.tell("harvest", body, helper).reception.record_id


def test_what_a_helper_entered_is_confirmed_for_the_household_on_paper(
    desk: Desk, cast: Cast, store: Store
) -> None:
    event = helped(cast)
    path = f"households/{code(cast.household)}"
    assert "chưa xác nhận" in desk.get(path).text
    assert desk.send(path, "/confirm").status_code == 422
    assert desk.send(path, "/confirm", evidence="XN-12").status_code == 303
    text = desk.get(path).text
    assert "Hộ 017 xác nhận trên giấy tại hợp tác xã" in text
    assert "XN-12" in text
    assert store.entries.some([event])[event].voice == "confirm"


def test_what_the_cooperative_entered_itself_it_does_not_confirm(desk: Desk, cast: Cast) -> None:
    cast.harvest()
    path = f"households/{code(cast.household)}"
    assert "/confirm" not in desk.get(path).text
    (own,) = cast.ledger.store.entries.of([cast.household.uri])
    fields = {"id": fresh_id(), "about": own.record.id, "evidence": "XN-1"}
    where = f"/console/{path}/confirm"
    answer = desk.client.post(where, data=fields, headers=desk.headers["officer"])
    assert answer.status_code == 403
    assert "bạn không có quyền" in answer.text
