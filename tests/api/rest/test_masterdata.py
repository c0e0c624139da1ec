"""Master data over the wire: made once, changed by version, shown by right, paged."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.conftest import Api
from tests.cast import Cast
from traceability.store.store import Store

SQUARE = [[105.76, 21.55], [105.761, 21.55], [105.761, 21.551], [105.76, 21.551], [105.76, 21.55]]
COMMUNE = {"commune": "05503", "on": "2026-01-01"}


def polygon(*positions: list[float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(positions)]}


def plot(cast: Cast, **but: Any) -> dict[str, Any]:
    said = {
        "kind": "plot",
        "party": cast.household.uri,
        "name": "Nương bà Hoa",
        "label": "Nương B",
        "address": COMMUNE,
        "shape": polygon(*SQUARE),
    }
    return {**said, **but}


def household(cast: Cast, **but: Any) -> dict[str, Any]:
    said = {
        "kind": "household",
        "name": "Nguyễn Thị Hoa",
        "label": "Hộ 018",
        "address": COMMUNE,
        "member_of": cast.cooperative.uri,
        "phone": "+84912345678",
    }
    return {**said, **but}


def path(response: Any) -> str:
    location: str = response.headers["Location"]
    return location.removeprefix("/api/v1")


def test_a_farmer_draws_a_plot_and_reads_it_whole(api: Api, cast: Cast) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    assert (made.status_code, made.json["number"], made.headers["ETag"]) == (201, 1, '"1"')
    shown = api("recorder", "GET", path(made)).json
    assert shown["shape"]["coordinates"][0][0] == [105.76, 21.55]
    assert (shown["name"], shown["area_m2"].partition(".")[0]) == ("Nương bà Hoa", "11469")


def test_a_stranger_reads_the_public_part(api: Api, cast: Cast) -> None:
    made = api("officer", "POST", "/parties", household(cast))
    assert made.status_code == 201
    shown = api("stranger", "GET", path(made)).json
    assert shown["label"] == "Hộ 018"
    assert not {"name", "phone"} & set(shown)
    assert api("officer", "GET", path(made)).json["phone"] == "+84912345678"


def test_what_was_read_can_be_sent_back_as_the_next_revision(api: Api, cast: Cast) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    read = api("recorder", "GET", path(made))
    body = read.json | {"crop": "chè"}
    changed = api("recorder", "PUT", path(made), body, If_Match=read.headers["ETag"])
    assert (changed.status_code, changed.json["number"]) == (200, 2)
    again = api("recorder", "GET", path(made))
    assert (again.json["crop"], again.headers["ETag"]) == ("chè", '"2"')


def test_a_change_names_the_version_it_was_made_from(api: Api, cast: Cast, store: Store) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    count = store.records.count(kind="revision")
    without = api("recorder", "PUT", path(made), plot(cast))
    assert without.status_code == 428
    assert without.json["detail"] == 'Expected If-Match: "1" or another version, got none.'
    stale = api("recorder", "PUT", path(made), plot(cast), If_Match='"7"')
    assert (stale.status_code, stale.json["detail"]) == (412, 'Expected If-Match: "1", got "7".')
    assert store.records.count(kind="revision") == count


def test_a_repeated_change_gets_its_first_receipt(api: Api, cast: Cast) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    but = {"If_Match": '"1"', "Idempotency_Key": "change 1"}
    first = api("recorder", "PUT", path(made), plot(cast, crop="chè"), **but)
    again = api("recorder", "PUT", path(made), plot(cast, crop="chè"), **but)
    assert (first.status_code, again.status_code, again.json) == (200, 200, first.json)


def test_a_change_keeps_the_key(api: Api, cast: Cast) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    other = plot(cast, key=cast.plot.uri)
    no = api("recorder", "PUT", path(made), other, If_Match='"1"')
    key = made.json["key"]
    assert no.json["errors"] == {"key": [f"Expected the key {key}, got '{cast.plot.uri}'."]}


def test_who_has_this_version_is_not_sent_it_again(api: Api, cast: Cast) -> None:
    made = api("recorder", "POST", "/places", plot(cast))
    assert api("recorder", "GET", path(made), If_None_Match='"1"').status_code == 304


def test_a_repeat_of_a_thing_gets_the_same_key(api: Api, cast: Cast) -> None:
    first = api("recorder", "POST", "/places", plot(cast), Idempotency_Key="plot 1")
    again = api("recorder", "POST", "/places", plot(cast), Idempotency_Key="plot 1")
    other = api("recorder", "POST", "/places", plot(cast, label="C"), Idempotency_Key="plot 1")
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json == first.json
    assert again.headers["Location"] == first.headers["Location"]


def test_a_key_that_is_taken_is_a_conflict(api: Api, cast: Cast) -> None:
    no = api("recorder", "POST", "/places", plot(cast, key=cast.plot.uri))
    assert no.status_code == 409
    assert no.json["detail"].startswith(f"Expected revision 2 of {cast.plot.uri}"[:60])


def test_nobody_takes_a_strangers_place_over(api: Api, cast: Cast) -> None:
    code = cast.plot.uri.removeprefix(cast.domain.root)
    body = plot(cast, party=cast.stranger_cooperative.uri)
    no = api("stranger", "PUT", f"/places/{code}", body, If_Match='"1"')
    assert no.status_code == 403


def test_a_code_and_a_whole_uri_name_the_same(api: Api, cast: Cast) -> None:
    code = cast.plot.uri.removeprefix(cast.domain.root)
    by_code = api("recorder", "GET", f"/places/{code}")
    by_uri = api("recorder", "GET", f"/places/{quote(cast.plot.uri, safe='')}")
    assert by_code.json == by_uri.json
    assert by_code.json["key"] == cast.plot.uri


def test_a_list_holds_ones_own_and_comes_in_pages(api: Api, cast: Cast) -> None:
    for number in range(4):
        api("recorder", "POST", "/places", plot(cast, label=f"Nương {number}"))
    seen, where = [], "/places?limit=2"
    while where:
        page = api("officer", "GET", where)
        seen += [item["key"] for item in page.json["items"]]
        where = page.headers.get("Link", "").partition(">")[0].removeprefix("</api/v1")
    assert len(seen) == len(set(seen)) == 6
    assert api("stranger", "GET", "/places").json["items"] == []


def test_a_list_of_another_party_is_its_own_to_see(api: Api, cast: Cast) -> None:
    named = quote(cast.household.uri)
    assert len(api("officer", "GET", f"/places?party={named}").json["items"]) == 1
    assert api("stranger", "GET", f"/places?party={named}").status_code == 403
    assert len(api("operator", "GET", "/places").json["items"]) == 2


def test_an_unknown_party_is_not_found(api: Api, cast: Cast) -> None:
    key = cast.plot.uri
    code = key.removeprefix(cast.domain.root)
    no = api("officer", "GET", f"/parties/{code}")
    assert (no.status_code, no.json["detail"]) == (404, f"Expected a known party, got '{key}'.")


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (
        {"address": {"commune": "99999", "on": "2026-01-01"}},
        "address.commune",
        "Expected a commune code in force on 2026-01-01, got '99999'.",
    ),
    (
        {"shape": polygon(*([y, x] for x, y in SQUARE))},
        "shape.coordinates",
        ("Expected longitude, latitude in that order; the axes look swapped, got '21.55, 105.76'."),
    ),
    (
        {"shape": polygon(SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0])},
        "shape",
        (
            "Expected a polygon whose edges neither cross nor touch, "
            "got 'Self-intersection[105.7605 21.5505]'."
        ),
    ),
    (
        {"gln": "8930000000018"},
        "gln",
        "Expected 13 digits with the check digit 9, got '8930000000018'.",
    ),
    ({"declared_area_m2": "-3"}, "declared_area_m2", "Expected an area above 0 m², got -3."),
    ({"colour": "green"}, "colour", "Expected a documented field, got an unknown one."),
    (
        {"party": "https://trace.example/t/0000000000009"},
        "party",
        "Expected a code whose characters agree with its last one, got '0000000000009'.",
    ),
]


@pytest.mark.parametrize(("but", "field", "sentence"), WRONG)
def test_a_wrong_field_is_refused_by_its_path(
    api: Api, cast: Cast, store: Store, but: dict[str, Any], field: str, sentence: str
) -> None:
    count = store.records.count(kind="revision")
    no = api("recorder", "POST", "/places", plot(cast, **but))
    assert (no.status_code, list(no.json["errors"])) == (422, [field])
    assert no.json["errors"][field] == [sentence]
    assert store.records.count(kind="revision") == count


def test_two_listings_of_a_seller_cannot_share_a_sku(api: Api, cast: Cast) -> None:
    body = {
        "product": cast.tea.uri,
        "seller": cast.cooperative.uri,
        "sku": "CHE-100",
        "title": {"vi": "Chè xanh"},
    }
    assert api("officer", "POST", "/listings", body).status_code == 201
    no = api("officer", "POST", "/listings", body)
    assert no.status_code == 409
    assert no.json["detail"] == "Expected a sku that the seller does not use yet, got 'CHE-100'."
