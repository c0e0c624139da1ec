"""What is at hand is never less than there is, and nothing where all was sent away."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from traceability.batches.at_hand import at_hand, keeper
from traceability.batches.batch import Batch, Origin
from traceability.batches.tally import Tally, Word

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OURS, THEIRS, OTHERS = (f"https://trace.example/t/{name}" for name in ("ours", "theirs", "others"))


def kg(number: int, unknown: int = 0) -> Tally:
    return Tally({"mass": Decimal(number)} if number else {}, unknown)


def batch(made: int, **more: Tally | Word) -> Batch:
    """A batch that we made."""
    origin = Origin(NOW, "e", "creating_class_instance", None, OURS)
    return Batch("https://trace.example/t/leaf", origin=origin, made=kg(made), **more)  # type: ignore[arg-type]


def to(party: str) -> Word:
    return Word(NOW, "e", party)


@pytest.mark.parametrize(
    ("one", "whose", "left"),
    [
        (batch(26), OURS, 26),
        (batch(26), THEIRS, None),
        (batch(26, used=kg(20)), OURS, 6),
        (batch(26, used=kg(26)), OURS, None),
        (batch(26, shipped=kg(26), sent=to(THEIRS)), OURS, None),
        (batch(26, shipped=kg(20), sent=to(THEIRS)), OURS, 6),
        (batch(26, shipped=kg(20), sent=to(THEIRS), used=kg(25)), OURS, 1),
        (batch(26, shipped=kg(0, 1), sent=to(THEIRS)), OURS, None),
        (
            batch(26, shipped=kg(26), sent=to(THEIRS), received=kg(25), holder=to(THEIRS)),
            THEIRS,
            25,
        ),
        (batch(26, received=kg(25), holder=to(THEIRS), used=kg(20)), THEIRS, 6),
        (batch(26, holder=to(THEIRS), received=kg(26)), OTHERS, None),
    ],
)
def test_what_is_left_is_told_to_whoever_has_it(one: Batch, whose: str, left: int | None) -> None:
    hand = at_hand(one, {whose})
    assert (None if hand is None else int(hand.of("mass"))) == left


def test_what_nobody_weighed_is_at_hand_until_it_is_used_up() -> None:
    hand = at_hand(Batch("x", origin=batch(0).origin, made=kg(0, 1)), {OURS})
    assert hand is not None
    assert (hand.unknown, dict(hand.known)) == (1, {})


def test_sent_within_the_same_hands_it_is_still_at_hand() -> None:
    sent = batch(26, shipped=kg(26), sent=to(THEIRS))
    hand = at_hand(sent, {OURS, THEIRS})
    assert hand is not None
    assert hand.of("mass") == 26
    received = batch(26, shipped=kg(26), sent=to(THEIRS), received=kg(26), holder=to(THEIRS))
    assert keeper(received, {OURS, THEIRS}) == THEIRS
