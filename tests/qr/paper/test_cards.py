"""Cards and tags: what a household holds in its hands, read back from the printed page."""

import itertools
from decimal import Decimal
from io import BytesIO

import pytest
from reportlab.lib.units import mm

from qr.codes import QUIET, matrix
from qr.paper import pictures
from qr.paper.cards import ON_A_SHEET, Card, CardWords, card_alone, card_sheets
from qr.paper.letters import cut, lines, tidy, width
from qr.paper.sheets import draw_code, grouped, sheets
from qr.paper.tags import Tag, TagWords, tag_sheets
from tests.qr.paper.readback import pages, size, squares

WORDS = CardWords(
    title="Thẻ hộ",
    secret="Giữ kín như chìa khóa",
    typed="Không quét được thì gõ mã này:",
    until="Dùng đến 28/12/2027",
)
LINK = "https://trace.example/app/#card=7K3M9QX2.ABCDEFGHJKMNPQRSTVWXYZ0123"


def card(number: int = 17, **more: str) -> Card:
    """The card of a household."""
    picture = pictures.numbered(number)
    return Card(f"Hộ {number:03}", "HTX chè Tân Cương", picture, LINK, "7K3M9QX2ABCD", **more)


def test_a_card_says_who_it_is_for_and_that_it_is_a_key() -> None:
    (text,) = pages(card_alone(card(), WORDS))
    for said in ("Hộ 017", "HTX chè Tân Cương", "7K3M 9QX2 ABCD", WORDS.secret, WORDS.until):
        assert said in text


def test_a_card_names_nobody_whose_name_was_not_handed_in() -> None:
    (silent,), (named,) = (pages(card_alone(each, WORDS)) for each in (card(), card(name="Lương")))
    assert "Lương" in named
    assert set(named.splitlines()) - set(silent.splitlines()) == {"Lương"}


def test_a_card_is_as_large_as_a_bank_card() -> None:
    wide, high = size(card_alone(card(), WORDS))
    assert (round(wide / mm, 1), round(high / mm)) == (85.6, 54)


def test_the_code_of_a_card_is_the_link_drawn_large_enough() -> None:
    drawn = squares(card_alone(card(), WORDS))
    quiet = max(drawn, key=lambda each: each[2] if each[2] == each[3] else Decimal(0))
    assert quiet[2] >= Decimal(25 * mm)
    side = quiet[2] / (len(matrix(LINK)) + 2 * QUIET)
    runs = {
        (round((x - quiet[0]) / side), round((y - quiet[1]) / side), round(wide / side))
        for x, y, wide, high in drawn
        if abs(high - side) < Decimal("0.1")
    }
    assert runs == expected(LINK)


def expected(text: str) -> set[tuple[int, int, int]]:
    """The dark runs of a code, counted from the lower left corner of its quiet zone."""
    rows = matrix(text)
    found = set()
    for number, row in enumerate(rows):
        y = QUIET + len(rows) - 1 - number
        for x, dot in enumerate(row):
            if dot == "1" and row[x - 1 : x] != "1":
                found.add((QUIET + x, y, len(row[x:]) - len(row[x:].lstrip("1"))))
    return found


def test_no_code_is_drawn_smaller_than_cheap_cameras_read() -> None:
    with (
        sheets(BytesIO(), "thử") as canvas,
        pytest.raises(ValueError, match=r"Expected a code of at least 71 pt, got 57\."),
    ):
        draw_code(canvas, LINK, (0, 0), 20 * mm)


@pytest.mark.parametrize(("cards", "sheet_count"), [(1, 1), (8, 1), (9, 2), (60, 8)])
def test_eight_cards_stand_on_a_sheet(cards: int, sheet_count: int) -> None:
    found = pages(card_sheets([(card(number), WORDS) for number in range(cards)]))
    assert len(found) == sheet_count
    assert sum(text.count("Hộ ") for text in found) == cards
    assert found[0].count("Hộ ") == min(cards, ON_A_SHEET)


def test_a_label_too_long_for_the_card_is_cut_and_stays_on_it() -> None:
    long = Card("Hộ " + "0" * 60, "HTX " + "dài " * 40, pictures.numbered(0), LINK, "7" * 30)
    (text,) = pages(card_alone(long, WORDS))
    assert "…" in text


def test_the_same_cards_are_printed_byte_for_byte_alike() -> None:
    assert card_alone(card(), WORDS) == card_alone(card(), WORDS)


def test_neighbours_differ_in_picture_and_colour_and_nobody_has_anothers() -> None:
    every = [pictures.numbered(number) for number in range(pictures.HOW_MANY)]
    assert len(set(every)) == pictures.HOW_MANY
    assert pictures.numbered(pictures.HOW_MANY) == every[0]
    for one, following in itertools.pairwise(every):
        assert one.name != following.name


def test_every_picture_can_be_printed() -> None:
    every = [(card(number), WORDS) for number in range(pictures.HOW_MANY)]
    assert len(pages(card_sheets(every))) == pictures.HOW_MANY // ON_A_SHEET


def test_a_tag_has_its_code_and_lines_for_the_hand() -> None:
    words = TagWords("Thẻ lô", "HTX chè", ("Hộ / nương", "Ngày, số kg"))
    tags = [Tag("7K3M9QX27K3M9", "https://trace.example/t/7K3M9QX27K3M9")] * 19
    first, second = pages(tag_sheets(tags, words))
    assert (first.count("7K3M 9QX2 7K3M 9"), second.count("7K3M 9QX2 7K3M 9")) == (18, 1)
    assert "Hộ / nương" in second


def test_letters_put_together_of_marks_are_printed_as_one() -> None:
    apart = "Ho\u0323\u0302 17"
    assert tidy(apart) == "Hộ 17"
    (text,) = pages(card_alone(Card(apart, "HTX", pictures.numbered(1), LINK, "7"), WORDS))
    assert "Hộ 17" in text


def test_a_text_is_broken_between_words_and_a_long_word_within() -> None:
    broken = list(lines("Bón phân chuồng " + "x" * 90, "Text", 8, 60))
    assert all(width(line, "Text", 8) <= 60 for line in broken)
    assert broken[0] == "Bón phân chuồng"
    assert "".join(broken[1:]) == "x" * 90


def test_a_text_that_is_cut_says_so() -> None:
    assert cut("Hợp tác xã chè", "Text", 8, 30).endswith("…")
    assert cut("Hộ", "Text", 8, 30) == "Hộ"


def test_a_code_is_read_in_groups() -> None:
    assert grouped("7K3M9QX27K3M9") == "7K3M 9QX2 7K3M 9"
