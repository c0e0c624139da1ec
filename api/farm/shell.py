"""The shell of the phone's app: one page and its files, the same for every installation."""

from collections.abc import Iterator
from typing import Final

from flask import Response, request

from api.described import View
from api.doors import POLICY
from api.farm.assets import INDEX, Asset, assets, modules, version
from api.who import may
from traceability.errors import NotFound

APP_POLICY: Final = POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob:").replace(
    "media-src 'self'", "media-src 'self' blob:"
)
"""A phone shows the photo it just took and plays the note it just recorded before they are sent."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/app/", show_app
    yield "GET", "/app/<path:name>", serve_app_asset


@may()
def show_app() -> Response:
    """The app for farmers' and helpers' phones: opens offline after the first visit."""
    return _served(assets()[INDEX])


@may()
def serve_app_asset(name: str) -> Response:
    """A file of the app: script, style, words, icon, manifest, service worker, or one module of it."""
    found = assets().get(name) or modules().get(name)
    if found is None or name == INDEX:
        raise NotFound("file of the app", name)
    return _served(found)


def _served(asset: Asset) -> Response:
    """A file, gzipped where the browser takes it; who has this version gets 304."""
    gzipped = request.accept_encodings["gzip"] > 0 and len(asset.packed) < len(asset.body)
    response = Response(asset.packed if gzipped else asset.body, content_type=asset.media_type)
    if asset.media_type.startswith("text/"):
        response.content_type = f"{asset.media_type}; charset=utf-8"
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["App-Version"] = version()
    response.headers["Content-Security-Policy"] = APP_POLICY
    response.set_etag(asset.etag + ("-g" if gzipped else ""))
    response.make_conditional(request)
    return response
