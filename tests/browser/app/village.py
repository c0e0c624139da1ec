"""What a phone of Tân Cương knows on an ordinary day: plots, leaf and tea, who helps and who buys."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.app.farmer import Farmer
from tests.cast import Cast
from traceability.identifiers.own_codes import mint

COOPERATIVE = "HTX chè minh họa Tân Cương"
HILL = [
    [105.7801, 21.5602],
    [105.7808, 21.5604],
    [105.7811, 21.5598],
    [105.7803, 21.5595],
    [105.7801, 21.5602],
]


def lot(cast: Cast, kind: str, number: int, value: str, unit: str = "KGM") -> dict[str, Any]:
    """Some goods that are left, made this morning."""
    product = {"fresh": cast.leaf, "made": cast.tea, "packs": cast.tea}[kind].uri
    code = mint(number * 73_939_133_521_907).value
    return {
        "key": f"/t/{code}",
        "code": code,
        "party": cast.household.uri,
        "product": product,
        "kind": kind,
        "made": (datetime.now(UTC) - timedelta(hours=number)).isoformat(),
        "left": {"value": value, "unit": unit},
    }


def told(cast: Cast) -> dict[str, Any]:
    """What the server told before."""
    now = datetime.now(UTC)
    tea = {"key": cast.tea.uri, "names": {"vi": "Chè tôm nõn 100 g"}, "kind": "green_tea"}
    leaf = {"key": cast.leaf.uri, "names": {"vi": "Búp chè tươi"}, "kind": "fresh_leaf"}
    entered = {
        "id": "urn:uuid:01980000-0000-7000-8000-000000000001",
        "form": "phone/1:harvest/1",
        "time": (now - timedelta(hours=20)).isoformat(),
        "party": cast.household.uri,
        "about": [cast.plot.uri],
        "role": "helper",
        "by_party": cast.stranger_cooperative.uri,
        "entered_for": True,
        "confirmed": [],
        "disputed": [],
        "amount": {"value": "31.5", "unit": "KGM"},
    }
    parties = [(cast.cooperative, COOPERATIVE, "cooperative")]
    parties.append((cast.stranger_cooperative, "Tổ công nghệ số cộng đồng", "enterprise"))
    return {
        "lots": [
            lot(cast, "fresh", 1, "25.5"),
            lot(cast, "fresh", 2, "18"),
            lot(cast, "made", 3, "5.2"),
            lot(cast, "packs", 4, "40", "H87"),
        ],
        "products": [leaf, tea | {"net_content": {"value": "100", "unit": "GRM"}}],
        "places": [{"key": cast.factory.uri, "label": "Xưởng chè", "kind": "factory"}],
        "parties": [{"party": key.uri, "label": name, "kind": kind} for key, name, kind in parties],
        "recent": [entered],
    }


def plots() -> list[dict[str, Any]]:
    """Two more plots, one of them closed by its interval."""
    until = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    shape = {"type": "Polygon", "coordinates": [HILL]}
    return [
        {
            "key": "/t/MH0AP0T1K2WX7",
            "label": "Nương B",
            "name": "Đồi sau nhà",
            "cultivar": "LDP1",
            "area_m2": "4310.2",
            "shape": shape,
            "plants": ["1-36×120"],
            "closed_until": until,
            "closed_by": "thuốc trừ rầy (minh họa)",
        },
        {
            "key": "/t/MH0AP0T2K2WX7",
            "label": "Nương C",
            "name": "Nương bờ suối",
            "cultivar": "Kim Tuyên",
            "area_m2": "1800",
        },
    ]


def helper(farmer: Farmer) -> dict[str, Any]:
    """What a helper's phone knows: who she is and whom she may record for."""
    me = {"party": farmer.cast.stranger_cooperative.uri, "role": "helper", "label": "Người hỗ trợ"}
    until = (datetime.now(UTC) + timedelta(days=200)).isoformat()
    households = [(farmer.party, "Hộ 017")]
    households += [(f"/t/MH0H0{n}K2WX7QT", f"Hộ 0{n}") for n in (18, 21, 23, 24)]
    named = [{"party": party, "label": label, "until": until} for party, label in households]
    return {"me": me, "households": named}
