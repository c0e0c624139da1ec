"""The statement of a season: its parts add up, and nobody's order changes it."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.cast import MORNING, kg
from traceability.batches.tally import Tally
from traceability.events import event, makers
from traceability.events.event import Event
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey, ProductKey
from traceability.season.statement import Season, is_plucking, statement, total

DOMAIN = Domain("trace.example")


def party(number: int) -> PartyKey:
    return PartyKey.from_code(mint(1000 + number), DOMAIN)


def batch(number: int) -> BatchKey:
    return BatchKey.from_code(mint(2000 + number), DOMAIN)


def product(number: int) -> ProductKey:
    return ProductKey.from_code(mint(3000 + number), DOMAIN)


US, COOPERATIVE, COLLECTOR = party(0), party(1), party(2)
PLOT = PlaceKey.from_code(mint(4000), DOMAIN)
OURS = frozenset({US.uri})


def made(body: event.Body) -> Event:
    return event.make(body, namespaces(DOMAIN))


def plucked(number: int, weight: str | None, of: int = 0) -> Event:
    goods = Goods(batch(number), kg(weight) if weight else None)
    return made(makers.harvest(at(US), goods, None, {"product": product(of).uri}))


def at(who: PartyKey) -> Occasion:
    return Occasion(DOMAIN, MORNING, PLOT, who)


def moved(
    happening: str, number: int, weight: str | None, who: PartyKey, other: PartyKey | None
) -> Event:
    """Goods came or went: `who` says so, `other` is at the other end."""
    goods = [Goods(batch(number), kg(weight) if weight else None)]
    return made(makers.observe(happening, at(who), goods, {}, (other, None)))


def shipped(number: int, weight: str | None, to: PartyKey = COOPERATIVE) -> Event:
    return moved("ship", number, weight, US, to)


def received(number: int, weight: str | None, by: PartyKey = COOPERATIVE) -> Event:
    return moved("receive", number, weight, by, US)


def kilograms(season: Season) -> dict[tuple[str, str], Decimal]:
    return {row: tally.of("mass") for row, tally in season.rows.items()}


def test_kilograms_stand_by_product_and_by_buyer() -> None:
    season = statement(
        [plucked(1, "25.5"), shipped(1, "25.5"), plucked(2, "10", 1), shipped(2, "10", COLLECTOR)],
        OURS,
    )
    assert kilograms(season) == {
        (product(0).uri, COOPERATIVE.uri): Decimal("25.5"),
        (product(1).uri, COLLECTOR.uri): Decimal(10),
    }
    assert season.plucked[product(0).uri] == Tally({"mass": Decimal("25.5")})


def test_a_hand_over_that_both_ends_told_counts_once_and_as_the_receiver_weighed_it() -> None:
    season = statement([plucked(1, "26"), shipped(1, "26"), received(1, "25.5")], OURS)
    (lot,) = season.lots
    assert (lot.given.of("mass"), lot.counted.of("mass")) == (Decimal(26), Decimal("25.5"))
    assert season.whole.of("mass") == Decimal("25.5")


def test_a_hand_over_that_nobody_else_confirmed_counts_as_it_was_told() -> None:
    assert statement([shipped(1, "26")], OURS).whole.of("mass") == Decimal(26)


def test_what_nobody_weighed_is_counted_as_such_until_the_receiver_weighs_it() -> None:
    assert statement([shipped(1, None)], OURS).whole == Tally({}, 1)
    assert statement([shipped(1, None), received(1, "7")], OURS).whole.of("mass") == Decimal(7)


def test_what_was_sold_at_the_gate_has_no_buyer() -> None:
    season = statement([plucked(1, "3"), moved("sell", 1, "2", US, None)], OURS)
    assert season.by_buyer == {"": Tally({"mass": Decimal(2)})}


def test_what_came_back_is_taken_off_again() -> None:
    season = statement([shipped(1, "9"), moved("return", 1, "4", US, COOPERATIVE)], OURS)
    assert season.by_buyer[COOPERATIVE.uri].of("mass") == Decimal(5)


def test_what_others_told_of_their_own_goods_is_not_ours() -> None:
    theirs = moved("ship", 1, "9", COLLECTOR, COOPERATIVE)
    assert statement([theirs], OURS) == Season(())


def taken(number: int, weight: str | None, by: PartyKey = COOPERATIVE) -> Event:
    """Leaf went into tea of somebody's."""
    goods = Goods(batch(number), kg(weight) if weight else None)
    return made(makers.process(at(by), "making", [goods], [Goods(batch(90), kg("1"))], {}))


