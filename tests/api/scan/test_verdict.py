"""The decision table of verdicts, row by row."""

import pytest

from api.scan.verdict import TABLE, verdict
from traceability.batches.batch import STATES

EVIDENCE = ("disputed", "attested", "confirmed", "declared")


@pytest.mark.parametrize("evidence", EVIDENCE)
@pytest.mark.parametrize(
    ("state", "tone"),
    [
        ("recalled", "stop"),
        ("held", "stop"),
        ("review", "care"),
        ("expired", "care"),
        ("withdrawn", "care"),
        ("unpublished", "care"),
    ],
)
def test_how_a_batch_stands_outweighs_who_vouches_for_it(
    state: str, tone: str, evidence: str
) -> None:
    said = verdict(state, evidence)
    assert (said.name, said.tone) == (state, tone)


@pytest.mark.parametrize(
    ("evidence", "tone"),
    [("disputed", "care"), ("attested", "good"), ("confirmed", "good"), ("declared", "good")],
)
def test_of_a_published_batch_it_is_said_who_vouches_for_it(evidence: str, tone: str) -> None:
    said = verdict("published", evidence)
    assert (said.name, said.tone) == (evidence, tone)


def test_every_state_has_a_row() -> None:
    assert {state for state, _, _ in TABLE} == {*STATES, "review"}
