"""What a statement must say."""

from datetime import UTC, datetime

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
                "activate-labels, adopt, reject, got 'praise'."
            ),
        ),
        (
            "withdraw",
            (
                "Expected one of error, expired, merged, out_of_season, recall, seller_suspended, "
                "unpublished, got None."
            ),
        ),
        ("consent", "Expected what is shown, such as name, got None."),
    ],
)
def test_a_statement_that_says_nothing_is_refused(kind: str, sentence: str) -> None:
    with pytest.raises(NotValid) as no:
        said(kind)
    assert str(no.value) == sentence


def test_a_statement_has_its_offset() -> None:
    with pytest.raises(NotValid, match="Expected a time with its offset"):
        Statement("urn:uuid:1", "publish", "https://a/t", datetime(2026, 3, 20), "x", {})  # noqa: DTZ001
