"""Households, plots and products added and changed at the desk, as revisions like any other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, request, url_for

from api import telling
from api.console import forms
from api.console.compared import compared
from api.console.fields import HOUSEHOLD, PLOT, PRODUCT, Body, Field, filled
from api.console.forms import NOTHING_WRONG, Wrong, answered, own_id, sent
from api.console.page import at_the_desk, page
from api.console.pictures import kept
from api.console.scope import called, desk, parties, seen
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.languages import Language
from api.rest.masterdata import KEYS
from api.rest.scope import segment
from api.telling import Named
from schemas.masterdata import FORMS
from traceability.batches.batch import VIETNAM
from traceability.errors import Conflict
from traceability.identifiers.uris import Key
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Kind
from traceability.store.masterdata import Last

Thing = type[Party] | type[Place] | type[Product]

ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Room:
    """One kind of master data at the desk: its class, its fields, and the view of its page."""

    kind: Kind
    thing: Thing
    room: str
    fields: tuple[Field, ...]
    shows: str


ROOMS: Final = {
    "party": Room("party", Party, "households", HOUSEHOLD, "show_household"),
    "place": Room("place", Place, "plots", PLOT, "show_plot"),
    "product": Room("product", Product, "products", PRODUCT, "change_product_form"),
}


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/products", list_products
    yield "GET", "/households/new", new_household_form
    yield "POST", "/households/new", add_household
    yield "GET", "/households/<path:code>/plots/new", new_plot_form
    yield "POST", "/households/<path:code>/plots/new", add_plot
    yield "GET", "/products/new", new_product_form
    yield "POST", "/products/new", add_product
    for name, get, post in (
        ("households", change_household_form, change_household),
        ("plots", change_plot_form, change_plot),
        ("products", change_product_form, change_product),
    ):
        yield "GET", f"/{name}/<path:code>/change", get
        yield "POST", f"/{name}/<path:code>/change", post


@at_the_desk
def list_products() -> Response:
    """List the products of the cooperative and its members."""
    owned = {"owner": {"$in": parties()}}
    store = house().store.masterdata
    found = store.where("product", owned, asked_page().after, ON_A_PAGE + 1)
    rows = [(each.value, segment(each.value.key.uri), called(each)) for each in found[:ON_A_PAGE]]
    more = forms.cursor(found[ON_A_PAGE - 1].value.key.uri) if len(found) > ON_A_PAGE else ""
    return page("products.html", "products", rows=rows, more=more)


@at_the_desk
def new_household_form() -> Response:
    """Show the form of a new household."""
    return _new("party", _household())


@at_the_desk
def add_household() -> Response:
    """Record a new household of the cooperative."""
    return _add("party", _household())


@at_the_desk
def new_plot_form(code: str) -> Response:
    """Show the form of a household's new plot."""
    return _new("place", _plot(code))


@at_the_desk
def add_plot(code: str) -> Response:
    """Record a household's new plot."""
    return _add("place", _plot(code))


@at_the_desk
def new_product_form() -> Response:
    """Show the form of a new product."""
    return _new("product", {"party": desk()})


@at_the_desk
def add_product() -> Response:
    """Record a new product of the cooperative."""
    return _add("product", {"party": desk()})


@at_the_desk
def change_household_form(code: str) -> Response:
    """Show a household's fields, to be changed."""
    return _changing("party", code)


@at_the_desk
def change_household(code: str) -> Response:
    """Record a household's next revision; where somebody was faster, show both versions."""
    return _change("party", code)


@at_the_desk
def change_plot_form(code: str) -> Response:
    """Show a plot's fields, to be changed."""
    return _changing("place", code)


@at_the_desk
def change_plot(code: str) -> Response:
    """Record a plot's next revision; where somebody was faster, show both versions."""
    return _change("place", code)


@at_the_desk
def change_product_form(code: str) -> Response:
    """Show a product's fields, to be changed."""
    return _changing("product", code)


@at_the_desk
def change_product(code: str) -> Response:
    """Record a product's next revision; where somebody was faster, show both versions."""
    return _change("product", code)


def _household() -> Body:
    last = house().store.masterdata.last(desk())
    own = FORMS["party"].dump(last.value).get("address", {}) if last else {}
    address = {name: own[name] for name in ("commune", "on") if name in own}
    return {"kind": "household", "member_of": desk(), "address": address}