def test_leaf_that_a_factory_used_went_to_it_where_nobody_told_more() -> None:
    season = statement([plucked(1, "25"), taken(1, "24")], OURS)
    assert season.by_buyer == {COOPERATIVE.uri: Tally({"mass": Decimal(24)})}
    told = statement([plucked(1, "25"), taken(1, "24"), shipped(1, "25")], OURS)
    assert told.whole.of("mass") == Decimal(25)


def test_what_a_household_makes_of_its_own_leaf_went_nowhere() -> None:
    assert not statement([plucked(1, "25"), taken(1, "25", US)], OURS).lots


def test_an_event_that_was_declared_wrong_counts_no_more() -> None:
    right = shipped(1, "9")
    wrong = shipped(2, "90")
    declared = made(makers.correct(wrong, MORNING, "did_not_occur", []))
    assert statement([declared, right, wrong], OURS).whole.of("mass") == Decimal(9)


def test_an_event_that_comes_twice_counts_once() -> None:
    once = [plucked(1, "9"), shipped(1, "9")]
    assert statement([*once, *once], OURS) == statement(once, OURS)


def test_what_moves_between_two_keys_of_one_household_did_not_leave_it() -> None:
    both = OURS | {party(7).uri}
    inside, outside = shipped(1, "9", party(7)), moved("ship", 1, "8", party(7), COOPERATIVE)
    season = statement([inside, outside], both)
    assert season.by_buyer == {COOPERATIVE.uri: Tally({"mass": Decimal(8)})}


def test_a_buyer_that_was_merged_into_another_stands_as_that_one() -> None:
    events = [shipped(1, "5"), shipped(2, "6", COLLECTOR)]
    season = statement(events, OURS, kept={COLLECTOR.uri: COOPERATIVE.uri})
    assert season.by_buyer == {COOPERATIVE.uri: Tally({"mass": Decimal(11)})}


WEIGHTS = some.none() | some.decimals("0.1", 99, places=1).map(str)
BUYERS = some.sampled_from([COOPERATIVE, COLLECTOR])
EVENTS = some.one_of(
    some.builds(plucked, some.integers(0, 3), WEIGHTS, some.integers(0, 1)),
    some.builds(shipped, some.integers(0, 3), WEIGHTS, BUYERS),
    some.builds(received, some.integers(0, 3), WEIGHTS, BUYERS),
    some.builds(taken, some.integers(0, 3), WEIGHTS, BUYERS),
    some.builds(lambda n, w: moved("sell", n, w, US, None), some.integers(0, 3), WEIGHTS),
    some.builds(lambda n, w, b: moved("return", n, w, US, b), some.integers(0, 3), WEIGHTS, BUYERS),
)


@settings(max_examples=50)
@given(some.lists(EVENTS, max_size=12))
def test_the_parts_of_a_season_add_up_to_the_whole(events: list[Event]) -> None:
    season = statement(events, OURS)
    for parts in (season.rows.values(), season.by_product.values(), season.by_buyer.values()):
        assert total(parts) == season.whole
    once = {event.id: event for event in events if is_plucking(event)}.values()
    told = (Tally().plus(portion.amount) for event in once for portion in event.made)
    assert total(season.plucked.values()) == total(told)


@settings(max_examples=50)
@given(some.lists(EVENTS, max_size=8), some.randoms())
def test_no_order_changes_a_season(events: list[Event], chance: object) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert statement(shuffled, OURS) == statement(events, OURS)


@settings(max_examples=50)
@given(some.lists(EVENTS, max_size=8))
def test_two_seasons_of_different_lots_add_up_to_both(events: list[Event]) -> None:
    first, second = list[Event](), list[Event]()
    for each in events:
        (first if each.keys[0] in {batch(0).uri, batch(1).uri} else second).append(each)
    halves = [statement(half, OURS) for half in (first, second)]
    assert total(half.whole for half in halves) == statement(events, OURS).whole
