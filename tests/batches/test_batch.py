"""A batch as it stands: its state, what is left, and when it changes by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import kg
from traceability.batches.batch import VIETNAM, Batch, Origin
from traceability.batches.tally import Tally, Word

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
MIDNIGHT = datetime(2027, 3, 21, tzinfo=VIETNAM)
GTIN_BATCH = "https://id.gs1.org/01/08938501234568/10/L7"


def word(value: str) -> Word:
    return Word(NOON, "urn:uuid:1", value)


PUBLISHED = Batch("urn:x:1", publication=word("publish"), best_before=date(2027, 3, 20))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "published"),
        ({"best_before": None}, "published"),
        ({"publication": None}, "unpublished"),
        ({"publication": word("withdraw:expired")}, "withdrawn"),
        ({"held": word("set")}, "held"),
        ({"held": word("set"), "publication": None}, "unpublished"),
        ({"held": word("unset")}, "published"),
        ({"recalled": word("set"), "held": word("set")}, "recalled"),
        ({"recalled": word("unset")}, "published"),
        ({"best_before": date(2026, 3, 19)}, "expired"),
    ],
)
def test_a_code_answers_by_the_gravest_that_holds(changes: dict[str, Any], state: str) -> None:
    assert replace(PUBLISHED, **changes).state(NOON) == state


def test_a_batch_expires_when_its_last_day_has_ended_in_vietnam() -> None:
    assert PUBLISHED.ends_at() == MIDNIGHT
    assert PUBLISHED.state(MIDNIGHT - timedelta(seconds=1)) == "published"
    assert PUBLISHED.state(MIDNIGHT) == "expired"


def test_a_view_changes_by_itself_once() -> None:
    assert PUBLISHED.changes_at(NOON) == MIDNIGHT
    assert PUBLISHED.changes_at(MIDNIGHT) is None
    assert Batch("urn:x:1").changes_at(NOON) is None


def test_a_code_that_was_published_is_never_unpublished_again() -> None:
    assert replace(PUBLISHED, publication=word("withdraw:error")).was_published


def test_left_is_made_and_returned_less_used_sold_and_lost() -> None:
    one, ten = Tally().plus(kg("1")), Tally().plus(kg("10"))
    batch = Batch("urn:x:1", made=ten, returned=one, used=one, sold=one, lost=one, shipped=ten)
    assert batch.left.of("mass") == Decimal(8)


def test_what_came_back_counts_up_to_what_was_sold() -> None:
    ten, one = Tally().plus(kg("10")), Tally().plus(kg("1"))
    forged = Batch("urn:x:1", made=one, returned=ten)
    assert forged.left.of("mass") == Decimal(1)
    shipped = Batch("urn:x:1", made=ten, shipped=one, returned=one)
    assert shipped.left.of("mass") == Decimal(10)


def test_a_day_beyond_all_years_never_ends() -> None:
    assert replace(PUBLISHED, best_before=date.max).ends_at() is None


def test_what_is_left_of_an_unweighed_batch_is_unknown() -> None:
    assert Batch("urn:x:1", made=Tally().plus(None)).left.unknown == 1


def _origin(time: datetime, event_id: str, **ilmd: str) -> Origin:
    return Origin(time, event_id, "making", None, "urn:party:1", ilmd)


def test_a_batch_belongs_to_the_party_of_its_first_making() -> None:
    first, second = _origin(NOON, "a"), _origin(NOON, "b")
    assert first.or_earlier(second) is second.or_earlier(first) is first
    assert Batch("urn:x:1", origin=first.or_earlier(None)).owner == "urn:party:1"
    assert Batch("urn:x:1").owner is None


@pytest.mark.parametrize(
    ("uri", "ilmd", "product"),
    [
        (GTIN_BATCH, {}, "https://id.gs1.org/01/08938501234568"),
        (GTIN_BATCH, {"farm:product": "urn:tea"}, "urn:tea"),
        ("https://trace.example/t/1", {"farm:product": "urn:tea"}, "urn:tea"),
        ("https://trace.example/t/1", {}, None),
        ("urn:x/10/y", {}, None),
    ],
)
def test_a_product_is_named_or_is_in_the_code(
    uri: str, ilmd: dict[str, str], product: str | None
) -> None:
    assert Batch(uri, origin=_origin(NOON, "a", **ilmd)).product == product
    assert Batch(GTIN_BATCH).product == "https://id.gs1.org/01/08938501234568"
