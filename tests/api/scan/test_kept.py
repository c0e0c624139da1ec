"""Kept pages: what drops them, and what never stays."""

from datetime import UTC, datetime, timedelta

from api.scan.kept import LONGEST, Address, Page, Pages, page

NOW = datetime(2026, 3, 20, tzinfo=UTC)
TEA, MILK = Address("/t/tea", "vi"), Address("/t/milk", "vi")


def made(*about: str, changes_at: datetime | None = None) -> Page:
    return page(b"page", about, NOW, changes_at, storable=True)


def look() -> None:
    """Nothing moved."""


def test_a_page_is_kept_until_a_key_it_stands_on_moves() -> None:
    pages = Pages(look)
    pages.make(TEA, lambda: made("batch", "plot"))
    pages.make(MILK, lambda: made("cow"))
    pages.drop(["plot", "stranger"])
    assert pages.get(TEA, NOW) is None
    assert pages.get(MILK, NOW) is not None


def test_a_page_ends_when_it_changes_by_itself_and_after_a_minute_in_any_case() -> None:
    pages = Pages(look)
    soon = NOW + timedelta(seconds=1)
    pages.make(TEA, lambda: made("batch", changes_at=soon))
    pages.make(MILK, lambda: made("cow"))
    assert pages.get(TEA, soon) is None
    assert pages.get(MILK, NOW + LONGEST - timedelta(seconds=1)) is not None
    assert pages.get(MILK, NOW + LONGEST) is None


def test_a_page_made_while_something_moved_is_answered_and_not_kept() -> None:
    pages = Pages(look)

    def slowly() -> Page:
        pages.drop(["batch"])
        return made("batch")

    assert pages.make(TEA, slowly).body == b"page"
    assert len(pages) == 0


def test_only_so_many_are_kept_and_nothing_is_left_of_the_rest() -> None:
    pages = Pages(look, size=2)
    for number in range(5):
        pages.make(Address(f"/t/{number}", "vi"), lambda: made("batch"))
    assert len(pages) == 2
    pages.drop(["batch"])
    assert len(pages) == 0


def test_too_much_moved_forgets_everything() -> None:
    pages = Pages(look)
    pages.make(TEA, lambda: made("batch"))
    pages.clear()
    assert pages.get(TEA, NOW) is None


def test_the_same_bytes_have_the_same_tag() -> None:
    assert made("batch").etag == made("plot").etag
    assert page(b"other", (), NOW, None, storable=True).etag != made().etag
