"""GS1's words and ours: business steps, dispositions, transaction types, units.

CBV 2.0 names are carried over as facts (EPCIS 2.0 JSON schema, enumerations of 2.0.1). Where CBV has no
word for a step of growing or making tea, the step is a URI of the installation's own domain
(``OWN_STEPS``), while dispositions stay within CBV.
"""

import re
from decimal import Decimal
from typing import Final

BIZ_STEPS: Final = frozenset(
    """accepting arriving assembling collecting commissioning consigning creating_class_instance
    cycle_counting decommissioning departing destroying disassembling dispensing encoding
    entering_exiting holding inspecting installing killing loading other packing picking receiving
    removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting
    shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
    void_shipping""".split()
)
"""The 41 business steps of CBV 2.0; `transforming` is deprecated and therefore not among them."""

DISPOSITIONS: Final = frozenset(
    """active available completeness_inferred completeness_verified conformant container_closed
    container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
    inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match
    non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned
    sellable_accessible sellable_not_accessible stolen unavailable unknown""".split()
)
"""The 33 dispositions of CBV 2.0."""

TRANSACTION_TYPES: Final = frozenset(
    "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt".split()
)
PARTY_ROLES: Final = frozenset({"owning_party", "possessing_party", "location"})
ERROR_REASONS: Final = frozenset({"did_not_occur", "incorrect_data"})

OWN_STEPS: Final = frozenset(
    """planting tending fertilising pruning weeding irrigating crop_protection observing plucking withering
    fixing rolling fermenting drying scenting grading blending making releasing
    lifting_recall""".split()
)
"""Steps that CBV has no word for, minted as ``https://{id_base}/voc/bizStep/{name}`` (gs1.md §7.3)."""

FRESH_LEAF: Final = "fresh_leaf"
MADE_TEAS: Final = frozenset(
    {"green_tea", "black_tea", "oolong_tea", "white_tea", "scented_tea", "other_tea"}
)
"""Kinds of product: what is plucked, and what is made of it."""

PIECE: Final = "H87"
"""UN/ECE Rec 20 code of a counted piece; EPCIS writes a count without a unit of measure."""

UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    "KGM": ("mass", Decimal(1)),
    "GRM": ("mass", Decimal("0.001")),
    "MGM": ("mass", Decimal("0.000001")),
    "TNE": ("mass", Decimal(1000)),
    "DTN": ("mass", Decimal(100)),
    "LTR": ("volume", Decimal(1)),
    "MLT": ("volume", Decimal("0.001")),
    "MTK": ("area", Decimal(1)),
    "HAR": ("area", Decimal(10000)),
    PIECE: ("count", Decimal(1)),
}
"""UN/ECE Rec 20 code: what it measures, and its size in that dimension's base unit (kg, l, m², piece)."""


LOCAL_UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    "lạng": ("KGM", Decimal("0.1")),
    "cân": ("KGM", Decimal(1)),
    "kg": ("KGM", Decimal(1)),
    "yến": ("KGM", Decimal(10)),
    "tạ": ("KGM", Decimal(100)),
    "tấn": ("KGM", Decimal(1000)),
    "thước": ("MTK", Decimal(24)),
    "sào Bắc Bộ": ("MTK", Decimal(360)),
    "sào Trung Bộ": ("MTK", Decimal(500)),
    "mẫu Bắc Bộ": ("MTK", Decimal(3600)),
    "mẫu Trung Bộ": ("MTK", Decimal(5000)),
}
"""Words that farmers measure by: the UN/ECE Rec 20 unit each is converted to, and how many of it.

A sào of the north is 360 m², one of the centre 500 m²; a mẫu is ten sào of its kind, so neither is
taken without its region. A thước is the fifteenth part of a northern sào.
"""


def step_name(step: str) -> str:
    """The bare name of a business step, whether written bare, as a CBV URI or as one of our own.

    >>> step_name("https://trace.example/voc/bizStep/making")
    'making'
    """
    return re.split(r"[/:]", step)[-1].removeprefix("BizStep-")
