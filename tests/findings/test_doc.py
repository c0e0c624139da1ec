"""The page of findings is what the code says."""

from scripts.make_findings_doc import PAGE, page


def test_the_page_of_findings_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run python scripts/make_findings_doc.py."
