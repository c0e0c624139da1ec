"""Listings for the feed: as many as asked for, each with a description of eighty words."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle, islice
from typing import Final

from tests.bench.places import now
from traceability.ledger import google
from traceability.store.listings import Detail, Fragments, Offered
from traceability.store.store import Store

_AT_ONCE: Final = 500
_WORDS: Final = (
    "chè xanh Tân Cương một tôm hai lá hái sáng sớm sao tay trên chảo gang nước vàng sánh "
    "hương cốm non vị chát dịu hậu ngọt & sâu"
).split()


def load(store: Store, count: int) -> None:
    """Show so many listings, as the work behind does."""
    for some in _chunks(count):
        store.listings.show(some, now())


def _chunks(count: int) -> Iterator[list[tuple[Offered, Fragments]]]:
    rows = map(offered, range(count))
    while some := list(islice(rows, _AT_ONCE)):
        yield [(row, {"google": google.item(row)}) for row in some]


def offered(number: int) -> Offered:
    """One listing with all that Google's feed asks for, and what was confirmed of its batch."""
    code = f"https://trace.example/t/{number:013d}"
    return Offered(
        uri=code,
        state="published",
        sku=f"CHE-{number:06d}",
        product=code.replace("/t/0", "/t/1"),
        seller=code.replace("/t/0", "/t/2"),
        seller_id=f"{number:013d}",
        seller_name="Hợp tác xã chè thử nghiệm",
        trace_path=f"/t/{number:013d}",
        title=f"Chè xanh Tân Cương, hộp 100 g, số {number}",
        description=" ".join(islice(cycle(_WORDS), number % 7, number % 7 + 80)),
        brand="Chè thử nghiệm",
        mpn=f"CHE-{number:06d}",
        google_category=2073,
        category=("Thực phẩm", "Đồ uống", "Chè"),
        purchase_url=f"https://shop.example/che/{number}",
        price=Decimal(250_000),
        currency="VND",
        availability="in_stock",
        images=("a" * 64,),
        pixels={"a" * 64: 800},
        details=(
            Detail("Nguồn gốc", "Giống", "Trung du"),
            Detail("Nguồn gốc", "Ngày hái", "2026-03-20"),
        ),
        reasons={"google": ()},
        depends=(code,),
    )
