"""The picture of the house is drawn from the import contracts, and is current."""

from scripts.draw_house import PICTURE, SAYS, contract, draw


def test_the_picture_of_the_house_is_current() -> None:
    assert PICTURE.read_text("utf-8") == draw(), "`make docs` draws it again"


def test_every_room_of_the_contracts_says_what_it_is_for() -> None:
    rooms = {room for name in ("house", "rooms") for floor in contract(name) for room in floor}
    assert rooms == set(SAYS)
