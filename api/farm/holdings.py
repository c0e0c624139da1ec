"""What a phone holds of land and goods: plots and until when they are closed, lots, products, places."""

from datetime import timedelta
from typing import Any, Final

import orjson
import simplejson

from api.farm.asking import Asking
from api.house import house
from schemas.answers import IN_BASE
from schemas.masterdata import FORMS
from traceability.batches.at_hand import at_hand, keeper
from traceability.batches.batch import Batch
from traceability.batches.tally import Tally
from traceability.events.makers import PROCESS_STEPS
from traceability.findings.closed import Closed, closed
from traceability.findings.field import LOOKED_BACK
from traceability.ledger.gather import inputs, sprays
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.masterdata import Last
from traceability.vocabulary import step_name

Shown = dict[str, Any]

MOST_PLACES: Final = 2000
MOST_LOTS: Final = 600
MOST_PRODUCTS: Final = 300
MOST_SENT: Final = 600
"""Lots handed over, the latest, whose receivers are offered again."""

_YEAR: Final = timedelta(days=LOOKED_BACK + 1)
_OF_A_PLOT: Final = (
    "name address part_of gln shape area_m2 declared_area_m2 declared_as former_commune crop cultivar "
    "year_planted area_codes"
).split()
"""Fields of a plot's form that are shown as they are: with them a phone can send the next revision."""

_LANGUAGES: Final = frozenset({"vi", "en"})
_KINDS: Final = {
    "creating_class_instance": "fresh",
    "commissioning": "packs",
    "repackaging": "packs",
}


def plots_and_places(asking: Asking) -> tuple[list[Shown], list[Shown]]:
    """Their plots, and the places where they may bring and make things."""
    owners = asking.parties | asking.houses
    found = house().store.masterdata.owned("place", owners, MOST_PLACES)
    plots = [each for each in found if _is_plot_of(asking, each)]
    places = [each.value for each in found if isinstance(each.value, Place)]
    others = [each for each in places if each.kind != "plot"]
    shut = _closed(asking, [it for last in plots if isinstance(it := last.value, Place)])
    return (
        [_plot(last, shut.get(last.value.key.uri)) for last in plots],
        [{"key": it.key.uri, "label": it.shown, "kind": it.kind} for it in others],
    )


def lots(asking: Asking) -> list[Shown]:
    """What is left of what they made or were brought, the latest first."""
    found = house().store.batches.open(asking.parties, MOST_LOTS)
    shown = (_lot(asking, batch) for batch in found)
    latest = sorted((lot for lot in shown if lot), key=lambda lot: str(lot["made"]), reverse=True)
    return latest[:MOST_LOTS]


def products(asking: Asking) -> list[Shown]:
    """Products of theirs and of their cooperatives."""
    owners = asking.parties | asking.houses
    found = house().store.masterdata.owned("product", owners, MOST_PRODUCTS)
    return [_product(last.value) for last in found if isinstance(last.value, Product)]


def others(asking: Asking) -> list[Shown]:
    """Whom they hand goods over to: their cooperatives, and whoever got something of theirs before."""
    met = house().store.batches.sent_to(asking.parties, MOST_SENT)
    uris = dict.fromkeys([*sorted(asking.houses), *met])
    known = house().store.masterdata.some(uris)
    parties = [known[uri].value for uri in uris if uri in known]
    return [
        {"party": it.key.uri, "label": it.shown, "kind": it.kind}
        for it in parties
        if isinstance(it, Party)
    ]


def _is_plot_of(asking: Asking, last: Last) -> bool:
    place = last.value
    if not isinstance(place, Place) or place.kind != "plot" or last.merged_into:
        return False
    return place.party.uri in asking.parties


def _closed(asking: Asking, plots: list[Place]) -> dict[str, Closed]:
    store, uris = house().store, [plot.key.uri for plot in plots]
    told = sprays(store, uris, asking.now - _YEAR, asking.now) if plots else {}
    sprayed = [plot for plot in plots if told[plot.key.uri]]
    lists = inputs(store, sprayed)
    shut = {
        uri: closed(told[uri], asking.now, plot.crop, lists.get(uri))
        for plot in sprayed
        for uri in (plot.key.uri,)
    }
    return {uri: each for uri, each in shut.items() if each}


def _plot(last: Last, shut: Closed | None) -> Shown:
    place = last.value
    if not isinstance(place, Place):
        raise TypeError(place)
    whole = FORMS["place"].dump(place)
    shown: Shown = {
        "key": place.key.uri,
        "party": house().store.masterdata.kept(place.party.uri),
        "label": place.label,
        "number": last.number,
        "plants": [rows.text for rows in place.plants],
        "rows": whole.get("plants"),
    }
    shown |= {name: whole.get(name) for name in _OF_A_PLOT}
    if place.shape:
        shown["shape"] = _numbers(place.shape.geojson)
    if shut:
        shown |= {"closed_until": shut.until, "closed_by": shut.by or None}
        shown |= {"interval_unknown": shut.unknown or None}
    return _told(shown)


def _numbers(geojson: object) -> orjson.Fragment:
    """Coordinates stay numbers (RFC 7946)."""
    return orjson.Fragment(simplejson.dumps(geojson, use_decimal=True))


def _lot(asking: Asking, batch: Batch) -> Shown | None:
    left, origin = at_hand(batch, asking.parties), batch.origin
    if left is None or origin is None:
        return None
    kind = "made" if step_name(origin.step) in PROCESS_STEPS else _KINDS.get(origin.step, "other")
    return _told(
        {
            "key": batch.uri,
            "code": batch.uri.rpartition("/")[2],
            "party": keeper(batch, asking.parties),
            "product": batch.product,
            "kind": kind,
            "made": origin.time.isoformat(),
            "left": _amount(left),
            "plot": origin.place if kind == "fresh" else None,
        }
    )


def _product(product: Product) -> Shown:
    whole = FORMS["product"].dump(product)
    names = {tag: name for tag, name in product.names.as_dict().items() if tag in _LANGUAGES}
    content = whole.get("net_content")
    shown = {"key": product.key.uri, "names": names, "kind": product.kind, "net_content": content}
    return _told(shown)


def _amount(tally: Tally) -> Shown | None:
    """What is left as one amount; None where some of it was never weighed."""
    if tally.unknown:
        return None
    measured = next(name for name in IN_BASE if name in tally.known)
    return {"value": f"{tally.known[measured]:f}", "unit": IN_BASE[measured]}


def _told(shown: Shown) -> Shown:
    return {name: value for name, value in shown.items() if value is not None}
