"""What a buyer gets for each address."""

import gzip

import pytest
from flask.testing import FlaskClient

from api.languages import speak
from tests.browser.shelf import Shelf, told
from tests.cast import Cast
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey

LARGEST = 14 * 1024


def published(cast: Cast) -> BatchKey:
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    return packs


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_state_has_a_page_of_its_own_that_begins_with_its_verdict(
    client: FlaskClient, shelf: Shelf, language: str
) -> None:
    sentences = speak(language).sentences
    names = {"published": "attested"}
    for state in ("published", "unpublished", "expired", "recalled", "withdrawn"):
        answer = client.get(f"{shelf[state]}?lang={language}")
        sentence = sentences[f"verdict.{names.get(state, state)}.sentence"]
        assert answer.status_code == 200
        assert f"<h1>{sentence}</h1>" in answer.text
        assert f'<html lang="{language}" dir="ltr">' in answer.text


@pytest.mark.parametrize("name", ["product", "plot", "plant", "cooperative", "household", "home"])
def test_what_stands_still_has_a_page(client: FlaskClient, shelf: Shelf, name: str) -> None:
    answer = client.get(shelf[name])
    assert answer.status_code == 200
    assert "<title></title>" not in answer.text


def test_an_unknown_code_is_a_page_that_says_what_to_do(client: FlaskClient, shelf: Shelf) -> None:
    answer = client.get(shelf["unknown"])
    assert answer.status_code == 404
    assert speak("vi").say("refusal.unknown.next") in answer.text


@pytest.mark.parametrize("path", ["/t/0000000000001", "/01/123", "/?code=xyz", "/t/a/b/c"])
def test_a_malformed_code_is_a_page_with_the_expected_form(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert speak("vi").say("refusal.malformed.next") in answer.text


def test_a_page_stands_under_its_second_address_and_with_a_slash(
    client: FlaskClient, cast: Cast
) -> None:
    path = published(cast).path(cast.domain)
    first = client.get(path)
    assert client.get(f"/page{path}").data == first.data
    assert client.get(f"{path}/").data == first.data
    assert client.head(path).headers["ETag"] == first.headers["ETag"]


def test_a_pack_shows_its_batch_and_names_its_serial(client: FlaskClient, cast: Cast) -> None:
    path = published(cast).path(cast.domain)
    answer = client.get(f"{path}/A7K2")
    assert speak("vi").say("batch.serial", serial="A7K2") in answer.text


def test_a_plant_that_does_not_stand_there_is_unknown(client: FlaskClient, shelf: Shelf) -> None:
    assert client.get(shelf["plot"] + "/3-41").status_code == 404


def test_before_publication_only_product_and_cooperative_are_shown(
    client: FlaskClient, shelf: Shelf
) -> None:
    answer = client.get(shelf["unpublished"])
    assert "Hợp tác xã chè thử nghiệm" in answer.text
    assert "Hộ 017" not in answer.text
    assert client.get(shelf["unpublished"] + "/journey.jsonld").status_code == 404


def test_a_recall_is_seen_though_the_page_was_kept(client: FlaskClient, cast: Cast) -> None:
    packs = published(cast)
    path = packs.path(cast.domain)
    assert client.get(path).headers["Cache-Control"] == "no-cache"
    goods = [Goods(packs)]
    cast.tell("recall", makers.mark("recall", cast.at(cast.factory, hours=40), goods, {}))
    cast.ledger.store.moved._looked = float("-inf")  # noqa: SLF001  # 0.2 s later
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert speak("vi").say("verdict.recalled.sentence") in answer.text


def test_a_page_that_is_known_is_not_sent_again(client: FlaskClient, cast: Cast) -> None:
    path = published(cast).path(cast.domain)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == "Accept-Language, Cookie, Accept-Encoding"


def test_a_page_fits_into_the_first_flight(client: FlaskClient, shelf: Shelf) -> None:
    for path in (shelf["published"], shelf["recalled"], shelf["product"], shelf["plot"]):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.data) <= LARGEST
        assert gzip.decompress(answer.data) == client.get(path).data


def test_a_page_names_no_address_but_ours_and_the_contact(
    client: FlaskClient, shelf: Shelf
) -> None:
    text = client.get(shelf["published"]).text
    assert "<script>" not in text
    assert 'src="http' not in text
    assert '<link rel="stylesheet"' not in text


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("0000 0000 00000", "/t/0000000000000"),
        ("https://somewhere.example/t/0000000000000", "/t/0000000000000"),
        ("/page/t/0000000000000", "/t/0000000000000"),
        ("trace.example/t/0000000000000", "/t/0000000000000"),
        ("4006381333931", "/01/04006381333931"),
        ("106141412345678908", "/00/106141412345678908"),
    ],
)
def test_a_typed_code_leads_to_its_page(client: FlaskClient, typed: str, path: str) -> None:
    answer = client.get("/", query_string={"code": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)


def test_the_demonstration_is_offered_where_it_is_loaded(client: FlaskClient, cast: Cast) -> None:
    assert speak("vi").say("home.example") not in client.get("/").text
    cast.ledger.store.meta.put("demonstration", "/t/0000000000000")
    assert '<a class="go" href="/t/0000000000000">' in client.get("/").text


def test_a_typed_link_redirects_and_an_unknown_one_is_not_found(
    client: FlaskClient, cast: Cast
) -> None:
    path = published(cast).path(cast.domain)
    events = client.get(f"{path}?linkType=gs1:epcis")
    assert events.headers["Location"] == f"{path}/journey.jsonld"
    assert client.get(f"{path}?linkType=gs1:pip").headers["Location"] == f"/page{path}"
    assert client.get(f"{path}?linkType=gs1:dpp").status_code == 404


def test_what_somebody_disputes_is_said_first(client: FlaskClient, cast: Cast) -> None:
    leaf = cast.harvest("26")
    packs = cast.pack(cast.make({leaf: "26"}, "5.2"), "5", 50)
    cast.state("publish", packs.uri)
    (record,) = [one.id for one in cast.ledger.store.records.about(leaf.uri, "event")][:1]
    cast.state("dispute", record, cast.recorder)
    assert speak("vi").say("verdict.disputed.sentence") in client.get(packs.path(cast.domain)).text


def test_each_stage_says_who_says_so_and_which_rows_were_plucked(
    client: FlaskClient, cast: Cast, shelf: Shelf
) -> None:
    say = speak("vi").say
    text = client.get(shelf["published"]).text
    assert say("mark.declared_confirmed") in text
    assert say("mark.cooperative") in text
    assert say("mark.laboratory") in text
    assert (
        f"{say('journey.rows', first=1, last=14)}, {say('journey.plants', number='2.306')}" in text
    )
    assert told(cast).path(cast.domain) not in text
