"""What a buyer can ask for: the first page, the page behind a code, its QR, its data."""

from typing import Final, cast

from flask import Blueprint, Flask, Response, current_app, request
from flask.blueprints import BlueprintSetupState

from api.house import House, house
from api.languages import code_of_reader
from api.scan import answers
from api.scan.asked import code_path, other_address, size, typed
from api.scan.codes import printed
from api.scan.gate import CODE, Gate
from api.scan.kept import Address, Pages
from api.scan.pages import first, journey, make
from api.who import may
from qr import codes
from traceability.identifiers.paths import from_path

blueprint = Blueprint("scan", __name__)

_NAME: Final = "pages"


@blueprint.record
def keep(state: BlueprintSetupState) -> None:
    """Give the application its kept pages, which are told what moves in the log, and their gate."""
    app = cast("Flask", state.app)
    here: House = app.extensions["house"]
    pages = Pages(here.store.moved.look)
    here.store.moved.tell(pages.drop, pages.clear)
    app.extensions[_NAME] = pages
    gate = Gate(app.wsgi_app, pages, here.settings.languages, here.ledger.clock)
    app.wsgi_app = gate  # type: ignore[method-assign]  # Flask's own way to wrap it


@blueprint.get("/")
@may()
def home() -> Response:
    """What this is, and a form that goes to a code's page."""
    code = request.args.get("code", "").strip()
    if code:
        return answers.moved(typed(code))
    return answers.fresh(first())


@blueprint.get(CODE)
@blueprint.get(f"/page{CODE}")
@may()
def scanned(kind: str, rest: str) -> Response:
    """The page behind a code; a kept one costs a look into a dictionary."""
    del kind, rest
    here, path = house(), code_path()
    if request.query_string and "linkType" in request.args:
        return answers.moved(other_address(path, request.args["linkType"]))
    pages: Pages = current_app.extensions[_NAME]
    address = Address(path, code_of_reader(here.settings.languages))
    page = pages.get(address, here.ledger.clock()) or pages.make(address, make)
    return answers.of(page)


@blueprint.get(f"{CODE}/qr.svg")
@may()
def qr_svg(kind: str, rest: str) -> Response:
    """The code as SVG, for any size."""
    del kind, rest
    return answers.picture(codes.svg(_text("/qr.svg")), "image/svg+xml")


@blueprint.get(f"{CODE}/qr.png")
@may()
def qr_png(kind: str, rest: str) -> Response:
    """The code as PNG; ``?scale=`` is dots a module."""
    del kind, rest
    return answers.picture(codes.png(_text("/qr.png"), size()), "image/png")


@blueprint.get(f"{CODE}/journey.jsonld")
@may()
def data(kind: str, rest: str) -> Response:
    """The events behind the page of a published batch."""
    del kind, rest
    return answers.data(journey(code_path("/journey.jsonld")))


def _text(end: str) -> str:
    here = house()
    path = from_path(code_path(end), here.domain).path(here.domain)
    return printed(here.settings.base_url, path)
