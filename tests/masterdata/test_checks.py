"""What a plain field may hold."""

import pytest

from traceability.errors import NotValid
from traceability.masterdata.checks import check_distinct, check_sha256, check_url, line


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Expected a text without blanks around it, got ''."),
        (" chè", "Expected a text without blanks around it, got ' chè'."),
        (
            "chè" * 67,
            f"Expected at most 200 characters, got '{('chè' * 67)[:79]}… (203 characters).",
        ),
        ("chè\nxanh", r"Expected a text without control characters, got 'chè\nxanh'."),
        ("che\u0300", "Expected a text in Unicode's NFC form, got 'che\u0300'."),
    ],
)
def test_a_line_that_cannot_be_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        line(text, "name")
    assert (str(refused.value), refused.value.field) == (sentence, "name")


def test_a_text_of_several_lines_is_allowed_where_it_is_asked_for() -> None:
    line("Nước 85 °C\nHai phút", "instructions", lines=True)


@pytest.mark.parametrize("url", ["http://a.vn", "javascript:alert(1)", "https://a.vn/ b", "a.vn"])
def test_only_an_https_address_is_an_address(url: str) -> None:
    with pytest.raises(NotValid) as refused:
        check_url(url, "url")
    assert str(refused.value) == f"Expected an https address, got {url!r}."


def test_a_digest_is_small_hex() -> None:
    with pytest.raises(NotValid) as refused:
        check_sha256("AB", "document")
    assert str(refused.value) == "Expected a SHA-256 in 64 small hexadecimal digits, got 'AB'."


def test_a_list_names_each_once() -> None:
    with pytest.raises(NotValid) as refused:
        check_distinct(("VN", "VN"), "offers")
    assert str(refused.value) == "Expected each only once, got 'VN, VN'."
