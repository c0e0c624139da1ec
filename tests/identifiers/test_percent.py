"""Percent encoding loses nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.identifiers.check_digits import CSET82
from traceability.identifiers.percent import escape, escape_query, unescape, unescape_query

VALUES = st.text(CSET82 + " ~^", max_size=90)


@given(VALUES)
@settings(max_examples=50, deadline=None)
def test_what_is_written_is_read_back(value: str) -> None:
    assert unescape(escape(value)) == value
    assert unescape_query(escape_query(value)) == value


def test_a_plus_is_a_space_in_the_query_only() -> None:
    assert (unescape("a+b"), unescape_query("a+b")) == ("a+b", "a b")
