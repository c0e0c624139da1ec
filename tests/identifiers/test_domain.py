"""Our own domain, and what of a URI belongs to it."""

import pytest

from traceability.errors import NotValid
from traceability.identifiers.domain import Domain

DOMAIN = Domain("id.example.vn")


@pytest.mark.parametrize("host", ["", "localhost", "Id.example.vn", "-a.vn", "a.vn/", "id.gs1.org"])
def test_a_domain_is_a_lower_case_host_name_of_our_own(host: str) -> None:
    with pytest.raises(NotValid) as refusal:
        Domain(host)
    assert str(refusal.value) == f"Expected a lower-case host name of our own, got {host!r}."


def test_query_and_fragment_are_no_part_of_a_code() -> None:
    assert DOMAIN.code_path("HTTP://ID.example.vn:80/t/A?c=1#x") == "/t/A"


@pytest.mark.parametrize("uri", ["urn:x:y", "https://example.vn/t/A", "ftp://id.example.vn/t/A"])
def test_a_uri_of_others_has_no_code_path(uri: str) -> None:
    assert DOMAIN.code_path(uri) is None