def _plot(code: str) -> Body:
    party, last = seen(Party, code)
    address = FORMS["party"].dump(last.value).get("address", {})
    kept_ = {name: address[name] for name in ("commune", "on", "street") if name in address}
    return {"kind": "plot", "party": party.key.uri, "address": kept_}


def _new(kind: Kind, body: Body, wrong: Wrong = NOTHING_WRONG) -> Response:
    return _form(kind, body, wrong, base=0, where=request.path)


def _add(kind: Kind, body: Body) -> Response:
    room, typed = ROOMS[kind], sent()

    def act() -> str:
        named = Named(own_id(typed))
        key = KEYS[kind].from_code(named.new_code(0), house().domain)
        said = {"key": key.uri} | filled(room.fields, body, typed, _today())
        _record(kind, said | _picture(kind, said), named, 1)
        return _page_of(room, key)

    return answered("thing", act, lambda wrong: _new(kind, body, wrong), "added")


def _changing(kind: Kind, code: str, wrong: Wrong = NOTHING_WRONG) -> Response:
    last = _last(kind, code)
    where = request.path
    if wrong.kind == "conflict":
        return _both(kind, last, wrong)
    return _form(kind, FORMS[kind].dump(last.value), wrong, base=last.number, where=where)


def _change(kind: Kind, code: str) -> Response:
    room, typed = ROOMS[kind], sent()
    last = _last(kind, code)

    def act() -> str:
        base = typed.get("base", "")
        said = filled(room.fields, FORMS[kind].dump(last.value), typed, _today())
        number = int(base) + 1 if base.isascii() and base.isdecimal() else 0
        if number != last.number + 1 and house().store.records.get(own_id(typed)) is None:
            raise Conflict(f"revision {last.number + 1} of {last.value.key.uri}", number)
        _record(kind, said | _picture(kind, said), Named(own_id(typed)), number)
        return _page_of(room, last.value.key)

    return answered("thing", act, lambda wrong: _changing(kind, code, wrong), "changed")


def _form(kind: Kind, body: Body, wrong: Wrong, *, base: int, where: str) -> Response:
    room = ROOMS[kind]
    facts: dict[str, Any] = {
        "kind": kind,
        "fields": [(field, field.shown(body)) for field in room.fields],
        "choices": _choices,
        "images": body.get("images", ()),
        "new": not base,
        "base": base,
        "where": where,
        "wrong": wrong,
    }
    return page("thing.html", room.room, wrong.status, **facts)


def _choices(field: Field, t: Language) -> list[tuple[str, str]]:
    """The options of a choice, each with its word."""
    head = "kind" if field.path == "kind" else "console.unit"
    return [(each, t.say(f"{head}.{each}")) for each in field.options]


def _both(kind: Kind, last: Last, wrong: Wrong) -> Response:
    """Both versions of a thing, where somebody was faster: keep what stands, or say it again."""
    room, stands = ROOMS[kind], FORMS[kind].dump(last.value)
    said = filled(room.fields, FORMS[kind].dump(last.value), wrong.typed, _today())
    facts: dict[str, Any] = {
        "lines": [line for line in compared(stands, said) if line.differs],
        "typed": {name: text for name, text in wrong.typed.items() if name not in _OWN},
        "base": last.number,
        "where": request.path,
        "back": _page_of(room, last.value.key),
        "wrong": wrong,
    }
    return page("both.html", room.room, wrong.status, **facts)


_OWN: Final = frozenset({"csrf", "id", "base"})


def _record(kind: Kind, said: Body, named: Named, number: int) -> None:
    forms.record(telling.revision(kind, said, named, lambda _: number), said)


def _picture(kind: Kind, said: Body) -> Body:
    """The picture that was sent with a product, the first to be shown."""
    file = request.files.get("picture")
    if kind != "product" or file is None or not file.filename:
        return {}
    name = kept(file.stream)
    return {"images": [name, *(each for each in said.get("images", ()) if each != name)]}


def _last(kind: Kind, code: str) -> Last:
    return seen(ROOMS[kind].thing, code)[1]


def _page_of(room: Room, key: Key) -> str:
    return url_for(f"console.{room.shows}", code=segment(key.uri))


def _today() -> date:
    return house().ledger.clock().astimezone(VIETNAM).date()
