"""A batch is the fold of its records, whatever the order in which they arrive."""

import random
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import MORNING, kg
from traceability.batches.batch import Batch
from traceability.batches.fold import Record, fold, grow
from traceability.batches.tally import Tally
from traceability.events import event, makers
from traceability.events.amount import Amount
from traceability.events.event import Body, Event
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, LogisticKey, PartyKey, PlaceKey
from traceability.statements import Statement

DOMAIN = Domain("trace.example")
BATCH, OTHER = (BatchKey.from_code(mint(n), DOMAIN) for n in (1, 2))
PARTY, BUYER = (PartyKey.from_code(mint(n), DOMAIN) for n in (3, 4))
PLACE = PlaceKey.from_code(mint(5), DOMAIN)
DECLARED = datetime(2026, 4, 1, tzinfo=UTC)
OBSERVED = ("store", "ship", "receive", "sell", "return", "lose", "destroy")
MARKED = ("hold", "release", "recall", "lift-recall")


def occasion(hours: int) -> Occasion:
    return Occasion(DOMAIN, MORNING + timedelta(hours=hours), PLACE, PARTY)


def told(body: Body) -> Event:
    return event.make(body, namespaces(DOMAIN))


def wrong(happened: Event) -> Event:
    """The declaration that an event did not occur."""
    return told(makers.correct(happened, DECLARED, "did_not_occur", []))


def observed(happening: str, weight: str | None, hours: int = 1) -> Event:
    goods = [Goods(BATCH, kg(weight) if weight else None)]
    return told(makers.observe(happening, occasion(hours), goods, {}, (BUYER, None)))


def harvested(weight: str = "26", hours: int = 0) -> Event:
    return told(makers.harvest(occasion(hours), Goods(BATCH, kg(weight)), None, {}))


def packed(best_before: date, hours: int = 2) -> Event:
    goods = [Goods(OTHER, kg("1"))], [Goods(BATCH, kg("1"))]
    return told(makers.pack(occasion(hours), *goods, best_before, {}))


def said(kind: str, hours: int, **facts: str) -> Statement:
    name = f"urn:uuid:{uuid.UUID(int=hours)}"
    return Statement(name, kind, BATCH.uri, MORNING + timedelta(hours=hours), PARTY.uri, facts)


