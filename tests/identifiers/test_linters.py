"""Linters tell right from wrong, one pair each."""

import pytest

from traceability.identifiers.linters import linter


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("csum", "9520123456788", "9520123456789"),
        ("csumalpha", "1987654Ad4X4bL5ttr2310c2K", "2"),
        ("cset64", "12=", "123="),
        ("gcppos1", "9520A", "952A"),
        ("iban", "DE91100000000123456789", "DE91100000000123456788"),
        ("iban", "BE71096123456769", "XX71096123456769"),
        ("iso3166", "704", "999"),
        ("iso3166999", "999", "998"),
        ("pieceoftotal", "0203", "0302"),
        ("pieceoftotal", "13", "131"),
        ("posinseqslash", "2/3", "3/2"),
        ("posinseqslash", "1/1", "1"),
        ("latitude", "1800000000", "1800000001"),
    ],
)
def test_a_linter_tells_right_from_wrong(name: str, right: str, wrong: str) -> None:
    assert (linter(name).accepts(right), linter(name).accepts(wrong)) == (True, False)
