"""The code lists hold what the farm trade meets."""

import pytest

from traceability.identifiers.code_lists import codes


@pytest.mark.parametrize(
    ("name", "code"),
    [("iso3166", "704"), ("iso3166alpha2", "VN"), ("iso4217", "704"), ("packagetype", "PX")],
)
def test_a_list_holds_its_codes(name: str, code: str) -> None:
    assert code in codes(name)
