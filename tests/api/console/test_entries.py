"""What helpers entered, confirmed by a signed list; disputes and the ways out."""

from typing import Any

from tests.api.console.conftest import Desk, code
from tests.cast import Cast, kg
from traceability.access import Actor, Role
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey
from traceability.store.store import Store


def helped(cast: Cast, number: int = 1) -> list[str]:
    """Harvests that a helper entered for the household; their ids."""
    paper: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "scope": ["event:harvest"]}
    paper |= {"from": "2026-01-01T00:00:00+07:00", "until": "2026-12-31T00:00:00+07:00"}
    cast.state("delegate", cast.household.uri, None, **paper, evidence="GUQ-1")
    helper = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token-helper")
    told = []
    for hour in range(number):
        leaf = Goods(cast.new(BatchKey), kg("12"))
        body = makers.harvest(cast.at(hours=hour), leaf, None, {"product": cast.leaf.uri})
        told.append(cast.tell("harvest", body, helper).reception.record_id)
    return told


def test_the_unconfirmed_stand_first_and_a_signed_list_confirms_them(
    desk: Desk, cast: Cast, store: Store
) -> None:
    events = helped(cast, 2)
    assert desk.get("entries").text.count('type="checkbox"') == 2
    sent = desk.send("entries", "/entries/confirm", about=events, evidence="DS-4")
    assert sent.status_code == 303
    assert {each.voice for each in store.entries.some(events).values()} == {"confirm"}
    assert "Không còn bản ghi nhập thay nào" in desk.get("entries").text
    assert "DS-4" in desk.get("entries?which=helper").text


def test_a_confirmation_is_the_households_own_word(desk: Desk, cast: Cast, store: Store) -> None:
    (event,) = helped(cast)
    desk.send("entries", "/entries/confirm", about=[event], evidence="DS-4")
    (said,) = store.records.speaking_of([event])
    assert cast.household.uri in said.keys
    assert said.origin.party == cast.cooperative.uri


def test_nothing_ticked_or_no_paper_confirms_nothing(desk: Desk, cast: Cast, store: Store) -> None:
    (event,) = helped(cast)
    assert desk.send("entries", "/entries/confirm", evidence="DS-4").status_code == 422
    assert desk.send("entries", "/entries/confirm", about=[event]).status_code == 422
    assert store.entries.some([event])[event].voice is None


def test_entries_are_of_one_helper_or_household(desk: Desk, cast: Cast) -> None:
    helped(cast)
    for asked, seen in ((cast.stranger_cooperative, True), (cast.cooperative, False)):
        text = desk.get(f"entries?which=all&helper={code(asked)}").text
        assert ("Thu hái" in text) == seen
    assert "Thu hái" in desk.get(f"entries?which=all&household={code(cast.household)}").text


def test_long_lists_go_on_from_page_to_page(desk: Desk, cast: Cast) -> None:
    helped(cast, 27)
    first = desk.get("entries").text
    assert first.count('type="checkbox"') == 25
    more = first.partition('href="?which=unconfirmed&amp;after=')[2].partition('"')[0]
    assert desk.get(f"entries?which=unconfirmed&after={more}").text.count('type="checkbox"') == 2


def disputed(cast: Cast) -> str:
    """A harvest that the household disputes; its id."""
    (event,) = helped(cast)
    cast.state("dispute", event, cast.recorder, reason="Hôm đó chỉ hái 12 kg")
    return event


def test_a_dispute_shows_both_words(desk: Desk, cast: Cast) -> None:
    disputed(cast)
    text = desk.get("disputes").text
    assert "Hợp tác xã khác nhập thay" in text
    assert "Hộ 017 không đồng ý" in text
    assert "Hôm đó chỉ hái 12 kg" in text


def test_a_dispute_ends_when_the_entry_is_corrected(desk: Desk, cast: Cast, store: Store) -> None:
    event = disputed(cast)
    sent = desk.send("disputes", "/disputes/correct", reason="incorrect_data", note="cân lại")
    assert sent.status_code == 303
    assert store.entries.some([event])[event].void
    assert "Không có ý kiến khác nào." in desk.get("disputes").text


def test_the_cooperative_stands_by_an_entry_with_its_ground(desk: Desk, cast: Cast) -> None:
    disputed(cast)
    assert desk.send("disputes", "/disputes/reject").status_code == 422
    assert desk.send("disputes", "/disputes/reject", evidence="PC-9").status_code == 303
    assert "Không có ý kiến khác nào." in desk.get("disputes").text
    text = desk.get("entries?which=all").text
    assert "PC-9" in text
    assert "Hôm đó chỉ hái 12 kg" in text


def test_a_stranger_sees_and_settles_nothing(desk: Desk, cast: Cast) -> None:
    event = disputed(cast)
    for path in ("entries?which=all", "disputes"):
        assert "Thu hái" not in desk.get(path, "stranger").text
    for action in ("entries/confirm", "disputes/correct", "disputes/reject"):
        fields = {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'1' * 12}", "about": event}
        fields |= {"evidence": "X", "reason": "incorrect_data"}
        where = f"/console/{action}"
        sent = desk.client.post(where, data=fields, headers=desk.headers["stranger"])
        assert sent.status_code == 403
