"""Pages of batches that are not as usual: under review, held, in a case, with a GTIN, hardly known."""

from dataclasses import replace

from flask.testing import FlaskClient

from api.languages import speak
from api.scan.found import spoken
from tests.cast import Cast, kg, pieces, revise
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gtin, Sscc
from traceability.identifiers.uris import BatchKey, LogisticKey, ProductKey
from traceability.masterdata.product import Product

VI = speak("vi")
GTIN = Gtin.parse("4006381333931")


def seen(client: FlaskClient, cast: Cast, key: BatchKey | LogisticKey | ProductKey) -> str:
    answer = client.get(key.path(cast.domain))
    assert answer.status_code == 200
    return answer.text


def published(cast: Cast) -> BatchKey:
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    return packs


def test_what_does_not_add_up_afterwards_is_under_review_and_says_why(
    client: FlaskClient, cast: Cast
) -> None:
    packs = published(cast)
    tea = cast.ledger.store.masterdata.get(Product, cast.tea.uri)
    revise(cast.ledger, cast.operator, replace(tea, images=()), 2)
    text = seen(client, cast, packs)
    assert VI.say("verdict.review.sentence") in text
    assert VI.say("finding.F1") in text
    assert f'<dd class="missing">{VI.say("required.missing")}</dd>' in text


def test_a_batch_held_back_says_so(client: FlaskClient, cast: Cast) -> None:
    packs = published(cast)
    cast.tell("hold", makers.mark("hold", cast.at(cast.factory, hours=40), [Goods(packs)], {}))
    text = seen(client, cast, packs)
    assert VI.say("verdict.held.sentence") in text
    assert VI.say("finding.H1") in text


def test_a_case_lists_its_published_batches(client: FlaskClient, cast: Cast) -> None:
    packs, hidden = published(cast), cast.packed_tea()
    case = LogisticKey.of(Sscc.parse("106141412345678908"))
    goods = [Goods(packs, pieces(10)), Goods(hidden, pieces(5))]
    cast.tell("aggregate", makers.aggregate(cast.at(cast.factory, hours=40), case, goods))
    text = seen(client, cast, case)
    assert "(00)106141412345678908" in text
    assert f'href="{packs.path(cast.domain)}"' in text
    assert hidden.path(cast.domain) not in text


def test_a_batch_with_a_gtin_shows_its_lot_and_its_product(client: FlaskClient, cast: Cast) -> None:
    product = ProductKey.of(GTIN)
    tea = cast.ledger.store.masterdata.get(Product, cast.tea.uri)
    sold = replace(tea, key=product, gtin=GTIN, shelf_life_days=365)
    revise(cast.ledger, cast.operator, sold)
    batch = BatchKey.of(GTIN, "L/1")
    bulk = cast.make({cast.harvest("26"): "26"}, "5.2")
    at = cast.at(cast.factory, hours=30)
    goods = [Goods(bulk, kg("5"))], [Goods(batch, pieces(50))]
    cast.tell("pack", makers.pack(at, *goods, None, {}))
    cast.state("publish", batch.uri)
    text = seen(client, cast, batch)
    assert "(01)04006381333931(10)L/1" in text
    assert VI.say("required.shelf_life", days=365) in text
    assert f'href="{batch.path(cast.domain)}"' in seen(client, cast, product)


def test_a_batch_of_which_only_the_code_is_known_says_whom_to_ask(
    client: FlaskClient, cast: Cast
) -> None:
    bulk = cast.new(BatchKey)
    at = cast.at(cast.factory)
    cast.tell("store", makers.observe("store", at, [Goods(bulk, kg("1"))], {}), cast.officer)
    assert VI.say("unpublished.ask_seller") in seen(client, cast, bulk)


def test_a_code_is_spoken_in_groups_and_a_foreign_one_as_it_is() -> None:
    domain = Domain("trace.example")
    assert spoken("https://trace.example/t/0000000000000/3-17", domain) == "0000 0000 0000 0 3-17"
    assert spoken("urn:partner:lot:1", domain) == "urn:partner:lot:1"


def test_a_story_of_many_stages_shows_the_latest_and_stays_small(
    client: FlaskClient, cast: Cast
) -> None:
    leaves = {cast.harvest("1", hours=hour % 5): "1" for hour in range(45)}
    packs = cast.pack(cast.make(leaves, "9"), "5", 50)
    cast.state("publish", packs.uri)
    path = packs.path(cast.domain)
    text = seen(client, cast, packs)
    assert text.count('<li class="stage">') == 40
    assert VI.say("journey.earlier", number=7) in text
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) <= 14 * 1024