hours = st.integers(0, 5)
weights = st.none() | st.decimals("0.1", 99, places=2).map(lambda kilos: Amount(kilos, "KGM"))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """One event about the batch, of any sort."""
    at, goods = occasion(draw(hours)), [Goods(BATCH, draw(weights))]
    rest = [Goods(OTHER, draw(weights))]
    end = date(2027, 3, draw(st.integers(1, 28)))
    bodies: list[Body] = [
        makers.harvest(at, goods[0], None, {}),
        makers.process(at, "making", goods, rest, {}),
        makers.pack(at, rest, goods, end, {}),
        makers.inspect(
            at, goods, draw(st.sampled_from(["conformant", "non_conformant"])), None, {}
        ),
        makers.mark(draw(st.sampled_from(MARKED)), at, goods, {}),
        makers.observe(draw(st.sampled_from(OBSERVED)), at, goods, {}, (BUYER, None)),
    ]
    return told(draw(st.sampled_from(bodies)))


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Records about the batch in any order, some events of which are declared wrong."""
    happened = draw(st.lists(events(), max_size=6, unique_by=lambda one: one.id))
    voided = [wrong(one) for one in happened if draw(st.booleans())]
    kinds = draw(st.lists(st.sampled_from(["publish", "withdraw", "confirm"]), max_size=3))
    stated = [said(kind, number, reason="expired") for number, kind in enumerate(kinds)]
    listed: list[Record] = [*happened, *voided, *stated]
    return draw(st.permutations(listed))


def grown(listed: Iterable[Record]) -> Batch:
    """One record after another, folding all again where `grow` asks for it."""
    batch, arrived = Batch(BATCH.uri), list[Record]()
    for record in listed:
        arrived.append(record)
        batch = grow(batch, record) or fold(BATCH.uri, arrived)
    return batch


@settings(max_examples=60, deadline=None)
@given(records(), st.randoms(use_true_random=False))
def test_a_fold_does_not_depend_on_the_order(listed: list[Record], order: random.Random) -> None:
    before = fold(BATCH.uri, listed)
    order.shuffle(listed)
    assert fold(BATCH.uri, listed) == before


@settings(max_examples=60, deadline=None)
@given(records())
def test_growing_record_by_record_is_folding_all(listed: list[Record]) -> None:
    assert grown(listed) == fold(BATCH.uri, listed)


@settings(max_examples=60, deadline=None)
@given(records())
def test_an_event_declared_wrong_counts_for_nothing_but_a_record(listed: list[Record]) -> None:
    batch = fold(BATCH.uri, listed)
    stands = [one for one in listed if isinstance(one, Statement) or one.id not in batch.voided]
    without = fold(BATCH.uri, stands)
    assert batch.records == len(listed)
    assert (batch.left, batch.origin, batch.state(DECLARED)) == (
        without.left,
        without.origin,
        without.state(DECLARED),
    )


def test_a_declaration_that_arrives_first_voids_what_arrives_later() -> None:
    harvest = harvested()
    assert grown([wrong(harvest), harvest]).made.of("mass") == 0
    assert grow(Batch(BATCH.uri, voided=(harvest.id,)), harvest) is None
    assert grow(Batch(BATCH.uri), wrong(harvest)) is None


@pytest.mark.parametrize(
    ("happening", "sum_"),
    [
        ("sell", "sold"),
        ("lose", "lost"),
        ("destroy", "lost"),
        ("return", "returned"),
        ("receive", "received"),
        ("ship", "shipped"),
    ],
)
def test_each_happening_has_its_sum(happening: str, sum_: str) -> None:
    batch = fold(BATCH.uri, [observed(happening, "2"), observed(happening, None, 2)])
    assert getattr(batch, sum_).of("mass") == Decimal(2)
    assert getattr(batch, sum_).unknown == 1


def test_storing_moves_nothing() -> None:
    batch = fold(BATCH.uri, [harvested(), observed("store", "26")])
    assert batch.left.of("mass") == Decimal(26)


def test_who_received_it_last_holds_it() -> None:
    received = told(
        makers.observe("receive", occasion(3), [Goods(BATCH, kg("1"))], {}, (BUYER, PLACE))
    )
    batch = fold(BATCH.uri, [received, harvested()])
    assert batch.holder is not None
    assert batch.holder.value == PARTY.uri


def test_a_recall_holds_until_it_is_lifted_whatever_arrives_first() -> None:
    goods = [Goods(BATCH)]
    recall = told(makers.mark("recall", occasion(3), goods, {}))
    lifted = told(makers.mark("lift-recall", occasion(4), goods, {}))
    assert fold(BATCH.uri, [recall]).is_recalled
    assert not fold(BATCH.uri, [lifted, recall]).is_recalled


@pytest.mark.parametrize(("mark", "lift"), [("recall", "lift-recall"), ("hold", "release")])
def test_a_mark_and_a_lift_of_one_instant_are_a_mark(mark: str, lift: str) -> None:
    goods = [Goods(BATCH)]
    both = [told(makers.mark(each, occasion(3), goods, {})) for each in (lift, mark)]
    for order in (both, both[::-1]):
        batch = grown(order)
        assert batch.is_recalled or batch.is_held


@pytest.mark.parametrize("day", ["9999-12-31", "1999-12-31", "0001-01-01", "soon"])
def test_a_day_beyond_all_years_says_nothing(day: str) -> None:
    body = dict(packed(date(2027, 3, 20)).body) | {"ilmd": {"cbvmda:bestBeforeDate": day}}
    assert fold(BATCH.uri, [told(body)]).best_before is None


def test_the_earliest_best_before_of_all_packings_counts() -> None:
    late, early = packed(date(2027, 3, 20)), packed(date(2027, 2, 20), 3)
    assert fold(BATCH.uri, [late, early]).best_before == date(2027, 2, 20)


def test_the_last_word_on_publication_holds() -> None:
    words = [said("withdraw", 2, reason="expired"), said("publish", 1)]
    assert fold(BATCH.uri, words).state(MORNING) == "withdrawn"
    assert fold(BATCH.uri, [*words, said("publish", 3)]).state(MORNING) == "published"


def test_what_goes_in_is_used_and_what_comes_out_is_made() -> None:
    ends = [Goods(BATCH, kg("1"))], [Goods(OTHER, kg("1"))]
    making = told(makers.process(occasion(2), "grading", *ends, {}))
    used, made = fold(BATCH.uri, [making]), fold(OTHER.uri, [making])
    assert (used.used, used.made) == (Tally().plus(kg("1")), Tally())
    assert (made.used, made.made) == (Tally(), Tally().plus(kg("1")))


def test_what_is_packed_into_a_case_is_still_there() -> None:
    case = LogisticKey.from_code(mint(6), DOMAIN)
    body = makers.aggregate(occasion(2), case, [Goods(BATCH, kg("1"))])
    unsaid = told({name: value for name, value in body.items() if name != "disposition"})
    batch = fold(BATCH.uri, [harvested(), unsaid])
    assert batch.left.of("mass") == Decimal(26)
    assert batch.disposition is not None
    assert batch.disposition.value == "active"
