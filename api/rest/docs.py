"""The API's description and the page that shows it, every byte of it served by us."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import flask_swagger_ui
from flask import Flask, Response, current_app, request, send_from_directory

from api.described import Description, View, describe
from api.exchange import JSON
from api.jsons import to_json
from api.rest.openapi import described
from api.who import may
from traceability.errors import NotFound

ASSETS: Final = Path(flask_swagger_ui.__file__).with_name("dist")
_SERVED: Final = frozenset(
    {"swagger-ui-bundle.js", "swagger-ui.css", "favicon-16x16.png", "favicon-32x32.png"}
)
_A_DAY: Final = 86_400
_KEPT: Final = "openapi"

PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Farm traceability: the JSON API</title>
<link rel="icon" href="/api/v1/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
</head>
<body>
<div id="api" data-description="/api/v1/openapi.json"></div>
<noscript><p><a href="/api/v1/openapi.json">openapi.json</a></p></noscript>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script src="/static/rest/docs.js"></script>
</body>
</html>
"""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/openapi.json", show_description
    yield "GET", "/docs", show_page
    yield "GET", "/docs/<asset>", serve_asset


@may()
@describe(Description(gives=JSON))
def show_description() -> Response:
    """Show this description (OpenAPI 3.1)."""
    response = Response(_written(current_app), mimetype=JSON)
    response.add_etag()
    response.make_conditional(request)
    return response


@may()
@describe(Description(gives="text/html"))
def show_page() -> Response:
    """Show the description to people."""
    return Response(PAGE, mimetype="text/html")


@may()
@describe(Description(gives="*/*"))
def serve_asset(asset: str) -> Response:
    """Serve a script, style or icon of that page."""
    if asset not in _SERVED:
        raise NotFound("asset", asset)
    return send_from_directory(ASSETS, asset, max_age=_A_DAY)


def _written(app: Flask) -> bytes:
    """The description's bytes; an application makes them once, its routes stand."""
    if _KEPT not in app.extensions:
        app.extensions[_KEPT] = to_json(described(app))
    kept: bytes = app.extensions[_KEPT]
    return kept
