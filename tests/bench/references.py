"""The references: the least code that does the same work, with none of the house in it.

Those that a server runs stand in `bare.py`, so that a worker of it loads nothing else.
"""

from collections.abc import Iterable
from typing import Any, Final

import zxingcpp
from pymongo.collection import Collection
from pymongo.write_concern import WriteConcern
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

Document = dict[str, Any]

SAFE: Final = WriteConcern("majority", j=True)


def graph_lookup(records: Collection[Document], uri: str) -> list[Document]:
    """The event that made a batch and five levels before it, by one bare aggregation."""
    walk = {
        "from": records.name,
        "startWith": "$what.inputs",
        "connectFromField": "what.inputs",
        "connectToField": "what.outputs",
        "maxDepth": 4,
        "as": "before",
    }
    shape = {"what": 1, "before._id": 1, "before.what": 1}
    stages: list[Document] = [{"$match": {"what.outputs": uri}}, {"$graphLookup": walk}]
    (last,) = records.aggregate([*stages, {"$project": shape}])
    return [last, *last["before"]]


def level_by_level(records: Collection[Document], uri: str) -> list[Document]:
    """The same events with one `$in` a generation."""
    front, found = [uri], dict[str, Document]()
    while front:
        level = list(records.find({"what.outputs": {"$in": front}}, {"what": 1}))
        found |= {each["_id"]: each for each in level}
        front = [batch for each in level for batch in each["what"].get("inputs", ())]
    return list(found.values())


def insert_one(collection: Collection[Document]) -> Collection[Document]:
    """A bare collection whose inserts wait for a majority's journal."""
    return collection.with_options(write_concern=SAFE)


def read_all(cursor: Iterable[Document]) -> int:
    """Take every document off a cursor and do nothing with it."""
    return sum(1 for _ in cursor)


def qrcode_default(text: str) -> object:
    """A matrix by the package as it comes, at the level we print."""
    return _qrcode(text).get_matrix()


def qrcode_svg(text: str) -> bytes:
    """An SVG file by the package's own path writer."""
    image = _qrcode(text).make_image(SvgPathImage)
    return bytes(image.to_string())


def zxing(text: str) -> object:
    """A matrix by the C++ writer, at the level we print."""
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def _qrcode(text: str) -> QRCode[Any]:
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return code
