"""What a statement must say."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from traceability.errors import NotValid
from traceability.statements import Statement, read

NOW = datetime(2026, 3, 20, tzinfo=UTC)


def said(kind: str, **facts: object) -> Statement:
    """A statement about a batch."""
    return Statement("urn:uuid:1", kind, "https://a/t", NOW, "https://a/coop", facts)


def test_reading_the_public_part_back_gives_the_same_statement() -> None:
    statement = said("publish")
    assert read(statement.public()) == statement


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (
            "praise",
            (
                "Expected one of confirm, dispute, publish, withdraw, consent, delegate, "
                "activate-labels, adopt, reject, merge, got 'praise'."
            ),
        ),
        (
            "withdraw",
            (
                "Expected one of error, expired, merged, out_of_season, recall, seller_suspended, "
                "unpublished, got None."
            ),
        ),
        ("consent", "Expected what is shown, such as name, or an empty list, got None."),
    ],
)
def test_a_statement_that_says_nothing_is_refused(kind: str, sentence: str) -> None:
    with pytest.raises(NotValid) as no:
        said(kind)
    assert str(no.value) == sentence


def test_a_statement_is_said_in_our_time() -> None:
    ends = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    with pytest.raises(NotValid) as no:
        Statement("urn:uuid:1", "publish", "https://a/t", ends, "x", {})
    expected = "Expected a time between 2000 and 2100, got '9999-12-31T23:59:00-12:00'."
    assert str(no.value) == expected


def test_a_consent_is_taken_back_by_showing_nothing() -> None:
    assert said("consent", shows=[]).facts == {"shows": []}


def test_a_statement_has_its_offset() -> None:
    with pytest.raises(NotValid, match="Expected a time with its offset"):
        Statement("urn:uuid:1", "publish", "https://a/t", datetime(2026, 3, 20), "x", {})  # noqa: DTZ001
