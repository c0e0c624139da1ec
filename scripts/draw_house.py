"""Draws docs/house.svg from the import contracts, so that the picture cannot drift."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "house.svg"

WIDTH, MARGIN, FLOOR, GAP = 760, 24, 30, 5
INK, SOFT, PAPER, LEAF, STEM = "#22301f", "#5b6b55", "#fbfaf4", "#e3edd6", "#7d9a63"
SAYS = {
    "api": "who asks, and how they are answered",
    "schemas": "what crosses the wall",
    "qr": "text in, ink out; alone",
    "traceability": "what is true",
    "work": "what runs behind, under a lease",
    "demo": "a story, told through the ledger",
    "ledger": "record: the one door in",
    "store": "the one door to MongoDB",
    "findings": "what does not add up",
    "season": "a household's year on paper",
    "journey": "back to the field, forward to the shelf",
    "batches": "how a batch stands",
    "statements": "confirmed, disputed, published",
    "masterdata": "parties, places, products, certificates",
    "events": "what, when, where, why, how",
    "credentials": "cards, PINs, devices, sessions",
    "access": "may this actor do that here",
    "identifiers": "GTIN, GLN, batch, plant, serial",
    "communes": "where, whatever it is called today",
    "vocabulary": "GS1's words and ours",
    "log": "the public Merkle log",
    "keyring": "keys with names, that rotate",
    "errors": "four ways to say no",
}

Floors = list[list[str]]


def contract(name: str) -> Floors:
    """Return the floors of a layers contract from the top, each with the rooms side by side."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (layers,) = [c["layers"] for c in said["contracts"] if c["id"] == name]
    return [[room.strip(" ()") for room in floor.split("|")] for floor in layers]


def draw() -> str:
    """Return the picture: the three storeys of the house, and the floors of its ground storey."""
    *above, _ = contract("house")
    rooms = contract("rooms")
    step = FLOOR + GAP
    ground = MARGIN + len(above) * (FLOOR + 3 * GAP)
    height = ground + (len(rooms) + 1) * step + GAP + MARGIN + FLOOR
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
        ' font-family="system-ui, sans-serif" font-size="14">',
        "<title>The floors of the house; imports run down only</title>",
        _box(0, 0, WIDTH, height, PAPER),
    ]
    for number, floor in enumerate(above):
        parts += _floor(floor, MARGIN + number * (FLOOR + 3 * GAP), 0)
    parts.append(_box(MARGIN, ground, WIDTH - 2 * MARGIN, (len(rooms) + 1) * step + GAP, "#f1f3e7"))
    parts += _words("traceability", MARGIN + 12, ground + FLOOR / 2 + 1)
    for number, floor in enumerate(rooms, start=1):
        parts += _floor(floor, ground + number * step, 12)
    parts.append(
        f'<text x="{WIDTH / 2}" y="{height - MARGIN}" fill="{SOFT}" text-anchor="middle">'
        "A floor uses only the floors below it. import-linter holds it.</text>"
    )
    return "\n".join([*parts, "</svg>", ""])


def _floor(rooms: list[str], y: float, inset: float) -> Iterator[str]:
    left = MARGIN + inset
    width = (WIDTH - 2 * left - GAP * (len(rooms) - 1)) / len(rooms)
    for number, room in enumerate(rooms):
        x = left + number * (width + GAP)
        yield _box(x, y, width, FLOOR, LEAF)
        yield from _words(room, x + 12, y + FLOOR / 2)


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    edge = "none" if fill == PAPER else STEM
    size = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {size} rx="4" fill="{fill}" stroke="{edge}"/>'


def _words(room: str, x: float, y: float) -> Iterator[str]:
    words = f'<tspan dx="10" fill="{SOFT}" font-weight="400">{escape(SAYS[room])}</tspan>'
    yield (
        f'<text x="{x:g}" y="{y:g}" fill="{INK}" font-weight="600" dominant-baseline="central">'
        f"{room}{words}</text>"
    )


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
